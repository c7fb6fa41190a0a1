"""The index of another store is never taken for one's own."""

import json

import pytest

from aggregator.domain.taxonomy import load_taxonomy
from aggregator.errors import IndexUnavailable
from aggregator.indexing import Indexer
from aggregator.store import open_store
from search.engines import open_engine
from tests.indexing.market import titles_found, titles_stored
from tests.store.builders import minute, seen


@pytest.fixture(params=["memory", "disk"])
def engine(request, tmp_path):
    place = ":memory:" if request.param == "memory" else str(tmp_path / "index")
    engine = open_engine(f"tantivy:{place}")
    yield engine
    engine.close()


@pytest.fixture
def other(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as store:
        yield store


def save(store, *numbers, site="suq"):
    store.listings.save([seen(f"{site}:request:{number}", at=minute(0)) for number in numbers])


def indexer(engine, store):
    return Indexer(engine, store, load_taxonomy())


class OnServer:
    """An engine whose index others may reach, too."""

    shared = True

    def __init__(self, engine):
        self._engine = engine

    def __getattr__(self, name):
        return getattr(self._engine, name)


def test_an_index_of_a_smaller_store_is_rebuilt(engine, store, other):
    save(other, *range(3))
    indexer(engine, other).ensure()
    save(store, *range(10, 16))
    assert "another store" in indexer(engine, store).status().fault
    with pytest.raises(IndexUnavailable, match="another store"):
        indexer(engine, store).sync()
    assert titles_found(engine) == titles_stored(other)
    assert "another store" in indexer(engine, store).ensure().rebuilt_because
    assert titles_found(engine) == titles_stored(store)
    assert indexer(engine, store).ensure().rebuilt_because is None


def test_an_index_as_far_as_the_store_may_be_of_another_one(engine, store, other):
    save(other, 1)
    indexer(engine, other).ensure()
    save(store, 2)
    indexer(engine, store).ensure()
    assert titles_found(engine) == titles_stored(store)


def test_a_live_index_on_a_server_is_left_to_its_store(engine, store, other):
    shared = OnServer(engine)
    save(other, *range(3))
    indexer(shared, other).ensure()
    save(store, *range(10, 16))
    ours = indexer(shared, store)
    assert "another store" in ours.status().fault
    assert "DALIL_SEARCH_URL" in ours.status().fault
    for use in (ours.ensure, ours.sync, lambda: ours.follow(lambda: True, lambda: None)):
        with pytest.raises(IndexUnavailable, match="another index name at the end of DALIL_SEARCH_URL"):
            use()
    save(other, 4)
    indexer(shared, other).ensure()
    assert titles_found(engine) == titles_stored(other)


def test_an_index_on_a_server_is_taken_over_on_purpose(engine, store, other):
    shared = OnServer(engine)
    save(other, *range(3))
    indexer(shared, other).ensure()
    save(store, 10)
    indexer(shared, store).rebuild()
    assert titles_found(engine) == titles_stored(store)
    assert indexer(shared, store).ensure().rebuilt_because is None
    with pytest.raises(IndexUnavailable, match="another store"):
        indexer(shared, other).ensure()


@pytest.mark.parametrize("ahead", [False, True])
def test_an_index_of_before_is_ours_unless_it_is_too_far(engine, store, ahead):
    save(store, 1)
    indexer(engine, store).sync()
    # An older Dalil named no source.
    with engine.rebuild() as builder:
        builder.apply([], cursor=9 if ahead else 1)
    save(store, 2)
    ours = indexer(OnServer(engine), store)
    if ahead:
        with pytest.raises(IndexUnavailable, match="another store"):
            ours.ensure()
    else:
        ours.sync()
        assert (engine.source(), engine.cursor()) == (store.get_identity(), 2)


def test_a_folder_of_an_older_dalil_is_adopted(store, tmp_path):
    save(store, 1)
    folder = tmp_path / "index"
    indexer(open_engine(f"tantivy:{folder}"), store).ensure()
    (kept,) = folder.glob("g-*/cursor.json")
    kept.write_text('{"cursor": 1}')
    save(store, 2)
    engine = open_engine(f"tantivy:{folder}")
    assert indexer(engine, store).ensure().rebuilt_because is None
    assert titles_found(engine) == titles_stored(store)
    assert json.loads(kept.read_text()) == {"cursor": 2, "source": store.get_identity()}


def test_a_store_that_was_put_back_has_its_index_rebuilt_also_on_a_server(engine, store):
    save(store, 1)
    engine.apply([], cursor=9, source=store.get_identity())
    assert "ahead of the store" in indexer(OnServer(engine), store).ensure().rebuilt_because
    assert titles_found(engine) == titles_stored(store)
