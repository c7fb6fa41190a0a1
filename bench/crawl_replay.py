"""A crawl of the replayed Mostaql without delay, against a bare Scrapy spider that fetches the same pages."""

import json
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen, run
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from aggregator.crawl.job import CrawlJob, CrawlJobSchema
from aggregator.domain.identity import Kind
from bench.results import Result

GOAL = 0.5
"""Ours reads at least half as many pages in the same time."""

LIST_PAGES = 16
ROUNDS = 3


def measure() -> Result:
    """Crawl and fetch the same pages in turn, each in a process of its own; median seconds."""
    with replay() as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        urls = _urls(server, folder / "warm-up")
        times = [(ours(server, folder / str(turn)), bare(urls)) for turn in range(ROUNDS)]
    our, limit = median(our for our, _ in times), median(limit for _, limit in times)
    ratio = median(limit / our for our, limit in times)
    return Result(name=f"crawl of {len(urls)} pages", ours=our, limit=limit, ratio=ratio, goal=GOAL)


@contextmanager
def replay() -> Iterator[Mapping[str, Any]]:
    """Run the replay sites; gives their addresses. Their clock stands still, so that all turns are alike."""
    command = [sys.executable, "-m", "replay", "--port", "0", "--speed", "0"]
    with Popen(command, stdout=PIPE, text=True) as server:
        try:
            yield json.loads(server.stdout.readline() if server.stdout else "")
        finally:
            server.terminate()


def ours(server: Mapping[str, Any], folder: Path) -> float:
    """Crawl the projects into a new store; seconds of the whole process."""
    folder.mkdir(parents=True)
    job = CrawlJob(
        site="mostaql",
        kinds=(Kind.REQUEST,),
        database_url=f"sqlite:///{folder / 'dalil.db'}",
        data_dir=folder,
        user_agent="Dalil/bench",
        rates={"USD": Decimal(1)},
        base_url=server["base_urls"]["mostaql"],
        max_pages=LIST_PAGES,
    )
    return _seconds("aggregator.crawl.worker", CrawlJobSchema.dump_json(job))


def bare(urls: list[str]) -> float:
    """Fetch the same pages, one at a time as we must; seconds of the whole process."""
    return _seconds("bench.crawl_replay", json.dumps(urls).encode())


def _seconds(module: str, given: bytes) -> float:
    began = time.perf_counter()
    run([sys.executable, "-m", module], input=given, check=True, capture_output=True)
    return time.perf_counter() - began


def _urls(server: Mapping[str, Any], folder: Path) -> list[str]:
    """The pages that our crawl asks for, from the replay's own log."""
    ours(server, folder)
    with urllib.request.urlopen(f"{server['control']}/log?site=mostaql") as answer:  # noqa: S310  our own server
        seen = json.load(answer)["requests"]
    return [server["base_urls"]["mostaql"] + request["path"] for request in seen]


class BareSpider(Spider):
    """Fetches and looks at the title: the least a spider can do."""

    name = "bare"

    def __init__(self, *, urls: list[str], **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self._urls = urls

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every page."""
        for url in self._urls:
            yield Request(url, callback=self.read, dont_filter=True)

    def read(self, response: Any) -> dict[str, str | None]:  # noqa: ANN401
        """Give an item, as any spider does."""
        return {"title": response.css("title::text").get()}


if __name__ == "__main__":
    process = AsyncCrawlerProcess(
        {
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(BareSpider, urls=json.loads(sys.stdin.buffer.read()))
    process.start()
