"""The table of jobs: every site is crawled as often as its plugin says, and the index follows the store."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from aggregator.domain.report import CrawlReport
from aggregator.errors import DalilError
from aggregator.indexing import Indexer
from aggregator.plugin_manager import Plugins
from aggregator.services.crawling import Crawling, CrawlOrder

logger = logging.getLogger(__name__)

FIRST_DEPTH = 40
"""List pages of each kind that a scheduled crawl reads at most: some hours of a site's news."""

STAGGER = timedelta(seconds=5)
"""Between the first starts of the sites, so that they do not all begin in one moment."""

LOOK_SECONDS = 60
"""Between two looks whether the index is behind: an engine that was away catches up within minutes."""

OnReport = Callable[[CrawlReport], None]


@contextmanager
def scheduled_crawls(
    crawling: Crawling,
    indexer: Indexer,
    *,
    plugins: Plugins,
    on_report: OnReport,
) -> Iterator[BackgroundScheduler]:
    """Crawl all sites by the clock while the block runs; a site is never crawled twice at once."""
    pool = ThreadPoolExecutor(max_workers=max(1, len(plugins.sites)))
    scheduler = BackgroundScheduler(executors={"default": pool}, timezone=UTC)
    for number, (key, site) in enumerate(sorted(plugins.sites.items())):
        scheduler.add_job(
            crawl_site,
            "interval",
            args=(crawling, indexer, key, on_report),
            seconds=site.freshness.total_seconds(),
            next_run_time=datetime.now(UTC) + number * STAGGER,
            id=f"crawl {key}",
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)
        crawling.stop()


@contextmanager
def kept_index(indexer: Indexer) -> Iterator[BackgroundScheduler]:
    """Bring the index up to the store now and again while the block runs, whoever changes the store."""
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        keep_index,
        "interval",
        args=(indexer,),
        seconds=LOOK_SECONDS,
        id="index",
        coalesce=True,
        max_instances=1,
    )
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)


def keep_index(indexer: Indexer) -> None:
    """Bring the index up to the store, or build it anew; a failure is told and the next look tries again."""
    try:
        indexer.ensure()
    except DalilError as error:
        logger.error("index: %s", error)  # noqa: TRY400  the error says it all in one line


def crawl_site(crawling: Crawling, indexer: Indexer, key: str, on_report: OnReport) -> None:
    """Crawl one site and index what it brought; a failure is told and the next run tries again."""
    try:
        for report in crawling.crawl(CrawlOrder(sites=(key,), max_pages=FIRST_DEPTH, probe=True), _ignore):
            on_report(report)
        indexer.ensure()
    except DalilError as error:
        logger.error("%s: %s", key, error)  # noqa: TRY400  the error says it all in one line


def _ignore(_progress: object) -> None:
    """Nobody watches the progress of a scheduled crawl."""
