"""Each test gets a store on disk, an engine in memory and the indexer between them."""

import pytest

from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import Indexer, indexer
from aggregator.store import open_store
from search.engines import open_engine


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'dalil.db'}") as store:
        yield store


@pytest.fixture
def engine():
    return open_engine("tantivy::memory:")


@pytest.fixture
def index(engine, store):
    return Indexer(engine, store, load_taxonomy())


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(indexer, "SPAN", 6)
    monkeypatch.setattr(indexer, "BATCH", 3)
