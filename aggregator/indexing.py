"""Keeps the search index a true picture of the store: follows its changes, builds it anew when it must."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from aggregator.domain.listing import Listing, Specialist, Status, price_of
from aggregator.domain.taxonomy import Taxonomy
from aggregator.errors import IndexUnavailable, UnknownSpecialty
from aggregator.store import Store
from search.document import SearchDocument
from search.errors import IndexMoved, IndexUnusable, SearchError
from search.interface import Engine

logger = logging.getLogger(__name__)

BATCH = 5_000
"""Changes applied and made durable together: each commit costs, and a kill loses at most one batch."""

Progress = Callable[[int, int], None]
"""Told how many of how many (changes in a sync, listings in a rebuild) are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult:
    """What a sync or rebuild did: listings put in, refs taken out, and the change it ends at."""

    applied: int
    deleted: int
    cursor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensured:
    """What `ensure` did; `rebuilt_because` is None when the index could be used as it was."""

    rebuilt_because: str | None
    sync: SyncResult


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStatus:
    """How the index stands to the store; `fault` tells why it must be rebuilt (None: it need not).

    `changes_waiting` counts the store's changes that a sync would bring, `bytes` is the size on
    disk (0: in memory).
    """

    name: str
    documents: int
    cursor: int
    changes_waiting: int
    bytes: int
    fault: str | None

    @property
    def usable(self) -> bool:
        """Whether searches are answered from this index."""
        return self.fault is None


class Indexer:
    """Moves what the store knows into one search engine.

    Several processes may sync and rebuild at once. Every failure of the search package is raised
    as IndexUnavailable with a line that says what to do.
    """

    def __init__(self, engine: Engine, store: Store, taxonomy: Taxonomy) -> None:
        self._engine = engine
        self._store = store
        self._taxonomy = taxonomy

    def sync(self, on_progress: Progress | None = None) -> SyncResult:
        """Bring the index up to the store's last change; raises IndexUnavailable."""
        with search_errors():
            return self._sync(on_progress or _nobody)

    def rebuild(self, on_progress: Progress | None = None) -> SyncResult:
        """Build the index anew from the whole store; searches go on meanwhile; raises IndexUnavailable."""
        with search_errors():
            return self._rebuild(on_progress or _nobody)

    def ensure(self, on_progress: Progress | None = None) -> Ensured:
        """Make the index usable and current: rebuild when it must be, sync otherwise."""
        with search_errors():
            fault = self._fault()
            done = self._sync if fault is None else self._rebuild
            return Ensured(rebuilt_because=fault, sync=done(on_progress or _nobody))

    def status(self) -> IndexStatus:
        """Describe the index; it may be unusable."""
        with search_errors():
            state, fault = self._engine.status(), self._fault()
        return IndexStatus(
            name=state.name,
            documents=state.documents,
            cursor=state.cursor,
            changes_waiting=max(0, self._store.changes.last_seq() - state.cursor),
            bytes=state.bytes,
            fault=fault,
        )

    def _fault(self) -> str | None:
        """Return why the index cannot be synced; None when it can."""
        try:
            cursor = self._engine.cursor()
        except IndexUnusable as error:
            return str(error)
        last = self._store.changes.last_seq()
        # The other way round is a change made between the two readings, or work for a sync.
        return f"it is of another store: at change {cursor} of {last}" if cursor > last else None

    def _sync(self, on_progress: Progress) -> SyncResult:
        applied = deleted = 0
        start = cursor = self._engine.cursor()
        while changes := self._store.changes.since(cursor, limit=BATCH):
            documents, gone = self._current({change.ref for change in changes})
            try:
                self._engine.apply(documents, deleted=gone, cursor=changes[-1].seq, since=cursor)
            except IndexMoved as moved:
                start = cursor = moved.cursor
                continue
            cursor = changes[-1].seq
            applied, deleted = applied + len(documents), deleted + len(gone)
            on_progress(cursor - start, max(cursor, self._store.changes.last_seq()) - start)
        return SyncResult(applied=applied, deleted=deleted, cursor=cursor)

    def _current(self, refs: set[str]) -> tuple[list[SearchDocument], list[str]]:
        """Return what the index must hold of `refs` now, and the refs that it must not hold."""
        stored = self._store.listings.get_many(sorted(refs))
        kept = [listing for listing in stored.values() if is_searchable(listing)]
        gone = refs - {listing.ref for listing in kept}
        return [to_document(listing, self._taxonomy) for listing in kept], sorted(gone)

    def _rebuild(self, on_progress: Progress) -> SyncResult:
        # Read before the listings: what changes while we read comes again with the sync.
        cursor = self._store.changes.last_seq()
        counter = _Counter(sum(count.total for count in self._store.listings.counts()), on_progress)
        with self._engine.rebuild() as builder:
            builder.apply(self._documents(counter), cursor=cursor)
        rest = self._sync(_nobody)
        return SyncResult(
            applied=counter.kept + rest.applied, deleted=rest.deleted, cursor=max(cursor, rest.cursor)
        )

    def _documents(self, counter: "_Counter") -> Iterator[SearchDocument]:
        for listing in counter.watch(self._store.listings.iterate(batch=BATCH)):
            if is_searchable(listing):
                counter.kept += 1
                yield to_document(listing, self._taxonomy)


class _Counter:
    """Counts the listings that pass, and tells the progress now and then."""

    def __init__(self, total: int, on_progress: Progress) -> None:
        self._total = total
        self._on_progress = on_progress
        self.kept = 0

    def watch(self, listings: Iterable[Listing]) -> Iterator[Listing]:
        done = 0
        for done, listing in enumerate(listings, start=1):
            yield listing
            if done % BATCH == 0:
                self._on_progress(done, max(done, self._total))
        self._on_progress(done, done)


def is_searchable(listing: Listing) -> bool:
    """Tell whether a listing belongs into the index: what is gone from its site cannot be hired."""
    return listing.status is not Status.GONE


def to_document(listing: Listing, taxonomy: Taxonomy) -> SearchDocument:
    """Return what search knows of a listing; one of an unknown specialty is indexed without it."""
    price = price_of(listing)
    specialties = _specialties(listing, taxonomy)
    return SearchDocument(
        ref=listing.ref,
        site=listing.site,
        kind=listing.kind,
        title=listing.title,
        description=listing.description,
        skills=listing.skills,
        specialties=specialties,
        labels=tuple(_labels(listing, specialties, taxonomy)),
        posted_at=listing.posted_at,
        price_min=_number(price.usd_min if price else None),
        price_max=_number(price.usd_max if price else None),
        status=listing.status.value,
        language=listing.language,
    )


def _specialties(listing: Listing, taxonomy: Taxonomy) -> tuple[str, ...]:
    if listing.specialty is None:
        return ()
    try:
        return taxonomy.ancestors(listing.specialty)
    except UnknownSpecialty as error:
        # Stored before the taxonomy changed: its words still find it, only the filter cannot.
        logger.warning("%s: %s", listing.ref, error)
        return ()


def _labels(listing: Listing, specialties: Iterable[str], taxonomy: Taxonomy) -> Iterator[str]:
    """Yield the names under which a listing stands, in both languages.

    A specialty's synonyms are left out: they name all that it covers ("menus, stamps, wedding
    invitations"), so each listing of it would be found for things that it does not offer.
    People look for specialists by name; a client's or seller's name would only add noise.
    """
    for key in specialties:
        known = taxonomy.get(key)
        yield known.ar
        yield known.en
    yield from listing.category_path
    if isinstance(listing, Specialist) and listing.party is not None:
        yield listing.party.name


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _nobody(_done: int, _total: int) -> None:
    """Tell no one."""


@contextmanager
def search_errors() -> Iterator[None]:
    """Raise what goes wrong in search as IndexUnavailable, with a line that says what to do."""
    try:
        yield
    except IndexUnusable as error:
        raise IndexUnavailable(f"the search index must be rebuilt (dalil index rebuild): {error}") from error
    except SearchError as error:
        raise IndexUnavailable(f"the search index does not answer: {error}") from error
