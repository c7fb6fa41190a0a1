"""A saved search matches a listing just where the engine would show it."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator.alerts.matcher import Matcher
from search.conformance import document
from search.conformance.agreeing import random_documents, random_queries
from search.conformance.reference import ReferenceEngine
from search.engines import open_engine
from search.fields import field_values, hit_values
from search.query import Query
from tests.search.texts import texts

DOCUMENTS = random_documents(400, seed=51)
QUERIES = list(random_queries(300, seed=52))


def matched(matcher, **facts):
    return sorted(matcher.matching(document("1", **facts)))


def matcher_of(**searches):
    matcher = Matcher()
    for key, text in searches.items():
        matcher.add(key, Query(text=text))
    return matcher


def shown(engine, query):
    """All refs that a strict search shows, page by page."""
    asked = replace(query, strict=True, collapse=False, facets=False, offset=0, limit=1_000)
    return {hit.ref for hit in engine.search(asked).hits}


def _whole(text):
    """A text as a crawl keeps it: without half characters."""
    return text.encode("utf-8", "ignore").decode()


def filled(engine):
    engine.apply(DOCUMENTS, cursor=1)
    return engine


@pytest.mark.slow
@pytest.mark.parametrize("sample", [[], DOCUMENTS[:100]], ids=["no-sample", "sample"])
@pytest.mark.parametrize(
    "opened", [ReferenceEngine, lambda: open_engine("tantivy::memory:")], ids=["reference", "tantivy"]
)
def test_a_search_matches_just_the_listings_that_the_engine_shows(opened, sample):
    engine, matcher = filled(opened()), Matcher(sample)
    for number, query in enumerate(QUERIES):
        matcher.add(str(number), query)
    matching = {one.ref: set(matcher.matching(one)) for one in DOCUMENTS}
    hits = 0
    for number, query in enumerate(QUERIES):
        expected = shown(engine, query)
        assert {ref for ref, keys in matching.items() if str(number) in keys} == expected, query
        assert set(engine.scan(query)) == expected
        hits += len(expected)
    assert hits > len(DOCUMENTS)


def test_each_search_is_told_once():
    matcher = Matcher()
    for number, query in enumerate(QUERIES):
        matcher.add(str(number), query)
    for one in DOCUMENTS:
        keys = matcher.matching(one)
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "facts", "matches"),
    [
        ("متجر", {"title": "تصميم متاجر"}, True),
        ("متجر شعار", {"title": "تصميم متاجر"}, False),
        ("شعار", {"title": "need a logo"}, True),
        ("شعار -logo", {"title": "need a logo"}, False),
        ("-logo", {"title": "موقع"}, True),
        ('"متجر سلة"', {"title": "متجر سلة"}, True),
        ('"متجر سلة"', {"title": "سلة متجر"}, False),
        ("site:mostaql شعار", {"title": "شعار"}, True),
        ("site:khamsat شعار", {"title": "شعار"}, False),
        ("price:50..200", {"price_min": 200.0}, True),
        ("price:50..200", {"price_min": 201.0}, False),
        ("price:50..200", {}, False),
        ("", {}, True),
        ("site:mostaql site:khamsat kind:offer", {}, False),
    ],
)
def test_words_and_filters_are_read_as_in_a_search(text, facts, matches):
    assert matched(matcher_of(it=text), **facts) == (["it"] if matches else [])


def test_filters_of_a_query_and_of_its_text_hold_together():
    matcher = Matcher()
    matcher.add("both", Query(text="kind:request شعار", sites=frozenset({"mostaql"}), min_price=100.0))
    assert matched(matcher, title="شعار", price_max=150.0) == ["both"]
    assert matched(matcher, title="شعار", price_max=90.0) == []
    assert matcher.matching(document("kafiil:request:1", title="شعار", price_max=150.0)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"strict": False},
        {"offset": 40},
        {"limit": 0},
        {"facets": False},
        {"collapse": False},
        {"after": "nothing that was given out"},
        {"now": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
    ids=str,
)
def test_what_only_shapes_a_page_does_not_matter(change):
    matcher = Matcher()
    matcher.add("it", Query(text="شعار متجر", **change))
    assert matched(matcher, title="شعار متجر") == ["it"]
    assert matched(matcher, title="شعار") == []


def test_a_removed_search_matches_no_more():
    matcher = matcher_of(one="شعار", two="شعار", three="شعار متجر")
    matcher.remove("one")
    assert matched(matcher, title="شعار متجر") == ["three", "two"]
    matcher.remove("two")
    matcher.remove("two")
    matcher.remove("never there")
    assert matched(matcher, title="شعار متجر") == ["three"]
    assert len(matcher) == 1
    assert "three" in matcher
    assert "two" not in matcher


def test_a_search_that_is_added_again_replaces_the_one_before():
    matcher = matcher_of(one="شعار")
    matcher.add("one", Query(text="متجر"))
    assert matched(matcher, title="شعار") == []
    assert matched(matcher, title="متجر") == ["one"]
    matcher.add("one", Query(text="متجر"))
    assert matched(matcher, title="متجر") == ["one"]
    assert len(matcher) == 1


moves = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.one_of(st.none(), st.sampled_from(QUERIES[:40]))), max_size=30
)


@settings(max_examples=50, deadline=None)
@given(moves=moves)
def test_whatever_comes_and_goes_only_what_is_there_matches(moves):
    matcher, kept = Matcher(), {}
    for key, query in moves:
        if query is None:
            matcher.remove(key)
            kept.pop(key, None)
        else:
            matcher.add(key, query)
            kept[key] = query
    fresh = Matcher(DOCUMENTS[:50])
    for key, query in kept.items():
        fresh.add(key, query)
    assert len(matcher) == len(kept)
    for one in DOCUMENTS[:40]:
        assert sorted(matcher.matching(one)) == sorted(fresh.matching(one))


def test_searches_come_and_go_while_listings_are_matched():
    matcher = matcher_of(always="شعار")
    stop, troubles = threading.Event(), []

    def churn():
        while not stop.is_set():
            for number in range(50):
                matcher.add(str(number), Query(text=f"شعار {number}"))
            for number in range(50):
                matcher.remove(str(number))

    def match():
        try:
            for _ in range(300):
                assert "always" in matched(matcher, title="شعار 1 2 3 4 5 6 7 8 9")
        except Exception as trouble:  # noqa: BLE001  whatever it is, the test tells it
            troubles.append(trouble)

    changing, asking = threading.Thread(target=churn), [threading.Thread(target=match) for _ in range(2)]
    for thread in (changing, *asking):
        thread.start()
    for thread in asking:
        thread.join()
    stop.set()
    changing.join()
    assert troubles == []
    assert matched(matcher, title="شعار 1") == ["always"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(asked=texts, said=texts)
def test_no_text_breaks_it_and_the_engine_agrees(asked, said):
    one = document("1", title=_whole(said), description=_whole(asked))
    matcher, engine = Matcher(), ReferenceEngine()
    matcher.add("it", Query(text=asked))
    engine.apply([one], cursor=1)
    assert matcher.matching(one) == ["it"] * len(list(engine.scan(Query(text=asked))))


@pytest.mark.parametrize(
    "text",
    ["شعار " * 200_000, '"' * 100_000, "site:" * 200_000, "-" * 1_000_000, "\ud800" * 1_000, "a:b " * 50_000],
    ids=["words", "quotes", "filters", "minus", "half characters", "no filters"],
)
def test_a_huge_text_is_read_as_far_as_a_search_reads_it(text):
    one = document("1", title="شعار")
    engine, matcher = ReferenceEngine(), matcher_of(it=text)
    engine.apply([one], cursor=1)
    assert matcher.matching(one) == ["it"] * len(list(engine.scan(Query(text=text))))


def test_matching_reads_of_a_listing_just_what_searches_ask_for():
    for one in DOCUMENTS[:100]:
        values = field_values(one)
        some = hit_values(one)
        assert some.pop("found") == set(values["found"].split())
        assert some == {name: values[name] for name in some}
