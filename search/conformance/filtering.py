"""Filters and the facets that count under them, in any engine."""

# ruff: noqa: S101, PLR2004, D102  these are tests: they assert, on expected numbers, and their names are sentences

from typing import Any

import pytest

from search.bands import PRICE_BANDS
from search.conformance.documents import OneIndex, document, found, put
from search.interface import Engine
from search.query import Query
from search.results import FACETS

MARKET = (
    document("khamsat:offer:1", title="شعار", specialties=("logo", "design"), price_min=5.0, price_max=5.0),
    document("khamsat:offer:2", title="شعار", specialties=("logo", "design"), price_min=30.0, price_max=30.0),
    document("khamsat:request:3", title="موقع", specialties=("web", "code")),
    document(
        "mostaql:request:4", title="شعار", specialties=("logo", "design"), price_min=25.0, price_max=50.0
    ),
    document(
        "mostaql:request:5", title="موقع", specialties=("web", "code"), price_min=1000.0, price_max=2500.0
    ),
    document("mostaql:specialist:6", title="مصمم", specialties=("design",), price_min=15.0),
    document("kafiil:offer:7", title="ترجمة", price_max=100.0),
)
"""Seven listings of three sites, with and without specialty and price."""

CHOICES: list[tuple[dict[str, Any], str]] = [
    ({"sites": {"khamsat"}}, "123"),
    ({"sites": {"khamsat", "kafiil"}}, "1237"),
    ({"kinds": {"offer"}}, "127"),
    ({"kinds": {"offer", "specialist"}}, "1267"),
    ({"specialties": {"logo"}}, "124"),
    ({"specialties": {"design"}}, "1246"),
    ({"specialties": {"design", "web"}}, "123456"),
    ({"sites": {"khamsat"}, "kinds": {"offer"}, "specialties": {"logo"}}, "12"),
    ({"sites": {"mostaql"}, "kinds": {"offer"}}, ""),
    ({"sites": {"nowhere"}}, ""),
    ({"specialties": {"LOGO"}}, ""),
    ({"price_bands": {"0-25"}}, "16"),
    ({"price_bands": {"25-50", "1000+"}}, "245"),
    ({"min_price": 30}, "2457"),
    ({"max_price": 30}, "1246"),
    ({"min_price": 26, "max_price": 29}, "4"),
    ({"min_price": 5, "max_price": 5}, "1"),
    ({"min_price": 0}, "124567"),
    ({"max_price": 0}, ""),
    ({"min_price": 100, "max_price": 100}, "7"),
    ({"min_price": 2500}, "5"),
    ({"min_price": 2500.01}, ""),
    ({"text": "شعار", "sites": {"mostaql"}}, "4"),
    ({"text": "-شعار", "kinds": {"offer"}}, "7"),
]
"""What is chosen, and the ids that are left."""


def _query(chosen: dict[str, Any]) -> Query:
    asked: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, set) else value for name, value in chosen.items()
    }
    return Query(**asked)


def _facet(engine: Engine, name: str, **chosen: Any) -> list[tuple[str, int]]:  # noqa: ANN401  fields of a Query
    return [(one.value, one.count) for one in engine.search(_query(chosen)).facets[name]]


class Filters(OneIndex):
    """Several values of one filter widen it, several filters narrow each other."""

    @pytest.mark.parametrize(("chosen", "left"), CHOICES)
    def test_filters_leave_what_fits(self, engine: Engine, chosen: dict[str, Any], left: str) -> None:
        put(engine, *MARKET)
        results = engine.search(_query(chosen))
        assert sorted(hit.ref[-1] for hit in results.hits) == list(left)
        assert results.total == len(left)

    @pytest.mark.parametrize("band", [band.name for band in PRICE_BANDS])
    def test_a_price_band_finds_as_many_as_its_facet_counts(self, engine: Engine, band: str) -> None:
        put(engine, *MARKET)
        counts = dict(_facet(engine, "price_band"))
        assert engine.search(Query(price_bands=frozenset({band}))).total == counts.get(band, 0)

    def test_facets_count_what_a_choice_would_find(self, engine: Engine) -> None:
        put(engine, *MARKET)
        assert _facet(engine, "site") == [("khamsat", 3), ("mostaql", 3), ("kafiil", 1)]
        assert _facet(engine, "kind") == [("offer", 3), ("request", 3), ("specialist", 1)]
        assert _facet(engine, "specialty") == [("design", 4), ("logo", 3), ("code", 2), ("web", 2)]
        assert _facet(engine, "price_band") == [("0-25", 2), ("25-50", 2), ("100-250", 1), ("1000+", 1)]

    def test_facets_count_under_the_text(self, engine: Engine) -> None:
        put(engine, *MARKET)
        assert _facet(engine, "site", text="شعار") == [("khamsat", 2), ("mostaql", 1)]

    def test_a_facet_counts_under_the_other_filters_but_not_its_own(self, engine: Engine) -> None:
        put(engine, *MARKET)
        chosen = {"sites": {"mostaql"}, "specialties": {"design"}}
        assert _facet(engine, "site", **chosen) == [("khamsat", 2), ("mostaql", 2)]
        assert _facet(engine, "kind", **chosen) == [("request", 1), ("specialist", 1)]
        assert _facet(engine, "specialty", **chosen) == [("design", 2), ("code", 1), ("logo", 1), ("web", 1)]

    def test_the_price_facet_is_free_of_price_bounds(self, engine: Engine) -> None:
        put(engine, *MARKET)
        assert _facet(engine, "price_band", min_price=900) == _facet(engine, "price_band")
        assert _facet(engine, "site", min_price=900) == [("mostaql", 1)]

    def test_facets_go_with_the_hits_when_words_are_relaxed(self, engine: Engine) -> None:
        put(engine, *MARKET)
        results = engine.search(Query(text="شعار يوناني"))
        assert results.relaxed
        assert sum(one.count for one in results.facets["site"]) == results.total == 3

    def test_all_facets_are_there_when_nothing_is_found(self, engine: Engine) -> None:
        facets = engine.search(Query(text="شعار")).facets
        assert {name: tuple(counts) for name, counts in facets.items()} == dict.fromkeys(FACETS, ())

    def test_facets_are_left_out_when_nobody_asks(self, engine: Engine) -> None:
        put(engine, *MARKET)
        results = engine.search(Query(facets=False))
        assert (results.total, dict(results.facets)) == (7, {})

    def test_paging_does_not_change_facets_or_total(self, engine: Engine) -> None:
        put(engine, *MARKET)
        whole, part = engine.search(Query()), engine.search(Query(offset=5, limit=1))
        assert (whole.total, whole.facets) == (part.total, part.facets)

    def test_what_was_deleted_is_not_counted(self, engine: Engine) -> None:
        put(engine, *MARKET)
        engine.apply([], deleted=["kafiil:offer:7"], cursor=8)
        assert "kafiil" not in dict(_facet(engine, "site"))

    def test_everything_can_be_found_without_a_filter(self, engine: Engine) -> None:
        put(engine, *MARKET)
        assert len(found(engine)) == 7
