"""Many ask at once: all are answered in turn, and who fails holds nobody up."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest

from search.conformance import document
from search.engines import open_engine
from search.engines.turns import Turns
from search.errors import InvalidQuery
from search.query import Query


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"tantivy:{tmp_path / 'index'}")
    engine.apply([document(str(number), title=f"شعار {number}") for number in range(30)], cursor=30)
    yield engine
    engine.close()


def test_all_of_many_who_ask_at_once_are_answered(engine):
    with ThreadPoolExecutor(40) as crowd:
        answers = list(crowd.map(lambda _: engine.search(Query(text="شعار")), range(200)))
    assert {answer.total for answer in answers} == {30}


def test_turns_are_taken_in_the_order_of_coming():
    turns, order = Turns(1), []

    def come(number):
        with turns:
            order.append(number)

    with ThreadPoolExecutor(20) as crowd, turns:
        for number in range(20):
            crowd.submit(come, number)
            while len(turns._waiting) <= number:
                os.sched_yield()
    assert order == list(range(20))


def test_who_gives_up_waiting_holds_nobody_up():
    turns, came = Turns(1), []
    given_up = Lock()
    with ThreadPoolExecutor(1) as crowd, turns:
        given_up.acquire()
        turns._waiting.append(given_up)
        crowd.submit(lambda: turns.__enter__() or came.append(True))
        while len(turns._waiting) < 2:
            os.sched_yield()
        turns._give_up(given_up)
    assert came == [True]


def test_a_turn_that_was_handed_to_who_gives_up_goes_on():
    turns = Turns(1)
    handed = Lock()
    turns.__enter__()
    turns._give_up(handed)
    with turns:
        assert turns._free == 0
    assert turns._free == 1


def test_searches_that_fail_take_no_turn_with_them(engine):
    for _ in range(200):
        with pytest.raises(InvalidQuery):
            engine.search(Query(text="شعار", after="forged"))
    assert engine.search(Query(text="شعار")).total == 30
