"""How long an answer takes: hits, facets and highlights, beside the bare library asked the same."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from aggregator.indexing import keep_for_good
from bench.search.bare import Bare
from search.interface import Engine
from search.query import Query

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Times:
    """Median and 99th percentile of many answers, in seconds."""

    p50: float
    p99: float


def times_of(seconds: Sequence[float]) -> Times:
    """Median and 99th percentile of `seconds`."""
    cuts = quantiles(seconds, n=100, method="inclusive")
    return Times(p50=cuts[49], p99=cuts[98])


def compare(engine: Engine, bare: Bare, queries: Sequence[Query]) -> tuple[Times, Times]:
    """Ours and the bare library's times for the same queries in turn, after a round that counts nothing.

    The engine is warmed as at the start of the site.
    """
    engine.suggest("")
    keep_for_good()
    ours: list[float] = []
    limit: list[float] = []
    for turn in range(ROUNDS + 1):
        for query in queries:
            mine, theirs = _seconds(engine.search, query), _seconds(bare.ask, query)
            if turn:
                ours.append(mine)
                limit.append(theirs)
    return times_of(ours), times_of(limit)


def slowest(engine: Engine, queries: Sequence[Query], *, number: int = 5) -> list[tuple[float, Query]]:
    """The queries that take longest, with their seconds: where to look first."""
    timed = [(_seconds(engine.search, query), query) for query in queries]
    return sorted(timed, key=lambda pair: -pair[0])[:number]


def suggestions(suggest: Callable[[str], object], queries: Sequence[Query]) -> Times:
    """Times of a suggestion at each letter that somebody types of `queries`."""
    typed = {query.text[:end]: None for query in queries for end in range(1, len(query.text) + 1)}
    for text in typed:
        suggest(text)
    return times_of([_seconds(suggest, text) for text in typed])


def _seconds(call: Callable[..., object], *given: object) -> float:
    began = time.perf_counter()
    call(*given)
    return time.perf_counter() - began
