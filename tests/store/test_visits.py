"""How far each list was read is remembered for the next walk."""

from aggregator.store.values import Visit
from tests.store.builders import minute

LIST = "https://suq.example/requests?page=1"


def test_the_last_finished_walk_over_a_list_is_remembered(store):
    assert store.visits.finished("suq", LIST) is None
    for visit in (_visit(1, max_pages=None), _visit(7, max_pages=3)):
        store.visits.finish("suq", LIST, visit)
        assert store.visits.finished("suq", LIST) == visit
    assert store.visits.finished("other", LIST) is None


def _visit(at, *, max_pages):
    return Visit(ended_at=minute(at), max_pages=max_pages)
