"""The one spider: reads a site kind by kind, one page after the other, and reports how it went.

It asks the engine for each page and waits for it instead of scheduling callbacks: order
matters here (rows before full pages, a page before the next), and errors go where they are handled.
"""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any, ClassVar

from scrapy import Spider
from scrapy.crawler import Crawler

from aggregator.crawl.addresses import SiteAddresses
from aggregator.crawl.context import Context, now
from aggregator.crawl.fetching import Fetcher
from aggregator.crawl.job import CrawlJob
from aggregator.crawl.kind_crawl import KindCrawl
from aggregator.crawl.recording import Recorder
from aggregator.crawl.tally import Tally
from aggregator.crawl.verdict import Verdict
from aggregator.domain.identity import Kind
from aggregator.domain.report import CrawlReport
from aggregator.errors import Blocked, CrawlFailed, SiteUnavailable
from aggregator.sdk.sites import Site
from aggregator.store.store import Store

Progress = Callable[[Kind, Tally], None]


class SiteSpider(Spider):
    """Crawls the site of its class; `job`, `store` and `on_progress` come from the worker."""

    site: ClassVar[Site]

    def __init__(self, *, job: CrawlJob, store: Store, on_progress: Progress, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self._job = job
        self._store = store
        self._on_progress = on_progress
        self._began_at: datetime = now()
        self._tallies = {kind: Tally() for kind in job.kinds}
        self._walked: dict[str, bool] = {}
        self._addresses = SiteAddresses(home=self.site.home, base_url=job.base_url)
        self._recorder = Recorder(
            store, self._tallies, site=self.site, addresses=self._addresses, rates=job.rates
        )
        self._verdict = Verdict()

    crawler: Crawler

    async def start(self) -> AsyncIterator[Any]:
        """Do the whole crawl; no request is left for Scrapy's scheduler."""
        await self._crawl()
        nothing: tuple[Any, ...] = ()
        for request in nothing:
            yield request

    def report(self) -> CrawlReport:
        """What this crawl brought, so far or in the end."""
        return self._verdict.report(
            site=self.site,
            began_at=self._began_at,
            finished_at=now(),
            tallies=self._tallies,
        )

    async def _crawl(self) -> None:
        try:
            for kind in self._job.kinds:
                await self._crawl_kind(kind)
        except (Blocked, SiteUnavailable) as error:
            self._verdict.failed(error)  # for all kinds: who asks us to wait means the whole site
        except Exception as error:  # noqa: BLE001  a plugin's fault must end in a report with its name
            if not self._engine_runs():
                return  # Scrapy was told to end: what it then says of our next page is nobody's fault
            self._verdict.crashed(self.site.key, error)
        else:
            self._admitted()
        finally:  # also when Scrapy cancels us because the process is told to end
            self._recorder.close(at=now())
        self._verdict.ended()
        if (pause := self._verdict.blocked) and not self._job.on_loopback:
            self._store.pauses.blocked(self.site.key, "site", at=now(), asked=pause.pause)

    def _engine_runs(self) -> bool:
        return self.crawler.engine is not None and self.crawler.engine.running

    def _admitted(self) -> None:
        if not self._job.on_loopback:  # a stand-in tells nothing of how the real site takes us
            self._store.pauses.succeeded(self.site.key, "site")

    async def _crawl_kind(self, kind: Kind) -> None:
        context = self._context(kind)
        try:
            left = await KindCrawl(context).run()
        except (Blocked, SiteUnavailable):
            raise
        except CrawlFailed as error:
            self._verdict.failed(error)
        else:
            self._verdict.partial(kind, left)

    def _context(self, kind: Kind) -> Context:
        tally = self._tallies[kind]
        engine = self.crawler.engine
        if engine is None:
            raise RuntimeError("the spider is started by its crawler")
        return Context(
            site=self.site,
            kind=kind,
            job=self._job,
            store=self._store,
            fetcher=Fetcher(engine, addresses=self._addresses),
            recorder=self._recorder,
            tally=tally,
            walked=self._walked,
            page_read=lambda: self._on_progress(kind, tally),
        )
