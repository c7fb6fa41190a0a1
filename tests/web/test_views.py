"""How prices, moments and matches are said, as tables."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.domain.listing import Rating
from aggregator.domain.money import MoneyRange
from aggregator.domain.taxonomy import load_taxonomy
from search.query import LARGEST_WINDOW
from search.results import Highlight
from tests.web.builders import listing, money, usd
from web.asking import Asked
from web.links import Links, outward, plain
from web.views.facts import direction, facts
from web.views.marking import parts
from web.views.moments import moment
from web.views.money import price
from web.views.paging import pager, pages_of
from web.views.reader import Reader
from web.words import Language, load_words

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
AR, EN = load_words(Language.AR), load_words(Language.EN)


def reader(words=AR):
    return Reader(words=words, links=Links(words.language), now=NOW, sites={}, taxonomy=load_taxonomy())


def said(money_range, words):
    shown = price(money_range, words)
    return plain(shown.amount).replace("\xa0", " "), shown.worth and plain(shown.worth).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("money_range", "ar", "en"),
    [
        (usd(25), "$25", "$25"),
        (usd("12.5"), "$12.50", "$12.50"),
        (usd(0), "$0", "$0"),
        (usd(25, 50), "$25 – 50", "$25 – 50"),
        (usd(1000, 10_000), "$1,000 – 10,000", "$1,000 – 10,000"),
        (money(25, None, rate=1), "من $25", "From $25"),
        (money(None, 50, rate=1), "حتى $50", "Up to $50"),
        (money(100, 200, currency="SAR"), "100 – 200 ر.س.", "SAR 100 – 200"),
        (money(100, 100, currency="EUR"), "100 €", "€100"),
    ],
)
def test_prices_are_said_in_their_own_currency(money_range, ar, en):
    assert said(money_range, AR)[0] == ar
    assert said(money_range, EN)[0] == en


@pytest.mark.parametrize(
    ("money_range", "ar", "en"),
    [
        (usd(25), None, None),
        (money(100, 200, currency="SAR"), "نحو $26.67 – 53.34", "about $26.67 – 53.34"),
        (MoneyRange(min=Decimal(5), max=None, currency="KWD"), None, None),
    ],
)
def test_another_currency_is_also_said_in_dollars_where_a_rate_is_known(money_range, ar, en):
    assert (said(money_range, AR)[1], said(money_range, EN)[1]) == (ar, en)


def test_a_price_that_is_not_stated_is_not_said():
    assert price(None, AR) is None


@pytest.mark.parametrize(
    ("age", "ar", "en"),
    [
        (timedelta(seconds=20), "الآن", "now"),
        (timedelta(minutes=2), "قبل دقيقتين", "2 minutes ago"),
        (timedelta(hours=5), "قبل 5 ساعات", "5 hours ago"),
        (timedelta(days=1), "قبل يوم واحد", "1 day ago"),
        (timedelta(days=2), "قبل يومين", "2 days ago"),
        (timedelta(days=100), "16 أغسطس 2026", "August 16, 2026"),
    ],
)
def test_a_moment_is_said_as_people_say_it(age, ar, en):
    assert moment(NOW - age, reader(AR)).text == ar
    assert moment(NOW - age, reader(EN)).text == en


def test_a_moment_tells_exactly_when_and_admits_what_is_only_about_right():
    at = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
    assert moment(at, reader(EN)).exact == "20 November 2026, 09:05 UTC"
    assert moment(at, reader(EN), exact=False).exact == "About 20 November 2026, 09:05 UTC"
    assert moment(at, reader()).exact == "20 نوفمبر 2026، 09:05، بتوقيت UTC"
    assert moment(at, reader()).machine == "2026-11-20T09:05:00+00:00"
    assert moment(None, reader()) is None


@st.composite
def highlights(draw):
    text = draw(st.text(max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return Highlight(text=text, spans=tuple(zip(cuts[::2], cuts[1::2], strict=False)))


@given(highlights())
def test_marking_loses_no_character_and_marks_only_the_spans(highlight):
    found = parts(highlight)
    assert "".join(part.text for part in found) == highlight.text
    marked = [highlight.text[start:end] for start, end in highlight.spans]
    assert [part.text for part in found if part.marked] == marked
    assert all(part.text for part in found)


@pytest.mark.parametrize(
    ("stated", "name", "text"),
    [
        (listing("a1:request:1", offers_count=0), "offers_count", "لا عروض بعد"),
        (listing("a1:request:1", offers_count=2), "offers_count", "عرضان"),
        (listing("a1:request:1", hiring_rate=Decimal("66.67")), "hiring_rate", "66.67%"),
        (listing("a1:request:1", hiring_rate="not_computed"), "hiring_rate", "لم يُحسب بعد"),
        (listing("a1:request:1", delivery_days=11), "duration_days", "11 يومًا"),
        (listing("a1:offer:1", delivery_days=1), "delivery_days", "يوم واحد"),
        (listing("a1:offer:1", rating=Rating(value=Decimal(5))), "rating", "5"),
        (listing("a1:offer:1", rating=Rating(value=Decimal("4.9"), count=2)), "rating", "4.9 (تقييمان)"),
        (listing("a1:specialist:1", response_minutes=235), "response_minutes", "4 ساعات"),
        (listing("a1:specialist:1", completed_count=120), "completed_count", "120 مشروعًا"),
        (listing("a1:specialist:1", language="en"), "language", "الإنجليزية"),
    ],
)
def test_what_a_listing_states_is_said_in_words(stated, name, text):
    assert {fact.name: fact.text for fact in facts(stated, AR)} == {name: text}


@pytest.mark.parametrize("kind", ["offer", "request", "specialist"])
def test_what_a_listing_does_not_state_is_left_out(kind):
    assert facts(listing(f"a1:{kind}:1"), AR) == ()


@pytest.mark.parametrize(("language", "runs"), [("ar", "rtl"), ("en", "ltr"), (None, "auto")])
def test_a_text_runs_as_its_language_does_whatever_it_begins_with(language, runs):
    assert direction(listing(title="UI/UX لمتجر", language=language)) == runs


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://khamsat.com/x", True),
        ("http://khamsat.com", True),
        ("HTTPS://khamsat.com", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//khamsat.com", False),
        ("https://", False),
        ("https://[x", False),
        ("/local", False),
        (None, False),
    ],
)
def test_only_web_addresses_of_a_host_are_linked(url, shown):
    assert outward(url) == (url if shown else None)


@pytest.mark.parametrize(
    ("page", "total", "numbers"),
    [
        (1, 0, [1]),
        (1, 20, [1]),
        (1, 21, [1, 2]),
        (5, 400, [1, 3, 4, 5, 6, 7, 20]),
        (20, 400, [1, 18, 19, 20]),
        (500, 1_000_000, [1, 498, 499, 500]),
    ],
)
def test_the_pager_links_the_ends_and_the_neighbours(page, total, numbers):
    more = page < pages_of(total) or total > LARGEST_WINDOW
    after = "mark" if more else None
    shown = pager(Asked(), page, total=total, shown=min(total, 20), after=after, links=Links(Language.AR))
    assert [link.number for link in shown.pages] == numbers
    assert [link.number for link in shown.pages if link.current] == [page]
    assert (shown.previous is None) == (page == 1)
    assert (shown.next is None) == (page == pages_of(total))
    assert (shown.more is None) == (total <= LARGEST_WINDOW)


def test_where_copies_are_hidden_the_last_page_comes_sooner():
    shown = pager(Asked(), 2, total=400, shown=20, after=None, links=Links(Language.AR))
    assert [link.number for link in shown.pages] == [1, 2]
    assert shown.next is shown.more is None


def test_behind_the_numbered_pages_one_reads_on():
    shown = pager(Asked(after="m1"), 1, total=20_000, shown=20, after="m2", links=Links(Language.AR))
    assert (shown.pages, shown.more, shown.first) == ((), "/search?after=m2", "/search")
