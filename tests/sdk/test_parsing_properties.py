"""What holds for every text: written and read back it is the same, and no text does harm."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from aggregator.sdk.counts import parse_count
from aggregator.sdk.digits import LARGEST_NUMBER, ascii_digits, parse_int, parse_number
from aggregator.sdk.durations import parse_days, parse_duration
from aggregator.sdk.percents import parse_percent
from aggregator.sdk.prices import parse_money
from aggregator.sdk.times import Ago, parse_when
from tests.sdk.arabic_texts import NOUNS, arabic_digits, count_text, dollars, duration_text

PARSERS = [
    parse_count,
    parse_days,
    parse_duration,
    parse_int,
    parse_money,
    parse_number,
    parse_percent,
    parse_when,
]

minutes = st.integers(min_value=0, max_value=30 * 365 * 24 * 60).map(lambda number: timedelta(minutes=number))
amounts = st.decimals(min_value=0, max_value=10_000_000, places=2)
_YEAR_1990 = 631_152_000
seconds = st.integers(min_value=_YEAR_1990, max_value=_YEAR_1990 * 6).map(
    lambda number: datetime.fromtimestamp(number, tz=UTC)
)
locales = st.sampled_from(["ar", "ar_SY", "ar_MA", "ar_DZ", "en"])
WORDS = [
    "منذ ",
    " و",
    "يوم",
    "يومين",
    " أيام",
    "ساعة",
    "عرض",
    "عروض",
    "من ",
    "إلى",
    "دولار",
    "ريال",
    "أقل من ",
    " مارس ",
    "لا يوجد ",
    "لم يحسب",
]
MARKS = [*"0123456789٠١٢٣.,٫٬-–+$€%/:()و \n\u200f", "GMT", "2026", "-04-", "ago", "T", "Z"]
pieces = st.sampled_from([*WORDS, *MARKS])
hostile = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=14).map("".join))


@given(number=st.integers(min_value=0, max_value=LARGEST_NUMBER), noun=st.sampled_from(sorted(NOUNS)))
def test_a_count_is_read_as_it_was_written(number, noun):
    text = count_text(number, noun)
    assert parse_count(text) == number
    assert parse_count(arabic_digits(text)) == number


@given(number=st.integers(min_value=0, max_value=LARGEST_NUMBER))
def test_a_number_is_read_in_every_spelling(number):
    assert parse_int(f"{number:,}") == parse_int(arabic_digits(f"({number:,})")) == number
    assert ascii_digits(arabic_digits(f"{number:,}")) == f"{number:,}"


@given(length=minutes, joint=st.sampled_from([" و", " و ", "، ", "\n و"]))
def test_a_duration_is_read_as_it_was_written(length, joint):
    assert parse_duration(duration_text(length, joint=joint)) == length


@given(length=minutes)
def test_whole_days_cover_a_duration_and_no_day_more(length):
    days = timedelta(days=parse_days(duration_text(length)))
    assert timedelta() <= days - length < timedelta(days=1)


@given(length=minutes, lead=st.sampled_from(["", "آخر تفاعل ", "بدأ تنفيذه "]))
def test_a_relative_moment_keeps_its_two_largest_parts(length, lead):
    text = duration_text(length, parts=2)
    assert parse_when(f"{lead}منذ {text}") == Ago(parse_duration(text))


@given(moment=seconds)
def test_an_absolute_moment_is_read_in_the_form_of_each_site(moment):
    texts = [
        f"{moment:%Y-%m-%d %H:%M:%S}",
        f"{moment:%d/%m/%Y %H:%M:%S} GMT",
        moment.isoformat(),
        format_datetime(moment),
        arabic_digits(f"{moment:%d/%m/%Y %H:%M:%S}"),
    ]
    assert {parse_when(text) for text in texts} == {moment}


@given(moment=seconds, locale=locales, width=st.sampled_from(["wide", "abbreviated"]))
def test_a_date_is_read_with_the_month_names_of_each_country(moment, locale, width):
    name = get_month_names(width, locale=locale)[moment.month]
    midnight = moment.replace(hour=0, minute=0, second=0)
    assert parse_when(f"{moment.day} {name} {moment.year}") == midnight


@given(first=amounts, second=amounts)
def test_a_range_of_money_is_read_as_it_was_written_or_is_upside_down(first, second):
    text = f"{dollars(first)} - {dollars(second)}"
    if first > second:
        with pytest.raises(ValueError, match="upside down"):
            parse_money(text)
    else:
        assert (parse_money(text).min, parse_money(text).max) == (first, second)


@given(amount=amounts, sign=st.sampled_from([" $", "$", " دولار", " USD"]))
def test_a_price_is_read_in_every_spelling(amount, sign):
    for text in (f"{amount}{sign}", f"{amount:,}{sign}", arabic_digits(f"{amount:,}") + sign):
        assert (parse_money(text).min, parse_money(text).max) == (amount, amount)


@given(number=st.decimals(min_value=0, max_value=100, places=2))
def test_a_percent_is_read_as_it_was_written(number):
    assert parse_percent(f"{number}%") == parse_percent(f"٪{arabic_digits(str(number))}") == number


@pytest.mark.parametrize("parse", PARSERS)
@given(text=hostile)
def test_no_text_raises_anything_but_a_value_error(parse, text):
    with suppress(ValueError):
        parse(text)


@given(text=hostile)
def test_what_is_read_keeps_its_bounds(text):
    with suppress(ValueError):
        assert 0 <= parse_number(text) <= LARGEST_NUMBER
    with suppress(ValueError):
        moment = parse_when(text)
        assert isinstance(moment, Ago) or moment.tzinfo is UTC
    with suppress(ValueError):
        assert parse_duration(text) >= timedelta()
    with suppress(ValueError):
        assert parse_percent(text) == "not_computed" or 0 <= Decimal(parse_percent(text)) <= 100


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("size", [380, 4_000, 100_000])
@pytest.mark.parametrize(
    "piece", ["1", "1,", ".", " ", "\n", "$1-", "و", "يوم و", "منذ ", "%", "-", "a", "٫", "1 ", "اقل من "]
)
def test_a_hostile_text_is_refused_at_once(parse, piece, size):
    with pytest.raises(ValueError, match="expected"):
        parse(piece * (size // len(piece)))
