"""Where concrete parts are chosen and put together; `aggregator.indexing.opening` opens those of indexing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aggregator.alerts.digesting import Digester
from aggregator.alerts.why import Names
from aggregator.domain.alert import Contact
from aggregator.domain.delivery import KeptLetter, LetterKind
from aggregator.domain.taxonomy import Taxonomy, load_taxonomy
from aggregator.indexing import Indexer, engine_of, to_document
from aggregator.plugin_manager import Plugins, load_plugins
from aggregator.services.account import Account
from aggregator.services.addressing import addressees_in, language_in, links_at, own_address_in
from aggregator.services.alert_running import AlertRunning
from aggregator.services.alerting import Alerting
from aggregator.services.catalogue import Catalogue
from aggregator.services.crawling import Crawling
from aggregator.services.dry_running import DryRunning
from aggregator.services.exchange import Exchange
from aggregator.services.feeding import Feeding
from aggregator.services.health import Health
from aggregator.services.identity import Identity, Note, Post
from aggregator.services.limiting import Limiting
from aggregator.services.parsing import Parsing
from aggregator.services.searching import Searching
from aggregator.services.signed_links import SignedLinks
from aggregator.services.signing import Signing, open_signing
from aggregator.settings import Settings, load_settings
from aggregator.store import Store, open_store
from search.interface import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Dalil:
    """The whole application, ready to use."""

    settings: Settings
    plugins: Plugins
    taxonomy: Taxonomy
    store: Store
    engine: Engine
    indexer: Indexer
    searching: Searching
    catalogue: Catalogue
    crawling: Crawling
    exchange: Exchange
    health: Health
    alerting: Alerting
    alert_running: AlertRunning
    signing: Signing
    signed: SignedLinks
    limiting: Limiting
    identity: Identity
    account: Account
    feeding: Feeding

    def close(self) -> None:
        """Let database and index go."""
        self.engine.close()
        self.store.close()


def open_dalil(settings: Settings | None = None) -> Dalil:
    """Put the application together; raises SettingsInvalid, StoreUnavailable or IndexUnavailable.

    An index that must be rebuilt is opened all the same: `indexer.ensure()` rebuilds it.
    """
    settings = settings or load_settings()
    plugins, taxonomy = load_plugins(settings=settings), load_taxonomy()
    engine = engine_of(settings)
    store = open_store(settings.database_url)
    indexer = Indexer(engine, store, taxonomy)
    signing = open_signing(settings.secret.get_secret_value(), settings.data_dir)
    signed = SignedLinks(store, signing, base=public_url(settings))
    alerting, alert_running = _alerts(
        settings, plugins, taxonomy=taxonomy, store=store, engine=engine, signed=signed
    )
    limiting, post = Limiting(store, signing), _post_by(alerting)
    return Dalil(
        settings=settings,
        plugins=plugins,
        taxonomy=taxonomy,
        store=store,
        engine=engine,
        indexer=indexer,
        searching=Searching(engine, store),
        catalogue=Catalogue(store, plugins, taxonomy=taxonomy),
        crawling=Crawling(settings, plugins, store=store),
        exchange=Exchange(store, taxonomy=taxonomy),
        health=Health(store, indexer, plugins=plugins),
        alerting=alerting,
        alert_running=alert_running,
        signing=signing,
        signed=signed,
        limiting=limiting,
        identity=Identity(store, signed, limiting=limiting, channels=plugins.channels, post=post),
        feeding=Feeding(engine, store, signed),
        account=Account(store, signed, limiting=limiting, channels=plugins.channels, post=post),
    )


def _post_by(alerting: Alerting) -> Post:
    """Notes wait beside all other messages: a mail server that is down loses none."""

    def post(contact: Contact, note: Note) -> None:
        letter = KeptLetter(
            kind=LetterKind(note.kind),
            language=note.language,
            links={"action": note.action_url},
            until=note.until,
            zone=note.zone,
        )
        alerting.send(contact.key, channel=contact.channel, letter=letter)

    return post


def _alerts(
    settings: Settings,
    plugins: Plugins,
    *,
    taxonomy: Taxonomy,
    store: Store,
    engine: Engine,
    signed: SignedLinks,
) -> tuple[Alerting, AlertRunning]:
    """What people do with saved searches, and what is done for them."""
    names = Names(taxonomy=taxonomy, sites={key: site.title for key, site in plugins.sites.items()})
    digester = Digester(names)
    addressees = addressees_in(store)
    links = links_at(
        public_url(settings), signed, language_of=language_in(store), is_own=own_address_in(store)
    )
    alerting = Alerting(
        store, DryRunning(engine, store), digester=digester, addressees=addressees, links=links
    )
    running = AlertRunning(
        store,
        alerting,
        to_document=lambda listing: to_document(listing, taxonomy),
        digester=digester,
        channels=plugins.channels,
        addressees=addressees,
        anybody=addressees_in(store, unconfirmed=True),
        links=links,
    )
    return alerting, running


def public_url(settings: Settings) -> str:
    """Return the address of our pages as people reach them."""
    return str(settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/")


@contextmanager
def dalil(settings: Settings | None = None) -> Iterator[Dalil]:
    """The application for the length of a block."""
    opened = open_dalil(settings)
    try:
        yield opened
    finally:
        opened.close()


def open_parsing() -> Parsing:
    """What `dalil parse` needs: plugins and rates, neither store nor index."""
    return Parsing(load_plugins(), load_settings())
