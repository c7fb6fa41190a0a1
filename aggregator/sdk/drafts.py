"""What a page said of a listing, before dates, prices and categories are settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import JsonValue

from aggregator.domain.identity import Kind
from aggregator.domain.listing import NotComputed, Party, Rating, Status
from aggregator.domain.money import MoneyRange
from aggregator.sdk.times import When

Share = Decimal | NotComputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The facts every kind has; None or empty means that the page does not say.

    `external_id` is the site's own id, `url` the public address. `category` is what
    the site's category table is asked for: slugs and labels from the top down.
    """

    kind: ClassVar[Kind]

    external_id: str
    url: str
    title: str
    description: str | None = None
    category: tuple[str, ...] = ()
    category_path: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    posted: When | None = None
    status: Status | None = None
    level: str | None = None
    country: str | None = None
    party: Party | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDraft(Draft):
    """A priced service as its page tells it."""

    kind = Kind.OFFER

    price: MoneyRange | None = None
    delivery_days: int | None = None
    rating: Rating | None = None
    buyers_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDraft(Draft):
    """A buyer's project as its page tells it."""

    kind = Kind.REQUEST

    budget: MoneyRange | None = None
    delivery_days: int | None = None
    offers_count: int | None = None
    hiring_rate: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialistDraft(Draft):
    """A freelancer's profile as its page tells it."""

    kind = Kind.SPECIALIST

    hourly_rate: MoneyRange | None = None
    rating: Rating | None = None
    buyers_count: int | None = None
    completed_count: int | None = None
    offers_count: int | None = None
    completion_rate: Share | None = None
    on_time_rate: Share | None = None
    rehire_rate: Share | None = None
    response_minutes: int | None = None
    member_since: date | None = None
