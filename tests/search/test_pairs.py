"""The two tables that decide the quality of the analysis."""

from pathlib import Path

import pytest

from search.conformance import document
from search.engines import open_engine
from search.query import Query
from tests.search.pairs import MUST_MATCH, MUST_NOT_MATCH


@pytest.fixture(scope="module")
def finds():
    def ask(words: str, text: str) -> bool:
        engine = open_engine("tantivy::memory:")
        engine.apply([document("mostaql:request:1", title=text)], cursor=1)
        return engine.search(Query(text=words, facets=False)).total == 1

    return ask


@pytest.mark.parametrize(("words", "text"), MUST_MATCH)
def test_finds(finds, words, text):
    assert finds(words, text)


@pytest.mark.parametrize(("words", "text"), MUST_NOT_MATCH)
def test_does_not_find(finds, words, text):
    assert not finds(words, text)


def test_tables_are_large_enough():
    assert len(set(MUST_MATCH)) >= 60
    assert len(set(MUST_NOT_MATCH)) >= 40


def test_vocabulary_is_wide_enough():
    words = Path("search/words/concepts.toml").read_text("utf-8")
    assert words.count(" = [") >= 120
