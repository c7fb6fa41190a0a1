"""A process beside an import indexes what it stores."""

import os
import signal
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children

import pytest
from psutil import Process

from aggregator.errors import IndexUnavailable
from aggregator.indexing import indexing_beside
from aggregator.store import open_store
from search.engines import open_engine
from tests.indexing.market import indexer_in, titles_found, titles_stored
from tests.store.builders import seen

pytestmark = pytest.mark.slow


@contextmanager
def refused():
    raise IndexUnavailable("no index here")
    yield


def wait_for(engine, *, documents):
    while engine.count() < documents:  # the test's own time limit ends it
        os.sched_yield()


def save(store, *numbers):
    store.listings.save([seen(f"suq:request:{number}") for number in numbers])


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'dalil.db'}") as store:
        yield store


@pytest.fixture
def engine(tmp_path):
    return open_engine(f"tantivy:{tmp_path / 'index'}")


def test_listings_are_indexed_while_more_are_stored(tmp_path, store, engine):
    with indexing_beside(partial(indexer_in, tmp_path)):
        save(store, 1, 2)
        wait_for(engine, documents=2)
        save(store, 3)
    with indexer_in(tmp_path) as indexer:
        indexer.ensure()
    assert titles_found(engine) == titles_stored(store)
    assert active_children() == []


def test_who_waits_for_the_end_finds_all_indexed(tmp_path, store, engine):
    looks = []
    with indexing_beside(partial(indexer_in, tmp_path)) as beside:
        save(store, 1)
        wait_for(engine, documents=1)
        save(store, 2, 3)
        beside.finish(lambda: looks.append(engine.count()))
        assert titles_found(engine) == titles_stored(store)
    assert looks[-1] == 3


def test_it_is_a_head_start_only(tmp_path, store, engine):
    with indexing_beside(refused):
        save(store, 1)
    assert engine.count() == 0
    with indexer_in(tmp_path) as indexer:
        indexer.ensure()
    assert engine.count() == 1


def test_it_ends_with_a_block_that_fails(tmp_path):
    with pytest.raises(LookupError), indexing_beside(partial(indexer_in, tmp_path)):
        raise LookupError
    assert active_children() == []


def test_it_leaves_ctrl_c_to_the_caller(tmp_path, store, engine, capfd):
    with indexing_beside(partial(indexer_in, tmp_path)):
        save(store, 1)
        wait_for(engine, documents=1)
        for process in Process(active_children()[0].pid), *Process(active_children()[0].pid).children():
            process.send_signal(signal.SIGINT)
        save(store, 2)
        wait_for(engine, documents=2)
    assert capfd.readouterr().err == ""
