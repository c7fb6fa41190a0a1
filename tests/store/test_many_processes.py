"""Several processes open, write and read one store at once, and any of them may be killed at any moment."""

import multiprocessing
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from aggregator.domain.change import ChangeKind
from aggregator.store import open_store
from tests.store.builders import minute, money, seen
from tests.store.opening_process import open_all
from tests.store.saving_process import refs_after

ROOT = Path(__file__).parents[2]
BATCHES = 60
pytestmark = pytest.mark.slow


def saving(url, name, batches):
    command = [sys.executable, "-m", "tests.store.saving_process", url, name, str(batches)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process):
    _, errors = process.communicate(timeout=100)
    assert (process.returncode, errors) == (0, "")


def all_changes(store, *, after=0):
    return store.changes.since(after, limit=1_000_000)


def assert_sound(store):
    """Changes and listings tell the same story."""
    changes = all_changes(store)
    stored = {one.ref: one for one in store.listings.iterate()}
    assert [change.seq for change in changes] == [*range(1, store.changes.last_seq() + 1)]
    news = [change.ref for change in changes if change.kind == ChangeKind.NEW]
    assert len(news) == len(set(news)) == len(stored)
    assert set(news) == set(stored)
    assert all(store.changes.prices(ref)[-1].price == one.budget for ref, one in list(stored.items())[:50])
    assert last_seqs(store) == {change.ref: change.seq for change in changes}


def last_seqs(store):
    with store._database.reading() as connection:
        return {
            row.ref: row.last_seq for row in connection.execute(sa.text("SELECT ref, last_seq FROM listings"))
        }


def test_a_reader_sees_each_change_of_many_writers_once_and_in_order(url):
    with open_store(url) as store:
        writers = [saving(url, name, BATCHES) for name in ("a", "b", "c")]
        met = []
        while any(writer.poll() is None for writer in writers):
            met += [change.seq for change in store.changes.since(len(met), limit=100)]
            assert met == [*range(1, len(met) + 1)]
        for writer in writers:
            end(writer)
        met += [change.seq for change in all_changes(store, after=len(met))]
        assert met == [*range(1, store.changes.last_seq() + 1)]
        assert_sound(store)
        assert store.listings.get("suq:request:a0").budget == money(1)


def test_many_processes_may_make_the_same_store_at_once(url):
    processes = [saving(url, name, 1) for name in "abcde"]
    for process in processes:
        end(process)
    with open_store(url) as store:
        assert_sound(store)
        assert store.listings.counts()[0].total == 5 * 40 + 1


def test_nobody_is_turned_away_while_another_one_makes_the_file(tmp_path):
    fresh = multiprocessing.get_context("spawn")
    ready = fresh.Barrier(4)
    processes = [fresh.Process(target=open_all, args=(ready, str(tmp_path), 60)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]


def test_threads_share_a_store(url):
    with open_store(url) as store, ThreadPoolExecutor(8) as threads:
        batches = [
            [seen(f"suq:request:{count}", budget=money(n), at=minute(n)) for count in range(50)]
            for n in range(16)
        ]
        answers = [change for told in threads.map(store.listings.save, batches) for change in told if change]
        assert [change.kind for change in answers].count(ChangeKind.NEW) == 50
        assert_sound(store)


def kill_at_a_random_moment(process, chance, *, line):
    """Kill within a moment after `line`, so that it hits any step of opening or saving."""
    while process.stdout.readline().strip() != line:
        assert process.poll() is None
    try:
        process.wait(timeout=chance.uniform(0, 0.15))
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_writer_leaves_a_store_that_the_next_one_completes(url, seed):
    chance = random.Random(seed)  # noqa: S311  no secret
    for line in ("opening", "opening", *(str(chance.randrange(BATCHES)) for _ in range(4))):
        kill_at_a_random_moment(saving(url, "a", BATCHES), chance, line=line)
        with open_store(url) as store:
            assert_sound(store)
    end(saving(url, "a", BATCHES))
    with open_store(url) as store:
        assert_sound(store)
        assert {one.ref for one in store.listings.iterate()} == refs_after("a", BATCHES)
        if url.startswith("sqlite"):
            with store._database.reading() as connection:
                assert connection.scalar(sa.text("PRAGMA integrity_check")) == "ok"
