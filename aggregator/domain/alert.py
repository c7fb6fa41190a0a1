"""What people ask to be told about, and how: saved searches, their schedules and where messages go."""

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass

LONGEST_WORDS = 2_000
"""Characters of a saved search; nobody types more, and each is matched against every listing."""

_STRICT = ConfigDict(extra="forbid")


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:
        raise ValueError(f"no such time zone: {name[:60]!r}") from error
    return name


Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""A random id: who does not know it cannot guess it."""

Zone = Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(_known_zone)]
Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Names = frozenset[Annotated[str, StringConstraints(min_length=1, max_length=100)]]


class Pace(StrEnum):
    """How soon messages come."""

    INSTANT = "instant"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Criteria:
    """A search as it is kept; the fields mean what those of `search.query.Query` mean.

    `posted_within` counts days back from the moment of matching. `min_hiring_rate` (percent, for
    requests alone) asks for buyers who hire; `take_uncomputed` says whether those whose rate their
    site has not computed yet, or does not show, pass.
    """

    text: Annotated[str, StringConstraints(max_length=LONGEST_WORDS)] = ""
    sites: Names = frozenset()
    kinds: Names = frozenset()
    specialties: Names = frozenset()
    statuses: Names = frozenset()
    languages: Names = frozenset()
    pricings: Names = frozenset()
    price_bands: Names = frozenset()
    delivery_bands: Names = frozenset()
    rating_bands: Names = frozenset()
    min_price: Amount | None = None
    max_price: Amount | None = None
    posted_after: Moment | None = None
    posted_before: Moment | None = None
    posted_within: Annotated[int, Field(ge=1, le=36_500)] | None = None
    max_delivery_days: Amount | None = None
    min_rating: Amount | None = None
    min_hiring_rate: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    take_uncomputed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class QuietHours:
    """From `start` to `end`, local wall time, over midnight where `end` is earlier: messages wait."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Schedule:
    """When messages come: `daily_at` and `quiet` are wall times in `zone`.

    `most_an_hour` caps messages of a search in an hour, `most_a_buyer` listings of one buyer in a
    day; what is over is told as a number with a link, never dropped silently.
    """

    pace: Pace = Pace.INSTANT
    daily_at: time = time(8)
    zone: Zone = "Asia/Riyadh"
    quiet: QuietHours | None = None
    most_an_hour: Annotated[int, Field(ge=1, le=100)] = 10
    most_a_buyer: Annotated[int, Field(ge=1, le=100)] = 3


class Pause(StrEnum):
    """Why a saved search is silent."""

    ASKED = "asked"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class SavedSearch:
    """A search that somebody keeps; `contacts` are keys of where its messages go.

    It is silent while `pause` is set. It ends at `expires_at` unless it is prolonged; `reminded_at` is when
    its owner was told so. Only what changed after number `since_seq` of the change sequence fires.
    """

    key: Key
    person: Key
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    criteria: Criteria
    schedule: Schedule
    contacts: tuple[Key, ...]
    created_at: Moment
    expires_at: Moment
    since_seq: int
    pause: Pause | None = None
    pause_note: Annotated[str, StringConstraints(max_length=300)] = ""
    reminded_at: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Contact:
    """Where messages can go: `channel` is the key of a channel, `target` what it sends to.

    `confirmed_at` is when its owner showed that it is theirs: nothing but the question whether it
    is goes to an unconfirmed one. `secrets` is what the channel needs to send (a webhook's key);
    never shown or logged.
    """

    key: Key
    person: Key
    channel: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
    target: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    created_at: Moment
    confirmed_at: Moment | None = None
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Person:
    """Somebody with saved searches: no name, no password; `language` is that of the messages."""

    key: Key
    address: Annotated[str, StringConstraints(min_length=3, max_length=254)]
    language: Annotated[str, StringConstraints(pattern=r"^(ar|en)$")] = "ar"
    zone: Zone = "Asia/Riyadh"
    created_at: Moment
    confirmed_at: Moment | None = None
