"""The contract between the application and any search engine; engines are chosen by URL."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

from search.document import SearchDocument
from search.query import Query
from search.results import EngineStatus, Results


@runtime_checkable
class Builder(Protocol):
    """Takes documents into an index that is being rebuilt."""

    def apply(self, documents: Iterable[SearchDocument], *, deleted: Iterable[str] = (), cursor: int) -> None:
        """Upsert `documents` by ref, remove the refs in `deleted`, then remember `cursor`.

        A ref in both is removed; of several documents with one ref the last stays. All of it
        becomes durable and visible together, when the rebuild ends.
        """


@runtime_checkable
class Engine(Protocol):
    """A search index that is a projection of the store: it may be rebuilt at any time.

    Safe to use from several threads. Commits and rebuilds by other processes are seen by the
    next call, without reopening.
    """

    def apply(
        self,
        documents: Iterable[SearchDocument],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        since: int | None = None,
    ) -> None:
        """Upsert `documents` by ref, remove the refs in `deleted`, then remember `cursor`.

        Durable when it returns, and the cursor never before the documents: a kill in between
        means that the same changes come again, which changes nothing. A ref in both is removed;
        of several documents with one ref the last stays. `deleted` is read after `documents`, so
        it may be filled meanwhile. `since` is the cursor that these changes follow: IndexMoved
        tells that a swap took the index back behind it, so that changes would be skipped. Also
        raises IndexBusy, IndexUnusable.
        """

    def cursor(self) -> int:
        """Return the last change sequence contained; 0 when empty."""

    def search(self, query: Query) -> Results:
        """Answer `query`. Raises IndexUnusable, EngineUnavailable; never for what is in the text."""

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
        """Release files and threads; closing twice is harmless."""
