"""Names the values of filters in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from babel.dates import format_date

from search.bands import DELIVERY_BANDS, PRICE_BANDS, RATING_BANDS, Band
from web.amounts import read_end, read_number, read_price, read_start
from web.views.money import dollars
from web.views.reader import Reader

WITHIN = ("1", "3", "7", "30")
"""Days back that are offered; any other number may be written into the address."""

HALF_OPEN = 1
"""Days are whole: a band that ends before 4 ends with 3."""


def label(field: str, value: str, reader: Reader) -> str:
    """Name a value of a filter that was read without fault."""
    return _LABELS[field](value, reader)


def _price_band(name: str, reader: Reader) -> str:
    band = _named(PRICE_BANDS, name)
    low = Decimal(str(band.low)) if band.low else None
    return dollars(low, None if band.high is None else Decimal(str(band.high)), reader.words)


def _delivery_band(name: str, reader: Reader) -> str:
    band, words = _named(DELIVERY_BANDS, name), reader.words
    if band.high is None:
        return words("days.over", days=words.count("day", int(band.low) - HALF_OPEN))
    last = words.count("day", int(band.high) - HALF_OPEN)
    if not band.low:
        return words("days.up_to", days=last)
    return words("days.range", low=words.number(band.low), high=last)


def _rating_band(name: str, reader: Reader) -> str:
    band, words = _named(RATING_BANDS, name), reader.words
    if band.high is None:
        return words("stars.from", low=words.number(band.low))
    if not band.low:
        return words("stars.under", high=words.number(band.high))
    return words("stars.range", low=words.number(band.low), high=words.number(band.high))


def _named(bands: tuple[Band, ...], name: str) -> Band:
    return next(band for band in bands if band.name == name)


def _amount(given: str) -> Decimal:
    """Read a number that the query was made of, once more."""
    return Decimal(str(read_price(given.replace(",", ".")) or 0))


def _min_price(given: str, reader: Reader) -> str:
    return dollars(Decimal(str(read_price(given) or 0)), None, reader.words)


def _max_price(given: str, reader: Reader) -> str:
    return dollars(None, Decimal(str(read_price(given) or 0)), reader.words)


def _most_days(given: str, reader: Reader) -> str:
    return reader.words("days.up_to", days=reader.words.count("day", read_number(given) or 0))


def _min_rating(given: str, reader: Reader) -> str:
    return reader.words("stars.from", low=reader.words.number(_amount(given)))


def _within(given: str, reader: Reader) -> str:
    days = str(read_number(given) or 0)
    if days in WITHIN:
        return reader.words(f"within.{days}")
    return reader.words("search.within", days=reader.words.count("day", int(days)))


def _day(moment: datetime | None, reader: Reader) -> str:
    return "" if moment is None else format_date(moment.date(), "long", locale=reader.words.locale)


def _in_words(table: str) -> Callable[[str, Reader], str]:
    """Name a value as the table says; one that it does not know is shown as it is."""

    def named(value: str, reader: Reader) -> str:
        key = f"{table}.{value}"
        return reader.words(key) if key in reader.words else value

    return named


_LABELS: Mapping[str, Callable[[str, Reader], str]] = {
    "kind": _in_words("kinds"),
    "site": lambda value, reader: reader.site(value),
    "specialty": lambda value, reader: reader.specialty(value),
    "band": _price_band,
    "delivery_band": _delivery_band,
    "rating_band": _rating_band,
    "pricing": _in_words("pricing"),
    "status": _in_words("status"),
    "language": _in_words("language"),
    "min_price": _min_price,
    "max_price": _max_price,
    "max_delivery_days": _most_days,
    "min_rating": _min_rating,
    "posted_within": _within,
    "posted_after": lambda value, reader: reader.words("search.since", day=_day(read_start(value), reader)),
    "posted_before": lambda value, reader: reader.words("search.until", day=_day(read_end(value), reader)),
}
