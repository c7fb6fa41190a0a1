"""A search server that is away stops nothing but searches, and afterwards nothing is missing."""

import pytest

from aggregator.domain.taxonomy import load_taxonomy
from aggregator.errors import IndexUnavailable
from aggregator.indexing import Indexer
from aggregator.store import open_store
from search.engines import open_engine
from tests.indexing.market import titles_found, titles_stored
from tests.search.clusters import address
from tests.store.builders import minute, seen

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def server(opensearch):
    yield opensearch
    if not opensearch.members[0].alive:
        opensearch.start_node(0)


def save(store, *numbers, title="شعار", at=0):
    store.listings.save([seen(f"suq:request:{number}", title=title, at=minute(at)) for number in numbers])


def test_a_sync_after_the_server_was_away_loses_nothing(store, server):
    engine = open_engine(address(server, "away"), for_rebuild=True)
    index = Indexer(engine, store, load_taxonomy())
    save(store, *range(10))
    index.sync()
    server.stop_node(0)
    save(store, 1, 11, title="هوية", at=1)
    store.listings.mark_gone(["suq:request:2"], at=minute(1))
    for use in (index.sync, index.ensure, index.rebuild, index.status):
        with pytest.raises(IndexUnavailable, match="does not answer"):
            use()
    server.start_node(0)
    index.sync()
    assert titles_found(engine) == titles_stored(store)
    assert engine.cursor() == store.changes.last_seq()
    engine.close()


@pytest.mark.usefixtures("small_batches")
def test_a_server_that_is_killed_while_it_is_written_to_catches_up(store, server):
    engine = open_engine(address(server, "killed"), for_rebuild=True)
    index = Indexer(engine, store, load_taxonomy())
    save(store, *range(30))
    stops = iter([False, False, True])

    def kill(*_):
        if next(stops, False):
            server.stop_node(0)

    with pytest.raises(IndexUnavailable):
        index.sync(kill)
    server.start_node(0)
    index.sync()
    assert titles_found(engine) == titles_stored(store)
    engine.close()


def test_an_index_of_another_version_is_rebuilt(store, server, monkeypatch):
    engine = open_engine(address(server, "another"), for_rebuild=True)
    index = Indexer(engine, store, load_taxonomy())
    save(store, *range(3))
    index.sync()
    monkeypatch.setattr("search.engines.elastic.schema.SCHEMA_VERSION", 999)
    newer = open_engine(address(server, "another"), for_rebuild=True)
    assert "this is 999" in Indexer(newer, store, load_taxonomy()).ensure().rebuilt_because
    assert titles_found(newer) == titles_stored(store)
    for one in (engine, newer):
        one.close()


def test_the_index_of_another_store_is_left_alone_also_by_another_version(
    store, server, tmp_path, monkeypatch
):
    engine = open_engine(address(server, "theirs"), for_rebuild=True)
    save(store, *range(3))
    Indexer(engine, store, load_taxonomy()).sync()
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other, monkeypatch.context() as patch:
        save(other, *range(10, 15))
        for version in (None, 999):
            if version:
                patch.setattr("search.engines.elastic.schema.SCHEMA_VERSION", version)
            ours = open_engine(address(server, "theirs"), for_rebuild=True)
            with pytest.raises(IndexUnavailable, match="another store"):
                Indexer(ours, other, load_taxonomy()).ensure()
            ours.close()
    assert titles_found(engine) == titles_stored(store)
    engine.close()
