"""What holds of every text, however strange."""

import pytest
from hypothesis import HealthCheck, given, settings

from search.analysis import text_tokens
from search.conformance import document
from search.engines import open_engine
from search.folding import fold
from search.highlight import SNIPPET_LENGTH, highlight, marks_of, snippet
from search.plan import MOST_WORDS, make_plan
from search.query import Query, Sort
from search.reading import surfaces, words
from tests.search.texts import texts

with_one_engine = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def engine():
    return open_engine("tantivy::memory:")


@given(texts)
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_folding_is_blind_to_case(text):
    assert fold(text) == fold(text.casefold())


@given(texts)
def test_tokens_are_single_words(text):
    tokens = text_tokens(text)
    for token in (*tokens.words, *tokens.all):
        assert [token] == token.split()
        token.encode()


@given(texts)
def test_every_word_lies_where_it_says(text):
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.reading.exact
        assert len(word.reading.exact) == len(word.reading.stems)
        end = word.end


@given(texts, texts)
def test_marks_are_in_order_inside_and_apart(text, query):
    marks = marks_of(make_plan(query))
    for shown in (highlight(text, marks), snippet(text, marks)):
        end = 0
        for start, stop in shown.spans:
            assert end <= start < stop <= len(shown.text)
            end = stop


@given(texts, texts)
def test_a_snippet_is_a_part_of_the_text(text, query):
    shown = snippet(text, marks_of(make_plan(query)))
    assert shown.text in text
    assert len(shown.text) <= SNIPPET_LENGTH


@given(texts)
def test_a_text_marks_its_own_words(text):
    found = [(word.start, word.end) for word in words(text)]
    plan = make_plan(" ".join(surfaces(text))[:2000])
    if len(found) <= MOST_WORDS and plan.required:
        meant = {word.exact for unit in plan.required for word in unit.words}
        expected = {(w.start, w.end) for w in words(text) if meant & set(w.reading.exact)}
        assert expected <= set(highlight(text, marks_of(plan)).spans)


@given(texts)
def test_a_plan_has_no_more_words_than_allowed(text):
    plan = make_plan(text)
    units = (*plan.required, *plan.excluded)
    assert sum(len(unit.words) for unit in units) <= 3 * MOST_WORDS
    assert plan.ignored_words >= 0


@with_one_engine
@given(texts)
def test_no_query_fails(engine, text):
    for sort in Sort:
        assert engine.search(Query(text=text, sort=sort)).total == 0


@with_one_engine
@given(texts)
def test_a_listing_is_found_by_each_of_its_own_words(engine, text):
    text = text.encode(errors="ignore").decode()  # a listing holds whole characters
    engine.apply([document("1", title=text)], cursor=1)
    for surface in surfaces(text):
        if list(words(surface)):
            assert engine.search(Query(text=surface, facets=False)).total == 1, surface
