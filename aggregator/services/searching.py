"""Answers searches: the engine finds and orders, the store says what the listings are now."""

from collections.abc import Mapping
from dataclasses import dataclass

from aggregator.domain.listing import Listing
from aggregator.errors import BadInput
from aggregator.indexing import search_errors
from aggregator.store import Store
from search.errors import InvalidQuery
from search.interface import Engine
from search.query import Query, Sort
from search.results import FacetCount, Highlight

__all__ = ["FoundListing", "Highlight", "SearchPage", "Searching", "Sort", "make_query"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundListing:
    """A listing as it is stored now, with what matched in it; `score` compares hits of one page only."""

    listing: Listing
    title: Highlight
    snippet: Highlight
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of hits and what the whole answer holds; see `search.results.Results`.

    A listing that vanished from the store after it was indexed is counted in `total` but not in `found`.
    """

    query: Query
    total: int
    found: tuple[FoundListing, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    relaxed: bool
    ignored_words: int


class Searching:
    """Searches one index over one store."""

    def __init__(self, engine: Engine, store: Store) -> None:
        self._engine = engine
        self._store = store

    def search(self, query: Query) -> SearchPage:
        """Answer `query`; raises IndexUnavailable when the index cannot."""
        with search_errors():
            results = self._engine.search(query)
        stored = self._store.listings.get_many([hit.ref for hit in results.hits])
        found = tuple(
            FoundListing(listing=stored[hit.ref], title=hit.title, snippet=hit.snippet, score=hit.score)
            for hit in results.hits
            if hit.ref in stored
        )
        return SearchPage(
            query=query,
            total=results.total,
            found=found,
            facets=results.facets,
            relaxed=results.relaxed,
            ignored_words=results.ignored_words,
        )


def make_query(
    text: str,
    *,
    sites: frozenset[str] = frozenset(),
    kinds: frozenset[str] = frozenset(),
    specialties: frozenset[str] = frozenset(),
    min_price: float | None = None,
    max_price: float | None = None,
    sort: Sort = Sort.RELEVANCE,
    limit: int = 20,
) -> Query:
    """Build a query from a command's options; raises BadInput that names the option."""
    try:
        return Query(
            text=text,
            sites=sites,
            kinds=kinds,
            specialties=specialties,
            min_price=min_price,
            max_price=max_price,
            sort=sort,
            limit=limit,
            facets=False,
        )
    except InvalidQuery as error:
        raise BadInput(str(error)) from error
