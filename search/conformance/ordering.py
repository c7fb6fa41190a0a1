"""The order of hits and paging through them, in any engine."""

# ruff: noqa: S101, D102  these are tests: they assert, on expected numbers, and their names are sentences

from datetime import UTC, datetime

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

    def test_best_rated_first_and_unrated_last(self, engine: Engine) -> None:
        put(
            engine,
            document("1", rating=4.0, rating_count=900),
            document("2"),
            document("3", rating=4.9, rating_count=900),
            document("4", rating=0.0, rating_count=900),
            document("5", rating=4.9, rating_count=900),
        )
        assert found(engine, sort=Sort.RATING) == ["3", "5", "1", "4", "2"]

    def test_few_ratings_are_shrunk_to_the_mean_of_their_site(self, engine: Engine) -> None:
        put(
            engine,
            document("1", rating=5.0, rating_count=1, mean_rating=4.0),
            document("2", rating=4.7, rating_count=500, mean_rating=4.0),
            document("3", rating=5.0, rating_count=100, mean_rating=4.0),
            document("4", rating=1.0, rating_count=1, mean_rating=4.0),
            document("5", rating=5.0, rating_count=1, mean_rating=4.9),
            document("6", rating=3.0, rating_count=500, mean_rating=4.0),
        )
        assert found(engine, sort=Sort.RATING) == ["3", "5", "2", "1", "4", "6"]

    def test_ratings_of_nobody_count_as_the_mean(self, engine: Engine) -> None:
        put(
            engine,
            document("1", rating=5.0, rating_count=0, mean_rating=4.0),
            document("2", rating=4.1, rating_count=500, mean_rating=4.0),
            document("3", rating=1.0, rating_count=0, mean_rating=4.05),
        )
        assert found(engine, sort=Sort.RATING) == ["2", "3", "1"]

    def test_moments_part_to_the_millisecond(self, engine: Engine) -> None:
        moments = [day(3).replace(microsecond=ms * 1_000) for ms in (1, 3, 2)]
        put(engine, *(document(str(at), posted_at=moment) for at, moment in enumerate(moments)))
        assert found(engine, sort=Sort.NEWEST) == ["1", "2", "0"]

    def test_prices_part_to_the_cent(self, engine: Engine) -> None:
        put(
            engine, *(document(str(at), price_min=price) for at, price in enumerate((9.99, 10.0, 9.98, 0.01)))
        )
        assert found(engine, sort=Sort.PRICE) == ["3", "2", "0", "1"]

    def test_very_large_prices_and_old_dates_have_their_place(self, engine: Engine) -> None:
        old = datetime(1970, 1, 1, tzinfo=UTC)
        put(
            engine,
            document("1", price_min=1e9, posted_at=old),
            document("2", price_min=999.0, posted_at=day(1)),
            document("3"),
        )
        assert found(engine, sort=Sort.PRICE) == found(engine, sort=Sort.NEWEST) == ["2", "1", "3"]

    def test_fresh_requests_come_before_old_ones_that_say_the_same(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="شعار", posted_at=day(1)),
            document("2", title="شعار", posted_at=day(20)),
        )
        assert found(engine, "شعار", now=day(21)) == ["2", "1"]

    @pytest.mark.parametrize("kind", ["offer", "specialist"])
    def test_evidence_parts_offers_and_specialists_that_say_the_same(self, engine: Engine, kind: str) -> None:
        put(
            engine,
            document(f"a:{kind}:1", title="شعار"),
            document(f"a:{kind}:2", title="شعار", rating=4.9, rating_count=400, done=500),
            document(f"a:{kind}:3", title="شعار", rating=4.9, rating_count=4),
        )
        assert found(engine, "شعار") == ["2", "3", "1"]

    def test_evidence_does_not_outrank_the_words(self, engine: Engine) -> None:
        put(
            engine,
            document("a:offer:1", description="شعار", rating=5.0, rating_count=5_000, done=9_000),
            document("a:offer:2", title="شعار"),
        )
        assert found(engine, "شعار") == ["2", "1"]

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
