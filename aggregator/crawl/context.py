"""What every part of one kind's crawl works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from aggregator.crawl.fetching import Fetcher
from aggregator.crawl.job import CrawlJob
from aggregator.crawl.recording import Recorder
from aggregator.crawl.tally import Tally
from aggregator.domain.identity import Kind
from aggregator.sdk.sites import Site
from aggregator.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One kind of one site.

    `walked` holds the lists that this crawl has read, for any kind, and whether to their end;
    `page_read` is called after every page, to show progress.
    """

    site: Site
    kind: Kind
    job: CrawlJob
    store: Store
    fetcher: Fetcher
    recorder: Recorder
    tally: Tally
    walked: dict[str, bool]
    page_read: Callable[[], None]

    def counted_page(self) -> None:
        """Count a page that has been read."""
        self.tally.pages += 1
        self.page_read()


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
