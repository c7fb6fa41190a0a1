"""Texts to facts: None stays None, a word that is not known is refused."""

from datetime import date

import pytest

from aggregator.sdk import Status, count, day, days, minutes, money, number, percent, stated, status, when


@pytest.mark.parametrize("fact", [count, day, days, minutes, money, number, percent, status, when])
def test_nothing_said_is_nothing_known(fact):
    assert fact(None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مفتوح", Status.OPEN),
        (" قيد\n التنفيذ ", Status.IN_PROGRESS),
        ("ملغــى", Status.CANCELLED),
        ("مُغلق", Status.CLOSED),
        ("بإنتظار الموافقة", Status.PENDING),
        ("خاص", Status.PRIVATE),
    ],
)
def test_a_status_is_known_in_any_spelling(text, expected):
    assert status(text) == expected


@pytest.mark.parametrize("text", ["", "معلق", "مفتوح قريبا", "open"])
def test_a_status_is_never_guessed(text):
    with pytest.raises(ValueError, match="expected a project status"):
        status(text)


def test_minutes_of_a_reply_and_the_words_for_too_early():
    assert minutes("3 ساعات و 55 دقيقة") == 235
    assert minutes("لم يحسب بعد") is None


def test_a_day_is_a_date_and_no_distance():
    assert day("22 يونيو 2026") == date(2026, 6, 22)
    with pytest.raises(ValueError, match="expected a date"):
        day("منذ 3 أيام")


def test_extra_facts_hold_what_is_stated_and_zero_is():
    assert stated({"a.b": 0, "a.c": None, "a.d": ""}) == {"a.b": 0, "a.d": ""}
