"""A store, an engine and alerts over them, on a clock that a test sets; messages end in a list."""

from datetime import UTC, datetime, timedelta

from aggregator.alerts.digesting import Digester
from aggregator.alerts.why import Names
from aggregator.domain.alert import Contact, Criteria, Person, Schedule
from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import Indexer, to_document
from aggregator.sdk.channels import DeliveryFailed, DeliveryRefused, Receipt
from aggregator.services.addressing import addressees_in, language_in, links_at
from aggregator.services.alert_running import AlertRunning
from aggregator.services.alerting import Alerting
from aggregator.services.dry_running import DryRunning
from aggregator.services.signed_links import SignedLinks
from aggregator.services.signing import Signing
from aggregator.store.tokens import StoredToken
from search.engines import open_engine
from tests.store.builders import seen

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
PERSON = f"{1:032x}"
CONTACT = f"{2:032x}"


class Inbox:
    """A channel that keeps what it is sent; `down` says why it takes nothing, `refuses` whom never."""

    key = "inbox"
    names = {"ar": "صندوق", "en": "Inbox"}  # noqa: RUF012  as the protocol has it
    hint = names
    once = True
    own_secrets = ()

    def __init__(self):
        self.messages = []
        self.down = None
        self.refuses = set()

    def check(self, target):
        return target

    def send(self, message, target):
        if target.target in self.refuses:
            raise DeliveryRefused("550 no such user")
        if self.down:
            raise DeliveryFailed(self.down)
        self.messages.append((target.target, message))
        return Receipt(answer="250 taken")

    def keys(self):
        return [message.key for _, message in self.messages]


def make_known(
    store, person=PERSON, contact=CONTACT, *, confirmed_at=NOON, target="reader@example.com", channel="inbox"
):
    """A person with one contact."""
    who = Person(key=person, address=target, created_at=NOON)
    where = Contact(key=contact, person=person, channel=channel, target=target, created_at=NOON)
    token = StoredToken(hash=person * 2, purpose="sign_in", person=person, created_at=NOON, expires_at=NOON)
    store.people.ask_in(who, where, token)
    if confirmed_at:
        store.contacts.confirm(contact, confirmed_at)


class World:
    def __init__(self, store, *, confirmed_at=NOON):
        self.store = store
        self.now = NOON
        self.inbox = Inbox()
        make_known(store, confirmed_at=confirmed_at)
        self.engine = open_engine("tantivy::memory:")
        taxonomy = load_taxonomy()
        self.indexer = Indexer(self.engine, store, taxonomy)
        signed = SignedLinks(
            store, Signing("a secret that is long enough here"), base="https://dalil.example"
        )
        parts = {
            "digester": Digester(Names(taxonomy=taxonomy, sites={"suq": "سوق"})),
            "addressees": addressees_in(store),
            "links": links_at(
                "https://dalil.example", signed, language_of=language_in(store), is_own=lambda *_: True
            ),
            "clock": lambda: self.now,
        }
        self.to_document = lambda listing: to_document(listing, taxonomy)
        self.alerting = Alerting(store, DryRunning(self.engine, store), **parts)
        self.running = AlertRunning(
            store,
            self.alerting,
            to_document=self.to_document,
            channels={"inbox": self.inbox},
            anybody=addressees_in(store, unconfirmed=True),
            **parts,
        )

    def close(self):
        self.engine.close()

    def save(self, text="شعار", *, name="شعارات", contacts=(CONTACT,), schedule=None, **asked):
        return self.alerting.save(
            PERSON,
            name,
            criteria=Criteria(text=text, **asked),
            schedule=schedule or Schedule(),
            contacts=contacts,
        )

    def see(self, ref, **facts):
        self.store.listings.save([seen(ref, at=self.now, **facts)])

    def later(self, **span):
        self.now += timedelta(**span)

    def run(self):
        return self.running.run_once()

    def told(self):
        """The refs of each message, in order."""
        return [[item.ref for item in message.items] for _, message in self.inbox.messages]
