"""Follows the change sequence: each change is matched once, and what it is news to goes into the ledger."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from aggregator.alerts.criteria import passes
from aggregator.alerts.scheduling import due_at
from aggregator.domain.alert import SavedSearch
from aggregator.domain.change import Change, ChangeKind
from aggregator.domain.delivery import Finding, News
from aggregator.domain.listing import Listing, Status
from aggregator.store import Store
from search.document import SearchDocument
from search.duplicates import Signature
from search.fields import signature_of

if TYPE_CHECKING:
    from aggregator.alerts.live_searches import LiveSearches

SPAN = 500
"""Changes that are matched and written together."""

_TEXT = frozenset({"title", "description", "skills"})
_PRICE = frozenset({"price", "budget", "hourly_rate"})
_TRIFLES = frozenset(
    {"offers_count", "buyers_count", "completed_count", "url", "extra", "rating", "party", "status"}
)
"""What changes all the time, or makes nothing of a listing fit that did not before."""

ToDocument = Callable[[Listing], SearchDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a step did: changes read, the findings that were new, and whether more changes wait."""

    changes: int
    found: int
    more: bool


class Watching:
    """Matches changes against the saved searches; many may watch one store, in many processes."""

    def __init__(self, store: Store, searches: "LiveSearches", *, to_document: ToDocument) -> None:
        self._store = store
        self._searches = searches
        self._to_document = to_document

    def step(self, now: datetime) -> Watched:
        """Match the next changes; raises StoreUnavailable."""
        after = self._store.ledger.matched_seq()
        changes = self._store.changes.since(after, limit=SPAN)
        if not changes:
            return Watched(changes=0, found=0, more=False)
        # In this order: a search that is saved after the changes were read wants only later ones.
        self._searches.refresh()
        findings = list(self._findings(changes, now))
        found = self._store.ledger.write(findings, after=after, up_to=changes[-1].seq)
        return Watched(changes=len(changes), found=found or 0, more=found is None or len(changes) == SPAN)

    def run(self, now: Callable[[], datetime]) -> int:
        """Match all that waits; returns how many findings were new."""
        found = 0
        while True:
            watched = self.step(now())
            found += watched.found
            if not watched.more:
                return found

    def _findings(self, changes: Sequence[Change], now: datetime) -> Iterator[Finding]:
        by_ref: dict[str, list[Change]] = {}
        for change in changes:
            by_ref.setdefault(change.ref, []).append(change)
        listings = self._store.listings.get_many(list(by_ref)) if len(self._searches) else {}
        for ref, listing in listings.items():
            if listing.status is not Status.GONE:
                yield from self._of_listing(listing, by_ref[ref], now)

    def _of_listing(self, listing: Listing, changes: Sequence[Change], now: datetime) -> Iterator[Finding]:
        news = [(change, kind) for change in changes if (kind := news_of(change, listing)) is not None]
        if not news:
            return
        document = self._to_document(listing)
        searches = self._store.searches.get_many(self._searches.matching(document))
        showing = [one for one in searches.values() if _wants(one, listing, now)]
        if showing:
            sampled = signature_of(listing.title, listing.description)
            for search in showing:
                yield from _findings_of(search, listing, news, now=now, sampled=sampled)


def news_of(change: Change, listing: Listing) -> News | None:
    """Say what a change of a listing is to somebody who waits for it; None: nothing.

    Any other fact than text and price may make a listing fit for the first time: then it is new, and who
    was told of it as new is not told again.
    """
    if change.kind is not ChangeKind.UPDATED:
        return _OTHERWISE[change.kind]
    fields = set(change.fields)
    if "status" in fields and listing.status is Status.OPEN:
        return News.BACK
    if "complete" in fields:
        return News.NEW  # its full page was read: what the row of the list had cut short is no change
    if fields & _TEXT:
        return News.TEXT
    if fields & _PRICE:
        return News.PRICE
    return News.NEW if fields - _TRIFLES else None


_OTHERWISE = {ChangeKind.NEW: News.NEW, ChangeKind.BACK: News.BACK, ChangeKind.GONE: None}


def buyer_of(listing: Listing) -> str | None:
    """Return what tells one buyer from another and names nobody; None: the site does not say who it is."""
    if listing.party is None:
        return None
    who = listing.party.url or listing.party.name
    return blake2b(f"{listing.site} {who}".encode(), digest_size=8).hexdigest()


def _wants(search: SavedSearch, listing: Listing, now: datetime) -> bool:
    awake = search.pause is None and search.expires_at > now
    return awake and passes(search.criteria, listing, now=now)


def _findings_of(
    search: SavedSearch,
    listing: Listing,
    news: Iterable[tuple[Change, News]],
    *,
    now: datetime,
    sampled: Signature | None,
) -> Iterator[Finding]:
    """Yield each kind of news once, the most of a listing as new."""
    kinds: dict[News, Change] = {}
    for change, kind in news:
        later = change.seq > search.since_seq
        # Known before the search was saved: its page then is no news.
        known = kind is News.NEW and change.kind is not ChangeKind.NEW
        if later and not (known and listing.first_seen_at < search.created_at):
            kinds.setdefault(kind, change)
    if News.NEW in kinds:
        kinds = {News.NEW: kinds[News.NEW]}
    when = _due_by_contact(search, now)
    for kind, change in kinds.items():
        yield Finding(
            search=search.key,
            ref=listing.ref,
            news=kind,
            seq=change.seq,
            seen_at=change.at,
            matched_at=now,
            due_at=when,
            buyer=buyer_of(listing),
            signature=sampled,
        )


def _due_by_contact(search: SavedSearch, now: datetime) -> Mapping[str, datetime]:
    moment = due_at(search.schedule, now)
    return dict.fromkeys(search.contacts, moment)
