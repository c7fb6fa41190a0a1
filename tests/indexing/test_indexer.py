"""The index follows the store, whatever happens in between."""

import json

import pytest

from aggregator.domain.taxonomy import load_taxonomy
from aggregator.errors import IndexUnavailable
from aggregator.indexing import Indexer, SyncResult, spreading
from search.engines import open_engine
from search.errors import IndexBusy
from tests.indexing.market import titles_found, titles_stored
from tests.store.builders import minute, seen

pytestmark = pytest.mark.usefixtures("small_batches")


def save(store, *numbers, title="شعار", at=0):
    store.listings.save([seen(f"suq:request:{number}", title=title, at=minute(at)) for number in numbers])


class Interrupted:
    """An engine in front of another, where something happens just before changes are applied."""

    def __init__(self, engine, event):
        self._engine, self._event = engine, event

    def apply_prepared(self, *given, **named):
        event, self._event = self._event, None
        if event:
            event()
        self._engine.apply_prepared(*given, **named)

    def __getattr__(self, name):
        return getattr(self._engine, name)


def test_new_listings_are_indexed(store, engine, index):
    save(store, *range(10))
    assert index.sync() == SyncResult(applied=10, deleted=0, cursor=10)
    assert titles_found(engine) == titles_stored(store)


def test_nothing_new_is_nothing_done(store, index):
    save(store, 1)
    index.sync()
    assert index.sync() == SyncResult(applied=0, deleted=0, cursor=1)


def test_changed_gone_and_returned_listings_are_followed(store, engine, index):
    save(store, 1, 2, 3)
    index.sync()
    save(store, 1, title="هوية", at=1)
    store.listings.mark_gone(["suq:request:2", "suq:request:3"], at=minute(1))
    assert index.sync() == SyncResult(applied=1, deleted=2, cursor=6)
    assert titles_found(engine) == {"suq:request:1": "هوية"}
    save(store, 2, at=2)
    index.sync()
    assert titles_found(engine) == titles_stored(store)
    assert len(titles_found(engine)) == 2


def test_a_listing_that_changed_often_is_indexed_once_as_it_is_now(store, engine, index):
    for number in range(3):
        save(store, 1, title=f"شعار {number}", at=number)
    assert index.sync().applied == 1
    assert titles_found(engine) == {"suq:request:1": "شعار 2"}


def test_the_progress_of_a_sync_ends_at_its_total(store, index):
    save(store, *range(7))
    told = []
    index.sync(lambda done, total: told.append((done, total)))
    assert told == [(3, 7), (6, 7), (6, 7), (7, 7), (7, 7)]


def test_what_is_stored_up_to_the_end_is_followed(store, engine, index, monkeypatch):
    monkeypatch.setattr(spreading, "MOST_PROCESSES", 1)
    looks = iter([False, False, True])
    index.follow(lambda: next(looks), lambda: save(store, engine.count() + 1))
    # Three looks; what the last pause stored comes after the end.
    assert engine.count() == engine.cursor() == 2
    assert store.changes.last_seq() == 3


def test_the_progress_of_a_rebuild_ends_at_its_total(store, index):
    save(store, *range(7))
    told = []
    index.rebuild(lambda done, total: told.append((done, total)))
    assert told == [(3, 7), (6, 7), (7, 7)]


def test_a_rebuild_holds_what_is_stored_and_not_gone(store, engine, index):
    save(store, *range(5))
    store.listings.mark_gone(["suq:request:4"], at=minute(1))
    assert index.rebuild() == SyncResult(applied=4, deleted=0, cursor=6)
    assert titles_found(engine) == titles_stored(store)
    assert index.sync().applied == 0


def test_what_changes_during_a_rebuild_is_in_it(store, engine, index):
    save(store, *range(9))

    def meanwhile(done, _total):
        if done == 3:
            save(store, 0, title="تغير", at=5)
            save(store, 99, at=5)
            store.listings.mark_gone(["suq:request:8"], at=minute(5))

    index.rebuild(meanwhile)
    assert titles_found(engine) == titles_stored(store)
    assert engine.cursor() == store.changes.last_seq()


def test_a_sync_overtaken_by_a_rebuild_leaves_no_gap(store, engine):
    def swap_in_an_older_index():
        with engine.rebuild() as builder:
            builder.apply([], cursor=0)

    save(store, *range(5))
    Indexer(engine, store, load_taxonomy()).sync()
    save(store, 7, 8)
    overtaken = Indexer(Interrupted(engine, swap_in_an_older_index), store, load_taxonomy())
    overtaken.sync()
    assert titles_found(engine) == titles_stored(store)
    assert engine.cursor() == store.changes.last_seq()


def test_a_sync_killed_between_documents_and_cursor_is_made_good(store, tmp_path, monkeypatch):
    engine = open_engine(f"tantivy:{tmp_path / 'index'}")
    index = Indexer(engine, store, load_taxonomy())
    save(store, 1, 2)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("search.engines.tantivy.shelf.Generation.remember", killed)
        with pytest.raises(KeyboardInterrupt):
            index.sync()
    assert engine.cursor() == 0
    assert index.sync() == SyncResult(applied=2, deleted=0, cursor=2)
    assert titles_found(engine) == titles_stored(store)


def test_an_index_of_another_store_is_rebuilt(store, engine, index):
    engine.apply([], cursor=50)
    save(store, 1)
    assert "another store" in index.status().fault
    ensured = index.ensure()
    assert "another store" in ensured.rebuilt_because
    assert titles_found(engine) == titles_stored(store)
    assert index.status().usable


def test_ensure_of_a_usable_index_is_a_sync(store, index):
    save(store, 1)
    ensured = index.ensure()
    assert ensured.rebuilt_because is None
    assert ensured.sync == SyncResult(applied=1, deleted=0, cursor=1)


def outdate(folder):
    pointer = folder / "live.json"
    pointer.write_text(pointer.read_text().replace('"schema_version": "', '"schema_version": "0'))


def corrupt(folder):
    for path in folder.glob("g-*/meta.json"):
        path.write_text("{")


def lose_pointer(folder):
    (folder / "live.json").write_text("not json")


@pytest.mark.parametrize("spoil", [outdate, corrupt, lose_pointer])
def test_an_index_that_cannot_be_used_says_so_and_is_rebuilt_on_demand(store, tmp_path, spoil):
    folder = tmp_path / "index"
    save(store, 1, 2)
    Indexer(open_engine(f"tantivy:{folder}"), store, load_taxonomy()).sync()
    spoil(folder)

    index = Indexer(open_engine(f"tantivy:{folder}", for_rebuild=True), store, load_taxonomy())
    status = index.status()
    assert (status.usable, status.documents, status.changes_waiting) == (False, 0, 2)
    with pytest.raises(IndexUnavailable, match="dalil index rebuild"):
        index.sync()
    assert index.ensure().rebuilt_because == status.fault
    assert index.status().usable
    assert index.status().documents == 2


def empty(folder):
    for path in folder.glob("g-*/meta.json"):
        path.write_text(json.dumps({**json.loads(path.read_text()), "segments": []}))


@pytest.mark.parametrize("spoil", [corrupt, empty])
def test_an_index_damaged_while_it_is_open_is_rebuilt_on_demand(store, tmp_path, spoil):
    folder = tmp_path / "index"
    engine = open_engine(f"tantivy:{folder}")
    index = Indexer(engine, store, load_taxonomy())
    save(store, 1, 2)
    index.sync()
    assert index.status().usable
    spoil(folder)
    fault = index.status().fault
    assert fault
    assert index.ensure().rebuilt_because == fault
    assert index.ensure().rebuilt_because is None
    assert titles_found(engine) == titles_stored(store)


def test_an_index_is_rightly_empty_when_all_listings_are_gone(store, engine, index):
    save(store, 1, 2)
    store.listings.mark_gone(["suq:request:1", "suq:request:2"], at=minute(1))
    index.sync()
    assert (engine.count(), index.status().fault) == (0, None)


def test_a_failure_of_the_engine_is_told_in_our_words(store, engine):
    def busy():
        raise IndexBusy("another process is writing")

    save(store, 1)
    index = Indexer(Interrupted(engine, busy), store, load_taxonomy())
    with pytest.raises(IndexUnavailable, match="another process is writing"):
        index.sync()


def test_the_status_tells_what_a_sync_would_bring(store, index):
    save(store, *range(4))
    assert (index.status().documents, index.status().changes_waiting) == (0, 4)
    index.sync()
    status = index.status()
    assert (status.documents, status.cursor, status.changes_waiting, status.fault) == (4, 4, 0, None)
