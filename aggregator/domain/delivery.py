"""What was found for saved searches (the ledger) and the messages that tell it, as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class News(StrEnum):
    """What a change of a listing is to a freelancer: each is told of a listing once."""

    NEW = "new"
    BACK = "back"
    PRICE = "price"
    TEXT = "text"


class DueState(StrEnum):
    """What became of a finding: told as an item, in a number, or as a copy of what was told."""

    PENDING = "pending"
    SHOWN = "shown"
    COUNTED = "counted"
    COPY = "copy"
    DROPPED = "dropped"


class DeliveryState(StrEnum):
    """Where a message stands; FAILED was tried for days, DROPPED is not wanted any more."""

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A listing that became news for a saved search by change number `seq`; one row of the ledger.

    `seen_at` is when the crawl saw it. `due_at` tells by contact when it is to be told. `buyer` tells
    one buyer from another, `signature` samples the text, see `search.duplicates`.
    """

    search: str
    ref: str
    news: News
    seq: int
    seen_at: datetime
    matched_at: datetime
    due_at: Mapping[str, datetime] = field(default_factory=dict)
    buyer: str | None = None
    signature: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A finding of which one contact is to be told, or was told at `told_at`."""

    id: int
    ref: str
    news: News
    seen_at: datetime
    matched_at: datetime
    due_at: datetime
    state: DueState = DueState.PENDING
    told_at: datetime | None = None
    buyer: str | None = None
    signature: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldItem:
    """A listing in a message, see `aggregator.sdk.channels.MessageItem`, and when it came how far."""

    ref: str
    title: str
    url: str
    site: str
    news: News = News.NEW
    facts: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    posted_at: datetime | None = None
    seen_at: datetime | None = None
    matched_at: datetime | None = None
    due_at: datetime | None = None


class LetterKind(StrEnum):
    """Why somebody is written to; the texts of each stand under its name in the words of alerts."""

    ALERT = "alert"
    DIGEST = "digest"
    EXAMPLE = "example"
    CONFIRM = "confirm"
    SIGN_IN = "sign_in"
    EXPIRING = "expiring"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLetter:
    """What a message says, kept until it is rendered; the same at each attempt.

    `links` are the absolute addresses it offers: `search`, `manage`, `unsubscribe`, and `action` with what
    opens a door, which works until `until` (told in `zone`). `more` counts listings that are left out.
    `reason` is a provider's answer.
    """

    kind: LetterKind
    language: str = "ar"
    items: tuple[ToldItem, ...] = ()
    more: int = 0
    search_name: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None
    zone: str = "Asia/Riyadh"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message to a contact, and how far it came; `search` is None for one that no saved search caused."""

    key: str
    contact: str
    channel: str
    letter: KeptLetter
    created_at: datetime
    search: str | None = None
    state: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    next_try_at: datetime | None = None
    answer: str = ""
    sent_at: datetime | None = None
