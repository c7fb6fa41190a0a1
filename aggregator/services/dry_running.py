"""Tells before a search is saved what it would have sent, and refuses one that would tell of everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from aggregator.alerts.criteria import asks_nothing, passes, to_query
from aggregator.alerts.forecasting import PastFinding, PastMessage, messages_of, per_day
from aggregator.alerts.watching import buyer_of
from aggregator.domain.alert import Criteria, Schedule
from aggregator.domain.listing import Listing, Status
from aggregator.errors import SearchTooBroad
from aggregator.indexing import search_errors
from aggregator.store import Store
from search.fields import signature_of
from search.interface import Engine

WEEK, MONTH = timedelta(days=7), timedelta(days=30)

LARGEST_SHARE = 0.5
"""Of all listings: a search that shows more chooses nothing."""

SMALL = 50
"""With fewer listings in all no share says anything."""

MOST_A_DAY = 200
"""New listings of a search on a day: nobody reads more."""

LOOKED_AT = int(MOST_A_DAY * MONTH / timedelta(days=1))
"""Listings of a month that a search may have; the newest so many hits are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """What a search would have sent in the 7 and 30 days before `at`.

    `listings_*` counts listings, copies and all, `messages_*` messages. `days` counts messages by the
    day in the person's zone. `messages` are those of the 30 days, the last first, `found` the listings by
    ref. `shows` counts what the search shows now, of `of` listings in all.
    """

    at: datetime
    shows: int
    of: int
    listings_week: int
    listings_month: int
    messages_week: int
    messages_month: int
    days: Mapping[date, int]
    messages: tuple[PastMessage, ...]
    found: Mapping[str, Listing]

    @property
    def messages_a_day(self) -> float:
        """How many messages a day there were, over the 30 days."""
        return self.messages_month / MONTH.days


class DryRunning:
    """Tries searches on what the store has seen."""

    def __init__(self, engine: Engine, store: Store) -> None:
        self._engine = engine
        self._store = store

    def dry_run(self, criteria: Criteria, schedule: Schedule, *, now: datetime | None = None) -> DryRun:
        """Try a search; raises BadInput, SearchTooBroad with the numbers, IndexUnavailable.

        A listing counts from the moment at which its site published it, where the site tells it: so
        a first crawl does not make one day of all that it found.
        """
        now = now or datetime.now(UTC)
        shows, of = self._measure(criteria)
        found = self._found(criteria, now)
        listings = {listing.ref: listing for _, listing in found}
        findings = [
            PastFinding(
                ref=one.ref, at=at, buyer=buyer_of(one), signature=signature_of(one.title, one.description)
            )
            for at, one in found
        ]
        messages = messages_of(findings, schedule)
        _refuse_flood(findings, shows=shows, of=of)
        return DryRun(
            at=now,
            shows=shows,
            of=of,
            listings_week=sum(one.at > now - WEEK for one in findings),
            listings_month=len(findings),
            messages_week=sum(one.at > now - WEEK for one in messages),
            messages_month=len(messages),
            days=per_day(messages, schedule.zone),
            messages=tuple(reversed(messages)),
            found=listings,
        )

    def _measure(self, criteria: Criteria) -> tuple[int, int]:
        """Return how many listings a search shows, and of how many (SearchTooBroad)."""
        with search_errors():
            shows, of = self._engine.search(to_query(criteria)).total, self._engine.count()
        if asks_nothing(criteria) or (not criteria.text.strip() and of > SMALL and shows == of):
            raise SearchTooBroad(
                f"this search asks for nothing: it shows all {of} listings", listings=shows, of=of
            )
        if of > SMALL and shows > of * LARGEST_SHARE:
            raise SearchTooBroad(
                f"this search shows {shows} of {of} listings: ask for more words or fewer kinds of listing",
                listings=shows,
                of=of,
            )
        return shows, of

    def _found(self, criteria: Criteria, now: datetime) -> list[tuple[datetime, Listing]]:
        """Return what the last 30 days brought, by its moment."""
        with search_errors():
            refs = list(islice(self._engine.scan(to_query(criteria)), LOOKED_AT + 1))
        listings = self._store.listings.get_many(refs).values()
        moments = [(_came_at(one), one) for one in listings if one.status is not Status.GONE]
        return sorted(
            ((at, one) for at, one in moments if at > now - MONTH and passes(criteria, one, now=now)),
            key=lambda found: (found[0], found[1].ref),
        )


def _refuse_flood(findings: Sequence[PastFinding], *, shows: int, of: int) -> None:
    a_day = len(findings) / MONTH.days
    if a_day >= MOST_A_DAY:
        raise SearchTooBroad(
            f"this search would tell of about {a_day:.0f} new listings a day, more than {MOST_A_DAY}",
            listings=shows,
            of=of,
            a_day=a_day,
        )


def _came_at(listing: Listing) -> datetime:
    return min(listing.first_seen_at, listing.posted_at or listing.first_seen_at)
