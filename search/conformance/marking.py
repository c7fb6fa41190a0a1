"""What is marked in the texts of a hit, in any engine."""

# ruff: noqa: S101, PLR2004, D102  these are tests: they assert, on expected numbers, and their names are sentences

import pytest

from search.conformance.documents import OneIndex, document, put
from search.interface import Engine
from search.query import Query, Sort
from search.results import Highlight

MARKED = [
    ("شعار", "تصميم [شعار] بسيط"),
    ("شعار", "تصميم [الشعارات] [وشعارنا]"),
    ("logo", "تصميم [شعار] [Logo]"),
    ("مترجم", "[مُتَرْجِم] محترف"),
    ("متجر", "[متـــجر] كبير"),
    ("متجر", "[مت\u200bجر] جديد"),
    ("متجر", "[ﻣﺘﺠﺮ] جديد"),
    ("cafe", "menu of a [Café]"),
    ("ui ux", "[UI/UX] designer"),
    ("seo", "خبير [تحسين] [محركات] [البحث]"),
    ('"تصميم شعار"', "[تصميم] [شعار] لا شعارات"),
    ("محتاج شعار", "محتاج [شعار]"),
    ("شعار -موقع", "[شعار]"),
    ("c#", "c++ و[C#] و c"),
    ("1500", "بسعر [١٥٠٠] دولار"),
    ("شعار", "😀😀 [شعار] 👍🏽"),
]
"""A query, and a text with what it marks in brackets."""


def _shown(highlight: Highlight) -> str:
    text = highlight.text
    for start, end in reversed(highlight.spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


class Marks(OneIndex):
    """Marks stand on the text as it was written."""

    @pytest.mark.parametrize(("query", "marked"), MARKED)
    def test_words_are_marked_where_they_stand(self, engine: Engine, query: str, marked: str) -> None:
        text = marked.replace("[", "").replace("]", "")
        put(engine, document("1", title=text, description=text))
        hit = engine.search(Query(text=query)).hits[0]
        assert (_shown(hit.title), _shown(hit.snippet)) == (marked, marked)

    def test_texts_come_back_as_they_were(self, engine: Engine) -> None:
        title = "  «متـجر»\t<b>&amp;</b>\u200f مُشَكَّل 😀 "
        put(engine, document("1", title=title))
        assert engine.search(Query()).hits[0].title == Highlight(text=title)

    def test_nothing_is_marked_when_nothing_was_asked(self, engine: Engine) -> None:
        put(engine, document("1", title="شعار", description="شعار"))
        hit = engine.search(Query()).hits[0]
        assert (hit.title.spans, hit.snippet.spans) == ((), ())

    def test_marks_are_there_in_every_order(self, engine: Engine) -> None:
        put(engine, document("1", title="شعار"))
        for sort in Sort:
            assert engine.search(Query(text="شعار", sort=sort)).hits[0].title.spans == ((0, 4),)

    def test_a_snippet_shows_where_the_words_are(self, engine: Engine) -> None:
        put(engine, document("1", description="كلام كثير " * 200 + "ثم شعار جميل " + "وكلام " * 200))
        snippet = engine.search(Query(text="شعار")).hits[0].snippet
        assert "ثم [شعار] جميل" in _shown(snippet)
        assert len(snippet.text) <= 220

    def test_a_snippet_without_matches_is_the_beginning(self, engine: Engine) -> None:
        put(engine, document("1", title="شعار", description="كلام كثير " * 200))
        snippet = engine.search(Query(text="شعار")).hits[0].snippet
        assert snippet.text.startswith("كلام كثير كلام")
        assert snippet.spans == ()

    def test_a_listing_without_description_has_an_empty_snippet(self, engine: Engine) -> None:
        put(engine, document("1", title="شعار"))
        assert engine.search(Query(text="شعار")).hits[0].snippet == Highlight(text="")
