"""When a finding is told: at once, by the hour or once a day, and never in quiet hours; no clock in here."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.domain.alert import Pace, QuietHours, Schedule

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def due_at(schedule: Schedule, found_at: datetime) -> datetime:
    """Return the moment (UTC) at which something found at `found_at` is told."""
    match schedule.pace:
        case Pace.INSTANT:
            moment = found_at
        case Pace.HOURLY:
            moment = _next_hour(found_at)
        case Pace.DAILY:
            moment = _next_daily(schedule, found_at)
    return after_quiet(schedule, moment)


def after_quiet(schedule: Schedule, moment: datetime) -> datetime:
    """Return `moment`, or the end of the quiet hours in which it falls (UTC)."""
    quiet = schedule.quiet
    if quiet is None or quiet.start == quiet.end:
        return moment.astimezone(UTC)
    local = moment.astimezone(ZoneInfo(schedule.zone))
    if not _is_quiet(quiet, local.time()):
        return moment.astimezone(UTC)
    over_midnight = quiet.start > quiet.end and local.time() >= quiet.start
    day = local.date() + _DAY if over_midnight else local.date()
    # Where clocks go back, the end comes twice: the second is after the moment for sure.
    return max(at_wall(day, quiet.end, schedule.zone), moment.astimezone(UTC))


def over_cap(schedule: Schedule, sent: Sequence[datetime], now: datetime) -> datetime | None:
    """Return when the next message may go if those `sent` (rising) fill the last hour; None: now."""
    recent = [moment for moment in sent if moment > now - _HOUR]
    if len(recent) < schedule.most_an_hour:
        return None
    return after_quiet(schedule, recent[-schedule.most_an_hour] + _HOUR)


def at_wall(day: date, wall: time, zone: str) -> datetime:
    """Return the moment (UTC) at which clocks in a zone show a time on a day.

    A time that the clocks skip is as far behind the gap as it stood in it; one that comes twice is its first.
    """
    local = datetime.combine(day, wall.replace(tzinfo=None, fold=0), ZoneInfo(zone))
    return local.astimezone(UTC)


def _next_hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + _HOUR


def _next_daily(schedule: Schedule, moment: datetime) -> datetime:
    day = moment.astimezone(ZoneInfo(schedule.zone)).date()
    for later in range(3):
        found = at_wall(day + later * _DAY, schedule.daily_at, schedule.zone)
        if found > moment:
            return found
    raise AssertionError("every day has its moment")  # pragma: no cover


def _is_quiet(quiet: QuietHours, wall: time) -> bool:
    if quiet.start < quiet.end:
        return quiet.start <= wall < quiet.end
    return wall >= quiet.start or wall < quiet.end
