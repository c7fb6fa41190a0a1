"""`dalil import` of many listings, against bare tantivy indexing the same tokens.

Ours is the command itself, from start to end: it reads JSON lines, validates them, keeps them in SQLite
and indexes what was kept. Bare tantivy has the tokens of every field in memory and indexes them with our
schema, heap and threads: once as the lists that an analysis makes, once joined to texts before its time
begins. Both end with everything on disk and merged.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from subprocess import run
from typing import Any

from aggregator.domain.listing import ListingSchema
from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import to_document
from bench.bare_index import bare_values, seconds_to_index, token_lists
from bench.listings import listing
from bench.results import Result
from replay.content import generate

COUNT = int(os.environ.get("DALIL_BENCH_IMPORTED", "100000"))
GOAL = 0.3
"""Ours does at least this share of the work of bare tantivy in the same time."""

TURNS = 2
LISTINGS = "listings.jsonl"
TEXTS = 4_999
LENGTHS = {"plain": 0, "long": 2}
"""Further invented texts that each description goes on with: a list row's length, and a full page's."""


def measure() -> Iterator[Result]:
    """Take listings in both ways, in turns, each time in a process of its own.

    The fastest turn of each counts: whatever else the machine does only ever adds time.
    """
    for length, more in LENGTHS.items():
        with tempfile.TemporaryDirectory() as name:
            file = Path(name) / LISTINGS
            write_listings(file, COUNT, more=more)
            turns = [(imported(file), bare("lists", file), bare("texts", file)) for _ in range(TURNS)]
        ours, lists, joined = (min(times) for times in zip(*turns, strict=True))
        for what, limit in (("token lists", lists), ("lists joined before", joined)):
            name = f"import of {COUNT:,} listings with {length} texts, beside bare tantivy of {what}"
            yield Result(name=name, ours=ours, limit=limit, ratio=limit / ours, goal=GOAL)


def write_listings(path: Path, count: int, *, more: int) -> None:
    """Write as many listings as JSON lines; each text goes on with `more` others."""
    texts = cycle([made.description for made in generate(TEXTS, seed=2)])
    with path.open("wb") as file:
        for made in generate(count, seed=1):
            description = "\n\n".join([made.description, *islice(texts, more)])
            file.write(ListingSchema.dump_json(replace(listing(made), description=description)) + b"\n")


def imported(file: Path) -> float:
    """Seconds of `dalil import` into a new store and index, the whole process."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        command = [sys.executable, "-m", "aggregator", "import", str(file)]
        began = time.perf_counter()
        run(command, check=True, capture_output=True, env={**os.environ, "DALIL_DATA_DIR": folder})
        return time.perf_counter() - began


def bare(way: str, file: Path) -> float:
    """Seconds of bare tantivy, without those in which its process gets ready."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        command = [sys.executable, "-m", "bench.index_listings", way, str(file), folder]
        return float(run(command, check=True, capture_output=True, text=True).stdout)


def index_bare(way: str, listings: Path, folder: Path) -> float:
    """Index the tokens of the same listings in `folder`; seconds."""
    values = _values(listings)
    if way == "lists":
        return seconds_to_index(map(token_lists, values), folder, lists=True)
    return seconds_to_index(values, folder)


def _values(listings: Path) -> Iterator[dict[str, Any]]:
    taxonomy = load_taxonomy()
    for line in listings.open("rb"):
        yield bare_values(to_document(ListingSchema.validate_json(line), taxonomy))


if __name__ == "__main__":
    print(index_bare(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
