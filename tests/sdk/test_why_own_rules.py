"""Why the helpers do not hand texts to dateparser and price-parser: the cases in which these fail.

A test that fails here after an upgrade is good news: the rule it stands for may go.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import dateparser
import pytest
from babel.dates import get_month_names
from price_parser import Price

from aggregator.sdk.prices import parse_money
from aggregator.sdk.times import Ago, parse_when

NOON = datetime(2026, 4, 9, 12, tzinfo=UTC)
SETTINGS = {
    "RELATIVE_BASE": NOON.replace(tzinfo=None),
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
    "DATE_ORDER": "DMY",
}


def _dateparser(text):
    return dateparser.parse(text, languages=["ar"], settings=SETTINGS)


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("أقل من دقيقة", timedelta()),
        ("منذ دقيقة", timedelta(minutes=1)),
        ("منذ دقيقتين", timedelta(minutes=2)),
        ("منذ ساعة", timedelta(hours=1)),
        ("منذ أسبوعين", timedelta(days=14)),
        ("منذ 11 ساعة ودقيقة", timedelta(hours=11, minutes=1)),
        ("منذ يوم و17 ساعة", timedelta(days=1, hours=17)),
        ("منذ سنة وشهرين", timedelta(days=425)),
        ("آخر تفاعل منذ دقيقتين", timedelta(minutes=2)),
    ],
)
def test_dateparser_knows_no_singular_no_second_part_and_no_lead(text, ago):
    assert _dateparser(text) is None
    assert parse_when(text) == Ago(ago)


@pytest.mark.parametrize(
    ("text", "month"), [("14 آذار 2026", 3), ("14 تشرين الأول 2026", 10), ("14 أوت 2026", 8)]
)
def test_dateparser_knows_the_months_of_egypt_alone(text, month):
    assert _dateparser(text) is None
    assert parse_when(text).month == month


@pytest.mark.parametrize("text", ["05/30/2026", "5 2026"])
def test_dateparser_moves_an_impossible_date_to_a_possible_one(text):
    assert _dateparser(text) is not None
    with pytest.raises(ValueError, match="expected a moment"):
        parse_when(text)


def test_babel_knows_the_months_of_all_arab_countries():
    names = {
        get_month_names("wide", locale=locale)[8] for locale in ("ar", "ar_SY", "ar_MA", "ar_DZ", "ar_MR")
    }
    assert names == {"أغسطس", "آب", "غشت", "أوت", "أغشت"}


@pytest.mark.parametrize(
    ("text", "seen", "low", "high"),
    [
        ("$25.00 - $50.00", "25.00", 25, 50),  # one end of a range
        ("أقل من 25$", "25", None, 25),  # an open end
        ("3 أيام مقابل 25$", "3", 25, 25),  # the days for the price
        ("٢٥٫٥٠ $", "25", Decimal("25.50"), Decimal("25.50")),  # an Arabic decimal sign
        ("١٬٢٥٠ $", "1", 1250, 1250),  # an Arabic thousands sign
    ],
)
def test_price_parser_takes_another_amount(text, seen, low, high):
    assert Price.fromstring(text).amount == Decimal(seen)
    assert (parse_money(text).min, parse_money(text).max) == (low, high)


@pytest.mark.parametrize(
    ("text", "code"), [("25 دولار", "USD"), ("25 ر.س", "SAR"), ("300 ج.م", "EGP"), ("90 د.إ", "AED")]
)
def test_price_parser_knows_few_arabic_currencies(text, code):
    assert Price.fromstring(text).currency is None
    assert parse_money(text).currency == code


@pytest.mark.parametrize("text", ["-5$", "$10,000.00 - $5", "$5k", "1e9$"])
def test_price_parser_guesses_where_the_text_is_no_price(text):
    assert Price.fromstring(text).amount is not None
    with pytest.raises(ValueError, match="expected"):
        parse_money(text)
