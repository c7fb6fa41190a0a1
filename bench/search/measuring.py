"""The measures, one after the other, each as a line with its goal."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.results import Result, within
from bench.search import crowd, rebuilding
from bench.search.answering import Times, compare, slowest, suggestions
from bench.search.bare import Bare
from bench.search.freshness import seconds_until_visible
from bench.search.questions import questions
from bench.search.world import built, url_of, workplace

SMALL = 100_000
LARGE = int(os.environ.get("DALIL_BENCH_LISTINGS", "1000000"))


def measure() -> Iterator[Result]:
    """Everything that the search must reach; DALIL_BENCH_ONLY names parts, as `answers,crowd`."""
    only = os.environ.get("DALIL_BENCH_ONLY")
    with workplace() as folder:
        for name in only.split(",") if only else PARTS:
            yield from PARTS[name](folder)


def answers(folder: Path) -> Iterator[Result]:
    """Answers at both sizes, beside the bare library."""
    small, _ = _compared(folder, SMALL)
    ours, limit = _compared(folder, LARGE)
    query = f"query, facets and 20 highlighted hits at {LARGE:,}"
    yield within(f"{query}, p99", ours.p99, allowed=0.05)
    yield _beside(f"{query}, p50 beside bare", ours.p50, limit.p50, most=2.0)
    yield _beside(f"{query}, p99 beside bare", ours.p99, limit.p99, most=2.0)
    growth = f"p99 at {LARGE:,} beside p99 at {SMALL:,}"
    yield _beside(growth, ours.p99, small.p99, most=3.0, against=f"at {SMALL:,}")


def _compared(folder: Path, count: int) -> tuple[Times, Times]:
    engine = built(folder, count)
    ours, limit = compare(engine, Bare(_root(folder, count)), questions())
    for seconds, query in slowest(engine, questions()):
        tell(f"  slow at {count:,}: {seconds * 1000:.1f} ms {query.text!r} by {query.sort}")
    engine.close()
    return ours, limit


def suggesting(folder: Path) -> Iterator[Result]:
    """Suggestions while somebody types."""
    engine = built(folder, LARGE)
    times = suggestions(engine.suggest, questions()[:100])
    engine.close()
    yield within(f"suggest at {LARGE:,}, p99", times.p99, allowed=0.01)


def visible(folder: Path) -> Iterator[Result]:
    """How soon an update is found."""
    built(folder, LARGE).close()
    yield within(f"update visible at {LARGE:,}", seconds_until_visible(url_of(folder, LARGE)), allowed=1.0)


def crowded(folder: Path) -> Iterator[Result]:
    """Fifty readers, alone and while updates arrive."""
    engine = built(folder, LARGE)
    crowd.settle(engine)
    alone = crowd.read(engine)
    with crowd.updates(url_of(folder, LARGE)) as process:
        together = crowd.read(engine)
        done = crowd.ended(process)
    for trouble in [*alone.errors, *alone.torn, *together.errors, *together.torn][:10]:
        tell(f"  {trouble}")
    rate = done["updates"] / done["seconds"]
    tell(f"  {len(alone.seconds)} answers alone, {len(together.seconds)} beside {rate:.0f} updates/s")
    faults = len(together.errors) + len(together.torn)
    yield Result(
        name="errors and torn answers of 50 readers",
        ours=faults,
        limit=0,
        ratio=faults,
        goal=0,
        at_most=True,
        unit="answers",
        against="allowed",
    )
    yield Result(
        name="updates beside 50 readers",
        ours=rate,
        limit=crowd.PER_SECOND,
        ratio=rate / crowd.PER_SECOND,
        goal=0.99,
        unit="a second",
        against="sent",
    )
    name = "p99 of 50 readers beside updates"
    yield _beside(name, together.times.p99, alone.times.p99, most=2.0, against="without updates")


def rebuilt(folder: Path) -> Iterator[Result]:
    """A rebuild from the store, in time and memory."""
    seconds, most = rebuilding.ours(folder, LARGE)
    limit = rebuilding.bare(folder, LARGE)
    yield Result(name=f"rebuild of {LARGE:,}", ours=seconds, limit=limit, ratio=limit / seconds, goal=0.5)
    yield within(f"memory of the rebuild of {LARGE:,}", most / rebuilding.GIGABYTE, allowed=2.0, unit="GB")


PARTS: dict[str, Callable[[Path], Iterator[Result]]] = {
    "rebuild": rebuilt,  # first: what it builds is what the others ask
    "answers": answers,
    "suggest": suggesting,
    "visible": visible,
    "crowd": crowded,
}


def _beside(name: str, ours: float, limit: float, *, most: float, against: str = "bare library") -> Result:
    return Result(
        name=name, ours=ours, limit=limit, ratio=ours / limit, goal=most, at_most=True, against=against
    )


def _root(folder: Path, count: int) -> Path:
    return Path(url_of(folder, count).removeprefix("tantivy:"))


def tell(line: str) -> None:
    """Say more than the result does."""
    print(line, file=sys.stderr, flush=True)
