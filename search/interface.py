"""The contract between the application and any search engine; engines are chosen by URL."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol, runtime_checkable

from search.document import SearchDocument
from search.query import Query
from search.results import EngineStatus, Results, Suggestion


class Prepared(NamedTuple):
    """A document as one kind of engine takes it: analysed, as JSON (UTF-8), which is cheap to hand around."""

    ref: str
    json: bytes


Prepare = Callable[[SearchDocument], Prepared]
"""A function of a module: it may be called in any process, and needs no open engine."""


@runtime_checkable
class Builder(Protocol):
    """Takes documents into an index that is being rebuilt."""

    def apply(
        self,
        documents: Iterable[SearchDocument],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        source: str = "",
    ) -> None:
        """Upsert `documents` by ref, remove the refs in `deleted`, then remember `cursor` and `source`.

        A ref in both is removed; of several documents with one ref the last stays. All of it
        becomes durable and visible together, when the rebuild ends.
        """

    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        source: str = "",
    ) -> None:
        """Do the same with what `Engine.prepare` made of documents, perhaps in other processes."""


@runtime_checkable
class Engine(Protocol):
    """A search index that is a projection of the store: it may be rebuilt at any time.

    Safe to use from several threads. Commits and rebuilds by other processes are seen by the
    next call, without reopening.
    """

    @property
    def prepare(self) -> Prepare:
        """Return the function that makes of a document what `apply_prepared` takes."""

    def apply(
        self,
        documents: Iterable[SearchDocument],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        since: int | None = None,
        source: str = "",
    ) -> None:
        """Upsert `documents` by ref, remove the refs in `deleted`, then remember `cursor`.

        Durable when it returns, and the cursor never before the documents: a kill in between
        means that the same changes come again, which changes nothing. A ref in both is removed;
        of several documents with one ref the last stays. `deleted` is read after `documents`, so
        it may be filled meanwhile. `since` is the cursor that these changes follow: IndexMoved
        tells that a swap took the index back behind it, so that changes would be skipped. `source`
        names, in any words, where the documents come from, and is kept with the cursor; empty it
        leaves what is kept. IndexForeign tells that another one is kept: nothing was written then.
        Also raises IndexBusy, IndexUnusable, EngineUnavailable.
        """

    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        since: int | None = None,
        source: str = "",
    ) -> None:
        """Do the same with what `prepare` made of documents, perhaps in other processes."""

    def cursor(self) -> int:
        """Return the last change sequence contained; 0 when empty."""

    def source(self) -> str:
        """Return what `apply` or a rebuild was told of where the documents come from; empty when nothing."""

    @property
    def shared(self) -> bool:
        """Tell whether others may reach the index, so that one of another source may be in use."""

    def search(self, query: Query) -> Results:
        """Answer `query`. Raises IndexUnusable, EngineUnavailable; never for what is in the text.

        InvalidQuery only for a `query.after` that no answer gave.
        """

    def suggest(self, text: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what somebody types, also with a slip in it; the most frequent come first."""

    def similar(self, ref: str, *, limit: int = 6) -> Results | None:
        """Return listings of the same kind that are most like the one of `ref`; None: it is not here."""

    def scan(self, query: Query) -> Iterator[str]:
        """Yield the refs of all hits of `query`, newest first, from one state of the index.

        Neither sort nor page nor `strict` counts: all words are wanted.
        """

    def count(self) -> int:
        """Return how many documents the index holds."""

    def rebuild(self) -> AbstractContextManager[Builder]:
        """Build a new index beside the live one; it goes live at once when the block ends well.

        The live index answers all the while. If the block raises or the process dies, the live
        index stays and what was built is thrown away. Raises IndexBusy if another rebuild runs.
        """

    def status(self) -> EngineStatus:
        """Describe the index; never raises for its state: an unusable one has no documents."""

    def close(self) -> None:
        """Release files, connections and threads; closing twice is harmless."""
