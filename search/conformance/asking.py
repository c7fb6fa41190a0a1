"""What people and machines may ask and store, in any engine: everything, without a failure."""

# ruff: noqa: S101, D102  these are tests: they assert, and their names are sentences

import pytest

from search.conformance.documents import OneIndex, document, found, put
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

    @pytest.mark.parametrize("value", ["", "*", "a:b", "' OR 1=1", "mostaql ", "شعار", "\0", "x" * 5_000])
    def test_strange_filter_values_find_nothing(self, engine: Engine, value: str) -> None:
        put(engine, document("1"))
        for name in ("sites", "kinds", "specialties"):
            assert engine.search(Query(**{name: frozenset({value})})).total == 0  # type: ignore[arg-type]

    def test_a_thousand_filter_values_are_answered(self, engine: Engine) -> None:
        put(engine, document("1"))
        sites = frozenset({f"site{number}" for number in range(1_000)} | {"mostaql"})
        assert engine.search(Query(sites=sites)).total == 1
