"""The table of jobs: every site is crawled as often as its plugin says, and the index follows the store."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from aggregator.alerts.delivering import Delivering
from aggregator.domain.report import CrawlReport
from aggregator.errors import DalilError
from aggregator.indexing import Indexer
from aggregator.plugin_manager import Plugins
from aggregator.services.alert_running import AlertRunning
from aggregator.services.crawling import Crawling, CrawlOrder

logger = logging.getLogger(__name__)
# It warns of each turn that is left out because the last one is still at work: that is as it should be.
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)

FIRST_DEPTH = 40
"""List pages of each kind that a scheduled crawl reads at most: some hours of a site's news."""

STAGGER = timedelta(seconds=5)
"""Between the first starts of the sites, so that they do not all begin in one moment."""

LOOK_SECONDS = 60
"""Between two looks whether the index is behind: an engine that was away catches up within minutes."""

WATCH_SECONDS = 2
"""Between two looks whether something changed or is due: soon enough for people, and cheap."""

TEND_SECONDS = 600
"""Between two looks whether a search ends."""

TIDY_SECONDS = 3_600
"""Between two times that links and sessions too old, and people who never confirmed, are forgotten."""

ALERT_WORKERS = 4
"""Messages handed over at once: a slow provider holds up one of them."""

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
    """Bring the index up to the store while the block runs, at once and again and again.

    Whoever changes the store need not care. What is under way when the block ends is left, and done by
    whoever opens the index next.
    """
    scheduler, over = BackgroundScheduler(timezone=UTC), Event()
    scheduler.add_job(
        keep_index,
        "interval",
        args=(indexer, over),
        seconds=LOOK_SECONDS,
        id="index",
        coalesce=True,
        max_instances=1,
        next_run_time=datetime.now(UTC),
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield scheduler
    finally:
        over.set()
        scheduler.shutdown(wait=False)


@contextmanager
def kept_alerts(
    running: AlertRunning, *, tidy: Callable[[], object] | None = None
) -> Iterator[BackgroundScheduler]:
    """Match what changes and send what is due while the block runs; several processes may do so at once.

    `tidy` forgets what nobody needs any more, now and again.
    """
    pool = ThreadPoolExecutor(max_workers=ALERT_WORKERS + 2)
    scheduler = BackgroundScheduler(executors={"default": pool}, timezone=UTC)
    workers = [running.worker() for _ in range(ALERT_WORKERS)]
    _repeat(scheduler, "alerts: match", partial(watch_alerts, running), seconds=WATCH_SECONDS)
    _repeat(scheduler, "alerts: tend", partial(_quietly, "alerts", running.tend), seconds=TEND_SECONDS)
    if tidy is not None:
        _repeat(scheduler, "alerts: tidy", partial(_quietly, "alerts", tidy), seconds=TIDY_SECONDS)
    for number, worker in enumerate(workers):
        _repeat(scheduler, f"alerts: send {number}", partial(send_alerts, worker), seconds=WATCH_SECONDS)
    scheduler.start()
    try:
        yield scheduler
    finally:
        for worker in workers:
            worker.stop()
        scheduler.shutdown(wait=False)


def watch_alerts(running: AlertRunning) -> None:
    """Match what changed and make the messages that are due."""
    _quietly("alerts", running.watch)


def send_alerts(worker: Delivering) -> None:
    """Hand over all that waits."""

    def send() -> None:
        while worker.step().sent:
            pass

    _quietly("alerts", send)


def _repeat(scheduler: BackgroundScheduler, name: str, step: Callable[[], None], *, seconds: float) -> None:
    now = datetime.now(UTC)
    kinds = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler.add_job(step, "interval", seconds=seconds, next_run_time=now, id=name, **kinds)


def _quietly(what: str, step: Callable[[], object]) -> None:
    """Run a step; a failure is told and the next run tries again."""
    try:
        step()
    except DalilError as error:
        logger.error("%s: %s", what, error)  # noqa: TRY400  the error says it all in one line


class _Over(Exception):
    """Nobody waits for the index any more."""


def keep_index(indexer: Indexer, over: Event) -> None:
    """Bring the index up to the store, or build it anew, until it is over.

    A failure is told and the next look tries again.
    """

    def go_on(_done: int, _total: int) -> None:
        if over.is_set():
            raise _Over

    try:
        with suppress(_Over):
            indexer.ensure(go_on)
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
