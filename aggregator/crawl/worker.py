"""One site's crawl in a process of its own: the job comes on stdin, the report leaves on stdout."""

import gc
import sys

from filelock import FileLock, Timeout
from scrapy.crawler import AsyncCrawlerProcess

from aggregator.crawl.job import CrawlJob, CrawlJobSchema
from aggregator.crawl.messages import Message, MessageSchema, Progress
from aggregator.crawl.scrapy_settings import scrapy_settings
from aggregator.crawl.spider import SiteSpider
from aggregator.crawl.tally import Tally
from aggregator.crawl.verdict import interrupted
from aggregator.domain.identity import Kind
from aggregator.plugin_manager import load_plugins
from aggregator.store.store import open_store

PATIENCE_SECONDS = 15
"""A worker whose parent was killed notices it at its next page."""


def main() -> None:
    """Crawl as the job on stdin says; ends with 0 whenever a report was stored."""
    sys.stdout = sys.stderr  # what a plugin prints goes to the log: stdout is for messages
    run(CrawlJobSchema.validate_json(sys.stdin.buffer.read()))


def run(job: CrawlJob) -> None:
    """Crawl one site, store the report and say it."""
    lock = job.data_dir / "locks" / job.site
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=PATIENCE_SECONDS):
            _crawl(job)
    except Timeout:
        _say(Message(report=interrupted(job.site, f"another crawl of {job.site} is running")))


def _crawl(job: CrawlJob) -> None:
    gc.freeze()  # what is loaded stays, and need not be looked through again and again
    site = load_plugins().site(job.site)
    with open_store(job.database_url) as store:
        process = AsyncCrawlerProcess(scrapy_settings(job, site))
        crawler = process.create_crawler(job.site)
        process.crawl(
            crawler, job=job, store=store, on_progress=lambda kind, tally: _tell(job.site, kind, tally)
        )
        process.start()
        spider = crawler.spider
        if not isinstance(spider, SiteSpider):
            raise TypeError(f"the crawl of {job.site} did not start")
        report = spider.report()
        store.reports.add(report)
    _say(Message(report=report))


def _tell(site: str, kind: Kind, tally: Tally) -> None:
    _say(Message(progress=Progress(site=site, kind=kind, pages=tally.pages, rows=tally.rows)))


def _say(message: Message) -> None:
    out = sys.__stdout__
    if out is None:
        raise RuntimeError("a worker talks through pipes")
    out.buffer.write(MessageSchema.dump_json(message, exclude_none=True) + b"\n")
    out.buffer.flush()


if __name__ == "__main__":
    main()
