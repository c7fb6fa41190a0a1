"""Texts to facts for page fields: None stays None, a text that does not fit is a ValueError."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from aggregator.domain.listing import Status
from aggregator.sdk.counts import parse_count
from aggregator.sdk.digits import parse_number
from aggregator.sdk.durations import parse_days, parse_duration
from aggregator.sdk.percents import parse_percent
from aggregator.sdk.prices import parse_money
from aggregator.sdk.times import parse_when

Fact = TypeVar("Fact")

STATUS_WORDS: dict[str, Status] = {
    "مفتوح": Status.OPEN,
    "قيد التنفيذ": Status.IN_PROGRESS,
    "تحت التنفيذ": Status.IN_PROGRESS,
    "جاري التنفيذ": Status.IN_PROGRESS,
    "بدأ تنفيذه": Status.IN_PROGRESS,
    "مكتمل": Status.COMPLETED,
    "مغلق": Status.CLOSED,
    "منتهي": Status.CLOSED,
    "ملغي": Status.CANCELLED,
    "ملغى": Status.CANCELLED,
    "خاص": Status.PRIVATE,
    "بانتظار الموافقة": Status.PENDING,
    "بإنتظار الموافقة": Status.PENDING,
}
"""What the sites write beside a project, and what it means here."""


def _optional(parse: Callable[[str], Fact]) -> Callable[[str | None], Fact | None]:
    def fact(text: str | None) -> Fact | None:
        return None if text is None else parse(text)

    fact.__doc__ = parse.__doc__
    return fact


def _parse_minutes(text: str) -> int | None:
    """Whole minutes of a duration in words; "not computed yet" is None."""
    return None if "لم يحسب" in text else int(parse_duration(text).total_seconds() // 60)


def _parse_day(text: str) -> date:
    """Calendar day of a date as the site writes it; "3 days ago" is no day."""
    moment = parse_when(text)
    if not isinstance(moment, datetime):
        raise ValueError(f"expected a date, found {text[:60]!r}")
    return moment.date()


number = _optional(parse_number)
minutes = _optional(_parse_minutes)
day = _optional(_parse_day)
count = _optional(parse_count)
days = _optional(parse_days)
percent = _optional(parse_percent)
when = _optional(parse_when)
money = _optional(parse_money)


def _parse_status(text: str) -> Status:
    words = " ".join(text.split())
    if words not in STATUS_WORDS:
        raise ValueError(f"expected a project status, found {words[:60]!r}")
    return STATUS_WORDS[words]


status = _optional(_parse_status)


def stars(*, full: int, half: int) -> Decimal:
    """Rating of counted star icons: 4 full and 1 half are 4.5."""
    return Decimal(full) + Decimal(half) / 2
