"""The order of hits and paging through them, in any engine."""

# ruff: noqa: S101, D102  these are tests: they assert, on expected numbers, and their names are sentences

import pytest

from search.conformance.documents import OneIndex, day, document, found, put
from search.interface import Engine
from search.query import Query, Sort


class Orders(OneIndex):
    """Newest, cheapest or best first; ties by ref; what says nothing comes last."""

    def test_newest_first_and_undated_last(self, engine: Engine) -> None:
        put(
            engine,
            document("1", posted_at=day(3)),
            document("2"),
            document("3", posted_at=day(9)),
            document("4", posted_at=day(3)),
        )
        assert found(engine, sort=Sort.NEWEST) == ["3", "1", "4", "2"]

    def test_cheapest_first_and_unpriced_last(self, engine: Engine) -> None:
        put(
            engine,
            document("1", price_min=100.0),
            document("2"),
            document("3", price_max=20.0),
            document("4", price_min=9.5, price_max=300.0),
            document("5", price_min=0.0),
            document("6", price_min=20.0, price_max=20.0),
        )
        assert found(engine, sort=Sort.PRICE) == ["5", "4", "3", "6", "1", "2"]

    def test_without_words_the_newest_are_the_most_relevant(self, engine: Engine) -> None:
        put(engine, document("1", posted_at=day(1)), document("2", posted_at=day(2)))
        assert found(engine) == found(engine, "-غيره") == ["2", "1"]

    def test_a_chosen_order_holds_for_words_too(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="شعار", posted_at=day(1)),
            document("2", title="شعارات", posted_at=day(2)),
            document("3", title="موقع", posted_at=day(3)),
        )
        assert found(engine, "شعار", sort=Sort.NEWEST) == ["2", "1"]

    def test_there_are_no_scores_in_another_order(self, engine: Engine) -> None:
        put(engine, document("1", title="شعار"))
        for sort in (Sort.NEWEST, Sort.PRICE):
            assert engine.search(Query(text="شعار", sort=sort)).hits[0].score == 0

    def test_equals_stand_by_ref(self, engine: Engine) -> None:
        put(engine, *(document(name, title="شعار") for name in ("b", "10", "a", "9")))
        for sort in Sort:
            assert found(engine, "شعار", sort=sort) == ["10", "9", "a", "b"]

    def test_equals_stand_by_ref_however_they_were_written(self, engine: Engine) -> None:
        for name in ("3", "1", "2"):
            put(engine, document(name, title="شعار"))
        put(engine, document("1", title="شعار"))
        assert found(engine, "شعار") == ["1", "2", "3"]

    @pytest.mark.parametrize("sort", list(Sort))
    @pytest.mark.parametrize("text", ["", "شعار"])
    def test_pages_show_each_hit_once(self, engine: Engine, sort: Sort, text: str) -> None:
        for part in range(3):  # written in parts, so that an engine keeps them apart
            put(
                engine,
                *(
                    document(f"{number:03d}", title="شعار " * (1 + number % 2), price_min=float(number % 3))
                    for number in range(part, 150, 3)
                ),
            )
        pages = [found(engine, text, sort=sort, offset=offset, limit=7) for offset in range(0, 154, 7)]
        seen = [name for page in pages for name in page]
        assert sorted(seen) == [f"{number:03d}" for number in range(150)]
        assert seen == found(engine, text, sort=sort, limit=150)

    @pytest.mark.parametrize("text", ["", "شعار"])
    def test_no_hits_may_be_asked_for(self, engine: Engine, text: str) -> None:
        put(engine, document("1", title="شعار"), document("2", title="شعار"))
        results = engine.search(Query(text=text, limit=0))
        assert (results.total, results.hits) == (2, ())

    @pytest.mark.parametrize("text", ["", "شعار"])
    def test_after_the_last_page_there_is_nothing(self, engine: Engine, text: str) -> None:
        put(engine, document("1", title="شعار"))
        results = engine.search(Query(text=text, offset=1))
        assert (results.total, results.hits) == (1, ())
        assert found(engine, text, offset=9_000, limit=1_000) == []
