"""Reads a saved page as a crawl would, without network and without storing anything."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from aggregator.crawl.addresses import SiteAddresses
from aggregator.crawl.pipelines import normalise
from aggregator.crawl.reading import Fetched, Reading, read_page
from aggregator.crawl.scraped import Scraped
from aggregator.domain.listing import Listing
from aggregator.errors import BadInput, ListingInvalid, PageGone, PageMismatch, StructureChanged
from aggregator.plugin_manager import Plugins
from aggregator.sdk.pages import ItemPage
from aggregator.sdk.sites import Site
from aggregator.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPage:
    """What a page gave; `faults` are fields and rows that did not fit, `notes` what else a crawl counts."""

    listings: tuple[Listing, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]


class Parsing:
    """Runs a plugin's page class on the bytes of a page."""

    def __init__(self, plugins: Plugins, settings: Settings) -> None:
        self._plugins = plugins
        self._settings = settings

    def parse(self, site_key: str, body: bytes, *, url: str) -> ParsedPage:
        """Read one page; raises UnknownSite, PageMismatch or BadInput in one clear line."""
        site = self._plugins.site(site_key)
        fetched = Fetched(url=SiteAddresses(home=site.home).public(url), body=body)
        try:
            reading = read_page(site, fetched)
        except (LookupError, PageGone) as error:
            raise BadInput(str(error)) from error
        except StructureChanged as error:
            raise PageMismatch("rows", str(error)) from error
        return self._normalised(site, reading)

    def _normalised(self, site: Site, reading: Reading) -> ParsedPage:
        listings: list[Listing] = []
        faults = [str(fault) for fault in reading.gave.mismatches]
        notes: Counter[str] = Counter()
        found = (*reading.gave.found, *reading.gave.also)
        for number, collected in enumerate(found, start=1):
            where = f"row {number}: " if len(found) > 1 else ""
            faults += [f"{where}{fault}" for fault in collected.mismatches]
            if collected.draft is None:
                continue
            scraped = Scraped(
                site=site,
                addresses=SiteAddresses(home=site.home),
                draft=collected.draft,
                complete=number == 1 and isinstance(reading.page, ItemPage) and not reading.truncated,
                fetched_at=datetime.now(UTC),
                rates=self._settings.rates,
            )
            try:
                listings.append(normalise(scraped))
            except ListingInvalid as fault:
                faults.append(f"{where}{fault}")
            notes.update(scraped.notes)
        return ParsedPage(listings=tuple(listings), faults=tuple(faults), notes=tuple(notes))
