"""Makes listings ready for the index: reads them from the store, and lets the engine's analysis at them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from aggregator.domain.listing import Listing
from aggregator.domain.taxonomy import Taxonomy
from aggregator.indexing.documents import is_searchable, to_document
from aggregator.store import Store
from search.interface import Prepare, Prepared

Reading = Callable[[Store], Iterable[Listing]]
"""Reads some listings; picklable, as it may be called in another process."""

MeanRatings = Mapping[str, float]
"""The mean rating of each site that has any, 0 to 5."""


class Preparer(Protocol):
    """Makes listings ready, here or in other processes."""

    def prepare(self, readings: Iterable[Reading]) -> Iterator[list[Prepared]]:
        """Yield what becomes of each reading, in their order; what the index must not hold is left out.

        Raises StoreUnavailable, IndexUnavailable.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class HereAlone:
    """Makes listings ready in this process."""

    store: Store
    taxonomy: Taxonomy
    ready: Prepare

    def prepare(self, readings: Iterable[Reading]) -> Iterator[list[Prepared]]:
        """Yield what becomes of each reading."""
        means = self.mean_ratings()
        for reading in readings:
            yield self.prepared(reading, means)

    def mean_ratings(self) -> MeanRatings:
        """Read what all listings of a while are compared with: to read it takes as long as many of them."""
        return self.store.listings.mean_ratings()

    def prepared(self, reading: Reading, means: MeanRatings) -> list[Prepared]:
        """Return what becomes of one reading."""
        return [
            self.ready(to_document(listing, self.taxonomy, mean_ratings=means))
            for listing in reading(self.store)
            if is_searchable(listing)
        ]


@dataclass(frozen=True, slots=True)
class ReadRefs:
    """Reads the listings of some refs."""

    refs: list[str]

    def __call__(self, store: Store) -> Iterable[Listing]:
        """Read those that are known."""
        return store.listings.get_many(self.refs).values()


@dataclass(frozen=True, slots=True)
class ReadPart:
    """Reads the listings behind one ref, up to another (None: to the end)."""

    after: str
    until: str | None

    def __call__(self, store: Store) -> Iterable[Listing]:
        """Read them by ref."""
        return store.listings.iterate(after=self.after, until=self.until)
