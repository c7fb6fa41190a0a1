"""Durations: unit words carry the number one or two, other numbers stand before them."""

from datetime import timedelta

import pytest

from aggregator.sdk.durations import parse_days, parse_duration

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ثانية", timedelta(seconds=1)),
        ("دقيقة", timedelta(minutes=1)),
        ("دقيقتان", timedelta(minutes=2)),
        ("خمس دقائق", timedelta(minutes=5)),
        ("8 ساعات", timedelta(hours=8)),
        ("ثماني ساعات", timedelta(hours=8)),
        ("نصف ساعة", timedelta(minutes=30)),
        ("أقل من ساعة", timedelta(hours=1)),
        ("يوم", DAY),
        ("يوم واحد", DAY),
        ("يومين", 2 * DAY),
        ("يومان", 2 * DAY),
        ("يومان اثنان", 2 * DAY),
        ("ثلاثة أيام", 3 * DAY),
        ("أربعة أيام", 4 * DAY),
        ("عشرة أيام", 10 * DAY),
        ("10 أيام", 10 * DAY),
        ("١٢ يومًا", 12 * DAY),
        ("5\n أيام", 5 * DAY),
        ("5أيام", 5 * DAY),
        ("1.5 يوم", 1.5 * DAY),
        ("0 أيام", 0 * DAY),
        ("أسبوع", 7 * DAY),
        ("أسبوع واحد", 7 * DAY),
        ("أسبوعين", 14 * DAY),
        ("ثلاثة أسابيع", 21 * DAY),
        ("شهر", 30 * DAY),
        ("شهرين", 60 * DAY),
        ("3 أشهر", 90 * DAY),
        ("سنة", 365 * DAY),
        ("عامان", 730 * DAY),
        ("3 ساعات و 55 دقيقة", timedelta(hours=3, minutes=55)),
        ("ساعتين و 0 دقيقة", timedelta(hours=2)),
        ("ساعتين و39 دقيقة", timedelta(hours=2, minutes=39)),
        ("سنة وشهرين ويوم", 426 * DAY),
        ("يوم، ساعتين", timedelta(days=1, hours=2)),
        ("5 days", 5 * DAY),
        ("one day", DAY),
        ("an hour", timedelta(hours=1)),
        ("2 Weeks and 3 days", 17 * DAY),
        ("1 day, 2 hours", timedelta(days=1, hours=2)),
        ("3 hours 55 minutes", timedelta(hours=3, minutes=55)),
    ],
)
def test_duration(text, expected):
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "أيام",  # how many?
        "3 يومين",
        "يومين واحد",
        "5 يوم 3",
        "يوم و",
        "ويوم",
        "و",
        "يومين يومين",
        "يوم ويوم",
        "5 دقائق و 3 أيام",
        "-5 أيام",
        "1,2 يوم",
        "5 أعوان",
        "يومية",
        "101 سنة",
        "99999999999999 يوم",
        f"{'9' * 40} يوم",
        "100 سنة و 11 شهر",
    ],
)
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError, match=r"expected .*found "):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("يوم واحد", 1), ("25 ساعة", 2), ("48 ساعة", 2), ("0 أيام", 0), ("دقيقة", 1), ("أسبوع", 7)],
)
def test_a_day_that_has_begun_counts(text, expected):
    assert parse_days(text) == expected
