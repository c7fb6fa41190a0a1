"""The three typed kinds of listing under one head, as stored, exported and shown."""

import re
from collections.abc import Mapping
from datetime import UTC, date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    TypeAdapter,
    model_validator,
)
from pydantic.dataclasses import dataclass

from aggregator.domain.identity import Ref
from aggregator.domain.money import MoneyRange

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _printable(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("holds control characters")
    return text


# After the constraints, which are then checked in pydantic's core: the other way round costs a third more.
_Printable = AfterValidator(_printable)

Name = Annotated[str, StringConstraints(min_length=1, max_length=300), _Printable]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200), _Printable]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/?#]+[^\s]*$", max_length=2000), _Printable]
Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Percent = Annotated[Decimal, Field(ge=0, le=100, allow_inf_nan=False)]
ExtraKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]

NotComputed = Literal["not_computed"]
"""The site shows a rate but says that it is too early to compute it; None is 'not shown'."""

Rate = Percent | NotComputed
_STRICT = ConfigDict(extra="forbid")


class Status(StrEnum):
    """Where a listing stands at its site; UNKNOWN when the site does not say."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    PENDING = "pending"
    PRIVATE = "private"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Party:
    """Who stands behind a listing: the shown name and, where public, the profile."""

    name: Name
    url: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Rating:
    """Stars from 0 to 5 and how many people gave them (None: not shown)."""

    value: Annotated[Decimal, Field(ge=0, le=5, allow_inf_nan=False)]
    count: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Head:
    """What every listing has; `complete` tells a full page from a list row alone.

    `specialty` is a key of our taxonomy, `category_path` the site's own labels from
    the top down. `posted_exact` is False when the site gave only "3 hours ago".
    `extra` holds what one site alone has, keyed `site.fact`.
    """

    ref: str
    site: str
    url: Url
    title: Name
    description: Annotated[str, StringConstraints(max_length=50_000), _Printable] = ""
    specialty: str | None = None
    category_path: tuple[Label, ...] = ()
    skills: tuple[Label, ...] = ()
    language: str | None = None
    posted_at: Moment | None = None
    posted_exact: bool = True
    first_seen_at: Moment
    last_seen_at: Moment
    status: Status = Status.UNKNOWN
    level: Label | None = None
    country: Label | None = None
    party: Party | None = None
    complete: bool = False
    extra: Mapping[ExtraKey, JsonValue] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ref_agrees(self) -> Self:
        ref = Ref.parse(self.ref)
        if ref.site != self.site or ref.kind != getattr(self, "kind", ref.kind):
            raise ValueError(f"ref {self.ref} does not belong to this site and kind")
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Offer(Head):
    """A priced service on sale; `delivery_days` is the promised time."""

    kind: Literal["offer"] = "offer"
    price: MoneyRange | None = None
    delivery_days: Count | None = None
    rating: Rating | None = None
    buyers_count: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Request(Head):
    """A buyer's project or call for offers; `party` is the client."""

    kind: Literal["request"] = "request"
    budget: MoneyRange | None = None
    delivery_days: Count | None = None
    offers_count: Count | None = None
    hiring_rate: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Specialist(Head):
    """A freelancer's public profile; the rates are percent of their projects."""

    kind: Literal["specialist"] = "specialist"
    hourly_rate: MoneyRange | None = None
    rating: Rating | None = None
    buyers_count: Count | None = None
    completed_count: Count | None = None
    offers_count: Count | None = None
    completion_rate: Rate | None = None
    on_time_rate: Rate | None = None
    rehire_rate: Rate | None = None
    response_minutes: Count | None = None
    member_since: date | None = None


Listing = Offer | Request | Specialist
ListingSchema: TypeAdapter[Listing] = TypeAdapter(Annotated[Listing, Field(discriminator="kind")])
"""Reads and writes the public JSON form; `docs/reference/listing.schema.json` comes from it."""


def price_of(listing: Listing) -> MoneyRange | None:
    """What a listing costs or pays, whatever its kind calls it."""
    match listing:
        case Offer():
            return listing.price
        case Request():
            return listing.budget
        case Specialist():
            return listing.hourly_rate
