"""Alerts by the clock: what changes is matched and sent by itself, and a failure is told and tried again."""

from threading import Event

import pytest

from aggregator.errors import StoreUnavailable
from aggregator.jobs import schedule
from aggregator.store import open_store
from tests.alerts.world import World

PATIENCE = 20
"""Seconds that a test waits for what should happen at once."""


@pytest.fixture(autouse=True)
def _often(monkeypatch):
    monkeypatch.setattr(schedule, "WATCH_SECONDS", 0.05)


@pytest.fixture
def world(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/dalil.db") as store:
        made = World(store)
        yield made
        made.close()


def test_what_is_stored_while_it_runs_is_sent(world):
    sent, send = Event(), world.inbox.send

    def watched_send(message, target):
        receipt = send(message, target)
        sent.set()
        return receipt

    world.inbox.send = watched_send
    world.save()
    with schedule.kept_alerts(world.running):
        world.see("suq:request:1", title="تصميم شعار")
        assert sent.wait(PATIENCE)
    assert world.told() == [["suq:request:1"]]


def test_a_store_that_is_away_is_told_and_tried_again(caplog):
    tried = Event()
    tries = iter([StoreUnavailable("store: the disk is full")])

    class Running:
        def watch(self):
            if (fault := next(tries, None)) is not None:
                raise fault
            tried.set()

        def tend(self):
            return 0

        def worker(self):
            return Worker()

    with schedule.kept_alerts(Running()):
        assert tried.wait(PATIENCE)
    assert "alerts: store: the disk is full" in caplog.text


class Worker:
    def step(self):
        return self

    sent = 0

    def stop(self):
        pass
