"""Follows the store's changes in the index, and builds the index anew when it must."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress

from aggregator.domain.taxonomy import Taxonomy
from aggregator.indexing.failures import search_errors
from aggregator.indexing.preparing import HereAlone, Preparer, Reading, ReadPart, ReadRefs
from aggregator.indexing.spreading import processes_at_hand, spread
from aggregator.indexing.values import Ensured, IndexStatus, SyncResult
from aggregator.store import Store
from search.errors import IndexForeign, IndexMoved, IndexUnusable
from search.interface import Engine, Prepared

SPAN = 20_000
"""Changes made durable together: each commit costs, and a kill loses what one span has done."""

BATCH = 500
"""Listings read from the store at a time."""

MANY = 20_000
"""Listings from which on several processes are sooner ready, though they must be started first."""

SPARING = " (another index name at the end of DALIL_SEARCH_URL leaves that one as it is)"
"""Said beside the advice to rebuild, where somebody else may be using the index."""

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

    def follow(self, is_over: Callable[[], bool], pause: Callable[[], object]) -> None:
        """Sync again and again, with all processes at hand, until it is over and nothing is left.

        `pause` is called between two looks. Raises IndexUnavailable.
        """
        with search_errors(), self._preparer(MANY) as preparer:
            last = False
            while not last:
                last = is_over()  # asked first, so that what was stored until then is indexed
                self._catch_up(preparer, _nobody)
                pause()

    def rebuild(self, on_progress: Progress | None = None) -> SyncResult:
        """Build the index anew from the whole store; searches go on meanwhile; raises IndexUnavailable."""
        with search_errors():
            return self._rebuild(on_progress or _nobody)

    def ensure(self, on_progress: Progress | None = None) -> Ensured:
        """Make the index usable and current: rebuild when it must be, sync otherwise.

        Another store's index that may be in use is left alone; that raises IndexUnavailable, too.
        """
        with search_errors():
            fault = self._fault()
            if fault is not None and self._engine.shared:
                self._refuse_foreign()
            tell = on_progress or _nobody
            done = self._sync(tell) if fault is None else self._rebuild(tell)
            return Ensured(rebuilt_because=fault, sync=done)

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
            cursor, documents = self._engine.cursor(), self._engine.count()
            foreign = self._is_foreign()
        except IndexUnusable as error:
            return str(error)
        last = self._store.changes.last_seq()
        if foreign:
            fault = f"it is of another store: at change {cursor}, and this one at {last}"
            return fault + (SPARING if self._engine.shared else "")
        # The other way round is a change made between the two readings, or work for a sync.
        if cursor > last:
            return f"it is ahead of the store: at change {cursor} of {last}"
        if cursor and not documents and self._has_searchable():
            return f"it is empty, though at change {cursor} of {last}"
        return None

    def _is_foreign(self) -> bool:
        """Tell whether the index is of another store: an older Dalil named none, and it must be too far."""
        if source := self._engine.source():
            return source != self._store.get_identity()
        cursor = self._engine.cursor()
        return cursor > self._store.changes.last_seq()

    def _refuse_foreign(self) -> None:
        """Raise IndexForeign for the index of another store; of an unusable one that may be unknown."""
        with suppress(IndexUnusable):
            if self._is_foreign():
                raise IndexForeign

    def _has_searchable(self) -> bool:
        """Tell whether the store has anything to search; reads all of it, so only an empty index asks."""
        return any(count.total > count.gone for count in self._store.listings.counts())

    def _sync(self, on_progress: Progress) -> SyncResult:
        self._refuse_foreign()
        with self._preparer(self._store.changes.last_seq() - self._engine.cursor()) as preparer:
            return self._catch_up(preparer, on_progress)

    def _catch_up(self, preparer: Preparer, on_progress: Progress) -> SyncResult:
        applied = deleted = 0
        start = cursor = self._engine.cursor()
        source = self._store.get_identity()
        while changes := self._store.changes.since(cursor, limit=SPAN):
            total = max(changes[-1].seq, self._store.changes.last_seq()) - start
            span = _Span({change.ref for change in changes}, on_progress, done=cursor - start, total=total)
            try:
                prepared = span.prepared(preparer)
                self._engine.apply_prepared(
                    prepared, deleted=span.gone, cursor=changes[-1].seq, since=cursor, source=source
                )
            except IndexMoved as moved:
                start = cursor = moved.cursor
                continue
            cursor = changes[-1].seq
            applied, deleted = applied + span.kept, deleted + len(span.gone)
            on_progress(cursor - start, total)
        return SyncResult(applied=applied, deleted=deleted, cursor=cursor)

    def _rebuild(self, on_progress: Progress) -> SyncResult:
        # Read before the listings: what changes while we read comes again with the sync.
        cursor = self._store.changes.last_seq()
        total = self._store.listings.total()
        counter = _Counter(total, on_progress)
        with self._engine.rebuild() as builder, self._preparer(total) as preparer:
            ready = counter.watch(preparer.prepare(self._parts()))
            builder.apply_prepared(ready, cursor=cursor, source=self._store.get_identity())
        rest = self._sync(_nobody)
        return SyncResult(
            applied=counter.kept + rest.applied, deleted=rest.deleted, cursor=max(cursor, rest.cursor)
        )

    def _parts(self) -> Iterator[Reading]:
        """Yield readings that together read all listings, each once, by ref."""
        after = ""
        for ref in self._store.listings.every(BATCH):
            yield ReadPart(after, ref)
            after = ref
        yield ReadPart(after, None)

    @contextmanager
    def _preparer(self, amount: int) -> Iterator[Preparer]:
        """Give what prepares so many listings soonest."""
        alone = HereAlone(store=self._store, taxonomy=self._taxonomy, ready=self._engine.prepare)
        processes = processes_at_hand() if amount >= MANY else 1
        if processes == 1:
            yield alone
            return
        with spread(alone, processes=processes) as helpers:
            yield helpers


class _Span:
    """The listings that some changes touched, each once and as it is now."""

    def __init__(self, refs: Collection[str], on_progress: Progress, *, done: int, total: int) -> None:
        self._refs = sorted(refs)
        self._on_progress = on_progress
        self._done = done
        self._total = total
        self.kept = 0
        self.gone: list[str] = []

    def prepared(self, preparer: Preparer) -> Iterator[Prepared]:
        """Yield what the index must hold; afterwards `gone` has the refs that it must not."""
        parts = [self._refs[start : start + BATCH] for start in range(0, len(self._refs), BATCH)]
        for refs, ready in zip(parts, preparer.prepare(map(ReadRefs, parts)), strict=True):
            yield from ready
            kept = {one.ref for one in ready}
            self.gone += [ref for ref in refs if ref not in kept]
            self.kept += len(ready)
            self._done += len(refs)
            self._on_progress(self._done, self._total)


class _Counter:
    """Counts the listings that pass, and tells the progress now and then."""

    def __init__(self, total: int, on_progress: Progress) -> None:
        self._total = total
        self._on_progress = on_progress
        self.kept = 0

    def watch(self, parts: Iterable[list[Prepared]]) -> Iterator[Prepared]:
        for ready in parts:
            yield from ready
            self.kept += len(ready)
            self._on_progress(self.kept, max(self.kept, self._total))


def _nobody(_done: int, _total: int) -> None:
    """Tell no one."""
