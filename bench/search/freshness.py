"""How soon an update is found by somebody else."""

import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from bench.search.world import Span, documents_of
from search.engines import open_engine
from search.query import Query

TURNS = 5


def seconds_until_visible(url: str) -> float:
    """Median seconds from handing an update over until another engine on the same index finds it."""
    return median(_turns(url))


def _turns(url: str) -> Iterator[float]:
    writer, reader = open_engine(url), open_engine(url)
    document = documents_of(Span(0, 1))[0]
    reader.search(Query(text="قبل"))
    for turn in range(TURNS):
        word = f"جديد{'ابتثج'[turn]}ققق{time.time_ns() % 10_000}"
        began = time.perf_counter()
        writer.apply([replace(document, ref="suq:offer:fresh", title=word)], cursor=writer.cursor())
        while not reader.search(Query(text=word, facets=False)).total:
            time.sleep(0.001)
        yield time.perf_counter() - began
    writer.apply([], deleted=["suq:offer:fresh"], cursor=writer.cursor())
    writer.close()
    reader.close()
