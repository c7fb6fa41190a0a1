"""How an engine takes documents in, replaces them and lets them go."""

# ruff: noqa: S101, PLR2004, D102  these are tests: they assert, on expected numbers, and their names are sentences

from collections.abc import Iterator
from threading import Thread

import pytest

from search.conformance.documents import OneIndex, document, found, put
from search.document import SearchDocument
from search.errors import IndexMoved
from search.interface import Engine
from search.query import Query


class Writes(OneIndex):
    """Upserts by ref, deletes, and a cursor that tells how far the index is."""

    def test_a_new_index_is_empty(self, engine: Engine) -> None:
        assert (engine.count(), engine.cursor()) == (0, 0)
        assert engine.search(Query(text="شعار")).total == 0

    def test_what_is_taken_in_is_counted_and_found(self, engine: Engine) -> None:
        put(engine, document("1", title="تصميم شعار"), document("2", title="ترجمة عقد"))
        assert engine.count() == 2
        assert found(engine, "شعار") == ["1"]

    def test_a_document_replaces_the_one_of_its_ref(self, engine: Engine) -> None:
        put(engine, document("1", title="تصميم شعار"))
        put(engine, document("1", title="ترجمة عقد"))
        assert engine.count() == 1
        assert found(engine, "شعار") == []
        assert found(engine, "عقد") == ["1"]

    def test_of_one_ref_in_one_batch_the_last_stays(self, engine: Engine) -> None:
        put(engine, document("1", title="أول"), document("2", title="غيره"), document("1", title="أخير"))
        assert engine.count() == 2
        assert found(engine, "أول") == []
        assert found(engine, "أخير") == ["1"]

    def test_refs_that_begin_alike_do_not_replace_each_other(self, engine: Engine) -> None:
        put(engine, document("1"), document("11"), document("1-1"), document("1 1"))
        assert engine.count() == 4

    def test_what_is_deleted_is_gone(self, engine: Engine) -> None:
        put(engine, document("1"), document("2"))
        engine.apply([], deleted=["mostaql:request:1"], cursor=3)
        assert found(engine) == ["2"]

    def test_deleting_what_is_not_there_changes_nothing(self, engine: Engine) -> None:
        put(engine, document("1"))
        engine.apply([], deleted=["mostaql:request:2", "1", ""], cursor=2)
        assert engine.count() == 1

    def test_a_ref_both_given_and_deleted_is_gone(self, engine: Engine) -> None:
        engine.apply([document("1"), document("2")], deleted=["mostaql:request:1"], cursor=2)
        assert found(engine) == ["2"]

    def test_the_same_changes_twice_are_the_same_as_once(self, engine: Engine) -> None:
        for _ in range(2):
            engine.apply([document("1"), document("2")], deleted=["mostaql:request:3"], cursor=3)
        assert (engine.count(), engine.cursor()) == (2, 3)

    def test_documents_may_come_one_by_one(self, engine: Engine) -> None:
        def stream() -> Iterator[SearchDocument]:
            for number in range(50):
                yield document(str(number))

        engine.apply(stream(), cursor=50)
        assert engine.count() == 50

    def test_the_cursor_is_what_the_last_changes_brought(self, engine: Engine) -> None:
        engine.apply([document("1")], cursor=7)
        assert engine.cursor() == 7
        engine.apply([], cursor=9)
        assert engine.cursor() == 9

    @pytest.mark.parametrize("since", [0, 3, 5, None])
    def test_changes_that_follow_what_it_holds_are_taken(self, engine: Engine, since: int | None) -> None:
        engine.apply([], cursor=5)
        engine.apply([document("1")], cursor=8, since=since)
        assert (engine.count(), engine.cursor()) == (1, 8)

    def test_changes_that_would_leave_a_gap_are_refused(self, engine: Engine) -> None:
        engine.apply([], cursor=5)
        with pytest.raises(IndexMoved) as refused:
            engine.apply([document("1")], cursor=8, since=6)
        assert refused.value.cursor == 5
        assert (engine.count(), engine.cursor()) == (0, 5)

    def test_documents_that_fail_half_way_leave_the_index_as_it_was(self, engine: Engine) -> None:
        def broken() -> Iterator[SearchDocument]:
            yield document("2")
            raise LookupError

        put(engine, document("1"))
        with pytest.raises(LookupError):
            engine.apply(broken(), cursor=9)
        assert (found(engine), engine.cursor()) == (["1"], 1)
        put(engine, document("3"))
        assert found(engine) == ["1", "3"]

    def test_the_status_tells_what_it_holds(self, engine: Engine) -> None:
        put(engine, document("1"), document("2"))
        status = engine.status()
        assert (status.documents, status.cursor) == (2, 2)
        assert status.name
        assert status.bytes >= 0

    def test_threads_may_write_and_ask_at_once(self, engine: Engine) -> None:
        def write(first: int) -> None:
            for number in range(first, first + 3):
                engine.apply([document(str(number)), document(f"{number}b")], cursor=1)
                totals.append(engine.search(Query()).total)

        totals: list[int] = []
        threads = [Thread(target=write, args=(first,)) for first in (0, 10, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert engine.count() == 18
        assert len(totals) == 9
        assert all(total % 2 == 0 for total in totals), "half of a batch was seen"

    def test_closing_twice_is_harmless(self, engine: Engine) -> None:
        engine.close()
        engine.close()
