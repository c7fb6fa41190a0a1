"""Makes one message of what is due to a contact: copies behind their first, caps kept, the rest counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from aggregator.alerts.why import Names, change_words, facts, why
from aggregator.domain.alert import Contact, Pace, SavedSearch
from aggregator.domain.delivery import Delivery, Due, DueState, KeptLetter, LetterKind, ToldItem
from aggregator.domain.listing import Listing
from search.duplicates import alike

MOST_ITEMS = 25
"""Listings told in one message; a longer one is not read."""

REMEMBERED = timedelta(days=30)
"""For so long a copy of what was told is no news."""

BUYER_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A contact that may be written to, and the language in which."""

    contact: Contact
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What becomes of each due (by id), and the message, if anything is told at once.

    Where all that is due is over a buyer's cap, `delivery` is None and `states` leaves it pending.
    """

    states: Mapping[int, DueState]
    delivery: Delivery | None


@dataclass(slots=True)
class _Sorted:
    """What is due, sorted: the first of each text with its copies, and what is counted only."""

    states: dict[int, DueState] = field(default_factory=dict)
    firsts: list[Due] = field(default_factory=list)
    copies: dict[int, list[str]] = field(default_factory=dict)
    over: list[Due] = field(default_factory=list)


class Digester:
    """Writes messages for saved searches."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def digest(
        self,
        search: SavedSearch,
        addressee: Addressee,
        *,
        due: Sequence[Due],
        told: Sequence[Due],
        listings: Mapping[str, Listing],
        links: Mapping[str, str],
        now: datetime,
    ) -> Digest:
        """Make a message of `due` (in order), given what was `told` before and the listings as they are."""
        found = _sort(search, due=due, told=told, listings=listings, now=now)
        if not found.firsts:
            return Digest(states=found.states, delivery=None)
        counted = found.firsts[MOST_ITEMS:] + found.over
        found.states |= {one.id: DueState.SHOWN for one in found.firsts[:MOST_ITEMS]}
        found.states |= {one.id: DueState.COUNTED for one in counted}
        items = [
            self._due_item(
                search,
                one,
                listing=listings[one.ref],
                language=addressee.language,
                copies=tuple(listings[ref].url for ref in found.copies[one.id]),
            )
            for one in found.firsts[:MOST_ITEMS]
        ]
        letter = KeptLetter(
            kind=LetterKind.ALERT if search.schedule.pace is Pace.INSTANT else LetterKind.DIGEST,
            language=addressee.language,
            items=tuple(items),
            more=len({one.ref for one in counted}),
            search_name=search.name,
            links=links,
        )
        return Digest(states=found.states, delivery=_delivery(search, addressee, letter, now))

    def item(self, search: SavedSearch, listing: Listing, language: str) -> ToldItem:
        """Say what a message tells of a listing."""
        return ToldItem(
            ref=listing.ref,
            title=listing.title,
            url=listing.url,
            site=self._names.sites.get(listing.site, listing.site),
            facts=facts(listing, language=language),
            why=why(search.criteria, listing, language=language, names=self._names),
            posted_at=listing.posted_at,
        )

    def _due_item(
        self, search: SavedSearch, due: Due, *, listing: Listing, language: str, copies: tuple[str, ...]
    ) -> ToldItem:
        told = self.item(search, listing, language)
        return replace(
            told,
            news=due.news,
            facts=(*change_words(due.news, language=language), *told.facts),
            copies=copies,
            seen_at=due.seen_at,
            matched_at=due.matched_at,
            due_at=due.due_at,
        )


def message_key(contact: str, dues: Sequence[tuple[str, str, str]]) -> str:
    """Return the key of the message that tells these rows of the ledger (search, ref, news) to a contact."""
    text = "\n".join([contact, *sorted("\t".join(row) for row in dues)])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _sort(
    search: SavedSearch,
    *,
    due: Sequence[Due],
    told: Sequence[Due],
    listings: Mapping[str, Listing],
    now: datetime,
) -> _Sorted:
    found = _Sorted()
    buyers = Counter(
        one.buyer
        for one in told
        if one.state is DueState.SHOWN and one.told_at is not None and one.told_at > now - BUYER_DAY
    )
    before = [one for one in told if one.signature]
    for one in due:
        first = next((other for other in found.firsts if _same(one, other)), None)
        if one.ref not in listings:
            found.states[one.id] = DueState.DROPPED  # gone meanwhile: its page is no more
        elif first is not None:
            found.states[one.id] = DueState.SHOWN if one.ref == first.ref else DueState.COPY
            if one.ref != first.ref and one.ref not in found.copies[first.id]:
                found.copies[first.id].append(one.ref)
        elif any(one.ref != other.ref and _alike(one, other) for other in before):
            found.states[one.id] = DueState.COPY
        elif one.buyer is not None and buyers[one.buyer] >= search.schedule.most_a_buyer:
            found.over.append(one)
        else:
            buyers[one.buyer] += 1
            found.firsts.append(one)
            found.copies[one.id] = []
    return found


def _same(one: Due, other: Due) -> bool:
    return one.ref == other.ref or _alike(one, other)


def _alike(one: Due, other: Due) -> bool:
    if not one.signature or not other.signature:
        return False
    return alike(frozenset(one.signature), frozenset(other.signature))


def _delivery(search: SavedSearch, addressee: Addressee, letter: KeptLetter, now: datetime) -> Delivery:
    contact = addressee.contact
    rows = [(search.key, item.ref, item.news.value) for item in letter.items]
    return Delivery(
        key=message_key(contact.key, rows),
        contact=contact.key,
        channel=contact.channel,
        letter=letter,
        created_at=now,
        search=search.key,
    )
