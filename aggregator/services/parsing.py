"""Reads a saved page as a crawl would, without network and without storing anything."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from aggregator.crawl.addresses import SiteAddresses
from aggregator.crawl.pipelines import normalise
from aggregator.crawl.reading import Fetched, Reading, read_page
from aggregator.crawl.scraped import Scraped
from aggregator.domain.listing import Listing
from aggregator.errors import (
    BadInput,
    DalilError,
    ListingInvalid,
    PageGone,
    PageMismatch,
    PluginFailed,
    StructureChanged,
)
from aggregator.plugin_manager import Plugins
from aggregator.sdk.pages import ItemPage, ListPage
from aggregator.sdk.sites import Site
from aggregator.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPage:
    """What a page gave; `faults` are fields and rows that did not fit, `notes` what else a crawl counts."""

    listings: tuple[Listing, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]


@contextmanager
def _faults_of(site: str) -> Iterator[None]:
    """Raise what a plugin's own code raises as PluginFailed."""
    try:
        yield
    except DalilError:
        raise
    except Exception as error:
        raise PluginFailed(site, " ".join(f"{type(error).__name__}: {error}".split())) from error


class Parsing:
    """Runs a plugin's page class on the bytes of a page."""

    def __init__(self, plugins: Plugins, settings: Settings) -> None:
        self._plugins = plugins
        self._settings = settings

    def parse(self, site_key: str, body: bytes, *, url: str) -> ParsedPage:
        """Read one page; raises UnknownSite, PageMismatch, BadInput or PluginFailed in one clear line."""
        site = self._plugins.site(site_key)
        fetched = Fetched(url=SiteAddresses(home=site.home).public(url), body=body)
        with _faults_of(site_key):
            try:
                reading = read_page(site, fetched)
            except (LookupError, PageGone) as error:
                raise BadInput(str(error)) from error
            except StructureChanged as error:
                listed = issubclass(site.page_for(fetched.url), ListPage)
                raise PageMismatch("rows" if listed else "page", str(error)) from error
            return self._normalised(site, reading)

    def _normalised(self, site: Site, reading: Reading) -> ParsedPage:
        listings: list[Listing] = []
        faults = [str(fault) for fault in reading.gave.mismatches]
        notes: Counter[str] = Counter(
            ["the page is cut short: it may lack facts"] if reading.truncated else []
        )
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
