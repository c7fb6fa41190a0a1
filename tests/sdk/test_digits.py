"""Numbers are read whole or refused."""

from decimal import Decimal

import pytest

from aggregator.sdk.digits import LARGEST_NUMBER, ascii_digits, folded, parse_int, parse_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۴۵۶", "456"),
        ("١٬٢٣٤٫٥", "1,234.5"),
        ("٣، ٤", "3, 4"),
        ("سعر 5", "سعر 5"),
    ],
)
def test_digits_become_ascii_and_the_rest_stays(text, expected):
    assert ascii_digits(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.9", "4.9"),
        ("٤٫٩", "4.9"),
        ("1,234.50", "1234.50"),
        ("12,345,678", "12345678"),
        ("١٬٢٣٤", "1234"),
        ("5.", "5"),
        (" \n 0 \t", "0"),
        ("\u200f12\u200f", "12"),
    ],
)
def test_number(text, expected):
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(141)", 141),
        ("141 تقييم", 141),
        ("1,234", 1234),
        ("عدد التقييمات: 12", 12),
        ("7.0", 7),
        ("1000000000", 10**9),
    ],
)
def test_whole_number(text, expected):
    assert parse_int(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "كثير",
        "1 2",
        "10-20",
        "-5",
        "5-",
        "1,2",
        "1,2345",
        "12345,678",
        "1.2.3",
        "1.000,50",
        ".5",
        "x1",
        "1e9",
        "²",
        "Ⅷ",
        "1" * 40,
        "1000000001",
        "1_000",
    ],
)
@pytest.mark.parametrize("parse", [parse_number, parse_int])
def test_what_is_not_one_number_is_refused(parse, text):
    with pytest.raises(ValueError, match=r"expected .*found "):
        parse(text)


def test_a_fraction_is_no_whole_number():
    with pytest.raises(ValueError, match=r"expected a whole number, found '3\.5'"):
        parse_int("3.5")


def test_an_error_shows_a_short_piece_of_a_long_text():
    with pytest.raises(ValueError, match="expected") as caught:
        parse_int("س" * 300)
    assert len(str(caught.value)) < 150


def test_a_text_too_long_for_a_fact_is_refused_and_not_cut():
    assert folded(f"{' ' * 3000}7") == "7"
    with pytest.raises(ValueError, match="expected at most 400 characters"):
        parse_int(f"{'س ' * 300}7")
    with pytest.raises(ValueError, match="expected a short text, found 100001 characters"):
        parse_int(f"{' ' * 100_000}7")


@pytest.mark.parametrize("number", [0, 1, 999, 1000, 123_456, LARGEST_NUMBER])
def test_every_spelling_of_a_number_reads_the_same(number):
    plain, grouped = str(number), f"{number:,}"
    assert {parse_int(text) for text in (plain, grouped, grouped.replace(",", "٬"))} == {number}
