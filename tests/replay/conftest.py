"""The sites on loopback, with a clock that stands still: one server for all who only look, else one's own."""

import pytest

from replay import ReplayServer
from tests.replay.visiting import Visitor, still_world


@pytest.fixture(scope="session")
def looked_at():
    with ReplayServer(still_world()) as server:
        yield server


@pytest.fixture
def visitor(looked_at):
    """Somebody who only looks."""
    world = looked_at.world
    before = (world.now(), world.touched)
    with Visitor(looked_at) as visitor:
        yield visitor
    assert ((world.now(), world.touched), world.faults.on()) == (before, ())


@pytest.fixture
def server():
    with ReplayServer(still_world()) as server:
        yield server


@pytest.fixture
def changer(server):
    """Somebody who changes the world, which is therefore his own."""
    with Visitor(server) as visitor:
        yield visitor
