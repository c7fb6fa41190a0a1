"""Every engine answers as the reference does: the same hits, in the same order, with the same counts."""

# ruff: noqa: S101, D102  these are tests: they assert, and their names are sentences

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from search.conformance.agreeing import NOW, random_documents, random_queries
from search.conformance.documents import OneIndex
from search.conformance.paging import pages
from search.conformance.reference import ReferenceEngine
from search.document import SearchDocument
from search.interface import Engine
from search.query import Query, Sort
from search.results import Results

DOCUMENTS, QUERIES, SEED = 2_000, 240, 20_260
TYPED = ("تص", "شع", "متج", "log", "des", "لوج", "سيو", "ui", "ترجمه قانون", "وورد", "شعاار", "phto", "xyz")
WALKED = (
    Query(text="تصميم", now=NOW, limit=37, facets=False),
    Query(text="تصميم موقع شعار", now=NOW, limit=23, facets=False),
    Query(text="logo -موقع", now=NOW, limit=50, collapse=False, facets=False),
    Query(limit=190, facets=False),
    Query(text="متجر", sort=Sort.PRICE, limit=41, facets=False),
    Query(sort=Sort.RATING, kinds=frozenset({"offer"}), limit=83, facets=False),
)
"""Queries whose pages are followed to the end."""


def said(results: Results) -> dict[str, Any]:
    """Return what an answer says, but for scores, which are numbers, and `next`, an engine's own."""
    return {
        "refs": [(hit.ref, hit.copies) for hit in results.hits],
        "total": results.total,
        "relaxed": results.relaxed,
        "facets": {name: [(one.value, one.count) for one in many] for name, many in results.facets.items()},
        "prices": results.prices,
        "marks": [(hit.title, hit.snippet) for hit in results.hits],
        "reading": (results.ignored_words, results.misread, results.did_you_mean),
        "more": results.next is not None,
    }


def _changes(engine: Engine) -> None:
    """Write in parts, so that an engine keeps them apart; then take a few away and change a few."""
    documents = random_documents(DOCUMENTS, SEED)
    for start in range(0, DOCUMENTS, 700):
        part = documents[start : start + 700]
        engine.apply(part, cursor=start + len(part))
    changed = [replace(one, title=f"{one.title} تصميم", price_min=7.0) for one in documents[5::50]]
    engine.apply(changed, deleted=[one.ref for one in documents[::50]], cursor=DOCUMENTS + 80)
    back = documents[:100:50] + _strangers()
    engine.apply(back, cursor=DOCUMENTS + 82 + len(back))


def _strangers() -> list[SearchDocument]:
    return [replace(one, ref=f"new:{one.kind}:{one.ref}") for one in random_documents(60, SEED + 1)]


@cache
def _reference() -> ReferenceEngine:
    engine = ReferenceEngine()
    _changes(engine)
    return engine


@cache
def _expected() -> list[tuple[Query, Results]]:
    return [(query, _reference().search(query)) for query in random_queries(QUERIES, SEED)]


class Agrees(OneIndex):
    """Two thousand listings and hundreds of questions, against brute force; loaded once, for economy."""

    @pytest.mark.slow
    @pytest.mark.timeout(900)  # the reference is slow, and servers are far
    def test_random_questions_are_answered_as_by_brute_force(
        self, engine: Engine, subtests: pytest.Subtests
    ) -> None:
        _changes(engine)
        assert engine.count() == _reference().count() >= DOCUMENTS
        checks: tuple[Callable[[Engine], None], ...] = (
            self._check_answers,
            self._check_pages,
            self._check_scans,
            self._check_suggestions,
            self._check_similar,
        )
        for check in checks:
            with subtests.test(check.__name__):
                check(engine)

    def _check_answers(self, engine: Engine) -> None:
        for query, expected in _expected():
            got = engine.search(query)
            assert said(got) == said(expected), query
            scores = [hit.score for hit in expected.hits]
            assert [hit.score for hit in got.hits] == pytest.approx(scores, rel=1e-5), query

    def _check_pages(self, engine: Engine) -> None:
        for query in WALKED:
            got = [said(page) for page in pages(engine, query)]
            assert got == [said(page) for page in pages(_reference(), query)], query

    def _check_scans(self, engine: Engine) -> None:
        for query, _ in _expected()[:60]:
            assert list(engine.scan(query)) == list(_reference().scan(query)), query

    def _check_suggestions(self, engine: Engine) -> None:
        for typed in TYPED:
            assert engine.suggest(typed) == _reference().suggest(typed), typed

    def _check_similar(self, engine: Engine) -> None:
        for document in random_documents(DOCUMENTS, SEED)[1:DOCUMENTS:90]:
            got, expected = engine.similar(document.ref), _reference().similar(document.ref)
            assert got is not None
            assert expected is not None
            assert said(got) == said(expected), document.ref
