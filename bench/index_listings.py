"""Import and index of many listings, against bare tantivy taking the same tokens ready-made."""

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from subprocess import run
from zlib import crc32

import tantivy

from aggregator.domain.listing import Listing, ListingSchema, Offer, Party, Request, Specialist
from aggregator.domain.money import MoneyRange
from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import Indexer, to_document
from aggregator.services.exchange import Exchange
from aggregator.store import open_store
from bench.results import Result
from replay.content import Invented, generate
from search.document import SearchDocument
from search.engines import open_engine
from search.engines.tantivy.schema import build_schema, prepare, to_tantivy
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
    return Result(name=f"import+index {count:,}", ours=ours, limit=bare, ratio=bare / ours, goal=GOAL)


def _seconds(way: str, folder: Path) -> float:
    command = [sys.executable, "-m", "bench.index_listings", way, str(folder)]
    return float(run(command, check=True, capture_output=True, text=True).stdout)


def ours(folder: Path) -> float:
    """Take the file into an SQLite store and an index on disk; seconds."""
    taxonomy = load_taxonomy()
    began = time.perf_counter()
    with open_store(f"sqlite:///{folder / 'dalil.db'}") as store:
        Exchange(store, taxonomy=taxonomy).import_file(folder / "listings.jsonl", lambda _: None)
        engine = open_engine(f"tantivy:{folder / 'index'}", for_rebuild=True)
        Indexer(engine, store, taxonomy).ensure()
        seconds = time.perf_counter() - began
        engine.close()
    return seconds


def bare(folder: Path) -> float:
    """Give tantivy the same tokens in documents made beforehand, with our schema, heap and threads; seconds."""
    documents = [to_tantivy(document) for document in _documents(folder)]
    (folder / "bare").mkdir()
    began = time.perf_counter()
    index = prepare(tantivy.Index(build_schema(), str(folder / "bare")))
    writer = index.writer(HEAP_BYTES, bulk_threads())
    for document in documents:
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - began


def _documents(folder: Path) -> Iterator[SearchDocument]:
    taxonomy = load_taxonomy()
    for line in (folder / "listings.jsonl").open("rb"):
        yield to_document(ListingSchema.validate_json(line), taxonomy)


def listing(made: Invented) -> Listing:
    """Return an invented listing as a crawl would store it."""
    kind, price = _KINDS[made.kind], _price(made)
    category = made.category
    facts: dict[str, object] = {
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
    priced = {Offer: "price", Request: "budget", Specialist: "hourly_rate"}[kind]
    return kind(**facts, **{priced: price})


_KINDS = {"offer": Offer, "request": Request, "specialist": Specialist}


def _price(made: Invented) -> MoneyRange | None:
    if made.price is None:
        return None
    price = MoneyRange(min=made.price.low, max=made.price.high, currency="USD")
    return price.in_usd({"USD": Decimal(1)})


def _specialty(topic: str) -> str:
    # Any specialty does: what counts here is that there is one, and that a topic keeps its own.
    known = list(load_taxonomy())
    return known[crc32(topic.encode()) % len(known)].key


if __name__ == "__main__":
    print({"ours": ours, "bare": bare}[sys.argv[1]](Path(sys.argv[2])))
