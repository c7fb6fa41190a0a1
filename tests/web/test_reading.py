"""What is asked for becomes a query, or every fault in it is named; nothing raises."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.domain.taxonomy import load_taxonomy
from search.query import Query, Sort
from web.asking import Asked
from web.links import Links
from web.reading import LARGEST_ANSWER, LONGEST_TEXT, MOST_VALUES, Known, read, read_price
from web.words import Language, load_words

KNOWN = Known({"khamsat", "mostaql"}, load_taxonomy())
TEXTS = st.text(max_size=30)
ASKED = st.builds(
    Asked,
    q=TEXTS,
    **dict.fromkeys(("kind", "site", "specialty", "band"), st.lists(TEXTS, max_size=3)),
    **dict.fromkeys(("min_price", "max_price", "sort", "page"), TEXTS),
)


def faults(**asked):
    limit = asked.pop("limit", "20")
    reading = read(Asked(**asked), KNOWN, limit=limit)
    assert (reading.query is None) == bool(reading.problems)
    return {(problem.field, problem.code) for problem in reading.problems}


def test_everything_that_can_be_asked_reaches_the_query():
    asked = Asked(
        q="شعار",
        kind=["offer", "request"],
        site=["khamsat"],
        specialty=["logo-design"],
        band=["0-25"],
        min_price="5",
        max_price="1,000",
        sort="newest",
        page="3",
    )
    assert read(asked, KNOWN).query == Query(
        text="شعار",
        kinds=frozenset({"offer", "request"}),
        sites=frozenset({"khamsat"}),
        specialties=frozenset({"logo-design"}),
        price_bands=frozenset({"0-25"}),
        min_price=5,
        max_price=1000,
        sort=Sort.NEWEST,
        offset=40,
        limit=20,
    )


def test_nothing_asked_asks_for_everything():
    assert read(Asked(), KNOWN).query == Query()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": ["offers"]}, {("kind", "unknown")}),
        ({"site": ["ebay", "khamsat"]}, {("site", "unknown")}),
        ({"specialty": ["logo-desing"]}, {("specialty", "unknown_specialty")}),
        ({"band": ["0-26"]}, {("band", "unknown")}),
        ({"sort": "cheapest"}, {("sort", "unknown")}),
        (
            {"min_price": "x", "max_price": "nan"},
            {("min_price", "not_a_price"), ("max_price", "not_a_price")},
        ),
        ({"min_price": "-5"}, {("min_price", "not_a_price")}),
        ({"min_price": "1e5"}, {("min_price", "not_a_price")}),
        ({"min_price": "51", "max_price": "50"}, {("min_price", "above_max")}),
        ({"page": "0"}, {("page", "not_a_number")}),
        ({"page": "two"}, {("page", "not_a_number")}),
        ({"page": "-1"}, {("page", "not_a_number")}),
        ({"page": "501"}, {("page", "too_deep")}),
        ({"page": "9" * 40}, {("page", "not_a_number")}),
        ({"limit": "x"}, {("limit", "not_a_number")}),
        ({"limit": str(LARGEST_ANSWER + 1)}, {("limit", "too_large")}),
        ({"q": "x" * (LONGEST_TEXT + 1)}, {("q", "too_long")}),
        ({"site": [f"s{number}" for number in range(MOST_VALUES + 1)]}, {("site", "too_many")}),
        ({"kind": ["x"], "sort": "y"}, {("kind", "unknown"), ("sort", "unknown")}),
        ({"page": "500"}, set()),
        ({"q": "x" * LONGEST_TEXT}, set()),
    ],
)
def test_every_fault_is_named_by_its_field(asked, found):
    assert faults(**asked) == found


@pytest.mark.parametrize(
    ("given_price", "price"),
    [
        ("50", 50),
        ("50.5", 50.5),
        ("٥٠٫٥", 50.5),
        ("۵۰", 50),
        ("1,000", 1000),
        ("1,000,000", 1_000_000),
        ("$50", 50),
        ("50 $", 50),
        ("1,5", None),
        ("", None),
        ("50-100", None),
        ("inf", None),
        ("1_000", None),
        ("9999999999", None),
    ],
)
def test_prices_are_read_as_people_write_them(given_price, price):
    assert read_price(given_price) == price


@given(ASKED, TEXTS)
def test_nothing_that_is_asked_raises_and_every_fault_can_be_told(asked, limit):
    for problem in read(asked, KNOWN, limit=limit).problems:
        assert all(problem.told(load_words(language)) for language in Language)


@given(ASKED)
def test_a_search_comes_back_whole_from_its_address(asked):
    address = urlsplit(Links(Language.AR).search(asked))
    values = parse_qs(address.query)
    many = {name: values.get(name, []) for name in ("kind", "site", "specialty", "band")}
    one = {
        name: values[name][0] for name in ("q", "min_price", "max_price", "sort", "page") if name in values
    }
    assert Asked(**many, **one) == asked


@given(ASKED, st.sampled_from(["kind", "site"]), st.text(min_size=1, max_size=5, alphabet="abc"))
def test_choosing_twice_takes_a_choice_back_and_starts_on_the_first_page(asked, name, value):
    once = asked.toggled(name, value)
    assert (value in getattr(once, name)) != (value in getattr(asked, name))
    assert set(getattr(once.toggled(name, value), name)) == set(getattr(asked, name))
    assert once.page == ""


def test_control_characters_are_no_part_of_a_question():
    assert Asked(q="\x00شعار\x1b\n احترافي\u2028").q == "شعار  احترافي"
    assert Asked(site=["a\x00", "a", ""]).site == ("a",)
