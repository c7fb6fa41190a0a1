"""A process that indexes may be killed at any moment."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from aggregator.store import open_store
from search.engines import open_engine
from tests.indexing.market import indexer_in, titles_found, titles_stored

ROOT = Path(__file__).parents[2]
ROUNDS = 6
pytestmark = pytest.mark.slow


def indexing(folder, way, seed):
    command = [sys.executable, "-m", "tests.indexing.indexing_process", str(folder), way, str(seed)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"begun\n"
    return process


def kill_at_some_moment(process, dice):
    try:
        process.wait(timeout=dice.uniform(0, 0.8))
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    assert process.returncode == -9


@pytest.mark.parametrize("way", ["sync", "rebuild"])
def test_after_a_kill_the_index_opens_and_catches_up(tmp_path, way):
    dice = random.Random()  # noqa: S311  any moment will do
    for seed in range(ROUNDS):
        kill_at_some_moment(indexing(tmp_path, way, seed), dice)
        with indexer_in(tmp_path) as indexer, open_store(f"sqlite:///{tmp_path / 'dalil.db'}") as store:
            assert indexer.status().usable
            assert indexer.status().cursor <= store.changes.last_seq()
            assert indexer.ensure().rebuilt_because is None
            engine = open_engine(f"tantivy:{tmp_path / 'index'}")
            assert titles_found(engine) == titles_stored(store)
    assert len(list((tmp_path / "index").glob("g-*"))) == 1


def test_two_processes_may_index_at_once(tmp_path):
    dice = random.Random()  # noqa: S311  as above
    processes = [indexing(tmp_path, "sync", 1), indexing(tmp_path, "rebuild", 2)]
    for process in processes:
        kill_at_some_moment(process, dice)
    with indexer_in(tmp_path) as indexer, open_store(f"sqlite:///{tmp_path / 'dalil.db'}") as store:
        indexer.ensure()
        assert titles_found(open_engine(f"tantivy:{tmp_path / 'index'}")) == titles_stored(store)
