"""Filters typed among the words are read as meant, and never stand in anybody's way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import Query
from search.signs import plain_signs
from search.syntax import MOST_FILTERS, narrowed, read_filters, unfiltered
from tests.search.texts import texts

READ = [
    ("site:khamsat", {"sites": {"khamsat"}}),
    ("site:khamsat,mostaql", {"sites": {"khamsat", "mostaql"}}),
    ("site:khamsat موقع:mostaql", {"sites": {"khamsat", "mostaql"}}),
    ("Site:KHAMSAT", {"sites": {"khamsat"}}),
    ('site:"khamsat"', {"sites": {"khamsat"}}),
    ("site:khamsat,", {"sites": {"khamsat"}}),
    ("kind:service", {"kinds": {"offer"}}),
    ("kind:project,freelancer", {"kinds": {"request", "specialist"}}),
    ("نوع:خدمة", {"kinds": {"offer"}}),
    ("نوع:طلب,مستقل", {"kinds": {"request", "specialist"}}),
    ("specialty:web-development", {"specialties": {"web-development"}}),
    ("حالة:open", {"statuses": {"open"}}),
    ("language:ar,en", {"languages": {"ar", "en"}}),
    ("pricing:fixed", {"pricings": {"fixed"}}),
    ("تسعير:ساعة", {"pricings": {"hourly"}}),
    ("price:50..200", {"min_price": 50.0, "max_price": 200.0}),
    ("price:50..50", {"min_price": 50.0, "max_price": 50.0}),
    ("price:..200", {"max_price": 200.0}),
    ("price:50..", {"min_price": 50.0}),
    ("price:>50", {"min_price": 50.0}),
    ("price:>=50", {"min_price": 50.0}),
    ("price:<50", {"max_price": 50.0}),
    ("price:50", {"max_price": 50.0}),
    ("price:49.5", {"max_price": 49.5}),
    ("price:$50", {"max_price": 50.0}),
    ("price:50$", {"max_price": 50.0}),
    ("السعر:50", {"max_price": 50.0}),
    ("سعر:٥٠..١٠٠", {"min_price": 50.0, "max_price": 100.0}),
    ("سعر:۵۰", {"max_price": 50.0}),
    ("days:3", {"max_delivery_days": 3.0}),
    ("delivery:<7", {"max_delivery_days": 7.0}),
    ("delivery:1..7", {"max_delivery_days": 7.0}),
    ("rating:4", {"min_rating": 4.0}),
    ("rating:4..5", {"min_rating": 4.0}),
    ("تقييم:>4.5", {"min_rating": 4.5}),
    ("price:10..40 price:30..60", {"min_price": 30.0, "max_price": 40.0}),
    ("price:>10 price:>30", {"min_price": 30.0}),
    ("حالة:مفتوح", {"statuses": {"open"}}),
    ("lang:arabic,en", {"languages": {"ar", "en"}}),
    ("نوع:خدمات", {"kinds": {"offer"}}),
    ("site：khamsat", {"sites": {"khamsat"}}),
    ("site:“khamsat”", {"sites": {"khamsat"}}),
]
"""What is typed, and what it asks for."""

NOT_READ = [
    "price:",
    "price:..",
    "price:cheap",
    "price:50..10",
    "price:-5",
    "price:1e3",
    "price:5،5",
    "price:nan",
    "price:inf",
    "days:3..",
    "rating:..4",
    "kind:",
    "kind:thing",
    "kind:offer,thing",
    "pricing:free",
    "site:خمسات",
    "site:-",
    "site:a;b",
    "site:" + "x" * 65,
    "specialty:_a",
    'site:""',
    "status:nope",
    "lang:klingon",
    "-site:khamsat",
    "–kind:offer",
]
"""What is no filter, though its name is one's."""


@pytest.mark.parametrize(("text", "asked"), READ)
def test_a_filter_is_read(text, asked):
    written = read_filters(text)
    assert dict(written.asked) == asked
    assert written.misread == ()


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_filter_stays_in_the_text(text):
    written = read_filters(f"شعار {text} لوجو")
    text = plain_signs(text)
    assert written.text == f"شعار {text} لوجو"
    assert not written.asked
    (misread,) = written.misread
    assert misread.piece == text[:80]
    assert misread.reason


@pytest.mark.parametrize(
    "text",
    [
        "foo:bar",
        "http://a.example",
        '"site:khamsat"',
        'x "price:5 rating:4"',
        "site : khamsat",
        "a.site:khamsat",
        "::",
    ],
)
def test_other_colons_are_nobodys_business(text):
    assert narrowed(Query(text=text)) == (Query(text=text), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("شعار site:khamsat لوجو", ["شعار", "لوجو"]),
        ("site:khamsat", []),
        ("-موقع price:5", ["-موقع"]),
        ('"متجر سلة" price:5', ['"متجر', 'سلة"']),
    ],
)
def test_a_filter_leaves_the_words(text, words):
    assert read_filters(text).text.split() == words


@pytest.mark.parametrize(
    ("query", "narrow"),
    [
        (Query(text="site:a,b", sites=frozenset({"b", "c"})), {"sites": frozenset({"b"})}),
        (Query(text="price:10..90", min_price=20, max_price=50), {"min_price": 20, "max_price": 50}),
        (Query(text="price:30..40", min_price=20, max_price=50), {"min_price": 30, "max_price": 40}),
        (Query(text="days:5", max_delivery_days=9), {"max_delivery_days": 5}),
        (Query(text="rating:3", min_rating=4), {"min_rating": 4}),
        (Query(text="rating:3"), {"min_rating": 3}),
    ],
)
def test_typed_and_chosen_meet_in_the_narrower(query, narrow):
    found, misread = narrowed(query)
    assert {name: getattr(found, name) for name in narrow} == narrow
    assert misread == ()


def test_sets_that_exclude_each_other_ask_for_nothing_that_exists():
    found, _ = narrowed(Query(text="site:a", sites=frozenset({"b"})))
    assert found.sites
    assert not found.sites & {"a", "b"}


def test_ranges_that_exclude_each_other_are_told():
    query = Query(text="price:100..", max_price=50)
    found, (misread,) = narrowed(query)
    assert (found.text.split(), found.min_price, found.max_price) == ([], None, 50)
    assert (misread.code, bool(misread.reason)) == ("contradiction", True)


def test_typed_prices_that_exclude_each_other_are_told_and_all_else_holds():
    found, (misread,) = narrowed(Query(text="شعار price:>100 price:<20 site:khamsat"))
    assert (found.text.split(), found.sites) == (["شعار"], {"khamsat"})
    assert (found.min_price, found.max_price) == (None, None)
    assert (misread.code, misread.piece) == ("contradiction", "price:>100 price:<20")


def test_what_looks_like_a_filter_is_no_word_to_be_mended():
    assert unfiltered("شعار kind:job date:2026-11-20 -site:x").split() == ["شعار"]


def test_the_rest_of_a_query_stays():
    query = Query(text="شعار site:a", limit=3, offset=2, strict=True, facets=False, min_rating=2)
    found, _ = narrowed(query)
    assert (found.limit, found.offset, found.strict, found.facets, found.min_rating) == (3, 2, True, False, 2)


def test_only_so_many_filters_are_read():
    written = read_filters(" ".join(f"site:s{number}" for number in range(MOST_FILTERS + 5)))
    assert len(written.asked["sites"]) == MOST_FILTERS
    assert len(written.text.split()) == 5


NAMES = ["site", "kind", "price", "سعر", "rating", "days", "specialty", "pricing", "نوع", "lang"]
filters = st.builds(
    "{}:{}".format, st.sampled_from(NAMES), st.one_of(texts, st.sampled_from(["1..2", "9" * 500]))
)


@given(st.lists(st.one_of(texts, filters), max_size=6).map(" ".join))
def test_nothing_that_is_typed_fails(text):
    found, misread = narrowed(Query(text=text))
    assert all(one.piece and one.reason and len(one.piece) <= 80 for one in misread)
    again, _ = narrowed(found)
    assert isinstance(again, Query)


@given(texts)
def test_a_text_without_a_colon_is_left_alone(text):
    text = text.replace(":", "")
    assert narrowed(Query(text=text)) == (Query(text=text), ())
