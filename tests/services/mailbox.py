"""Identity over a store of its own, with a mailbox that keeps what would be sent, and a clock to turn."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from urllib.parse import urlsplit

from aggregator.sdk import TargetInvalid
from aggregator.services.account import Account
from aggregator.services.identity import Identity
from aggregator.services.limiting import Limiting
from aggregator.services.signed_links import SignedLinks
from aggregator.services.signing import Signing
from aggregator.store import Store

SECRET = "a secret of this test, long enough"  # noqa: S105  not one


class Mail:
    """What identity needs of the channel."""

    key = "mail"
    names: ClassVar = {"ar": "البريد", "en": "E-mail"}
    hint: ClassVar = {"ar": "name@example.com", "en": "name@example.com"}
    once = True
    own_secrets = ()

    def check(self, target):
        if "@" not in target or " " in target:
            raise TargetInvalid(ar="ليس عنوانًا", en="no address")
        return target

    def send(self, message, target):
        raise NotImplementedError


class Hook(Mail):
    """Another channel, with a secret."""

    key = "hook"
    own_secrets = ("key",)

    def check(self, target):
        if not target.startswith("https://"):
            raise TargetInvalid(ar="ليس عنوان ويب", en="no web address")
        return target


@dataclass
class Clock:
    """Stands still until it is turned."""

    now: datetime = field(default_factory=lambda: datetime(2026, 5, 1, 12, 1, tzinfo=UTC))

    def __call__(self):
        return self.now

    def turn(self, **by):
        self.now += timedelta(**by)


@dataclass
class Mailbox:
    """All that identity is made of, to look at."""

    store: Store
    clock: Clock = field(default_factory=Clock)
    sent: list = field(default_factory=list)

    def __post_init__(self):
        self.signing = Signing(SECRET)
        self.limiting = Limiting(self.store, self.signing, clock=self.clock)
        self.channels = {"mail": Mail(), "hook": Hook()}
        self.links = SignedLinks(self.store, self.signing, base="https://dalil.example/", clock=self.clock)
        parts = {
            "limiting": self.limiting,
            "channels": self.channels,
            "post": lambda contact, note: self.sent.append((contact, note)),
            "clock": self.clock,
        }
        self.identity = Identity(self.store, self.links, **parts)
        self.account = Account(self.store, self.links, **parts)

    def link(self, address="a@example.com", **asked):
        """Ask in and take the token out of the mail."""
        self.identity.ask_in(address, **{"language": "ar", "zone": "Asia/Riyadh"} | asked)
        return token_of(self.sent[-1][1].action_url)

    def enter(self, address="a@example.com"):
        return self.identity.enter(self.link(address))


def token_of(url):
    return urlsplit(url).path.rsplit("/", 1)[1]
