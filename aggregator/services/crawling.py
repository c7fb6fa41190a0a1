"""Crawls sites: decides whether it may, starts the workers, and brings the index up to date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from aggregator.crawl.job import CrawlJob
from aggregator.crawl.runner import OnProgress, Workers
from aggregator.domain.identity import Kind
from aggregator.domain.report import CrawlReport, Outcome
from aggregator.errors import BadInput, SettingsInvalid
from aggregator.plugin_manager import Plugins
from aggregator.sdk.sites import Site
from aggregator.settings import Settings
from aggregator.store import Store

LIVE = "live"
DEMO = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOrder:
    """What to crawl; no kind means all that a site has.

    No sites means those of `base_urls`, and without these all. `base_urls` gives a stand-in server
    for a site, `max_pages` bounds the list pages of each kind, `probe` lets cheap feeds decide
    whether a list is read. `origin` says whose listings these are.
    """

    sites: tuple[str, ...] = ()
    kind: Kind | None = None
    base_urls: Mapping[str, str] = field(default_factory=dict)
    max_pages: int | None = None
    probe: bool = False
    origin: str = LIVE


class Crawling:
    """Runs crawls into one store."""

    def __init__(self, settings: Settings, plugins: Plugins, *, store: Store) -> None:
        self._settings = settings
        self._plugins = plugins
        self._store = store
        self._workers = Workers()

    def stop(self) -> None:
        """End all crawls that run now; what they have stored stays."""
        self._workers.stop()

    def crawl(self, order: CrawlOrder, on_progress: OnProgress) -> list[CrawlReport]:
        """Crawl all ordered sites at once, each in its own process; one report a site.

        A site that failed does not stop the others. Raises UnknownSite, BadInput or
        SettingsInvalid before anything is fetched.
        """
        sites = self._ordered(order)
        live = [site for site in sites if site.key not in order.base_urls]
        if live:
            self.check_live()
        if live or order.origin == DEMO:
            self._claim(order.origin)
        paused = {site.key: report for site in live if (report := self._paused(site))}
        jobs = [self._job(site, order) for site in sites if site.key not in paused]
        return [*paused.values(), *self._workers.run(jobs, on_progress)]

    def _ordered(self, order: CrawlOrder) -> list[Site]:
        for key in order.base_urls:
            self._plugins.site(key)
        keys = order.sites or sorted(order.base_urls) or sorted(self._plugins.sites)
        sites = [self._plugins.site(key) for key in dict.fromkeys(keys)]
        if order.kind is None:
            return sites
        fitting = [site for site in sites if order.kind in site.kinds]
        if not fitting:
            raise BadInput(f"no {order.kind} is listed by {', '.join(site.key for site in sites)}")
        return fitting

    def check_live(self) -> None:
        """Raise SettingsInvalid when live sites may not be crawled: they must know whom to ask."""
        if self._settings.contact_url is None:
            raise SettingsInvalid(
                "live sites are crawled only with a contact: set DALIL_CONTACT_URL to a page about your"
                " installation"
            )

    def _claim(self, origin: str) -> None:
        """Keep invented listings and real ones apart for ever."""
        found = self._store.get_origin()
        if found is None and self._store.listings.total():
            found = LIVE
        if found not in {None, origin}:
            raise BadInput(
                f"the store in {self._settings.data_dir} holds {found} listings, which {origin} ones must not"
                " join: set DALIL_DATA_DIR to another folder"
            )
        if found is None:
            self._store.set_origin(origin)

    def _paused(self, site: Site) -> CrawlReport | None:
        now = datetime.now(UTC)
        until = self._store.pauses.until(site.key, "site", at=now)
        if until is None:
            return None
        return CrawlReport(
            site=site.key,
            started_at=now,
            finished_at=now,
            outcome=Outcome.BLOCKED,
            why=f"not visited: the site blocked us, and we stay away until {until:%Y-%m-%d %H:%M} UTC",
            pause_seconds=max(1, (until - now) // timedelta(seconds=1)),
        )

    def _job(self, site: Site, order: CrawlOrder) -> CrawlJob:
        return CrawlJob(
            site=site.key,
            kinds=(order.kind,) if order.kind else site.kinds,
            database_url=self._settings.database_url,
            data_dir=self._settings.data_dir,
            user_agent=user_agent(self._settings),
            rates=self._settings.rates,
            base_url=order.base_urls.get(site.key),
            max_pages=order.max_pages,
            probe=order.probe,
        )


def user_agent(settings: Settings) -> str:
    """How we introduce ourselves to a site."""
    contact = f" (+{settings.contact_url})" if settings.contact_url else ""
    return f"Dalil/{version('dalil')}{contact}"
