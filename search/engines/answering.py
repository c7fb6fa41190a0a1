"""What all engines share: they answer from a view of their index, and keep what suggestions come from."""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress

from search.answering import answer, scan, similar
from search.document import SearchDocument
from search.engines.turns import Turns
from search.errors import SearchError
from search.interface import Prepare, Prepared
from search.query import Query
from search.results import Results, Suggestion
from search.suggesting import MOST_PHRASES, Suggester
from search.view import View
from search.vocabulary import concept_entries

QUICK_SECONDS = 0.05
"""Making suggestions anew that took no longer is done at once; else in the background, now and then."""

PAUSE_SECONDS = 300.0
"""Between two makings that take long: the phrases of many listings hardly change in minutes."""


class AnsweringEngine(ABC):
    """Searches through `viewing`, which an engine implements, and takes documents in as it prepares them.

    `at_once` searches are answered at a time (None: as many as are asked), the others wait: on the
    processors of this machine more of them would only hold each other up, and whoever writes.
    """

    shared = False
    """Whether others may reach the index; see the interface."""

    def __init__(self, *, at_once: int | None = None) -> None:
        self._suggestions = _Suggestions(self)
        self._turn = nullcontext() if at_once is None else Turns(at_once)

    @property
    @abstractmethod
    def prepare(self) -> Prepare:
        """Return what makes a document ready; see the interface."""

    @abstractmethod
    def viewing(self) -> AbstractContextManager[View]:
        """Give a view of the index as it is now; raises IndexUnusable, EngineUnavailable."""

    @abstractmethod
    def cursor(self) -> int:
        """Return the last change sequence contained."""

    @abstractmethod
    def source(self) -> str:
        """Return where the documents come from; see the interface."""

    @abstractmethod
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

    def apply(
        self,
        documents: Iterable[SearchDocument],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        since: int | None = None,
        source: str = "",
    ) -> None:
        """Take documents in; see the interface."""
        ready = map(self.prepare, documents)
        self.apply_prepared(ready, deleted=deleted, cursor=cursor, since=since, source=source)

    def search(self, query: Query) -> Results:
        """Answer `query`; see the interface."""
        with self._turn, self.viewing() as view:
            return answer(view, query, self._mend)

    def similar(self, ref: str, *, limit: int = 6) -> Results | None:
        """Return listings like the one of `ref`; see the interface."""
        with self._turn, self.viewing() as view:
            return similar(view, ref, limit=limit)

    def suggest(self, text: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what somebody types; see the interface."""
        return self._suggestions.current().complete(text, limit)

    def scan(self, query: Query) -> Iterator[str]:
        """Yield the refs of all hits; see the interface."""
        with self.viewing() as view:
            yield from scan(view, query)

    def _mend(self, text: str) -> str | None:
        return self._suggestions.current().mend(text)


class _Suggestions:
    """Keeps the suggester of an index, and makes another when the index has changed."""

    def __init__(self, engine: AnsweringEngine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._made: Suggester | None = None
        self._cursor = -1
        self._took = 0.0
        self._ended = 0.0

    def current(self) -> Suggester:
        """Return the suggester of the index as it is, or as it was a few minutes ago."""
        cursor = self._engine.cursor()
        made = self._made
        if made is not None and (cursor == self._cursor or not self._is_due()):
            return made
        if made is None or self._took < QUICK_SECONDS:
            return self._make(cursor)
        if self._lock.acquire(blocking=False):
            threading.Thread(target=self._make_behind, args=(cursor,), daemon=True).start()
        return made

    def _is_due(self) -> bool:
        return self._took < QUICK_SECONDS or time.monotonic() - self._ended > PAUSE_SECONDS

    def _make_behind(self, cursor: int) -> None:
        try:
            # What is wrong with the engine now the next search tells; the old suggestions do till then.
            with suppress(SearchError):
                self._read(cursor)
        finally:
            self._lock.release()

    def _make(self, cursor: int) -> Suggester:
        with self._lock:
            return self._read(cursor)

    def _read(self, cursor: int) -> Suggester:
        concept_entries()  # read once for all: that is not what a making takes
        began = time.monotonic()
        with self._engine.viewing() as view:
            made = Suggester(view.frequent("phrases", MOST_PHRASES))
        self._made, self._cursor, self._ended = made, cursor, time.monotonic()
        self._took = self._ended - began
        return made
