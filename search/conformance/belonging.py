"""How an engine keeps apart what comes from different sources."""

# ruff: noqa: S101, D102  these are tests: they assert, and their names are sentences

from collections.abc import Iterator

import pytest

from search.conformance.documents import OneIndex, OpenAgain, document, found, put
from search.errors import IndexForeign
from search.interface import Engine


class Belongs(OneIndex):
    """An index is of one source, which is told beside its cursor."""

    @pytest.fixture
    def unclaimed(self, engine: Engine) -> Iterator[Engine]:
        """Give the index without the source that another test may have left."""
        with engine.rebuild():
            pass
        yield engine
        with engine.rebuild():
            pass

    def test_an_index_of_which_nobody_said_it_has_no_source(self, unclaimed: Engine) -> None:
        put(unclaimed, document("1"))
        assert unclaimed.source() == ""

    def test_the_source_is_kept_with_the_cursor(self, unclaimed: Engine) -> None:
        unclaimed.apply([document("1")], cursor=1)
        unclaimed.apply([document("2")], cursor=2, source="ours")
        assert (unclaimed.source(), unclaimed.cursor()) == ("ours", 2)
        unclaimed.apply([], cursor=3, source="ours")
        assert (unclaimed.source(), unclaimed.cursor()) == ("ours", 3)

    def test_changes_that_name_no_source_leave_it(self, unclaimed: Engine) -> None:
        unclaimed.apply([], cursor=1, source="ours")
        unclaimed.apply([document("1")], cursor=2)
        assert (unclaimed.source(), unclaimed.cursor()) == ("ours", 2)

    def test_changes_of_another_source_are_refused(self, unclaimed: Engine) -> None:
        unclaimed.apply([document("1")], cursor=1, source="ours")
        with pytest.raises(IndexForeign):
            unclaimed.apply([document("2")], deleted=["mostaql:request:1"], cursor=2, source="theirs")
        assert (found(unclaimed), unclaimed.cursor(), unclaimed.source()) == (["1"], 1, "ours")

    def test_a_rebuild_may_be_of_another_source(self, unclaimed: Engine) -> None:
        unclaimed.apply([document("1")], cursor=5, source="ours")
        with unclaimed.rebuild() as builder:
            builder.apply([document("2")], cursor=1, source="theirs")
            builder.apply([document("3")], cursor=2)
            assert unclaimed.source() == "ours"
        assert (unclaimed.source(), unclaimed.cursor()) == ("theirs", 2)
        with pytest.raises(IndexForeign):
            unclaimed.apply([], cursor=6, since=2, source="ours")

    def test_the_source_is_no_document(self, unclaimed: Engine) -> None:
        unclaimed.apply([document("1")], cursor=1, source="ours")
        assert (unclaimed.count(), found(unclaimed), found(unclaimed, "ours")) == (1, ["1"], [])

    def test_the_source_outlives_the_writer(self, unclaimed: Engine, open_again: OpenAgain) -> None:
        if not self.endures:
            pytest.skip("the index lives and dies with its engine")
        unclaimed.apply([document("1")], cursor=1, source="ours")
        again = open_again()
        assert again.source() == "ours"
        again.close()
