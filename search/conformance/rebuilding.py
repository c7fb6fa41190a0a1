"""How an engine builds an index anew beside the live one."""

# ruff: noqa: S101, D102  these are tests: they assert, on expected numbers, and their names are sentences

from contextlib import suppress

import pytest

from search.conformance.documents import OneIndex, document, found, put
from search.errors import IndexMoved
from search.interface import Engine


class Rebuilds(OneIndex):
    """A rebuild goes live at once and whole, or not at all."""

    def test_a_rebuild_takes_the_place_of_all_that_was(self, engine: Engine) -> None:
        put(engine, document("1"), document("2"))
        with engine.rebuild() as builder:
            builder.apply([document("3")], cursor=40)
        assert (found(engine), engine.cursor()) == (["3"], 40)

    def test_the_live_index_answers_until_the_rebuild_ends(self, engine: Engine) -> None:
        put(engine, document("1"))
        with engine.rebuild() as builder:
            builder.apply([document("2")], cursor=40)
            assert (found(engine), engine.cursor()) == (["1"], 1)
        assert found(engine) == ["2"]

    def test_a_rebuild_that_fails_leaves_the_live_index(self, engine: Engine) -> None:
        put(engine, document("1"))
        with suppress(LookupError), engine.rebuild() as builder:
            builder.apply([document("2")], cursor=40)
            raise LookupError
        assert (found(engine), engine.cursor()) == (["1"], 1)

    def test_a_rebuild_may_follow_one_that_failed(self, engine: Engine) -> None:
        with suppress(LookupError), engine.rebuild():
            raise LookupError
        with engine.rebuild() as builder:
            builder.apply([document("1")], cursor=1)
        assert found(engine) == ["1"]

    def test_a_rebuild_may_come_in_parts(self, engine: Engine) -> None:
        with engine.rebuild() as builder:
            builder.apply([document("1", title="أول"), document("2")], cursor=2)
            builder.apply([document("1", title="أخير")], deleted=["mostaql:request:2"], cursor=4)
        assert (found(engine), found(engine, "أخير"), engine.cursor()) == (["1"], ["1"], 4)

    def test_a_rebuild_of_nothing_is_an_empty_index(self, engine: Engine) -> None:
        put(engine, document("1"))
        with engine.rebuild():
            pass
        assert (engine.count(), engine.cursor()) == (0, 0)

    def test_changes_during_a_rebuild_are_seen_and_then_asked_for_again(self, engine: Engine) -> None:
        put(engine, document("1"))
        with engine.rebuild() as builder:
            builder.apply([document("1")], cursor=1)
            put(engine, document("2"))
            assert sorted(found(engine)) == ["1", "2"]
        assert (found(engine), engine.cursor()) == (["1"], 1)
        with pytest.raises(IndexMoved):
            engine.apply([document("3")], cursor=3, since=2)

    def test_it_can_be_written_to_after_a_rebuild(self, engine: Engine) -> None:
        with engine.rebuild() as builder:
            builder.apply([document("1")], cursor=1)
        put(engine, document("2"))
        assert (sorted(found(engine)), engine.cursor()) == (["1", "2"], 2)
