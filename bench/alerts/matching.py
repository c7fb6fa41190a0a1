"""How long our matcher takes for a listing, to take a search in and to forget it, and its memory."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing import get_context
from statistics import mean
from typing import Any

import psutil  # type: ignore[import-untyped]

from aggregator.alerts.matcher import Matcher
from aggregator.indexing import keep_for_good
from bench.alerts.saved import saved_searches
from bench.search.answering import times_of
from bench.search.world import Span, documents_of
from replay.content.market import BLOCK
from search.document import SearchDocument
from search.query import Query

GIGABYTE = 1_000_000_000
SAMPLE = 2_000
"""Listings that the matcher learns from before it takes searches in: after so many it has learned enough."""

LISTINGS = 500
"""Listings that are matched, of all kinds and sites, as the market brings them."""

WARM = 50
"""Listings before the first that counts."""

CHANGES = 1_000
"""Searches that come and go again while the others are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Seconds of a listing (mean and 99th percentile), of taking in and forgetting (99th percentile).

    `requests` is the mean of requests alone, which most searches are for. `hits` are searches that
    a listing matches, on average; `bytes` the memory that the searches hold.
    """

    listing: float
    listing_p99: float
    requests: float
    adding: float
    removing: float
    loading: float
    bytes: int
    hits: float


def measured(count: int) -> Measured:
    """Measure with so many searches, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_measured, count).result()


@cache
def market() -> tuple[SearchDocument, ...]:
    """A block of listings."""
    return tuple(documents_of(Span(0, BLOCK)))


def listings() -> Sequence[SearchDocument]:
    """Listings to be matched; none of them is in the sample."""
    return market()[-LISTINGS:]


def matcher_of(searches: Iterable[tuple[str, Query]]) -> Matcher:
    """A matcher that has learned from the sample, with the searches."""
    matcher = Matcher(market()[:SAMPLE])
    for key, query in searches:
        matcher.add(key, query)
    keep_for_good()  # as whoever watches does once all searches are loaded
    return matcher


def keyed(count: int) -> Iterable[tuple[str, Query]]:
    """So many saved searches with their keys."""
    for number, query in enumerate(saved_searches(count)):
        yield f"search-{number}", query


def seconds_of(call: Callable[..., Any], *given: Any) -> float:  # noqa: ANN401  whatever it takes
    """Seconds that a call takes."""
    began = time.perf_counter()
    call(*given)
    return time.perf_counter() - began


def _measured(count: int) -> Measured:
    market()
    before = psutil.Process().memory_info().rss
    began = time.perf_counter()
    matcher = matcher_of(keyed(count))
    loading = time.perf_counter() - began
    held = psutil.Process().memory_info().rss - before
    for document in listings()[:WARM]:
        matcher.matching(document)
    times = [seconds_of(matcher.matching, document) for document in listings()]
    requests = [seconds for seconds, one in zip(times, listings(), strict=True) if one.kind == "request"]
    more = list(islice(saved_searches(CHANGES, seed=8), CHANGES))
    adding = [seconds_of(matcher.add, f"more-{number}", query) for number, query in enumerate(more)]
    hits = mean(len(matcher.matching(document)) for document in listings()[::10])
    removing = [seconds_of(matcher.remove, f"more-{number}") for number in range(CHANGES)]
    return Measured(
        listing=mean(times),
        listing_p99=times_of(times).p99,
        requests=mean(requests),
        adding=times_of(adding).p99,
        removing=times_of(removing).p99,
        loading=loading,
        bytes=held,
        hits=hits,
    )
