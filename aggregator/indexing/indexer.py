"""Follows the store's changes in the index, and builds the index anew when it must."""

from collections.abc import Callable, Iterable, Iterator

from aggregator.domain.listing import Listing
from aggregator.domain.taxonomy import Taxonomy
from aggregator.indexing.documents import is_searchable, to_document
from aggregator.indexing.failures import search_errors
from aggregator.indexing.values import Ensured, IndexStatus, SyncResult
from aggregator.store import Store
from search.document import SearchDocument
from search.errors import IndexMoved, IndexUnusable
from search.interface import Engine

BATCH = 5_000
"""Changes applied and made durable together: each commit costs, and a kill loses at most one batch."""

Progress = Callable[[int, int], None]
"""Told how many of how many (changes in a sync, listings in a rebuild) are done."""


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


def _nobody(_done: int, _total: int) -> None:
    """Tell no one."""
