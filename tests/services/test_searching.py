"""What the engine finds is joined with what the store knows now; what was typed is kept in what is mended."""

from types import SimpleNamespace

import pytest

from aggregator.errors import BadInput, IndexUnavailable
from aggregator.services.searching import MOST_COPIES, Searching, make_query
from aggregator.services.written import plain_words, typed_filters, without_filters
from search.errors import EngineUnavailable, InvalidQuery
from search.query import Query
from search.results import Highlight, Hit, Results, Suggestion
from tests.web.builders import listing


def hit(ref, *copies):
    shown = Highlight(text=ref)
    return Hit(ref=ref, score=1.0, title=shown, snippet=shown, copies=copies)


class Engine:
    """Answers always the same."""

    def __init__(self, *hits, mended=None, phrases=()):
        self.results = Results(total=len(hits), hits=hits, facets={}, did_you_mean=mended)
        self.phrases = phrases

    def search(self, _):
        return self.results

    def similar(self, ref, **_):
        return None if ref == "a1:offer:404" else self.results

    def suggest(self, text, *, limit):
        found = [Suggestion(text=phrase, count=1) for phrase in self.phrases if phrase.startswith(text)]
        return tuple(found[:limit])


def searching(engine, *refs):
    known = {ref: listing(ref) for ref in refs}

    def get_many(asked):
        return {ref: known[ref] for ref in asked if ref in known}

    return Searching(engine, SimpleNamespace(listings=SimpleNamespace(get_many=get_many)))


def found(hits, *refs):
    page = searching(Engine(*hits), *refs).search(Query())
    return [(one.listing.ref, [copy.ref for copy in one.copies], one.copies_count) for one in page.found]


def test_a_listing_that_has_vanished_gives_its_place_to_its_first_copy():
    hits = [hit("a1:offer:1", "a1:offer:2", "a1:offer:3"), hit("a1:offer:4")]
    everything = ["a1:offer:1", "a1:offer:2", "a1:offer:3", "a1:offer:4"]
    assert found(hits, *everything) == [
        ("a1:offer:1", ["a1:offer:2", "a1:offer:3"], 2),
        ("a1:offer:4", [], 0),
    ]
    assert found(hits, *everything[1:3]) == [("a1:offer:2", ["a1:offer:3"], 1)]
    assert found(hits) == []


def test_many_copies_are_counted_but_not_all_shown():
    refs = [f"a1:offer:{number}" for number in range(100)]
    [(_, copies, count)] = found([hit(*refs)], *refs)
    assert (len(copies), count) == (MOST_COPIES, 99)


def test_nothing_is_like_what_is_not_indexed():
    engine = searching(Engine(hit("a1:offer:2")), "a1:offer:2")
    assert [one.listing.ref for one in engine.similar("a1:offer:1")] == ["a1:offer:2"]
    assert engine.similar("a1:offer:404") == ()


@pytest.mark.parametrize(
    ("text", "mended", "said"),
    [
        ("شعلر", "شعار", "شعار"),
        ("شعلر site:khamsat", "شعار ", "شعار site:khamsat"),
        ("price:..9 شعلر kind:offer", " شعار ", "شعار price:..9 kind:offer"),
        ("شعار", None, None),
        ("شعار", "شعار", None),
    ],
)
def test_what_is_mended_keeps_the_typed_filters(text, mended, said):
    assert searching(Engine(mended=mended)).search(Query(text=text)).did_you_mean == said


@pytest.mark.parametrize(
    ("text", "pieces", "rest"),
    [
        ("", [], ""),
        ("شعار", [], "شعار"),
        ("http://x.example 10:30 C:", [], "http://x.example 10:30 C:"),
        ("شعار site:khamsat", ["site:khamsat"], "شعار"),
        ("موقع:khamsat نوع:طلب متجر", ["موقع:khamsat", "نوع:طلب"], "متجر"),
        ("price:5 price:50 متجر", ["price:5", "price:50"], "متجر"),
        ('"site:khamsat متجر"', [], '"site:khamsat متجر"'),
        ("price:abc متجر", [], "price:abc متجر"),
    ],
)
def test_filters_among_the_words_are_found(text, pieces, rest):
    typed = typed_filters(text)
    assert [one.piece for one in typed] == pieces
    assert without_filters(text) == rest
    assert all(one.piece not in one.rest.split() for one in typed)


def test_a_typed_filter_tells_what_it_names():
    [places, price] = typed_filters("شعار site:khamsat,ebay price:5..9")
    assert places.named("sites") == ["ebay", "khamsat"]
    assert (price.named("sites"), price.named("specialties")) == ([], [])


def test_words_that_are_left_out_are_not_among_those_wanted():
    assert plain_words('"تصميم شعار" -لوجو site:khamsat -"هوية') == ["تصميم", "شعار"]


def test_related_searches_begin_as_the_question_or_its_end_does():
    phrases = ("تصميم شعار", "تصميم شعار مقهى", "شعار", "شعار نادي", "مقهى")
    assert searching(Engine(phrases=phrases)).related("تصميم شعار kind:offer") == (
        "تصميم شعار مقهى",
        "شعار نادي",
    )
    assert searching(Engine(phrases=phrases)).related("-شعار") == ()


def test_errors_of_the_question_and_of_the_engine_are_told_apart():
    class Failing(Engine):
        def search(self, query):
            raise InvalidQuery("after", "is forged") if query.after else EngineUnavailable("down")

    with pytest.raises(BadInput, match="after: is forged"):
        searching(Failing()).search(Query(after="x"))
    with pytest.raises(IndexUnavailable, match="down"):
        searching(Failing()).search(Query())


def test_an_index_that_is_away_cannot_be_warmed_and_that_is_no_fault():
    asked = []

    class Away(Engine):
        def search(self, query):
            asked.append(query)
            raise EngineUnavailable("down")

    searching(Away()).warm()
    assert len(asked) == 1


def test_days_back_are_whole_minutes_before_now():
    query = make_query("x", posted_within=3, facets=False)
    assert (query.posted_after.second, query.posted_after.microsecond) == (0, 0)
    with pytest.raises(BadInput, match="min_price"):
        make_query("x", min_price=-1.0)
