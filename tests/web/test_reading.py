"""What is asked for becomes a query, or every fault in it is named; nothing raises."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.domain.taxonomy import load_taxonomy
from search.query import Query, Sort
from web.amounts import read_days, read_end, read_price, read_rating, read_start
from web.asking import MANY, Asked
from web.links import Links
from web.problems import LARGEST_ANSWER, LONGEST_MARK, LONGEST_TEXT, MOST_VALUES, Known
from web.reading import read
from web.words import Language, load_words

KNOWN = Known({"khamsat", "mostaql"}, load_taxonomy())
NOW = datetime(2026, 11, 20, 12, 0, 30, tzinfo=UTC)
TEXTS = st.text(max_size=30)
SINGLE = tuple(name for name in Asked.model_fields if name not in MANY)
NUMBERS = st.one_of(TEXTS, st.integers().map(str), st.datetimes().map(str), st.dates().map(str))
ASKED = st.builds(
    Asked,
    **dict.fromkeys(MANY, st.lists(TEXTS, max_size=3)),
    **dict.fromkeys(SINGLE, NUMBERS),
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
        delivery_band=["0-2", "31+"],
        rating_band=["4.9+"],
        pricing=["hourly"],
        status=["open"],
        language=["ar"],
        max_delivery_days="٧",
        min_rating="4,5",
        posted_within="3",
        posted_after="2026-11-01",
        posted_before="2026-11-19",
        sort="newest",
        page="3",
    )
    assert read(asked, KNOWN, now=NOW).query == Query(
        text="شعار",
        kinds=frozenset({"offer", "request"}),
        sites=frozenset({"khamsat"}),
        specialties=frozenset({"logo-design"}),
        price_bands=frozenset({"0-25"}),
        min_price=5,
        max_price=1000,
        delivery_bands=frozenset({"0-2", "31+"}),
        rating_bands=frozenset({"4.9+"}),
        pricings=frozenset({"hourly"}),
        statuses=frozenset({"open"}),
        languages=frozenset({"ar"}),
        max_delivery_days=7,
        min_rating=4.5,
        posted_after=datetime(2026, 11, 17, 12, tzinfo=UTC),
        posted_before=datetime(2026, 11, 19, 23, 59, 59, 999999, tzinfo=UTC),
        sort=Sort.NEWEST,
        offset=40,
        limit=20,
    )


def test_reading_on_takes_the_place_of_a_page():
    assert read(Asked(after="WzFd"), KNOWN, limit="50").query == Query(after="WzFd", limit=50)


def test_the_later_of_two_beginnings_counts():
    asked = Asked(posted_within="30", posted_after="2026-11-18")
    assert read(asked, KNOWN, now=NOW).query.posted_after == datetime(2026, 11, 18, tzinfo=UTC)


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
        ({"delivery_band": ["0-3"]}, {("delivery_band", "unknown")}),
        ({"rating_band": ["5"]}, {("rating_band", "unknown")}),
        ({"pricing": ["free"]}, {("pricing", "unknown")}),
        ({"status": ["gone"]}, {("status", "unknown")}),
        ({"language": ["عربي"]}, {("language", "unknown")}),
        ({"max_delivery_days": "0"}, {("max_delivery_days", "not_days")}),
        ({"max_delivery_days": "2.5"}, {("max_delivery_days", "not_days")}),
        ({"posted_within": "99999"}, {("posted_within", "not_days")}),
        ({"min_rating": "5.1"}, {("min_rating", "not_a_rating")}),
        ({"posted_after": "yesterday"}, {("posted_after", "not_a_date")}),
        ({"posted_before": "2026-02-30"}, {("posted_before", "not_a_date")}),
        ({"posted_before": "0001-01-01"}, {("posted_before", "not_a_date")}),
        ({"posted_after": "2026-11-02", "posted_before": "2026-11-01"}, {("posted_after", "after_end")}),
        ({"posted_within": "1", "posted_before": "2026-11-01"}, {("posted_after", "after_end")}),
        ({"posted_after": "2026-11-01", "posted_before": "2026-11-01"}, set()),
        ({"after": "x", "page": "2"}, {("after", "with_page")}),
        ({"after": "x" * (LONGEST_MARK + 1)}, {("after", "not_a_mark")}),
        ({"sort": "rating"}, set()),
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


@pytest.mark.parametrize(
    ("reader", "given_text", "value"),
    [
        (read_days, "٣٠", 30),
        (read_days, "-1", None),
        (read_rating, "4,5", 4.5),
        (read_rating, "٤٫٥", 4.5),
        (read_rating, "0", 0),
        (read_rating, "nan", None),
        (read_start, "2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        (read_start, "٢٠٢٦-١١-٢٠", datetime(2026, 11, 20, tzinfo=UTC)),
        (read_end, "2026-11-20", datetime(2026, 11, 20, 23, 59, 59, 999999, tzinfo=UTC)),
        (read_end, "2026-11-20T18:00:00Z", datetime(2026, 11, 20, 18, tzinfo=UTC)),
        (read_start, "2026-11-20T18:00:00+03:00", datetime(2026, 11, 20, 15, tzinfo=UTC)),
        (read_start, "2026-11-20T18:00:00 03:00", datetime(2026, 11, 20, 15, tzinfo=UTC)),
        (read_start, "2026-11-20 18:00", datetime(2026, 11, 20, 18, tzinfo=UTC)),
        (read_start, "9999-12-31T23:59:59-23:00", None),
        (read_start, "20/11/2026", None),
    ],
)
def test_days_ratings_and_dates_are_read_as_people_write_them(reader, given_text, value):
    assert reader(given_text) == value


@given(ASKED, TEXTS)
def test_nothing_that_is_asked_raises_and_every_fault_can_be_told(asked, limit):
    for problem in read(asked, KNOWN, limit=limit).problems:
        assert all(problem.told(load_words(language)) for language in Language)


@given(ASKED)
def test_a_search_comes_back_whole_from_its_address(asked):
    address = urlsplit(Links(Language.AR).search(asked))
    values = parse_qs(address.query)
    many = {name: values.get(name, []) for name in MANY}
    one = {name: values[name][0] for name in SINGLE if name in values}
    assert Asked(**many, **one) == asked


@given(ASKED, st.sampled_from(["kind", "site"]), st.text(min_size=1, max_size=5, alphabet="abc"))
def test_choosing_twice_takes_a_choice_back_and_starts_on_the_first_page(asked, name, value):
    once = asked.toggled(name, value)
    assert (value in getattr(once, name)) != (value in getattr(asked, name))
    assert set(getattr(once.toggled(name, value), name)) == set(getattr(asked, name))
    assert once.page == once.after == ""


def test_control_characters_are_no_part_of_a_question():
    assert Asked(q="\x00شعار\x1b\n احترافي\u2028").q == "شعار  احترافي"
    assert Asked(site=["a\x00", "a", ""]).site == ("a",)
