"""An index that lives and dies with its process, for tests and tries."""

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import tantivy

from search.engines.answering import AnsweringEngine
from search.engines.building import PreparingBuilder
from search.engines.tantivy.schema import build_schema, prepare, taught, version
from search.engines.tantivy.view import ASIDE_THREADS, TantivyView
from search.engines.tantivy.writing import refuse_gap, writing
from search.interface import Builder, Prepare, Prepared
from search.results import EngineStatus
from search.sources import agreed
from search.view import View


class MemoryIndex(PreparingBuilder):
    """One index in memory that takes documents."""

    def __init__(self) -> None:
        super().__init__(prepare)
        self.schema = build_schema()
        self.index = taught(tantivy.Index(self.schema))
        self.cursor = 0
        self.source = ""

    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        source: str = "",
    ) -> None:
        """Take prepared documents in; see the interface."""
        source = agreed(self.source, source)
        with writing(self.index) as writer:
            writer.write(prepared, deleted)
            writer.commit()
        self.index.reload()
        self.cursor, self.source = cursor, source


class MemoryEngine(AnsweringEngine):
    """The tantivy engine without a disk."""

    def __init__(self) -> None:
        super().__init__()
        self._aside = ThreadPoolExecutor(ASIDE_THREADS)
        self._live = MemoryIndex()
        self._lock = threading.Lock()

    @property
    def prepare(self) -> Prepare:
        """Return what makes a document ready."""
        return prepare

    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        since: int | None = None,
        source: str = "",
    ) -> None:
        """Take documents in; see the interface."""
        with self._lock:
            refuse_gap(self._live.cursor, since)
            self._live.apply_prepared(prepared, deleted=deleted, cursor=cursor, source=source)

    def cursor(self) -> int:
        """Return the last change sequence contained."""
        return self._live.cursor

    def source(self) -> str:
        """Return where the documents come from."""
        return self._live.source

    @contextmanager
    def viewing(self) -> Iterator[View]:
        """Give a view of the last commit."""
        live = self._live
        yield TantivyView(live.index.searcher(), live.schema, self._aside, {})

    def count(self) -> int:
        """Return how many documents there are."""
        return self._live.index.searcher().num_docs

    @contextmanager
    def rebuild(self) -> Iterator[Builder]:
        """Build anew beside the live index."""
        fresh = MemoryIndex()
        yield fresh
        with self._lock:
            self._live = fresh

    def status(self) -> EngineStatus:
        """Describe the index."""
        return EngineStatus(
            name="tantivy::memory:",
            documents=self.count(),
            cursor=self.cursor(),
            schema_version=version(),
            bytes=0,
        )

    def close(self) -> None:
        """Let the threads go."""
        self._aside.shutdown()
        self._aside = ThreadPoolExecutor(ASIDE_THREADS)
