"""Moments as the sites write them: absolute in the form of each site, or "3 hours ago" in Arabic.

Babel gives the month names of the Arab countries. dateparser is not used, not even as a last
resort: it knows neither `منذ دقيقة` nor any form of two parts, reads `05/30/2026` as MM/DD although
told DD/MM, invents a day for `5 2026` and is some hundred times slower; the tests show the cases.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache

from babel.dates import get_month_names

from aggregator.sdk.digits import folded, shown
from aggregator.sdk.durations import parse_duration

_CLOCK = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.(?:[0-9]{3}){1,2})?)?(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_SLASHED = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}})(?: {_CLOCK})?( gmt| utc)?")
_NAMED = re.compile(
    rf"(?:[^\W\d_]+,? )?([0-9]{{1,2}}) ([^\W\d_][^\d,]{{1,40}}?),? ([0-9]{{4}})(?:,? {_CLOCK})?"
)
_RFC_822 = re.compile(
    r"(?:[a-z]{3}, )?[0-9]{1,2} [a-z]{3} [12][0-9]{3} [0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
    r" (?:[+-][0-9]{4}|gmt|utc?|z|e[sd]t|c[sd]t|m[sd]t|p[sd]t)"
)
_SINCE = re.compile(r"(?:(?P<lead>[^\d]{1,60}) )?(?:منذ|قبل) (?P<distance>[^ ].*)")
_NOW = frozenset({"الان", "قبل قليل", "منذ قليل", "منذ لحظات", "قبل لحظات", "now", "just now"})
_UNDER_A_MINUTE = re.compile(r"اقل من (?:دقيقة|ثانية)(?: واحدة)?|less than a minute")
_DAYS_BACK = {"امس": 1, "yesterday": 1, "اول امس": 2, "امس الاول": 2, "قبل امس": 2}
_MONTH_LOCALES = ("ar", "ar_SY", "ar_MA", "ar_DZ", "ar_MR", "en")
"""One locale for each set of month names that CLDR knows in Arabic; no name means two months."""


@dataclass(frozen=True, slots=True)
class Ago:
    """A moment told only as a distance from the moment of reading."""

    delta: timedelta

    def before(self, moment: datetime) -> datetime:
        """The moment itself, when `moment` is that of reading the page (any zone; its zone is kept)."""
        return moment - self.delta


When = datetime | Ago
"""What a page says of a moment: itself (aware, UTC), or how long ago it was."""


def parse_when(text: str, *, zone: tzinfo = UTC) -> When:
    """Moment in UTC, or Ago for relative texts; `zone` is that of texts that name none.

    A date without a clock is its midnight in `zone`; "less than a minute" is no distance at all.
    ValueError for anything else: an impossible date is never moved to a possible one.
    """
    if _ISO.fullmatch(text):
        return _iso(text, zone)
    words = folded(text)
    return _relative(words) or _absolute(words, zone)


def _relative(words: str) -> Ago | None:
    if words in _NOW or _UNDER_A_MINUTE.fullmatch(words):
        return Ago(timedelta())
    if words in _DAYS_BACK:
        return Ago(timedelta(days=_DAYS_BACK[words]))
    if match := _SINCE.fullmatch(words):
        return _distance(match["distance"])
    if words.endswith(" ago"):
        return _distance(words.removesuffix(" ago"))
    return None


def _distance(words: str) -> Ago:
    if _UNDER_A_MINUTE.fullmatch(words):
        return Ago(timedelta())
    if words in _DAYS_BACK:
        return Ago(timedelta(days=_DAYS_BACK[words]))
    return Ago(parse_duration(words))


def _absolute(words: str, zone: tzinfo) -> datetime:
    if _ISO.fullmatch(words):
        return _iso(words, zone)
    if match := _SLASHED.fullmatch(words):
        day, month, year, *clock, utc = match.groups()
        return _moment((year, month, day, *clock), UTC if utc else zone, words=words)
    if _RFC_822.fullmatch(words):
        return _rfc_822(words)
    if match := _NAMED.fullmatch(words):
        day, name, year, *clock = match.groups()
        return _moment((year, _month(name), day, *clock), zone, words=words)
    raise ValueError(f"expected a moment, found {shown(words)}")


def _iso(text: str, zone: tzinfo) -> datetime:
    try:
        return _in_utc(datetime.fromisoformat(text.upper()), zone)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"expected a moment in the calendar, found {shown(text)}: {error}") from error


def _rfc_822(words: str) -> datetime:
    try:
        return _in_utc(parsedate_to_datetime(words), UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"expected a moment in the calendar, found {shown(words)}: {error}") from error


def _moment(parts: tuple[str | int | None, ...], zone: tzinfo, *, words: str) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    try:
        return _in_utc(datetime(year, month, day, hour, minute, second, tzinfo=zone), zone)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"expected a moment in the calendar, found {shown(words)}: {error}") from error


def _in_utc(moment: datetime, zone: tzinfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _month(name: str) -> int:
    """Number of a month by name, or by both of its names as in `حزيران/يونيو`."""
    numbers = {_months().get(part.strip()) for part in name.split("/")}
    number = numbers.pop()
    if numbers or number is None:
        raise ValueError(f"expected the name of a month, found {shown(name)}")
    return number


@cache
def _months() -> dict[str, int]:
    return {
        folded(name): number
        for locale in _MONTH_LOCALES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }
