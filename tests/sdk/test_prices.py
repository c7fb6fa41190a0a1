"""Prices: one amount, a closed range or an open one, in a currency that is certain."""

from decimal import Decimal

import pytest

from aggregator.domain.money import LARGEST_AMOUNT
from aggregator.sdk.prices import parse_money


def _bounds(text, **options):
    money = parse_money(text, **options)
    return money.min, money.max, money.currency


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("$25.00 - $50.00", 25, 50, "USD"),
        ("$5,000.00 - $10,000.00", 5000, 10000, "USD"),
        ("$10,000.00", 10000, 10000, "USD"),
        ("$7.50", "7.5", "7.5", "USD"),
        ("15 - 35 $", 15, 35, "USD"),
        ("$15 - $35", 15, 35, "USD"),
        ("$15 – $35", 15, 35, "USD"),
        ("15$-35$", 15, 35, "USD"),
        ("$15 - 35", 15, 35, "USD"),
        ("150 - 300 $", 150, 300, "USD"),
        ("200 $", 200, 200, "USD"),
        ("\n  $ 15.00 \n", 15, 15, "USD"),
        ("٢٥ - ٥٠ دولار", 25, 50, "USD"),
        ("١٬٢٥٠٫٥٠ $", "1250.5", "1250.5", "USD"),
        ("25 دولار", 25, 25, "USD"),
        ("25 دولار أمريكي - 50 دولار أمريكي", 25, 50, "USD"),
        ("US$ 50", 50, 50, "USD"),
        ("1000 USD", 1000, 1000, "USD"),
        ("usd15", 15, 15, "USD"),
        ("من 25 إلى 50 دولار", 25, 50, "USD"),
        ("بين 25 و 50 دولار", 25, 50, "USD"),
        ("$25 to $50", 25, 50, "USD"),
        ("0 $", 0, 0, "USD"),
        ("مقابل 15.00$ إضافية على سعر الخدمة. سيزيد مدة التنفيذ يومين إضافيين.", 15, 15, "USD"),
        ("مقابل 15$ إضافية خلال 3 أيام", 15, 15, "USD"),
        ("3 أيام مقابل 15$", 15, 15, "USD"),
        ("15$ / ساعة", 15, 15, "USD"),
        ("$15 للساعة", 15, 15, "USD"),
        ("300 ر.س", 300, 300, "SAR"),
        ("300 ريال", 300, 300, "SAR"),
        ("300 ريال سعودي", 300, 300, "SAR"),
        ("SAR 300", 300, 300, "SAR"),
        ("EGP 1,500", 1500, 1500, "EGP"),
        ("1500 ج.م", 1500, 1500, "EGP"),
        ("1500 جنيه مصري", 1500, 1500, "EGP"),
        ("AED 90 - AED 120", 90, 120, "AED"),
        ("90 د.إ", 90, 90, "AED"),
        ("€45", 45, 45, "EUR"),
        ("45£", 45, 45, "GBP"),
        ("$25+", 25, None, "USD"),
        ("25+ $", 25, None, "USD"),
        ("25$ +", 25, None, "USD"),
        ("أكثر من $1000", 1000, None, "USD"),
        ("من 25 دولار", 25, None, "USD"),
        ("ابتداءً من 5$", 5, None, "USD"),
        ("25$ فأكثر", 25, None, "USD"),
        ("أقل من 25$", None, 25, "USD"),
        ("حتى 50$", None, 50, "USD"),
        ("50$ كحد أقصى", None, 50, "USD"),
        ("Up to $50", None, 50, "USD"),
    ],
)
def test_money(text, low, high, currency):
    expected = tuple(None if bound is None else Decimal(bound) for bound in (low, high))
    assert _bounds(text) == (*expected, currency)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("25", 25, 25),
        ("25 - 50", 25, 50),
        ("أكثر من 25", 25, None),
        ("أقل من 25", None, 25),
        ("25 فأكثر", 25, None),
    ],
)
def test_bare_amounts_are_in_the_currency_of_the_site(text, low, high):
    assert _bounds(text, currency="SAR") == (low, high, "SAR")


def test_a_sign_outranks_the_currency_of_the_site():
    assert _bounds("$25", currency="SAR") == (25, 25, "USD")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "$",
        "مجانا",
        "$10,000.00 - $5",
        "$5 $10",
        "25$ 50$",
        "100$200",
        "5$ أو 10$",
        "5 و 10",
        "25 - 50 - 75 $",
        "-5$",
        "$-5",
        "- 5 $",
        "5- $",
        "$5 - €10",
        "5$ 10 ر.س",
        "$10,000,000.01",
        f"${'9' * 40}",
        "$1,00",
        "$1.5.5",
        "1.000,50 €",
        "10 000 $",
        "$5k",
        "1e9$",
        "A5$",
        "+25",
        "5 - 10 أيام",
        "$5 - 10 days",
        "5 أيام",
        "السعر 25",
        "أقل 25",
        "أقل من 25 - 50 $",
        "أقل من 25$ فأكثر",
        "$25 - $50+",
        "30 دينار",
        "30 KWD",
        "C$30",
        "$30 CAD",
        "30 دولار كندي",
        "30 ريال قطري",
        "30 جنيه استرليني",
        "30%",
    ],
)
def test_what_is_no_price_is_refused(text):
    with pytest.raises(ValueError, match=r"expected .*found "):
        parse_money(text)


def test_the_largest_amount_of_the_domain_is_still_a_price():
    assert _bounds(f"${LARGEST_AMOUNT:,}") == (LARGEST_AMOUNT, LARGEST_AMOUNT, "USD")


def test_a_currency_that_is_no_code_is_refused():
    with pytest.raises(ValueError, match="expected a price"):
        parse_money("25", currency="dollars")
