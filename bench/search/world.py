"""The market that is searched: its listings as documents, and the indexes of it, kept from run to run."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from aggregator.domain.listing import Listing
from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import to_document
from bench.listings import marketed
from replay.content.market import BLOCK, block
from search.document import SearchDocument
from search.engines import open_engine
from search.errors import IndexUnusable
from search.interface import Engine

SEED = 11
PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Span:
    """The listings of one block in a market of `count`."""

    first: int
    count: int


@contextmanager
def workplace() -> Iterator[Path]:
    """The folder of DALIL_BENCH_DIR, or a temporary one."""
    if kept := os.environ.get("DALIL_BENCH_DIR"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept).absolute()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def listings_of(span: Span) -> list[Listing]:
    """A block of the market as a crawl would have stored it."""
    return [marketed(made) for made in block(span.first, span.count, seed=SEED)]


def documents_of(span: Span) -> list[SearchDocument]:
    """A block of the market as search knows it."""
    taxonomy = load_taxonomy()
    return [to_document(listing, taxonomy) for listing in listings_of(span)]


def spans(count: int) -> list[Span]:
    """A market of `count` listings, block by block."""
    return [Span(first, count) for first in range(0, count, BLOCK)]


def documents(count: int) -> Iterator[SearchDocument]:
    """A market of `count` listings as search knows it, invented in other processes."""
    with get_context("spawn").Pool(PROCESSES) as pool:
        for many in pool.imap(documents_of, spans(count)):
            yield from many


def url_of(folder: Path, count: int) -> str:
    """The address of the index of `count` listings."""
    return f"tantivy:{folder / f'index-{count}'}"


def built(folder: Path, count: int) -> Engine:
    """The index of a market of `count` listings, opened; built first where there is none that can be used."""
    engine = open_engine(url_of(folder, count), for_rebuild=True)
    if not _is_complete(engine, count):
        _build(engine, documents(count), count)
    return engine


def _is_complete(engine: Engine, count: int) -> bool:
    try:
        return engine.cursor() == count and engine.count() >= count
    except IndexUnusable:
        return False


def _build(engine: Engine, made: Iterable[SearchDocument], count: int) -> None:
    with engine.rebuild() as builder:
        builder.apply(made, cursor=count)
