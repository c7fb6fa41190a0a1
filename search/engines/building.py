"""What every builder of an index does alike: documents are made ready, then taken in."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from search.document import SearchDocument
from search.interface import Prepare, Prepared


class PreparingBuilder(ABC):
    """A Builder that makes documents ready by `prepare`; see the interface."""

    def __init__(self, prepare: Prepare) -> None:
        self._prepare = prepare

    def apply(
        self,
        documents: Iterable[SearchDocument],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        source: str = "",
    ) -> None:
        """Take documents in; see the interface."""
        self.apply_prepared(map(self._prepare, documents), deleted=deleted, cursor=cursor, source=source)

    @abstractmethod
    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        source: str = "",
    ) -> None:
        """Take prepared documents in; see the interface."""
