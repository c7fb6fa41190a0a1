"""What a channel is: a way to hand messages to people, offered by a plugin through the hook `channels`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageItem:
    """A listing in a message: plain texts, hostile until escaped.

    `why` are the words and filters by which the search found it, in the reader's language;
    `copies` are the pages where the same text is listed, too.
    """

    ref: str
    title: str
    url: str
    site: str
    facts: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one contact is sent at once, rendered for every kind of channel.

    `key` is the same for each attempt of one message and no other: what a channel needs to send it once.
    `text` and `html` say the same as `subject` and `items`, whole and ready. `more` counts listings that
    are left to the link `search_url`. `unsubscribe_url` takes one POST (RFC 8058); both are None where there
    is nothing to unsubscribe from (a confirmation).
    """

    key: str
    subject: str
    text: str
    html: str
    language: str
    items: tuple[MessageItem, ...] = ()
    more: int = 0
    search_name: str = ""
    search_url: str | None = None
    manage_url: str | None = None
    unsubscribe_url: str | None = None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The provider took the message; `answer` is what it said, in one line without secrets."""

    answer: str


class DeliveryFailed(Exception):
    """Not now: try again, at the earliest after `retry_after` where the provider says so.

    `silent`: the one server that takes all messages of the channel said nothing in time, so the
    others need not wait for it, each as long, one behind the other.
    """

    def __init__(self, answer: str, *, retry_after: timedelta | None = None, silent: bool = False) -> None:
        super().__init__(answer)
        self.answer = answer
        self.retry_after = retry_after
        self.silent = silent


class DeliveryRefused(Exception):
    """Never to this target: it does not exist or wants nothing (a hard bounce). The search is paused."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a message goes; `secrets` are the contact's own."""

    target: str
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


class TargetInvalid(ValueError):
    """A target that cannot be sent to; `said` is one plain sentence in each language."""

    def __init__(self, *, ar: str, en: str) -> None:
        super().__init__(en)
        self.said: Mapping[str, str] = {"ar": ar, "en": en}


@runtime_checkable
class Channel(Protocol):
    """A way to hand over messages; used from several threads at once."""

    key: str
    """Stored with contacts, stable for ever: `mail`, `ntfy`."""

    names: Mapping[str, str]
    """What people call it, by language (`ar`, `en`)."""

    hint: Mapping[str, str]
    """What a target looks like, by language."""

    once: bool
    """Whether a message handed over twice with one `key` arrives once, or can be told by its receiver."""

    own_secrets: tuple[str, ...]
    """Random keys that Dalil makes for each contact and shows to its owner: `("key",)`, mostly none."""

    def check(self, target: str) -> str:
        """Return the target as it is kept; TargetInvalid says what is wrong with it."""
        ...

    def send(self, message: Message, target: Target) -> Receipt:
        """Hand the message over; DeliveryFailed or DeliveryRefused, anything else counts as the former."""
        ...
