"""The counts beside the hits, and how prices spread, in any engine."""

# ruff: noqa: S101, PLR2004, D102  these are tests: they assert, on expected numbers, and their names are sentences

from typing import Any

import pytest

from search.bands import BANDS, PERCENTILES
from search.conformance.documents import OneIndex, document, put
from search.conformance.narrowing import STALLS
from search.interface import Engine
from search.query import Query
from search.results import FACETS, Results

FILTERS = {
    "site": "sites",
    "kind": "kinds",
    "specialty": "specialties",
    "price_band": "price_bands",
    "delivery_band": "delivery_bands",
    "rating_band": "rating_bands",
}
"""By facet the filter that chooses its values."""

RANGES: list[tuple[str, dict[str, Any]]] = [
    ("price_band", {"min_price": 60.0}),
    ("price_band", {"max_price": 20.0}),
    ("delivery_band", {"max_delivery_days": 2.0}),
    ("rating_band", {"min_rating": 4.6}),
]
"""Facets, and the ranges that are theirs, too."""


def _counts(results: Results, facet: str) -> dict[str, int]:
    return {one.value: one.count for one in results.facets[facet]}


class Counts(OneIndex):
    """A facet tells of each of its values how many hits there would be, were it chosen."""

    @pytest.mark.parametrize("facet", FACETS)
    def test_each_value_finds_what_was_counted(self, engine: Engine, facet: str) -> None:
        put(engine, *STALLS)
        counts = _counts(engine.search(Query()), facet)
        assert counts
        for value, count in counts.items():
            chosen: dict[str, Any] = {FILTERS[facet]: frozenset({value})}
            assert engine.search(Query(**chosen)).total == count

    @pytest.mark.parametrize("facet", FACETS)
    def test_more_values_can_be_chosen_beside_one(self, engine: Engine, facet: str) -> None:
        put(engine, *STALLS)
        open_counts = _counts(engine.search(Query()), facet)
        first, *others = open_counts
        chosen: dict[str, Any] = {FILTERS[facet]: frozenset({first})}
        results = engine.search(Query(**chosen))
        assert _counts(results, facet) == open_counts
        assert others
        for other in FACETS:
            if other not in {facet, "specialty"}:
                assert sum(_counts(results, other).values()) <= results.total

    @pytest.mark.parametrize("facet", FACETS)
    def test_every_other_filter_narrows_a_facet(self, engine: Engine, facet: str) -> None:
        put(engine, *STALLS)
        for other in FACETS:
            if other != facet:
                value = next(iter(_counts(engine.search(Query()), other)))
                chosen: dict[str, Any] = {FILTERS[other]: frozenset({value})}
                narrowed = engine.search(Query(**chosen))
                for one, count in _counts(narrowed, facet).items():
                    both: dict[str, Any] = chosen | {FILTERS[facet]: frozenset({one})}
                    assert engine.search(Query(**both)).total == count

    @pytest.mark.parametrize(("facet", "chosen"), RANGES)
    def test_a_facet_is_free_of_its_own_range(
        self, engine: Engine, facet: str, chosen: dict[str, Any]
    ) -> None:
        put(engine, *STALLS)
        everything, narrowed = engine.search(Query()), engine.search(Query(**chosen))
        assert 0 < narrowed.total < everything.total
        assert narrowed.facets[facet] == everything.facets[facet]
        assert sum(_counts(narrowed, "site").values()) == narrowed.total

    def test_filters_without_a_facet_narrow_all(self, engine: Engine) -> None:
        put(engine, *STALLS)
        results = engine.search(Query(statuses=frozenset({"closed"})))
        assert _counts(results, "site") == {"kafiil": 1, "mostaql": 1}
        assert _counts(results, "delivery_band") == {"4-8": 1}

    def test_bands_stand_from_small_to_large_and_all_else_by_number(self, engine: Engine) -> None:
        put(engine, *STALLS)
        facets = engine.search(Query()).facets
        for name, bands in BANDS.items():
            order = [band.name for band in bands]
            assert [one.value for one in facets[name]] == sorted(_counts_of(facets[name]), key=order.index)
        for name in ("site", "kind", "specialty"):
            counts = [(-one.count, one.value) for one in facets[name]]
            assert counts == sorted(counts)

    def test_many_values_are_all_counted(self, engine: Engine) -> None:
        put(engine, *(document(f"site{at:03d}:offer:1", specialties=(f"s{at}",)) for at in range(300)))
        facets = engine.search(Query(limit=0)).facets
        assert [len(facets[name]) for name in ("site", "specialty")] == [300, 300]

    def test_counts_are_of_all_hits_not_of_a_page(self, engine: Engine) -> None:
        put(engine, *(document(f"suq:offer:{at}", title="شعار", price_min=30.0) for at in range(250)))
        results = engine.search(Query(text="شعار", limit=5))
        assert (_counts(results, "site"), _counts(results, "price_band")) == ({"suq": 250}, {"25-50": 250})
        assert results.prices is not None
        assert results.prices.total == 250


class SpreadsPrices(OneIndex):
    """The lowest prices of all hits, as a histogram and percentiles."""

    def test_the_histogram_counts_every_hit_with_a_price(self, engine: Engine) -> None:
        put(engine, *STALLS)
        prices = engine.search(Query()).prices
        assert prices is not None
        assert prices.total == sum(one.price_low is not None for one in STALLS) == 6
        for one in STALLS:
            if one.price_low is not None:
                assert [step for step in prices.counts if step.low <= one.price_low < step.high]

    def test_steps_rise_and_none_is_empty(self, engine: Engine) -> None:
        put(engine, *(document(str(at), price_min=float(at)) for at in range(0, 3_000, 17)))
        prices = engine.search(Query()).prices
        assert prices is not None
        assert all(step.count > 0 and step.low < step.high for step in prices.counts)
        edges = [edge for step in prices.counts for edge in (step.low, step.high)]
        assert edges == sorted(edges)

    def test_percentiles_are_right_to_a_tenth(self, engine: Engine) -> None:
        amounts = [float(10 + at) for at in range(200)]
        put(engine, *(document(str(at), price_min=amount) for at, amount in enumerate(amounts)))
        prices = engine.search(Query()).prices
        assert prices is not None
        assert tuple(prices.percentiles) == PERCENTILES
        for share, amount in prices.percentiles.items():
            assert amount == pytest.approx(amounts[share * 2], rel=0.1)

    def test_filters_and_words_narrow_the_spread(self, engine: Engine) -> None:
        put(engine, *STALLS)
        for query in (
            Query(text="شعار"),
            Query(max_price=9.0),
            Query(sites=frozenset({"khamsat"}), min_rating=5),
        ):
            prices = engine.search(query).prices
            assert prices is not None
            assert prices.total == 1
            assert all(price == pytest.approx(5.0, rel=0.1) for price in prices.percentiles.values())

    @pytest.mark.parametrize(
        "query",
        [Query(text="كاتب"), Query(text="نجار"), Query(facets=False)],
        ids=["no prices", "no hits", "no facets"],
    )
    def test_there_is_no_spread_of_nothing(self, engine: Engine, query: Query) -> None:
        put(engine, *STALLS)
        assert engine.search(query).prices is None

    def test_prices_at_both_ends_are_counted(self, engine: Engine) -> None:
        put(engine, document("1", price_min=0.0), document("2", price_min=0.01), document("3", price_min=9e8))
        prices = engine.search(Query()).prices
        assert prices is not None
        assert [step.count for step in prices.counts] == [2, 1]


def _counts_of(counts: Any) -> list[str]:  # noqa: ANN401  a facet's counts
    return [one.value for one in counts]
