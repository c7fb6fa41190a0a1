"""What is left of an index when its writer is gone, and what others see of it."""

# ruff: noqa: S101, D102  these are tests: they assert, and their names are sentences

import pytest

from search.conformance.documents import OneIndex, OpenAgain, document, found, put
from search.interface import Engine


class Endures(OneIndex):
    """An index is one thing to all who open it, now and later."""

    @pytest.fixture
    def another(self, open_again: OpenAgain) -> OpenAgain:
        """Return what opens the index once more."""
        if not self.endures:
            pytest.skip("the index lives and dies with its engine")
        return open_again

    def test_documents_and_cursor_outlive_the_writer(self, engine: Engine, another: OpenAgain) -> None:
        put(engine, document("1"))
        engine.close()
        again = another()
        assert (found(again), again.cursor()) == (["1"], 1)
        again.close()

    def test_a_rebuilt_index_outlives_the_builder(self, engine: Engine, another: OpenAgain) -> None:
        with engine.rebuild() as builder:
            builder.apply([document("1")], cursor=8)
        engine.close()
        again = another()
        assert (found(again), again.cursor()) == (["1"], 8)
        again.close()

    def test_others_see_what_is_written_without_opening_anew(
        self, engine: Engine, another: OpenAgain
    ) -> None:
        reader = another()
        assert found(reader) == []
        put(engine, document("1"))
        assert (found(reader), reader.cursor()) == (["1"], 1)
        engine.apply([], deleted=["mostaql:request:1"], cursor=2)
        assert (found(reader), reader.cursor()) == ([], 2)
        reader.close()

    def test_others_see_a_rebuild_without_opening_anew(self, engine: Engine, another: OpenAgain) -> None:
        put(engine, document("1"))
        reader = another()
        assert found(reader) == ["1"]
        with engine.rebuild() as builder:
            builder.apply([document("2")], cursor=8)
        assert (found(reader), reader.cursor()) == (["2"], 8)
        reader.close()

    def test_two_may_write_in_turn(self, engine: Engine, another: OpenAgain) -> None:
        other = another()
        put(engine, document("1"))
        put(other, document("2"))
        put(engine, document("3"))
        assert (sorted(found(other)), other.cursor()) == (["1", "2", "3"], 3)
        other.close()

    def test_one_may_write_what_another_has_rebuilt(self, engine: Engine, another: OpenAgain) -> None:
        other = another()
        put(other, document("1"))
        with engine.rebuild() as builder:
            builder.apply([document("2")], cursor=8)
        put(other, document("3"))
        assert (sorted(found(engine)), engine.cursor()) == (["2", "3"], 9)
        other.close()
