"""Import and index of many listings, against bare tantivy indexing the same tokens.

Ours reads JSON lines, validates them, keeps them in SQLite and indexes what was kept. Bare tantivy has
the tokens of every field in lists, in memory, and has only to put them into documents and index those,
with our schema, heap and threads. Both end with everything on disk and merged.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from subprocess import run
from sys import intern
from typing import Any
from zlib import crc32

import tantivy

from aggregator.domain.listing import Listing, ListingSchema, Offer, Party, Request, Specialist
from aggregator.domain.money import MoneyRange
from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import Indexer, indexing_beside, to_document
from aggregator.services.exchange import Exchange
from aggregator.store import open_store
from bench.results import Result
from replay.content import Invented, generate
from search.document import TEXT_FIELDS, SearchDocument
from search.engines import open_engine
from search.engines.tantivy.schema import build_schema, field_values, prepare
from search.engines.tantivy.writing import HEAP_BYTES, THREADS

COUNT = 100_000
GOAL = 0.3
"""Ours does at least this share of the work of bare tantivy in the same time."""

TURNS = 2
LISTINGS = "listings.jsonl"
TEXTS = 4_999
MORE_TEXTS = 2
"""Further invented texts that each description goes on with, to be as long as real ones are."""


def measure(count: int = COUNT) -> Result:
    """Write `count` listings and take them in both ways, in turns, each time in a process of its own.

    The fastest turn of each counts: whatever else the machine does only ever adds time.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_listings(folder / LISTINGS, count)
        turns = [(_seconds("ours", folder), _seconds("bare", folder)) for _ in range(TURNS)]
    ours, bare = (min(times) for times in zip(*turns, strict=True))
    return Result(
        name=f"import+index {count:,} listings", ours=ours, limit=bare, ratio=bare / ours, goal=GOAL
    )


def write_listings(path: Path, count: int) -> None:
    """Write as many listings as JSON lines, each with about a hundred words, like a full page of a site."""
    texts = cycle([made.description for made in generate(TEXTS, seed=2)])
    with path.open("wb") as file:
        for made in generate(count, seed=1):
            description = "\n\n".join([made.description, *islice(texts, MORE_TEXTS)])
            file.write(ListingSchema.dump_json(replace(listing(made), description=description)) + b"\n")


def _seconds(way: str, folder: Path) -> float:
    with tempfile.TemporaryDirectory(dir=folder) as name:
        command = [sys.executable, "-m", "bench.index_listings", way, str(folder / LISTINGS), name]
        return float(run(command, check=True, capture_output=True, text=True).stdout)


def take_in(listings: Path, folder: Path) -> float:
    """Take the file into an SQLite store and an index on disk in `folder`; seconds."""
    began = time.perf_counter()
    with open_store(_url(folder)) as store, indexing_beside(partial(_indexer, folder)):
        exchange = Exchange(store, taxonomy=load_taxonomy())
        exchange.import_file(listings, lambda _: None)
    with _indexer(folder) as indexer:
        indexer.ensure()
    return time.perf_counter() - began


@contextmanager
def _indexer(folder: Path) -> Iterator[Indexer]:
    with open_store(_url(folder)) as store:
        engine = open_engine(f"tantivy:{folder / 'index'}", for_rebuild=True)
        yield Indexer(engine, store, load_taxonomy())
        engine.close()


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'dalil.db'}"


def index_bare(listings: Path, folder: Path) -> float:
    """Index the token lists of the same listings in `folder`; seconds."""
    documents = [_with_token_lists(field_values(document)) for document in _documents(listings)]
    began = time.perf_counter()
    index = prepare(tantivy.Index(build_schema(), str(folder)))
    writer = index.writer(HEAP_BYTES, THREADS)
    for values, tokens in documents:
        texts = {name: " ".join(words) for name, words in tokens.items()}
        writer.add_document(tantivy.Document.from_dict(values | texts))
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - began


_TOKEN_FIELDS = {field.name for field in TEXT_FIELDS}


def _with_token_lists(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Part the plain values of a document from its tokens, field by field."""
    tokens = {
        name: [intern(token) for token in value.split()]
        for name, value in values.items()
        if name in _TOKEN_FIELDS
    }
    return {name: value for name, value in values.items() if name not in _TOKEN_FIELDS}, tokens


def _documents(listings: Path) -> Iterator[SearchDocument]:
    taxonomy = load_taxonomy()
    for line in listings.open("rb"):
        yield to_document(ListingSchema.validate_json(line), taxonomy)


def listing(made: Invented) -> Listing:
    """Return an invented listing as a crawl would store it."""
    (kind, priced), price = _KINDS[made.kind], _price(made)
    category = made.category
    facts: dict[str, Any] = {
        "ref": f"{made.site}:{made.kind}:{made.id}",
        "site": made.site,
        "url": made.url,
        "title": made.title,
        "description": made.description,
        "specialty": _specialty(made.topic),
        "category_path": tuple(label for label in (category.parent_label, category.label) if label),
        "skills": made.skills,
        "language": "ar",
        "posted_at": made.posted,
        "first_seen_at": made.posted,
        "last_seen_at": made.posted + timedelta(hours=1),
        "status": "open",
        "party": Party(name=made.author.name),
        "country": made.author.country,
        "complete": True,
    }
    facts[priced] = price
    return kind(**facts)


_KINDS: dict[str, tuple[type[Offer | Request | Specialist], str]] = {
    "offer": (Offer, "price"),
    "request": (Request, "budget"),
    "specialist": (Specialist, "hourly_rate"),
}


def _price(made: Invented) -> MoneyRange | None:
    if made.price is None:
        return None
    price = MoneyRange(min=Decimal(made.price.low), max=Decimal(made.price.high), currency="USD")
    return price.in_usd({"USD": Decimal(1)})


def _specialty(topic: str) -> str:
    # Any specialty does: what counts here is that there is one, and that a topic keeps its own.
    known = list(load_taxonomy())
    return known[crc32(topic.encode()) % len(known)].key


if __name__ == "__main__":
    print({"ours": take_in, "bare": index_bare}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3])))
