"""Import and index of many listings, against bare tantivy indexing the same tokens.

Ours reads JSON lines, validates them, keeps them in SQLite and indexes what was kept. Bare tantivy is
given each field's tokens ready-made, in memory, and has only to put them into documents and index them,
with our schema, heap and threads. Both end with everything on disk and merged.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from subprocess import run
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
from search.document import SearchDocument
from search.engines import open_engine
from search.engines.tantivy.schema import build_schema, field_values, prepare
from search.engines.tantivy.writing import HEAP_BYTES, bulk_threads

COUNT = 100_000
GOAL = 0.3
"""Ours does at least this share of the work of bare tantivy in the same time."""


def measure(count: int = COUNT) -> Result:
    """Write `count` listings, take them in both ways, each in a process of its own; seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "listings.jsonl").open("wb") as file:
            file.writelines(
                ListingSchema.dump_json(listing(made)) + b"\n" for made in generate(count, seed=1)
            )
        ours, bare = _seconds("ours", folder), _seconds("bare", folder)
    return Result(
        name=f"import+index {count:,} listings", ours=ours, limit=bare, ratio=bare / ours, goal=GOAL
    )


def _seconds(way: str, folder: Path) -> float:
    command = [sys.executable, "-m", "bench.index_listings", way, str(folder)]
    return float(run(command, check=True, capture_output=True, text=True).stdout)


def ours(folder: Path) -> float:
    """Take the file into an SQLite store and an index on disk, as `dalil import` does; seconds."""
    began = time.perf_counter()
    with open_store(_url(folder)) as store, indexing_beside(partial(_indexer, folder)):
        exchange = Exchange(store, taxonomy=load_taxonomy())
        exchange.import_file(folder / "listings.jsonl", lambda _: None)
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


def bare(folder: Path) -> float:
    """Give tantivy the same tokens; seconds."""
    documents = [field_values(document) for document in _documents(folder)]
    (folder / "bare").mkdir()
    began = time.perf_counter()
    index = prepare(tantivy.Index(build_schema(), str(folder / "bare")))
    writer = index.writer(HEAP_BYTES, bulk_threads())
    for document in documents:
        writer.add_document(tantivy.Document.from_dict(document))
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - began


def _documents(folder: Path) -> Iterator[SearchDocument]:
    taxonomy = load_taxonomy()
    for line in (folder / "listings.jsonl").open("rb"):
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
    return kind(**facts, **{priced: price})


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
    print({"ours": ours, "bare": bare}[sys.argv[1]](Path(sys.argv[2])))
