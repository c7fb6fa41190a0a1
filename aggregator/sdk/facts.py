"""Texts to facts for page fields: None stays None, a text that does not fit is a ValueError."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar

from pydantic import JsonValue

from aggregator.domain.listing import Status
from aggregator.sdk.counts import parse_count
from aggregator.sdk.digits import folded, parse_number, shown
from aggregator.sdk.durations import parse_days, parse_duration
from aggregator.sdk.percents import parse_percent
from aggregator.sdk.prices import parse_money
from aggregator.sdk.times import parse_when

Fact = TypeVar("Fact")

STATUS_WORDS: dict[str, Status] = {
    folded(word): status
    for status, words in {
        Status.OPEN: ("مفتوح", "مفتوحة"),
        Status.IN_PROGRESS: ("قيد التنفيذ", "تحت التنفيذ", "جاري التنفيذ", "بدأ تنفيذه"),
        Status.COMPLETED: ("مكتمل", "مكتملة"),
        Status.CLOSED: ("مغلق", "مغلقة", "منتهي", "منتهية"),
        Status.CANCELLED: ("ملغي", "ملغى", "ملغاة", "ملغية"),
        Status.PRIVATE: ("خاص", "خاصة"),
        Status.PENDING: ("بانتظار الموافقة", "بإنتظار الموافقة", "في انتظار الموافقة"),
    }.items()
    for word in words
}
"""What the sites write beside a project, in folded spelling, and what it means here."""


def stated(facts: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """`facts` without those that the page does not state; for `extra`."""
    return {key: fact for key, fact in facts.items() if fact is not None}


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
        raise ValueError(f"expected a date, found {shown(text)}")  # noqa: TRY004  the text is wrong
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
    words = folded(text)
    if words not in STATUS_WORDS:
        raise ValueError(f"expected a project status, found {shown(text)}")
    return STATUS_WORDS[words]


status = _optional(_parse_status)
