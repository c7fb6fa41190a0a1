"""The tantivy engine on disk: many readers in any process, one writer at a time, rebuilt by swapping."""

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.engines.answering import AnsweringEngine
from search.engines.building import PreparingBuilder
from search.engines.tantivy.checking import check_files
from search.engines.tantivy.failures import tantivy_errors
from search.engines.tantivy.schema import build_schema, prepare, taught, version
from search.engines.tantivy.shelf import Generation, Mark, Shelf, mark_of
from search.engines.tantivy.view import ASIDE_THREADS, Kept, TantivyView
from search.engines.tantivy.writing import Writing, refuse_gap, writing
from search.errors import IndexCorrupt, IndexOutdated, IndexUnusable
from search.interface import Builder, Prepare, Prepared
from search.results import EngineStatus
from search.sources import agreed
from search.view import View

PATIENCE_SECONDS = 30.0
"""How long a writer waits for another one: longer than any commit, shorter than anybody's patience."""

_ATTEMPTS = 5
"""Openings in a row that may be overtaken by a swap before we call the index broken."""


class OpenGeneration:
    """A generation opened for reading; sees later commits of any process."""

    def __init__(self, generation: Generation) -> None:
        if generation.schema_version != version():
            raise IndexOutdated(f"{generation.path} is {generation.schema_version}, this is {version()}")
        self.generation = generation
        self._meta = generation.path / "meta.json"
        self._seen = mark_of(self._meta)  # before opening: a commit in between is then seen at the next call
        check_files(generation.path)
        with tantivy_errors(f"opening {generation.path}"):
            self.index = taught(tantivy.Index.open(str(generation.path)))
        self.schema = self.index.schema
        self._lock = threading.Lock()
        self._kept: Kept = {}

    def searcher(self) -> tuple[tantivy.Searcher, Kept]:
        """Return a view of the last commit, and what was kept in it."""
        with self._lock:
            mark = mark_of(self._meta)
            if mark != self._seen:
                with tantivy_errors(f"reloading {self.generation.path}"):
                    self.index.reload()
                self._seen, self._kept = mark, {}
            return self.index.searcher(), self._kept


class DiskEngine(AnsweringEngine):
    """Tantivy under one directory."""

    def __init__(self, root: Path, *, for_rebuild: bool, patience: float = PATIENCE_SECONDS) -> None:
        super().__init__(at_once=os.cpu_count() or 1)
        self._aside = ThreadPoolExecutor(ASIDE_THREADS)
        self._shelf = Shelf(root, patience=patience)
        self._lock = threading.Lock()
        self._open: OpenGeneration | None = None
        self._mark: Mark | None = None
        self._damage: str | None = None
        self._shelf.tidy()
        try:
            self._live()
        except IndexUnusable:
            if not for_rebuild:
                raise

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
        with self._shelf.writing():
            live = self._live()
            refuse_gap(live.generation.cursor(), since)
            source = agreed(live.generation.source(), source)
            with self._doubting(live), writing(live.index) as writer:
                writer.write(prepared, deleted)
                writer.commit()
            live.generation.remember(cursor, source)

    def cursor(self) -> int:
        """Return the last change sequence contained."""
        return self._live().generation.cursor()

    def source(self) -> str:
        """Return where the documents come from."""
        return self._live().generation.source()

    @contextmanager
    def viewing(self) -> Iterator[View]:
        """Give a view of the last commit."""
        live, (searcher, kept) = self._view()
        with self._doubting(live), tantivy_errors("searching"):
            yield TantivyView(searcher, live.schema, self._aside, kept)

    def count(self) -> int:
        """Return how many documents the index holds."""
        return self._view()[1][0].num_docs

    @contextmanager
    def rebuild(self) -> Iterator[Builder]:
        """Build a generation beside the live one; see the interface."""
        with self._shelf.rebuilding(version()) as generation:
            index = taught(tantivy.Index(build_schema(), str(generation.path)))
            with writing(index) as writer:
                yield GenerationBuilder(generation, writer)
                writer.commit()
            with self._shelf.writing():
                self._shelf.publish(generation)

    def status(self) -> EngineStatus:
        """Describe the index; an unusable one counts no documents."""
        try:
            live, (searcher, _) = self._view()
            documents, cursor, built_with = searcher.num_docs, self.cursor(), live.generation.schema_version
        except IndexUnusable:
            documents, cursor, built_with = 0, 0, "unusable"
        return EngineStatus(
            name=f"tantivy:{self._shelf.root}",
            documents=documents,
            cursor=cursor,
            schema_version=built_with,
            bytes=_size(self._shelf.root),
        )

    def close(self) -> None:
        """Let the files go; a later call opens them again."""
        self._aside.shutdown()
        self._aside = ThreadPoolExecutor(ASIDE_THREADS)
        with self._lock:
            self._open = self._mark = self._damage = None

    def _view(self) -> tuple[OpenGeneration, tuple[tantivy.Searcher, Kept]]:
        for attempt in range(_ATTEMPTS):
            mark = self._shelf.mark()
            try:
                live = self._live()
                with self._doubting(live):
                    return live, live.searcher()
            except IndexCorrupt:
                # A swap may have taken the files away under us; then the pointer has changed.
                if attempt + 1 == _ATTEMPTS or mark == self._shelf.mark():
                    raise
        raise AssertionError

    @contextmanager
    def _doubting(self, live: OpenGeneration) -> Iterator[None]:
        """Open `live` anew at the next call if the block finds damage: opening looks at its files.

        What a single search or document brings about is then not taken for a damaged index.
        """
        try:
            yield
        except IndexCorrupt:
            with self._lock:
                if self._open is live:
                    self._open = None
            raise

    def _live(self) -> OpenGeneration:
        with self._lock:
            mark = self._shelf.mark()
            if mark != self._mark:
                # The mark is older than what is opened: a swap in between is seen at the next call.
                self._open, self._damage, self._mark = None, None, mark
            if self._damage is not None:
                raise IndexCorrupt(self._damage)
            if self._open is None:
                self._open = self._opened()
            return self._open

    def _opened(self) -> OpenGeneration:
        """Open what is live; damage stays until another generation is: looking again reads all files."""
        try:
            return OpenGeneration(self._shelf.live() or self._first())
        except IndexCorrupt as error:
            self._damage = str(error)
            raise

    def _first(self) -> Generation:
        """Put an empty generation where there was none; another process may be at it, too."""
        with self._shelf.rebuilding(version()) as generation:
            if (live := self._shelf.live()) is not None:
                return live
            tantivy.Index(build_schema(), str(generation.path))
            self._shelf.publish(generation)
            return generation


class GenerationBuilder(PreparingBuilder):
    """Takes documents into a generation that is not live yet."""

    def __init__(self, generation: Generation, writer: Writing) -> None:
        super().__init__(prepare)
        self._generation = generation
        self._writer = writer

    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        source: str = "",
    ) -> None:
        """Take prepared documents in; they become durable together when the rebuild ends."""
        source = agreed(self._generation.source(), source)
        self._writer.write(prepared, deleted)
        # Unlike in a live index nothing reads this before the documents are committed.
        self._generation.remember(cursor, source)


def _size(path: Path) -> int:
    # Files may go while we count: merging and rebuilding remove them.
    marks = [mark_of(file) for file in path.rglob("*")]
    return sum(size for mark in marks if mark is not None for size in mark[2:])
