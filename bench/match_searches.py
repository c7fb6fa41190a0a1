"""Which of a hundred thousand saved searches, and of a million, a listing matches; beside a percolator.

A listing comes as search knows it: that its texts are analysed is part of our time. The percolator gets
the tokens ready, on the same machine in the same run, and must give the same answers.
"""

import os
import sys
from collections.abc import Iterator
from statistics import mean

from bench.alerts.matching import (
    GIGABYTE,
    WARM,
    Measured,
    keyed,
    listings,
    matcher_of,
    measured,
    seconds_of,
)
from bench.alerts.percolator import percolator
from bench.results import Result, within

SMALL = 100_000
LARGE = int(os.environ.get("DALIL_BENCH_SEARCHES", "1000000"))
ALLOWED = {SMALL: 0.5, LARGE: 5.0}
"""Milliseconds of a listing."""

ALLOWED_GIGABYTES = 1.5
GOAL = 100.0
"""How much sooner than the percolator we are done with a listing."""

COMPARED = 400
"""Listings that both match."""

IN_A_ROW = 100
"""Listings of one turn: those that come together are matched together, by whoever does it."""


def measure() -> Iterator[Result]:
    """Both sizes, then the percolator."""
    for count, allowed in ALLOWED.items():
        found = measured(count)
        _tell(count, found)
        among = f"among {count:,} saved searches"
        yield within(f"a listing {among}, mean", found.listing * 1000, allowed=allowed, unit="ms")
        yield within(f"a search comes {among}, p99", found.adding * 1000, allowed=1.0, unit="ms")
        yield within(f"a search goes {among}, p99", found.removing * 1000, allowed=1.0, unit="ms")
        yield within(
            f"memory of {count:,} searches", found.bytes / GIGABYTE, allowed=ALLOWED_GIGABYTES, unit="GB"
        )
    yield beside_percolator(SMALL)


def beside_percolator(count: int) -> Result:
    """The same listings matched by both, in turns of many; both must say the same."""
    matcher = matcher_of(keyed(count))
    ours: list[float] = []
    theirs: list[float] = []
    with percolator() as other:
        other.load(keyed(count))
        for document in listings()[:WARM]:
            if set(matcher.matching(document)) != set(other.matching(document)):
                raise RuntimeError(f"the percolator has other searches for {document.ref}")
        for start in range(WARM, WARM + COMPARED, IN_A_ROW):
            some = listings()[start : start + IN_A_ROW]
            theirs += [seconds_of(other.matching, document) for document in some]
            ours += [seconds_of(matcher.matching, document) for document in some]
    return Result(
        name=f"a listing among {count:,} saved searches, beside OpenSearch's percolator",
        ours=mean(ours) * 1000,
        limit=mean(theirs) * 1000,
        ratio=mean(theirs) / mean(ours),
        goal=GOAL,
        unit="ms",
        against="percolator",
    )


def _tell(count: int, found: Measured) -> None:
    print(
        f"  {count:,} searches: loaded in {found.loading:.0f} s, {found.hits:.0f} match a listing;"
        f" p99 {found.listing_p99 * 1000:.2f} ms, requests alone {found.requests * 1000:.2f} ms",
        file=sys.stderr,
        flush=True,
    )
