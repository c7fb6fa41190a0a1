"""Many readers while many updates arrive: errors, torn answers, and how much longer an answer takes.

Of each family of listings all members are rewritten together, each time with another version in their
titles: an answer that shows two versions, or not all members, is torn.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count as counting
from itertools import cycle, islice
from subprocess import PIPE, Popen
from typing import Any

from bench.search.answering import Times, times_of
from bench.search.questions import questions
from bench.search.world import Span, documents_of
from replay.content.dice import Dice
from replay.content.market import BLOCK
from search.document import SearchDocument
from search.engines import open_engine
from search.interface import Engine
from search.query import Query

READERS = 50
SECONDS = 20.0
PER_SECOND = 1_000
PER_COMMIT = 500
FAMILY = 20
FAMILIES = 50
_LETTERS = "kxqwvzjpbg"
_CHECKS = 0.1
"""How many of a reader's questions are for a family."""


@dataclass(slots=True)
class Seen:
    """What the readers met with; `seconds` of each answer."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)

    @property
    def times(self) -> Times:
        """Median and 99th percentile."""
        return times_of(self.seconds)


def name_of(number: int) -> str:
    """A word that nobody but this family has in its titles."""
    return f"zqfam{_LETTERS[number // 10]}{_LETTERS[number % 10]}"


def family(number: int, version: int) -> list[SearchDocument]:
    """The members of a family in one version."""
    return [
        replace(
            document, ref=f"suq:offer:{name_of(number)}-{place}", title=f"{name_of(number)} version{version}"
        )
        for place, document in enumerate(_pool()[:FAMILY])
    ]


def settle(engine: Engine) -> None:
    """Let all families move in."""
    members = [member for number in range(FAMILIES) for member in family(number, 0)]
    engine.apply(members, cursor=engine.cursor())


@cache
def _pool() -> list[SearchDocument]:
    return documents_of(Span(0, BLOCK))


def read(engine: Engine, *, seconds: float = SECONDS) -> Seen:
    """Let the readers ask for so many seconds, each one question after the other."""
    seen = Seen()
    over = time.perf_counter() + seconds
    readers = [
        threading.Thread(target=_reader, args=(engine, seen, number, over)) for number in range(READERS)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return seen


def _reader(engine: Engine, seen: Seen, number: int, over: float) -> None:
    dice = Dice(f"reader:{number}")
    while time.perf_counter() < over:
        try:
            if dice.chance(_CHECKS):
                _check(engine, seen, dice.below(FAMILIES))
            else:
                began = time.perf_counter()
                engine.search(dice.pick(questions()))
                seen.seconds.append(time.perf_counter() - began)
        except Exception as error:  # noqa: BLE001  whatever it is, it is what we count
            seen.errors.append(f"{type(error).__name__}: {error}"[:200])


def _check(engine: Engine, seen: Seen, number: int) -> None:
    name = name_of(number)
    found = engine.search(Query(text=name, limit=FAMILY + 5, collapse=False))
    versions = {hit.title.text for hit in found.hits}
    sites = sum(count.count for count in found.facets["site"])
    if (found.total, len(found.hits), sites, len(versions)) != (FAMILY, FAMILY, FAMILY, 1):
        seen.torn.append(f"{name}: total {found.total}, {len(found.hits)} hits, {sites} counted, {versions}")


@contextmanager
def updates(url: str) -> Iterator[Popen[str]]:
    """A process that applies PER_SECOND updates while the block runs."""
    with Popen(
        [sys.executable, "-m", "bench.search.crowd", url], stdout=PIPE, stdin=PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101  asked for
        process.stdout.readline()  # it has begun
        yield process


def ended(process: Popen[str]) -> dict[str, Any]:
    """End the updates; how many arrived and in how many seconds."""
    out, _ = process.communicate("end\n")
    done, seconds = out.split()[-2:]
    return {"updates": int(done), "seconds": float(seconds)}


def _update(url: str) -> None:
    """Apply updates at an even pace until a line arrives: old listings over and over, and families."""
    engine = open_engine(url)
    stop = threading.Event()
    threading.Thread(target=_await_line, args=(stop,), daemon=True).start()
    stream = cycle(_pool())
    cursor, began = engine.cursor(), time.perf_counter()
    done = 0
    for version in counting(1):
        renewed = family(version % FAMILIES, version)
        changed = [
            replace(document, price_min=float(5 + version % 500))
            for document in islice(stream, PER_COMMIT - len(renewed))
        ]
        engine.apply([*changed, *renewed], cursor=cursor)
        done += PER_COMMIT
        if version == 1:
            print("begun", flush=True)
        if stop.wait(max(0.0, began + done / PER_SECOND - time.perf_counter())):
            break
    print(done, time.perf_counter() - began, flush=True)


def _await_line(stop: threading.Event) -> None:
    sys.stdin.readline()
    stop.set()


if __name__ == "__main__":
    _update(sys.argv[1])
