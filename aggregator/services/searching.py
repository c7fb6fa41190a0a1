"""Answers searches: the engine finds and orders, the store says what the listings are now."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TypedDict, Unpack

from aggregator.domain.listing import Listing
from aggregator.errors import BadInput, IndexUnavailable
from aggregator.indexing import keep_for_good, search_errors
from aggregator.services.written import TypedFilter, plain_words, typed_filters, without_filters
from aggregator.store import Store
from search.bands import PriceSpread
from search.errors import InvalidQuery
from search.folding import fold
from search.interface import Engine
from search.query import PRICINGS, Query, Sort
from search.results import FacetCount, Highlight, Hit, Misread, Results, Suggestion

__all__ = [
    "MOST_COPIES",
    "PRICINGS",
    "FoundListing",
    "Highlight",
    "Misread",
    "QueryOptions",
    "QuerySets",
    "SearchPage",
    "Searching",
    "Sort",
    "Suggestion",
    "TypedFilter",
    "make_query",
]

MOST_COPIES = 12
"""Copies of one listing that are shown; a text reposted more often is counted, not listed."""

_MOST_BEGINNINGS = 4
"""Of a long question its ends are tried, too, but not word by word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundListing:
    """A listing as it is stored now, with what matched in it; `score` compares hits of one page only.

    `copies` are listings of the same text that stand behind this one, the first MOST_COPIES of
    `copies_count`.
    """

    listing: Listing
    title: Highlight
    snippet: Highlight
    score: float
    copies: tuple[Listing, ...] = ()
    copies_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of hits and what the whole answer holds; see `search.results.Results`.

    A listing that vanished from the store after it was indexed is counted in `total` but not in
    `found`. `typed` are the filters that stood among the words, `words` is the text without them;
    `did_you_mean` keeps them.
    """

    query: Query
    total: int
    found: tuple[FoundListing, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    prices: PriceSpread | None
    relaxed: bool
    all_words: int
    ignored_words: int
    words: str
    typed: tuple[TypedFilter, ...]
    misread: tuple[Misread, ...]
    did_you_mean: str | None
    next: str | None


class Searching:
    """Searches one index over one store; everything raises IndexUnavailable when the index cannot answer."""

    def __init__(self, engine: Engine, store: Store) -> None:
        self._engine = engine
        self._store = store

    def search(self, query: Query) -> SearchPage:
        """Answer `query`; BadInput for a `query.after` that no answer gave."""
        with _answering():
            results = self._engine.search(query)
        typed = typed_filters(query.text)
        return SearchPage(
            query=query,
            total=results.total,
            found=tuple(self._joined(results.hits)),
            facets=results.facets,
            prices=results.prices,
            relaxed=results.relaxed,
            all_words=results.all_words,
            ignored_words=results.ignored_words,
            words=without_filters(query.text),
            typed=typed,
            misread=results.misread,
            did_you_mean=_mended(results, query.text, typed),
            next=results.next,
        )

    def similar(self, ref: str, *, limit: int = 6) -> tuple[FoundListing, ...]:
        """Return listings of the same kind most like the one of `ref`; none when it is not indexed."""
        with _answering():
            results = self._engine.similar(ref, limit=limit)
        return tuple(self._joined(results.hits)) if results else ()

    def suggest(self, text: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what somebody types, the most frequent first."""
        with _answering():
            return self._engine.suggest(text, limit=limit)

    def warm(self) -> None:
        """Read the word files and the index's phrases in, so that nobody's search waits for them.

        For a process that goes on to answer searches: it looks for garbage seldom from now on.
        """
        with suppress(IndexUnavailable):
            self.search(Query(text="شعار", limit=0))
            self.suggest("")
        keep_for_good()

    def related(self, text: str, *, limit: int = 6) -> tuple[str, ...]:
        """Return other things to search for that begin as `text` does, or as its last words do."""
        words = plain_words(text)
        known = fold(" ".join(words))
        found: dict[str, str] = {}
        for start in range(min(len(words), _MOST_BEGINNINGS)):
            for one in self.suggest(" ".join(words[start:]), limit=limit + len(words)):
                if (other := fold(one.text)) not in known:
                    found.setdefault(other, one.text)
        return tuple(found.values())[:limit]

    def _joined(self, hits: tuple[Hit, ...]) -> Iterator[FoundListing]:
        """Yield the hits with their listings; a copy takes the place of a first that has vanished."""
        refs = [(hit.ref, *hit.copies[:MOST_COPIES]) for hit in hits]
        stored = self._store.listings.get_many(list(chain.from_iterable(refs)))
        for hit, members in zip(hits, refs, strict=True):
            known = [stored[ref] for ref in members if ref in stored]
            if known:
                yield FoundListing(
                    listing=known[0],
                    title=hit.title,
                    snippet=hit.snippet,
                    score=hit.score,
                    copies=tuple(known[1:]),
                    copies_count=len(hit.copies) - (len(members) - len(known)),
                )


class QuerySets(TypedDict, total=False):
    """Values of which a listing must have one; see the fields of Query."""

    sites: frozenset[str]
    kinds: frozenset[str]
    specialties: frozenset[str]
    statuses: frozenset[str]
    languages: frozenset[str]
    pricings: frozenset[str]


class QueryOptions(QuerySets, total=False):
    """What a command may ask for beside the words; see the fields of Query."""

    min_price: float | None
    max_price: float | None
    posted_after: datetime | None
    max_delivery_days: float | None
    min_rating: float | None
    sort: Sort
    limit: int
    after: str | None
    facets: bool


def make_query(text: str, *, posted_within: int | None = None, **asked: Unpack[QueryOptions]) -> Query:
    """Build a query from a command's options; raises BadInput that names the option.

    `posted_within` counts days back from now.
    """
    if posted_within is not None:
        asked["posted_after"] = days_ago(posted_within, datetime.now(UTC))
    try:
        return Query(text=text, **asked)
    except InvalidQuery as error:
        raise BadInput(str(error)) from error


def days_ago(days: int, now: datetime) -> datetime:
    """Return the whole minute so many days before `now`: the same search stays the same for a while."""
    return now.replace(second=0, microsecond=0) - timedelta(days=days)


@contextmanager
def _answering() -> Iterator[None]:
    """Raise what a query itself got wrong as BadInput, and all else as IndexUnavailable."""
    with search_errors():
        try:
            yield
        except InvalidQuery as error:
            raise BadInput(str(error)) from error


def _mended(results: Results, text: str, typed: tuple[TypedFilter, ...]) -> str | None:
    """Return the mended words with the typed filters, which the engine took out of them."""
    if results.did_you_mean is None:
        return None
    mended = " ".join((" ".join(results.did_you_mean.split()), *(one.piece for one in typed)))
    return None if mended == text else mended
