"""Listings may be made ready in other processes: the index comes out the same, and nobody is left behind."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import psutil
import pytest
from pydantic_core import from_json

from aggregator.domain.listing import Rating
from aggregator.domain.taxonomy import load_taxonomy
from aggregator.errors import IndexUnavailable, StoreUnavailable
from aggregator.indexing import indexer
from aggregator.indexing.preparing import HereAlone, ReadPart, ReadRefs
from aggregator.indexing.spreading import spread
from aggregator.store import open_store
from tests.indexing.market import titles_found, titles_stored
from tests.store.builders import minute, seen

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def save(store, *numbers):
    store.listings.save([seen(f"suq:request:{number}") for number in numbers])


def refs(prepared):
    return [[one.ref for one in ready] for ready in prepared]


@pytest.fixture
def alone(store, engine):
    return HereAlone(store=store, taxonomy=load_taxonomy(), ready=engine.prepare)


@pytest.fixture
def many(monkeypatch, small_batches):  # noqa: ARG001  asked for what it does
    """Anything is much, and there are two processors."""
    monkeypatch.setattr(indexer, "MANY", 1)
    monkeypatch.setattr(indexer, "processes_at_hand", lambda: 2)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("way", ["sync", "rebuild"])
def test_the_index_comes_out_the_same(store, engine, index, way):
    save(store, *range(40))
    store.listings.mark_gone(["suq:request:3", "suq:request:17"], at=minute(9))
    done = getattr(index, way)()
    assert (done.applied, done.cursor) == (38, store.changes.last_seq())
    assert titles_found(engine) == titles_stored(store)
    assert active_children() == []


@pytest.mark.usefixtures("many")
def test_what_goes_later_leaves_the_index(store, engine, index):
    save(store, *range(20))
    index.sync()
    store.listings.mark_gone(["suq:request:3"], at=minute(9))
    assert index.sync().deleted == 1
    assert titles_found(engine) == titles_stored(store)


def test_helpers_answer_in_the_order_of_the_readings(store, alone):
    save(store, *range(30))
    readings = [ReadRefs([f"suq:request:{number}"]) for number in range(30)]
    with spread(alone, processes=2) as helpers:
        assert refs(helpers.prepare(readings)) == refs(alone.prepare(readings))


def test_listings_are_compared_with_the_mean_of_their_site_in_any_process(store, alone):
    rated = [
        seen(f"suq:offer:{stars}", rating=Rating(value=Decimal(stars), count=9)) for stars in range(1, 6)
    ]
    store.listings.save(rated)
    readings = [ReadRefs([one.listing.ref]) for one in rated]
    rank = from_json(alone.prepared(readings[-1], {"suq": 3.0})[0].json)["rank"]
    with spread(alone, processes=2) as helpers:
        *_, last = [ready for [ready] in helpers.prepare(readings)]
    assert from_json(last.json)["rank"] == rank
    assert from_json(alone.prepared(readings[-1], {"suq": 4.5})[0].json)["rank"] != rank


def test_the_mean_ratings_are_read_once_for_all_readings(store, alone, monkeypatch):
    save(store, *range(6))
    read = []
    mean_ratings = type(store.listings).mean_ratings
    monkeypatch.setattr(
        type(store.listings), "mean_ratings", lambda self: read.append(1) or mean_ratings(self)
    )
    readings = [ReadRefs([f"suq:request:{number}"]) for number in range(6)]
    assert len(list(alone.prepare(readings))) == 6
    assert read == [1]


def test_parts_hold_every_listing_once(store):
    save(store, *range(10))
    ends = store.listings.every(3)
    parts = [ReadPart(after, until) for after, until in zip(["", *ends], [*ends, None], strict=True)]
    read = [listing.ref for part in parts for listing in part(store)]
    assert read == [listing.ref for listing in store.listings.iterate()]
    assert len(parts) == 4


def test_a_helper_that_is_killed_is_told(store, alone):
    save(store, 1)
    with spread(alone, processes=2) as helpers:
        for child in active_children():
            os.kill(child.pid, signal.SIGKILL)
        with pytest.raises(IndexUnavailable, match="ended early"):
            list(helpers.prepare([ReadPart("", None)] * 10))
    assert active_children() == []


class OutOfReach:
    """A store that opens here but not elsewhere."""

    def __init__(self, store):
        self.listings = store.listings

    def opener(self):
        return partial(open_store, "sqlite:////proc/no/such.db")


def test_a_store_that_a_helper_cannot_read_is_told(store, alone):
    elsewhere = replace(alone, store=OutOfReach(store))
    with spread(elsewhere, processes=1) as helpers, pytest.raises(StoreUnavailable):
        list(helpers.prepare([ReadPart("", None)]))
    assert active_children() == []


def test_helpers_leave_ctrl_c_to_the_caller(store, alone, capfd):
    save(store, 1)
    with spread(alone, processes=1) as helpers:
        assert refs(helpers.prepare([ReadPart("", None)])) == [["suq:request:1"]]
        os.kill(active_children()[0].pid, signal.SIGINT)
        assert refs(helpers.prepare([ReadPart("", None)])) == [["suq:request:1"]]
    assert capfd.readouterr().err == ""


CALLER = """
import sys
from multiprocessing import active_children
from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing.preparing import HereAlone, ReadPart
from aggregator.indexing.spreading import spread
from aggregator.store import open_store
from search.engines import open_engine

if __name__ == "__main__":
    with open_store(sys.argv[1]) as store:
        ready = open_engine("tantivy::memory:").prepare
        with spread(HereAlone(store=store, taxonomy=load_taxonomy(), ready=ready), processes=2) as helpers:
            list(helpers.prepare([ReadPart("", None)] * 2))
            print(*[child.pid for child in active_children()], flush=True)
            sys.stdin.readline()
"""


def test_helpers_end_when_their_caller_is_killed(store, tmp_path):
    save(store, 1)
    script = tmp_path / "caller.py"
    script.write_text(CALLER)
    command = [sys.executable, str(script), f"sqlite:///{tmp_path / 'dalil.db'}"]
    caller = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    helpers = [psutil.Process(int(pid)) for pid in caller.stdout.readline().split()]
    assert len(helpers) == 2
    caller.kill()
    caller.communicate()
    gone, alive = psutil.wait_procs(helpers, timeout=20)
    assert (len(gone), alive) == (2, [])


def test_a_store_opens_again_with_its_password_in_another_process(store):
    save(store, 1)
    with store.opener()() as again:
        assert again.listings.get("suq:request:1") == store.listings.get("suq:request:1")
