"""Durations in words: `يوم واحد`, `ثلاثة أيام`, `3 ساعات و 55 دقيقة`, `2 days`.

A month counts 30 days and a year 365: the sites round in the same way.
"""

import re
from datetime import timedelta
from math import ceil

from aggregator.sdk.digits import NUMBER, folded, shown

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
LONGEST = timedelta(days=36_500)

_FORMS: tuple[tuple[int, str, str], ...] = (
    (1, "ثانية ثواني ثوان second seconds", "ثانيتان ثانيتين"),
    (_MINUTE, "دقيقة دقائق دقايق minute minutes", "دقيقتان دقيقتين"),
    (_HOUR, "ساعة ساعات hour hours", "ساعتان ساعتين"),
    (_DAY, "يوم يوما ايام day days", "يومان يومين"),
    (7 * _DAY, "اسبوع اسبوعا اسابيع week weeks", "اسبوعان اسبوعين"),
    (30 * _DAY, "شهر شهرا اشهر شهور month months", "شهران شهرين"),
    (365 * _DAY, "سنة سنوات سنين عام عاما اعوام year years", "سنتان سنتين عامان عامين"),
)
"""Seconds, singular and plural forms, dual forms; all in folded spelling."""

_SECONDS = {word: seconds for seconds, forms, _ in _FORMS for word in forms.split()}
_DUALS = {word: 2 * seconds for seconds, _, duals in _FORMS for word in duals.split()}
_WORDS = "واحد اثنان ثلاث اربع خمس ست سبع ثمان تسع عشر".split()
_NUMERALS = {word: n for n, word in enumerate(_WORDS, start=1)}
_NUMERALS |= {f"{word}ة": n for word, n in _NUMERALS.items()} | {"ثماني": 8, "ثمانية": 8, "اثنين": 2}

_AMOUNT = rf"(?P<amount>{NUMBER}|{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})"
_UNIT = rf"(?P<unit>{'|'.join(sorted({**_SECONDS, **_DUALS}, key=len, reverse=True))})"
_PART = re.compile(rf"(?:{_AMOUNT} ?)?{_UNIT}(?! ?\w*\d)(?: واحدة?)?(?=\s|$|،|و)", re.IGNORECASE)
_JOINT = re.compile(r" ?(?:و|،|,|and) ?|$")


def parse_duration(text: str) -> timedelta:
    """Length of time that `text` tells (ValueError when it tells none or more than a century)."""
    words = folded(text)
    total, position = timedelta(), 0
    while position < len(words) or not total and not position:
        part = _PART.match(words, position)
        joint = _JOINT.match(words, part.end()) if part else None
        if not part or not joint:
            raise ValueError(f"expected a duration, found {shown(text)}")
        total += _length(part)
        position = joint.end()
    if total > LONGEST:
        raise ValueError(f"expected a duration below a century, found {shown(text)}")
    return total


def _length(part: re.Match[str]) -> timedelta:
    unit, amount = part["unit"].lower(), part["amount"]
    if unit in _DUALS:
        if amount:
            raise ValueError(f"expected no number before {unit!r}, found {shown(part[0])}")
        return timedelta(seconds=_DUALS[unit])
    number = _NUMERALS.get(amount or "") or float((amount or "1").replace(",", "")[:12])
    try:
        return timedelta(seconds=number * _SECONDS[unit])
    except OverflowError as error:
        raise ValueError(f"expected a duration below a century, found {shown(part[0])}") from error


def parse_days(text: str) -> int:
    """Whole days of a duration, rounded up: a day that has begun counts."""
    return ceil(parse_duration(text) / timedelta(days=1))
