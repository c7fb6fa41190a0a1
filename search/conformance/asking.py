"""What people and machines may ask and store, in any engine: everything, without a failure."""

# ruff: noqa: S101, D102  these are tests: they assert, and their names are sentences

from datetime import UTC, datetime
from typing import Any

import pytest

from search.conformance.documents import OneIndex, day, document, found, put
from search.interface import Engine
from search.query import Query, Sort

HOSTILE = {
    "ten kilobytes of one word": "ش" * 10_000,
    "ten kilobytes of words": "شعار لوجو " * 1_000,
    "a thousand different words": " ".join(f"w{number}" for number in range(1_000)),
    "a thousand exclusions": " ".join(f"-w{number}" for number in range(1_000)),
    "a thousand phrases": '"a b" ' * 1_000,
    "control characters": "".join(map(chr, range(32))) + "شعار\x7f",
    "a null in a word": "شع\0ار",
    "half a character": "شعار \ud83d",
    "only punctuation": "!@#$%^&*()_+-=[]{}|;:,.<>?/~`",
    "only quotes": '"""""',
    "a quote that never ends": '"شعار',
    "empty quotes": '"" "" شعار',
    "only minuses": '- -- --- -"" -',
    "an engine's own syntax": 'title:(شعار AND NOT *) OR site:[a TO z]^9 {"query": {"match_all": {}}} ~2 \\',
    "a pattern": "/(a+)+$/ .* ش.*ر",
    "a database's own syntax": "'; DROP TABLE listings; --",
    "markup": "<script>alert('شعار')</script>&lt;",
    "invisible characters": "\u200b\u200f\u202e\ufeff\u2066",
    "only marks": "\u064b\u064c\u0651ـــ",
    "a long compound": "/".join("abc" for _ in range(2_000)),
    "a long number": "9" * 5_000,
    "pictures": "👨‍👩‍👧‍👦🏳️‍🌈👍🏽" * 100,
    "all scripts": "логотип 徽标 로고 โลโก้ לוגו λογότυπο शुभंकर",
    "ligatures": "ﷺ ﷽ ﻼ ﬁ",
    "many marks on one letter": "ش" + "\u0651" * 3_000,
}

KEPT = {why: text for why, text in HOSTILE.items() if why != "half a character"}
"""What a listing may hold: half characters are refused before they come here."""


STRANGE_VALUES = {
    "empty": "",
    "a star": "*",
    "a colon": "a:b",
    "a database's syntax": "' OR 1=1",
    "a space behind": "mostaql ",
    "Arabic": "شعار",
    "a null": "\0",
    "half a character": "\ud83d",
    "five thousand letters": "x" * 5_000,
    "forty thousand letters": "ش" * 40_000,
}
"""What may be asked for as a site, a kind, and so forth."""

EXTREMES: list[dict[str, Any]] = [
    {"min_price": 1e308},
    {"max_price": 5e-324},
    {"min_price": 0.0, "max_price": 1e308},
    {"max_delivery_days": 1e308},
    {"min_rating": 1e308},
    {"posted_after": datetime(1, 1, 1, tzinfo=UTC)},
    {"posted_before": datetime(9999, 12, 31, tzinfo=UTC)},
    {"text": "price:" + "9" * 400},
    {"text": "price:0.." + "9" * 4_000 + " rating:" + "0" * 4_000},
    {"text": " ".join(f"site:s{number}" for number in range(500))},
    {"text": "price:1..2 " * 500},
    {"now": datetime(1, 1, 1, tzinfo=UTC), "text": "شعار"},
    {"now": datetime(9999, 12, 31, tzinfo=UTC), "text": "شعار"},
]
"""Queries at the ends of what numbers and dates can say."""


class AnswersAnything(OneIndex):
    """No text fails, whatever is in it."""

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_any_query_is_answered(self, engine: Engine, text: str) -> None:
        put(engine, document("1", title="شعار"))
        for sort in Sort:
            results = engine.search(Query(text=text, sort=sort))
            assert len(results.hits) == results.total <= 1

    @pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
    def test_any_text_can_be_kept(self, engine: Engine, text: str) -> None:
        put(engine, document("1", title=f"نجار {text}", description=text, skills=(text,), labels=(text, "")))
        assert engine.count() == 1
        assert found(engine, "نجار") == ["1"]
        assert engine.search(Query(text="نجار")).hits[0].title.text == f"نجار {text}"

    def test_a_long_description_is_found_to_its_end(self, engine: Engine) -> None:
        put(engine, document("1", description="كلام " * 10_000 + "نجار"))
        assert found(engine, "نجار") == ["1"]

    @pytest.mark.parametrize("value", STRANGE_VALUES.values(), ids=STRANGE_VALUES)
    def test_strange_filter_values_find_nothing(self, engine: Engine, value: str) -> None:
        put(engine, document("1"))
        for name in ("sites", "kinds", "specialties", "statuses", "languages"):
            assert engine.search(Query(**{name: frozenset({value})})).total == 0  # type: ignore[arg-type]

    @pytest.mark.parametrize("value", STRANGE_VALUES.values(), ids=STRANGE_VALUES)
    def test_strange_filter_values_spoil_no_others(self, engine: Engine, value: str) -> None:
        put(engine, document("1"))
        assert engine.search(Query(sites=frozenset({value, "mostaql"}))).total == 1

    @pytest.mark.parametrize(
        "value", ["", "*", "a:b", "with space", "شعار", "' OR 1=1", "a,b", "[x]", "UPPER"]
    )
    def test_strange_values_can_be_kept_and_chosen(self, engine: Engine, value: str) -> None:
        put(engine, document("1", specialties=(value,), status=value, language=value), document("2"))
        for name in ("specialties", "statuses", "languages"):
            total = engine.search(Query(**{name: frozenset({value})})).total  # type: ignore[arg-type]
            assert total == (1 if value or name == "specialties" else 0), "an empty fact is none"

    @pytest.mark.parametrize("asked", EXTREMES, ids=str)
    def test_ranges_without_measure_are_answered(self, engine: Engine, asked: dict[str, Any]) -> None:
        put(engine, document("1", price_min=5.0, rating=4.0, delivery_days=2.0, posted_at=day(1)))
        assert engine.search(Query(**asked)).total <= 1

    def test_facts_without_measure_can_be_kept(self, engine: Engine) -> None:
        put(
            engine,
            document("1", price_min=1e12, delivery_days=1e6, rating=5.0, rating_count=10**12, done=10**12),
            document("2", price_min=0.0, delivery_days=0.0, rating=0.0, rating_count=0, done=0),
            document("3", posted_at=datetime(1, 1, 2, tzinfo=UTC)),
            document("4", posted_at=datetime(9999, 12, 30, tzinfo=UTC)),
        )
        for sort in Sort:
            assert sorted(found(engine, sort=sort)) == ["1", "2", "3", "4"]
        assert found(engine, sort=Sort.NEWEST)[:2] == ["4", "3"]

    @pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
    def test_any_listing_may_have_its_like(self, engine: Engine, text: str) -> None:
        put(engine, document("1", title=text, skills=(text,)), document("2", title=text))
        similar = engine.similar("mostaql:request:1")
        assert similar is not None
        assert {hit.ref for hit in similar.hits} <= {"mostaql:request:2"}

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_any_query_is_scanned(self, engine: Engine, text: str) -> None:
        put(engine, document("1", title="شعار"))
        assert list(engine.scan(Query(text=text))) in ([], ["mostaql:request:1"])

    def test_a_thousand_filter_values_are_answered(self, engine: Engine) -> None:
        put(engine, document("1"))
        sites = frozenset({f"site{number}" for number in range(1_000)} | {"mostaql"})
        assert engine.search(Query(sites=sites)).total == 1
