"""Moments as the sites write them: absolute in the form of each site, or "3 hours ago" in Arabic.

Babel gives the month names of the Arab countries. dateparser is not used: it misses
`ساعة ودقيقة`, reads a day for a month in `05/06/2026` by the machine's locale, and takes
a thousand times as long; the tests show the cases.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache

from babel.dates import get_month_names

from aggregator.sdk.digits import folded, shown
from aggregator.sdk.durations import parse_duration

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?$")
_SLASHED = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?: (\d\d):(\d\d)(?::(\d\d))?)?(?: (GMT|UTC))?$")
_NAMED = re.compile(r"(\d{1,2}) ([^\d\s]+(?: [^\d\s]+)?)،?,? (\d{4})$")
_RFC_822 = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")
_MONTH_LOCALES = ("ar", "ar_SY", "ar_MA", "ar_DZ", "en")
_NOW = frozenset({"الان", "قبل قليل", "منذ لحظات", "now", "just now"})


@dataclass(frozen=True, slots=True)
class Ago:
    """A moment told only as a distance from the moment of reading."""

    delta: timedelta

    def before(self, moment: datetime) -> datetime:
        """The moment itself, given when the page was fetched."""
        return moment - self.delta


When = datetime | Ago


def parse_when(text: str, *, zone: tzinfo = UTC) -> When:
    """Moment in UTC, or Ago for relative texts; `zone` is that of texts without one (ValueError otherwise)."""
    if _ISO.match(text):
        return _in_utc(datetime.fromisoformat(text), zone)
    words = folded(text)
    moment = _absolute(words, zone)
    if moment is not None:
        return moment
    return Ago(_distance(words, text))


def _absolute(words: str, zone: tzinfo) -> datetime | None:
    if _ISO.match(words):
        return _in_utc(datetime.fromisoformat(words), zone)
    if match := _SLASHED.match(words):
        day, month, year, hour, minute, second, utc = match.groups(default="0")
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second))  # noqa: DTZ001
        return _in_utc(moment, UTC if utc != "0" else zone)
    if (match := _NAMED.match(words)) and (number := _months().get(match[2].lower())):
        return _in_utc(datetime(int(match[3]), number, int(match[1])), zone)  # noqa: DTZ001  zone follows
    if _RFC_822.match(words):
        return _in_utc(parsedate_to_datetime(words), zone)
    return None


def _distance(words: str, text: str) -> timedelta:
    if words in _NOW:
        return timedelta()
    _, since, rest = words.rpartition("منذ ")
    rest = rest.removeprefix("قبل ").removesuffix(" ago")
    if rest in {"امس", "yesterday"}:
        return timedelta(days=1)
    if rest.startswith("اقل من "):
        return timedelta()
    if not since and rest == words:
        raise ValueError(f"expected a moment, found {shown(text)}")
    return parse_duration(rest)


def _in_utc(moment: datetime, zone: tzinfo) -> datetime:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"expected a moment in the calendar, found {moment}") from error


@cache
def _months() -> dict[str, int]:
    """Month names in folded spelling; where two countries differ on a name, the first locale wins."""
    names: dict[str, int] = {}
    for locale in _MONTH_LOCALES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                names.setdefault(folded(name).lower(), number)
    return names
