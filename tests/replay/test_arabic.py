from datetime import date, timedelta

import pytest

from replay.arabic import ago_text, counted, days_in_words, long_date, offers_count, reply_time

MINUTE, HOUR, DAY = 60, 3_600, 86_400


@pytest.mark.parametrize(
    ("seconds", "one_part", "two_parts"),
    [
        (0, "أقل من دقيقة", "أقل من دقيقة"),
        (59, "أقل من دقيقة", "أقل من دقيقة"),
        (MINUTE, "منذ دقيقة", "منذ دقيقة"),
        (2 * MINUTE + 59, "منذ دقيقتين", "منذ دقيقتين"),
        (3 * MINUTE, "منذ 3 دقائق", "منذ 3 دقائق"),
        (13 * MINUTE, "منذ 13 دقيقة", "منذ 13 دقيقة"),
        (HOUR, "منذ ساعة", "منذ ساعة"),
        (2 * HOUR + 39 * MINUTE, "منذ ساعتين", "منذ ساعتين و39 دقيقة"),
        (11 * HOUR + MINUTE, "منذ 11 ساعة", "منذ 11 ساعة ودقيقة"),
        (DAY + 17 * HOUR, "منذ يوم", "منذ يوم و17 ساعة"),
        (2 * DAY + 5 * HOUR, "منذ يومين", "منذ يومين و5 ساعات"),
        (3 * DAY + 59 * MINUTE, "منذ 3 أيام", "منذ 3 أيام"),
        (12 * DAY + 9 * HOUR, "منذ 12 يوم", "منذ 12 يوم و9 ساعات"),
        (271 * DAY, "منذ 9 أشهر", "منذ 9 أشهر ويوم"),
        (425 * DAY, "منذ سنة", "منذ سنة وشهرين"),
        (820 * DAY, "منذ سنتين", "منذ سنتين و3 أشهر"),
    ],
)
def test_a_moment_is_told_in_one_part_and_in_two(seconds, one_part, two_parts):
    since = timedelta(seconds=seconds)
    assert ago_text(since, parts=1) == one_part
    assert ago_text(since, parts=2) == two_parts


def test_a_moment_in_the_future_is_told_as_now():
    assert ago_text(timedelta(seconds=-5), parts=2) == "أقل من دقيقة"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "أضف أول عرض"),
        (1, "عرض واحد"),
        (2, "عرضان "),
        (3, "3 عروض"),
        (10, "10 عروض"),
        (11, "11 عرض"),
        (76, "76 عرض"),
    ],
)
def test_offers_are_counted_with_the_right_noun(number, text):
    assert offers_count(number) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (1, "يوم واحد"),
        (2, "يومين"),
        (3, "ثلاثة أيام"),
        (7, "أسبوع"),
        (12, "12 يوم"),
        (14, "أسبوعين"),
        (30, "شهر"),
    ],
)
def test_a_delivery_time_is_written_in_words(days, text):
    assert days_in_words(days) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(6, "6 دقائق"), (52, "52 دقيقة"), (120, "ساعتين و 0 دقيقة"), (235, "3 ساعات و 55 دقيقة")],
)
def test_a_reply_time_has_a_space_after_the_joining_letter(minutes, text):
    assert reply_time(minutes) == text


@pytest.mark.parametrize(("number", "text"), [(1, "سنة"), (2, "سنتين"), (10, "10 سنوات"), (11, "11 سنة")])
def test_a_noun_agrees_with_its_number(number, text):
    assert counted(number, "year") == text


def test_a_date_is_written_with_the_name_of_its_month():
    assert long_date(date(2026, 6, 22)) == "22 يونيو 2026"
