"""Moments: absolute ones in the form of each site, relative ones in all forms of Arabic."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from babel.dates import get_month_names

from aggregator.sdk.times import Ago, parse_when

RIYADH = ZoneInfo("Asia/Riyadh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أقل من دقيقة", timedelta()),
        ("منذ أقل من دقيقة", timedelta()),
        ("الآن", timedelta()),
        ("منذ لحظات", timedelta()),
        ("أمس", timedelta(days=1)),
        ("أول أمس", timedelta(days=2)),
        ("قبل أمس", timedelta(days=2)),
        ("منذ 40 ثانية", timedelta(seconds=40)),
        ("منذ دقيقة", timedelta(minutes=1)),
        ("منذ دقيقتين", timedelta(minutes=2)),
        ("منذ 4 دقائق", timedelta(minutes=4)),
        ("منذ ٤ دقائق", timedelta(minutes=4)),
        ("منذ 17 دقيقة", timedelta(minutes=17)),
        ("منذ ساعة", timedelta(hours=1)),
        ("منذ ساعتين", timedelta(hours=2)),
        ("منذ 5 ساعات", timedelta(hours=5)),
        ("منذ 14 ساعة", timedelta(hours=14)),
        ("منذ ساعتين و38 دقيقة", timedelta(hours=2, minutes=38)),
        ("منذ 13 ساعة ودقيقة", timedelta(hours=13, minutes=1)),
        ("منذ 13 ساعة ودقيقتين", timedelta(hours=13, minutes=2)),
        ("منذ يوم و16 ساعة", timedelta(days=1, hours=16)),
        ("منذ يومين و7 ساعات", timedelta(days=2, hours=7)),
        ("منذ 4 أيام و6 ساعات", timedelta(days=4, hours=6)),
        ("منذ 13 يوم و8 ساعات", timedelta(days=13, hours=8)),
        ("منذ أسبوع ويومين", timedelta(days=9)),
        ("منذ 3 أسابيع", timedelta(days=21)),
        ("منذ 8 أشهر ويوم", timedelta(days=241)),
        ("منذ شهر ويومين", timedelta(days=32)),
        ("منذ سنة وشهرين", timedelta(days=425)),
        ("منذ سنتين و4 أشهر", timedelta(days=850)),
        ("آخر تفاعل منذ دقيقتين", timedelta(minutes=2)),
        ("بدأ تنفيذه منذ دقيقة", timedelta(minutes=1)),
        ("آخر تفاعل\n\n   منذ\n  يومين\n  و7 ساعات\n\n", timedelta(days=2, hours=7)),
        ("قبل 3 ساعات", timedelta(hours=3)),
        ("3 hours ago", timedelta(hours=3)),
        ("yesterday", timedelta(days=1)),
    ],
)
def test_relative(text, expected):
    assert parse_when(text) == Ago(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-04-09 08:07:06", datetime(2026, 4, 9, 8, 7, 6, tzinfo=UTC)),
        ("\n 2026-04-09 08:07:06 ", datetime(2026, 4, 9, 8, 7, 6, tzinfo=UTC)),
        ("٢٠٢٦-٠٤-٠٩ ٠٨:٠٧:٠٦", datetime(2026, 4, 9, 8, 7, 6, tzinfo=UTC)),
        ("2026-04-09", datetime(2026, 4, 9, tzinfo=UTC)),
        ("2026-04-09T08:07:06Z", datetime(2026, 4, 9, 8, 7, 6, tzinfo=UTC)),
        (" 2026-04-09T08:07:06Z", datetime(2026, 4, 9, 8, 7, 6, tzinfo=UTC)),
        ("2026-04-09T08:07:06+03:00", datetime(2026, 4, 9, 5, 7, 6, tzinfo=UTC)),
        ("2026-04-09T08:07:06.123456+00:00", datetime(2026, 4, 9, 8, 7, 6, 123456, tzinfo=UTC)),
        ("05/06/2026 13:14:15 GMT", datetime(2026, 6, 5, 13, 14, 15, tzinfo=UTC)),
        ("28/02/2026 13:14 GMT", datetime(2026, 2, 28, 13, 14, tzinfo=UTC)),
        ("5/6/2026", datetime(2026, 6, 5, tzinfo=UTC)),
        ("14 مارس 2026", datetime(2026, 3, 14, tzinfo=UTC)),
        ("١٤ مارس ٢٠٢٦", datetime(2026, 3, 14, tzinfo=UTC)),
        ("14 مارس، 2026", datetime(2026, 3, 14, tzinfo=UTC)),
        ("السبت، 14 مارس 2026", datetime(2026, 3, 14, tzinfo=UTC)),
        ("14 مارس 2026، 09:30", datetime(2026, 3, 14, 9, 30, tzinfo=UTC)),
        ("14 آذار 2026", datetime(2026, 3, 14, tzinfo=UTC)),
        ("14 آذار/مارس 2026", datetime(2026, 3, 14, tzinfo=UTC)),
        ("14 تشرين الثاني 2026", datetime(2026, 11, 14, tzinfo=UTC)),
        ("14 كانون الأول 2026", datetime(2026, 12, 14, tzinfo=UTC)),
        ("14 غشت 2026", datetime(2026, 8, 14, tzinfo=UTC)),
        ("14 أوت 2026", datetime(2026, 8, 14, tzinfo=UTC)),
        ("14 جانفي 2026", datetime(2026, 1, 14, tzinfo=UTC)),
        ("14 March 2026", datetime(2026, 3, 14, tzinfo=UTC)),
        ("Thu, 09 Apr 2026 08:07:06 +0000", datetime(2026, 4, 9, 8, 7, 6, tzinfo=UTC)),
        ("Thu, 09 Apr 2026 08:07:06 +0300", datetime(2026, 4, 9, 5, 7, 6, tzinfo=UTC)),
        ("9 Apr 2026 08:07 GMT", datetime(2026, 4, 9, 8, 7, tzinfo=UTC)),
        ("Thu, 09 Apr 2026 08:07:06 EST", datetime(2026, 4, 9, 13, 7, 6, tzinfo=UTC)),
    ],
)
def test_absolute(text, expected):
    moment = parse_when(text)
    assert moment == expected
    assert moment.tzinfo is UTC


@pytest.mark.parametrize("width", ["wide", "abbreviated"])
@pytest.mark.parametrize(
    "locale", ["ar", "ar_EG", "ar_SA", "ar_SY", "ar_LB", "ar_IQ", "ar_MA", "ar_DZ", "ar_TN", "ar_MR", "en"]
)
def test_every_month_name_of_every_country(locale, width):
    names = get_month_names(width, locale=locale)
    read = {number: parse_when(f"7 {name} 2026").month for number, name in names.items()}
    assert read == {number: number for number in range(1, 13)}


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-04-09 08:07:06", 5),
        ("09/04/2026 08:07:06", 5),
        ("9 أبريل 2026 08:07", 5),
        ("09/04/2026 08:07:06 GMT", 8),
        ("2026-04-09 08:07:06+00:00", 8),
        ("Thu, 09 Apr 2026 08:07:06 +0000", 8),
    ],
)
def test_a_text_without_a_zone_is_in_that_of_its_site(text, hour):
    assert parse_when(text, zone=RIYADH).hour == hour


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2026",
        "05/30/2026",
        "00/01/2026",
        "29/02/2025",
        "2026-02-31",
        "2026-02-31 10:00:00",
        "2026-04-09 24:00:01",
        "0000-00-00 00:00:00",
        "31 فبراير 2026",
        "14 مارس/آب 2026",
        "14 شهر 2026",
        "Thu, 31 Feb 2026 08:07:06 +0000",
        "Thu, 09 Apr 2026 08:07:06 +9999",
        "Thu, 09 Apr 2026 08:07:06 Mars",
        "09 Apr 0026 08:07:06 +0000",
        "9999-12-31T23:59:59-05:00",
        "30/05/2026 17:07:33 GMT غدا",
        "1720000000",
        "5 2026",
        "غدا",
        "منذ",
        "منذ 3",
        "منذ أيام",
        "منذ زمن",
        "منذ 3 منذ 4 أيام",
        f"منذ {'9' * 40} يوم",
        f"{'9' * 40}/01/2026",
    ],
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r"expected .*found "):
        parse_when(text)


def test_ago_is_told_from_the_moment_of_reading():
    read = datetime(2026, 4, 9, 8, tzinfo=timezone(timedelta(hours=3)))
    assert Ago(timedelta(hours=5)).before(read) == datetime(2026, 4, 9, 0, tzinfo=UTC)
