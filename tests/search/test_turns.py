"""Many ask at once: all are answered in turn, and who fails holds nobody up."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from search.conformance import document
from search.engines import open_engine
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


def test_searches_that_fail_take_no_turn_with_them(engine):
    for _ in range(200):
        with pytest.raises(InvalidQuery):
            engine.search(Query(text="شعار", after="forged"))
    assert engine.search(Query(text="شعار")).total == 30
