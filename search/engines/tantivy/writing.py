"""Puts documents into one tantivy index and commits them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import tantivy

from search.engines.tantivy.failures import tantivy_errors
from search.errors import IndexMoved
from search.interface import Prepared

HEAP_BYTES = 128_000_000
"""Memory of a writer; larger segments mean fewer merges."""

THREADS = 1
"""Reading a text takes us twice as long as indexing it takes tantivy: one thread of it keeps up, and
leaves larger segments."""


class Writing:
    """An open writer that upserts and deletes by ref; nothing counts before `commit`."""

    def __init__(self, index: tantivy.Index) -> None:
        with tantivy_errors("opening the index for writing"):
            self._writer = index.writer(HEAP_BYTES, THREADS)
            # A writer killed while committing leaves files under the very names that we shall need.
            self._writer.garbage_collect_files()
            index.reload()  # to what others have committed
            self._held: set[str] | None = set() if index.searcher().num_docs == 0 else None

    def write(self, prepared: Iterable[Prepared], deleted: Iterable[str]) -> None:
        """Take documents in and refs out; of one ref the last document stays."""
        for ref, json in prepared:
            with tantivy_errors(f"indexing {ref}"):
                if self._may_hold(ref):
                    self._writer.delete_documents_by_term("ref", ref)
                self._writer.add_json(json.decode())
        for ref in deleted:
            self._writer.delete_documents_by_term("ref", ref)

    def _may_hold(self, ref: str) -> bool:
        """Tell whether `ref` may be in the index; while an empty one is filled we know without asking."""
        if self._held is None or ref in self._held:
            return True
        self._held.add(ref)
        return False

    def commit(self) -> None:
        """Make everything written so far durable and visible."""
        with tantivy_errors("committing"):
            self._writer.commit()

    def close(self) -> None:
        """Finish merging and let tantivy's lock go; what was not committed is dropped."""
        self._writer.rollback()
        self._writer.wait_merging_threads()


@contextmanager
def writing(index: tantivy.Index) -> Iterator[Writing]:
    """Open a writer for the block; only what the block commits stays."""
    writer = Writing(index)
    try:
        yield writer
    finally:
        writer.close()


def refuse_gap(cursor: int, since: int | None) -> None:
    """Raise IndexMoved when changes that follow `since` would leave a gap after `cursor`."""
    if since is not None and cursor < since:
        raise IndexMoved(cursor)
