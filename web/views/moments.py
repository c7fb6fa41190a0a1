"""Says when: how long ago for reading, the exact moment for whoever asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_date, format_datetime, format_timedelta

from web.views.reader import Reader
from web.words import Language

_PATTERN = {Language.AR: "d MMMM y، HH:mm", Language.EN: "d MMMM y, HH:mm"}
_JUST_NOW = timedelta(minutes=1)
_RECENT = timedelta(days=45)
_EARLIEST = 1.0


@dataclass(frozen=True, slots=True)
class Moment:
    """`machine` is for the datetime attribute, `text` is read, `exact` is the tooltip."""

    machine: str
    text: str
    exact: str


def moment(at: datetime | None, reader: Reader, *, exact: bool = True) -> Moment | None:
    """Say a moment (aware); `exact` is False when the site gave only `3 hours ago`."""
    if at is None:
        return None
    words = reader.words
    absolute = format_datetime(at, _PATTERN[words.language], locale=words.locale)
    key = "moment.exact" if exact else "moment.about"
    return Moment(
        machine=at.isoformat(timespec="seconds"),
        text=_ago(at, reader),
        exact=words(key, moment=absolute),
    )


def _ago(at: datetime, reader: Reader) -> str:
    age = reader.now - at
    if abs(age) < _JUST_NOW:
        return reader.words("moment.now")
    if abs(age) > _RECENT:
        return format_date(at.date(), "long", locale=reader.words.locale)
    return format_timedelta(-age, threshold=_EARLIEST, add_direction=True, locale=reader.words.locale)
