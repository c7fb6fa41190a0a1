"""One site's crawl in a process of its own: the job comes on stdin, the report leaves on stdout."""

import gc
import sys

from scrapy.crawler import AsyncCrawlerProcess

from aggregator.crawl.job import CrawlJob, CrawlJobSchema
from aggregator.crawl.messages import Message, MessageSchema, Progress
from aggregator.crawl.scrapy_settings import scrapy_settings
from aggregator.crawl.spider import SiteSpider
from aggregator.crawl.tally import Tally
from aggregator.domain.identity import Kind
from aggregator.plugin_manager import load_plugins
from aggregator.store.store import open_store


def main() -> None:
    """Crawl as the job on stdin says; ends with 0 whenever a report was stored."""
    run(CrawlJobSchema.validate_json(sys.stdin.buffer.read()))


def run(job: CrawlJob) -> None:
    """Crawl one site, store the report and say it."""
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
    sys.stdout.buffer.write(MessageSchema.dump_json(message, exclude_none=True) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
