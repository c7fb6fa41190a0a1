"""Documents that are made ready elsewhere, in any engine."""

# ruff: noqa: S101, D102  these are tests: they assert, and their names are sentences

import json
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.conformance.documents import OneIndex, document, found
from search.conformance.narrowing import STALLS
from search.errors import IndexMoved
from search.interface import Engine, Prepared
from search.query import Query
from search.results import Results


class Prepares(OneIndex):
    """What `prepare` makes of a document may come from another process, and counts as the document."""

    def test_prepared_documents_are_as_good_as_documents(self, engine: Engine) -> None:
        engine.apply(STALLS, cursor=1)
        expected = self._asked(engine)
        engine.apply([], deleted=[one.ref for one in STALLS], cursor=2)
        engine.apply_prepared(map(engine.prepare, STALLS), cursor=3)
        assert self._asked(engine) == expected
        assert engine.cursor() == 3  # noqa: PLR2004  as given

    def test_a_rebuild_takes_prepared_documents(self, engine: Engine) -> None:
        engine.apply([document("9")], cursor=1)
        with engine.rebuild() as builder:
            builder.apply_prepared(map(engine.prepare, STALLS), deleted=[STALLS[0].ref], cursor=5)
        assert sorted(found(engine)) == list("2345678")
        assert engine.cursor() == 5  # noqa: PLR2004  as given

    def test_preparing_can_be_sent_to_other_processes(self, engine: Engine) -> None:
        prepare = pickle.loads(pickle.dumps(engine.prepare))  # noqa: S301  just made
        for one in STALLS:
            prepared = prepare(one)
            assert prepared == engine.prepare(one) == pickle.loads(pickle.dumps(prepared))  # noqa: S301
            assert prepared.ref == one.ref
            assert json.loads(prepared.json)

    def test_threads_may_prepare_at_once(self, engine: Engine) -> None:
        documents = [document(str(number), title=f"شعار {number}") for number in range(200)]
        with ThreadPoolExecutor(4) as threads:
            engine.apply_prepared(threads.map(engine.prepare, documents), cursor=1)
        assert engine.count() == len(documents)

    def test_of_one_ref_the_last_stays_and_a_deleted_one_goes(self, engine: Engine) -> None:
        first, last, other = document("1", title="أول"), document("1", title="أخير"), document("2")
        engine.apply_prepared(map(engine.prepare, (first, other, last)), deleted=[other.ref], cursor=1)
        assert (found(engine), found(engine, "أخير")) == (["1"], ["1"])

    def test_a_gap_is_refused(self, engine: Engine) -> None:
        engine.apply([], cursor=5)
        with pytest.raises(IndexMoved):
            engine.apply_prepared([engine.prepare(document("1"))], cursor=8, since=6)
        assert engine.count() == 0

    def test_what_fails_half_way_leaves_the_index_as_it_was(self, engine: Engine) -> None:
        def broken() -> Iterator[Prepared]:
            yield engine.prepare(document("2"))
            raise LookupError

        engine.apply([document("1")], cursor=1)
        with pytest.raises(LookupError):
            engine.apply_prepared(broken(), cursor=9)
        assert (found(engine), engine.cursor()) == (["1"], 1)

    def _asked(self, engine: Engine) -> tuple[Results, ...]:
        return tuple(engine.search(Query(text=text)) for text in ("", "شعار", "موقع price:..200"))
