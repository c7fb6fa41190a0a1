"""Tells what there is: listings one by one, the sites with their sizes, the taxonomy."""

from collections import Counter
from dataclasses import dataclass

from aggregator.domain.identity import Kind, Ref
from aggregator.domain.listing import Listing
from aggregator.domain.report import CrawlReport
from aggregator.domain.taxonomy import Taxonomy
from aggregator.plugin_manager import Plugins
from aggregator.store import Store
from aggregator.store.values import PricePoint


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInfo:
    """A marketplace and how many of its listings are stored and not gone."""

    key: str
    title: str
    home: str
    kinds: tuple[Kind, ...]
    listings: int
    verified: bool
    last_crawl: CrawlReport | None


class Catalogue:
    """Reads the store for people."""

    def __init__(self, store: Store, plugins: Plugins, *, taxonomy: Taxonomy) -> None:
        self._store = store
        self._plugins = plugins
        self.taxonomy = taxonomy

    def listing(self, ref: Ref) -> Listing | None:
        """The listing called `ref`, None when there is none."""
        return self._store.listings.get(str(ref))

    def prices(self, ref: Ref) -> tuple[PricePoint, ...]:
        """Every price the listing ever had, oldest first."""
        return tuple(self._store.changes.prices(str(ref)))

    def sites(self) -> tuple[SiteInfo, ...]:
        """All sites of the loaded plugins, by key."""
        counts: Counter[str] = Counter()
        for count in self._store.listings.counts():
            counts[count.site] += count.total - count.gone
        return tuple(
            SiteInfo(
                key=key,
                title=site.title,
                home=site.home,
                kinds=site.kinds,
                listings=counts[key],
                verified=site.notes.verified,
                last_crawl=self._store.reports.last(key),
            )
            for key, site in sorted(self._plugins.sites.items())
        )
