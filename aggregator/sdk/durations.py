"""Durations in words: `يوم واحد`, `ثلاثة أيام`, `3 ساعات و 55 دقيقة`, `2 days`.

A month counts 30 days and a year 365: the sites round in the same way.
"""

import re
from datetime import timedelta
from decimal import Decimal

from aggregator.sdk.digits import NUMBER_RUN, NUMERALS, as_number, folded, shown

LONGEST = timedelta(days=36_500)
"""A century; no promise or age on a site is longer."""

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

UNITS: tuple[tuple[int, str, str, str], ...] = (
    (1, "ثانية second sec", "ثانيتان ثانيتين", "ثواني ثوان seconds secs"),
    (_MINUTE, "دقيقة minute min", "دقيقتان دقيقتين", "دقائق دقايق minutes mins"),
    (_HOUR, "ساعة hour", "ساعتان ساعتين", "ساعات hours"),
    (_DAY, "يوم يوما day", "يومان يومين", "ايام day days"),
    (7 * _DAY, "اسبوع اسبوعا week", "اسبوعان اسبوعين", "اسابيع weeks"),
    (30 * _DAY, "شهر شهرا month", "شهران شهرين", "اشهر شهور months"),
    (365 * _DAY, "سنة عام عاما year", "سنتان سنتين عامان عامين", "سنوات سنين اعوام years"),
)
"""Seconds of a unit, its singular, dual and plural forms; folded, several forms parted by a space."""

_ONE = {word: seconds for seconds, forms, _, _ in UNITS for word in forms.split()}
_TWO = {word: seconds for seconds, _, forms, _ in UNITS for word in forms.split()}
_UNIT = _ONE | _TWO | {word: seconds for seconds, _, _, forms in UNITS for word in forms.split()}
_ENGLISH = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_AMOUNTS = {word: Decimal(number) for word, number in NUMERALS.items()}
_AMOUNTS |= {word: Decimal(max(number, 1)) for number, word in enumerate(_ENGLISH)}
_AMOUNTS |= {"an": Decimal(1), "نصف": Decimal("0.5"), "ربع": Decimal("0.25"), "half": Decimal("0.5")}
_SAID_AGAIN = "واحد|واحدة|اثنان|اثنين|اثنتان|اثنتين"


def _any_of(words: dict[str, Decimal] | dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_PART = re.compile(
    rf"(?:(?:(?P<number>{NUMBER_RUN}) ?|(?P<word>{_any_of(_AMOUNTS)}) ))?(?P<unit>{_any_of(_UNIT)})"
    rf"(?: (?P<again>{_SAID_AGAIN}))?(?= |,|$)"
)
_AT_MOST = re.compile(r"(?:اقل من|less than) ")
_JOINT = re.compile(r"(?:,? و ?|, ?(?:and )?| and | (?=[0-9]))(?=.)")


def parse_duration(text: str) -> timedelta:
    """Length of time in `text`, its parts from the largest unit to the smallest.

    `أقل من ساعة` is its bound, one hour. ValueError when it tells none,
    repeats or disorders units, or tells more than a century.
    """
    words = folded(text)
    total, smaller_than = timedelta(), _UNIT["year"] + 1
    position = bound.end() if (bound := _AT_MOST.match(words)) else 0
    while position < len(words) or smaller_than > _UNIT["year"]:
        part = _PART.match(words, position)
        if not part or _UNIT[part["unit"]] >= smaller_than:
            raise ValueError(f"expected a duration, found {shown(text)}")
        total += _length(part)
        smaller_than = _UNIT[part["unit"]]
        position = _next(words, part.end())
    if total > LONGEST:
        raise ValueError(f"expected a duration below a century, found {shown(text)}")
    return total


def _next(words: str, end: int) -> int:
    """Where the next part begins: behind a joint, or where the rest is no joint and will be refused."""
    joint = _JOINT.match(words, end)
    return joint.end() if joint else end


def _length(part: re.Match[str]) -> timedelta:
    unit, amount = part["unit"], _amount(part)
    seconds = _UNIT[unit] * amount
    if seconds > LONGEST.total_seconds():
        raise ValueError(f"expected a duration below a century, found {shown(part[0])}")
    return timedelta(seconds=float(seconds))


def _amount(part: re.Match[str]) -> Decimal:
    """How many units: told before the unit, or by its form, and once only."""
    told = as_number(part["number"]) if part["number"] else _AMOUNTS.get(part["word"] or "")
    by_form = 2 if part["unit"] in _TWO else 1 if part["unit"] in _ONE else None
    again = NUMERALS.get(part["again"] or "")
    if told is not None and by_form != 2 and again is None:  # noqa: PLR2004  the dual has its own number
        return told
    if told is not None or by_form is None or again not in {None, by_form}:
        raise ValueError(f"expected a duration, found {shown(part[0])}")
    return Decimal(by_form)


def parse_days(text: str) -> int:
    """Whole days of a duration, rounded up: a day that has begun counts."""
    return -(-parse_duration(text) // timedelta(days=1))
