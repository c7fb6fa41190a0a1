"""When something is told: as soon as asked, at the right wall time, and never in quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.alerts.delivering import FIRST_WAIT, LONGEST_WAIT, backoff
from aggregator.alerts.scheduling import after_quiet, at_wall, due_at, over_cap
from aggregator.domain.alert import Pace, QuietHours, Schedule

ZONES = ("Asia/Riyadh", "Africa/Cairo", "Europe/Berlin", "America/New_York", "Asia/Kathmandu")


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(moment, zone):
    return moment.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M")


DUE = [
    ("at once", {}, "2026-05-20T12:34:56", "2026-05-20T12:34:56"),
    ("by the hour", {"pace": "hourly"}, "2026-05-20T12:34:56", "2026-05-20T13:00:00"),
    ("on the hour, the next one", {"pace": "hourly"}, "2026-05-20T12:00:00", "2026-05-20T13:00:00"),
    ("today at eight", {"pace": "daily"}, "2026-05-20T04:59:00", "2026-05-20T05:00:00"),
    ("at eight, tomorrow's", {"pace": "daily"}, "2026-05-20T05:00:00", "2026-05-21T05:00:00"),
    (
        "before clocks go forward",
        {"pace": "daily", "zone": "Europe/Berlin"},
        "2026-03-28T12:00:00",
        "2026-03-29T06:00:00",
    ),
    (
        "after clocks went back",
        {"pace": "daily", "zone": "Europe/Berlin"},
        "2026-10-24T12:00:00",
        "2026-10-25T07:00:00",
    ),
    (
        "at a time that is skipped",
        {"pace": "daily", "zone": "Europe/Berlin", "daily_at": time(2, 30)},
        "2026-03-28T12:00:00",
        "2026-03-29T01:30:00",
    ),
    (
        "at a time that comes twice, its first",
        {"pace": "daily", "zone": "Europe/Berlin", "daily_at": time(2, 30)},
        "2026-10-24T12:00:00",
        "2026-10-25T00:30:00",
    ),
    (
        "after that first, the next day's",
        {"pace": "daily", "zone": "Europe/Berlin", "daily_at": time(2, 30)},
        "2026-10-25T00:40:00",
        "2026-10-26T01:30:00",
    ),
    (
        "in quiet hours, at their end",
        {"quiet": QuietHours(start=time(22), end=time(7))},
        "2026-05-20T20:00:00",
        "2026-05-21T04:00:00",
    ),
    (
        "after midnight in quiet hours, the same morning",
        {"quiet": QuietHours(start=time(22), end=time(7))},
        "2026-05-20T23:00:00",
        "2026-05-21T04:00:00",
    ),
    (
        "as quiet hours end",
        {"quiet": QuietHours(start=time(22), end=time(7))},
        "2026-05-21T04:00:00",
        "2026-05-21T04:00:00",
    ),
    (
        "quiet at noon",
        {"quiet": QuietHours(start=time(12), end=time(14))},
        "2026-05-20T10:00:00",
        "2026-05-20T11:00:00",
    ),
]


@pytest.mark.parametrize(("facts", "found", "due"), [case[1:] for case in DUE], ids=[case[0] for case in DUE])
def test_a_finding_is_due(facts, found, due):
    assert due_at(Schedule(**facts), utc(found)) == utc(due)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001  made aware
walls = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
schedules = st.builds(
    Schedule,
    pace=st.sampled_from(Pace),
    daily_at=walls,
    zone=st.sampled_from(ZONES),
    quiet=st.none() | st.builds(QuietHours, start=walls, end=walls),
)


@given(schedules, moments)
def test_nothing_is_due_before_it_is_found_or_days_after(schedule, found):
    due = due_at(schedule, found)
    assert found <= due <= found + timedelta(hours=51)


@given(schedules, moments)
def test_nothing_is_due_in_quiet_hours(schedule, found):
    due = due_at(schedule, found)
    wall = due.astimezone(ZoneInfo(schedule.zone)).time()
    quiet = schedule.quiet
    if quiet is None or quiet.start == quiet.end:
        return
    inside = quiet.start <= wall < quiet.end
    over_midnight = quiet.start > quiet.end and not quiet.end <= wall < quiet.start
    # Where clocks go back an end comes twice, and between the two it may look quiet again.
    twice = (
        due.astimezone(ZoneInfo(schedule.zone)).replace(fold=1).utcoffset()
        != due.astimezone(ZoneInfo(schedule.zone)).replace(fold=0).utcoffset()
    )
    assert twice or not (inside or over_midnight)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), walls, st.sampled_from(ZONES))
def test_a_wall_time_is_what_clocks_show_but_for_skipped_ones(day, wall, zone):
    shown = at_wall(day, wall, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    asked = datetime.combine(day, wall)
    assert shown == asked or timedelta() < shown - asked <= timedelta(hours=1)


def test_a_full_hour_waits_until_its_first_message_is_an_hour_old():
    now, schedule = utc("2026-05-20T12:00:00"), Schedule(most_an_hour=2)
    sent = [now - timedelta(minutes=minutes) for minutes in (90, 40, 10)]
    assert over_cap(schedule, sent, now) == now + timedelta(minutes=20)
    assert over_cap(schedule, sent[:2], now) is None


def test_quiet_hours_without_length_are_none():
    schedule = Schedule(quiet=QuietHours(start=time(8), end=time(8)))
    assert after_quiet(schedule, utc("2026-05-20T05:00:00")) == utc("2026-05-20T05:00:00")


def test_the_wait_doubles_up_to_six_hours_and_half_of_it_is_chance():
    shortest = [backoff(attempts, lambda: 0.0) for attempts in range(30)]
    longest = [backoff(attempts, lambda: 1.0) for attempts in range(30)]
    assert longest[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert longest == sorted(longest)
    assert longest[-1] == LONGEST_WAIT
    assert [2 * wait for wait in shortest] == longest
