"""Rates are a number from 0 to 100, or known to be unknown."""

from decimal import Decimal

import pytest

from aggregator.sdk.percents import parse_percent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("75.00%", "75.00"),
        ("90.91%", "90.91"),
        ("٪٧٥", "75"),
        ("٧٥٫٥٪", "75.5"),
        ("% 75", "75"),
        (" 75 % ", "75"),
        ("0%", "0"),
        ("100%", "100"),
        ("معدل التوظيف 62.50%", "62.50"),
    ],
)
def test_percent(text, expected):
    assert parse_percent(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["لم يحسب بعد", "لم يحسب", " لم\n يُحسب بعد ", "لم تحسب بعد"])
def test_a_rate_that_is_too_early_to_tell_is_its_own_value(text):
    assert parse_percent(text) == "not_computed"


@pytest.mark.parametrize(
    "text",
    ["", "%", "75", "101%", "100.01%", "-5%", "%-75", "-٪٧٥", "5% - 10%", "5%6", "لم يحسبوا", "1" * 40 + "%"],
)
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError, match=r"expected .*found "):
        parse_percent(text)
