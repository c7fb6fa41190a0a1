"""Reads prices, days, ratings and dates as people write them; what is none of these is None."""

import re
from datetime import UTC, date, datetime, time

MOST_DAYS = 36_500
"""A hundred years: what is longer is a mistake of the keyboard."""

MOST_STARS = 5.0

_YEARS = range(1990, 2200)
_DECIMAL = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
_NUMBER = re.compile(r"\d{1,9}")
_THOUSANDS = re.compile(r"[,٬](?=\d{3}(?!\d))")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LOST_PLUS = re.compile(r" (?=\d\d:?\d\d$)")


def read_price(given: str) -> float | None:
    """Read a price in any digits; `1,000` is a thousand and `٢٥٫٥` has a fraction."""
    plain = _THOUSANDS.sub("", given).replace("٫", ".").removeprefix("$").removesuffix("$").strip()
    return float(plain) if _DECIMAL.fullmatch(plain) else None


def read_number(given: str) -> int | None:
    """Read a whole number from 1 upwards in any digits."""
    number = int(given) if _NUMBER.fullmatch(given) else 0
    return number or None


def read_days(given: str) -> int | None:
    """Read a number of days, 1 to MOST_DAYS."""
    days = read_number(given)
    return days if days is not None and days <= MOST_DAYS else None


def read_rating(given: str) -> float | None:
    """Read a number of stars, 0 to MOST_STARS; a comma may part the fraction."""
    stars = read_price(given.replace(",", "."))
    return stars if stars is not None and stars <= MOST_STARS else None


def read_start(given: str) -> datetime | None:
    """Read a moment, or a day as its beginning (UTC)."""
    return _moment(given, at=time.min)


def read_end(given: str) -> datetime | None:
    """Read a moment, or a day as its end (UTC)."""
    return _moment(given, at=time.max)


def _moment(given: str, *, at: time) -> datetime | None:
    try:
        if _DAY.fullmatch(given):
            moment = datetime.combine(date.fromisoformat(_in_ascii(given)), at)
        else:
            # The plus of a time zone, unless it was quoted, arrives as a space.
            moment = datetime.fromisoformat(_LOST_PLUS.sub("+", given) if "T" in given else given)
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _in_ascii(digits: str) -> str:
    return "".join(str(int(one)) if one.isdigit() else one for one in digits)
