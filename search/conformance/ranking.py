"""Which of two listings that both match comes first, in any engine."""

# ruff: noqa: S101, D102  these are tests: they assert, and their names are sentences

from typing import Any

import pytest

from search.conformance.documents import OneIndex, document, found, put
from search.interface import Engine
from search.query import Query

BETTER: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("the word itself before another form", "شعار", {"title": "شعار"}, {"title": "شعارات"}),
    ("another form before a synonym", "شعار", {"title": "شعارات"}, {"title": "logo"}),
    ("the asked language before the other", "logo", {"title": "logo"}, {"title": "شعار"}),
    ("title before description", "ترجمة", {"title": "ترجمة"}, {"description": "ترجمة"}),
    ("title before skills", "ترجمة", {"title": "ترجمة"}, {"skills": ("ترجمة",)}),
    ("skills before description", "ترجمة", {"skills": ("ترجمة",)}, {"description": "ترجمة"}),
    ("description before labels", "ترجمة", {"description": "ترجمة"}, {"labels": ("ترجمة",)}),
    (
        "title and description before title alone",
        "ترجمة",
        {"title": "ترجمة", "description": "ترجمة"},
        {"title": "ترجمة", "description": "نصوص"},
    ),
    (
        "what is about it before what names it in passing",
        "مونتاج فيديو",
        {"title": "مونتاج فيديو قصير", "description": "مونتاج"},
        {"title": "مدير قناة", "description": "نشر وردود وجدولة ومونتاج أحيانا لكل فيديو في القناة"},
    ),
    (
        "both words in the title before one",
        "متجر سلة",
        {"title": "متجر سلة"},
        {"title": "متجر جديد", "description": "على سلة"},
    ),
]
"""Why, the query, the better and the worse listing."""


class Ranks(OneIndex):
    """What is nearer to the asker's words comes first."""

    @pytest.mark.parametrize(
        ("query", "better", "worse"), [row[1:] for row in BETTER], ids=[row[0] for row in BETTER]
    )
    def test_the_nearer_comes_first(
        self, engine: Engine, query: str, better: dict[str, Any], worse: dict[str, Any]
    ) -> None:
        noise = [document(f"z{number}", title=f"شيء آخر {number}") for number in range(10)]
        put(engine, document("1", **worse), document("2", **better), *noise)
        assert found(engine, query) == ["2", "1"]

    def test_scores_fall(self, engine: Engine) -> None:
        put(engine, *(document(str(n), title="شعار", description="كلام " * n) for n in range(1, 6)))
        scores = [hit.score for hit in engine.search(Query(text="شعار كلام")).hits]
        assert scores == sorted(scores, reverse=True)
        assert all(score > 0 for score in scores)

    def test_filters_do_not_change_the_order(self, engine: Engine) -> None:
        put(engine, document("2", title="شعار"), document("1", title="شعارات"), document("3", title="logo"))
        everywhere = found(engine, "شعار")
        assert found(engine, "شعار", sites=frozenset({"mostaql"}), kinds=frozenset({"request"})) == everywhere
