"""The words of messages in one language, with nouns counted and moments told as that language does."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal

from aggregator.domain.delivery import LetterKind

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Wording:
    """All texts of one language; an unknown name is a KeyError."""

    language: str
    texts: Mapping[str, Any]

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return str(Locale(self.language).text_direction).lower()

    def __call__(self, name: str, /, **facts: object) -> str:
        """Return a text that all messages share, with its {names} filled in."""
        return str(self.texts[name]).format(**facts)

    def of(self, kind: LetterKind, name: str, /, **facts: object) -> str:
        """Return a text of one kind of message, empty where that kind has none."""
        return str(self.texts[kind.value].get(name, "")).format(**facts)

    def count(self, noun: str, number: int) -> str:
        """Say how many there are: `إعلانان جديدان`, `11 إعلانًا جديدًا`."""
        forms = self.texts[noun]
        form = "zero" if number == 0 else Locale(self.language).plural_form(number)
        return str(forms[form]).format(n=format_decimal(number, locale="en"))

    def moment(self, moment: datetime, zone: str) -> str:
        """Tell a moment in the reader's zone, with its name: messages are read anywhere."""
        local, locale = moment.astimezone(ZoneInfo(zone)), Locale.parse(f"{self.language}@numbers=latn")
        parts = (format_datetime(local, form, locale=locale) for form in ("d MMMM y", "HH:mm zzzz"))
        return self("joined").join(parts)


@cache
def load_wording(language: str) -> Wording:
    """Read the packaged texts of a language, once; one that we do not speak is told in Arabic."""
    text = files("aggregator.alerts").joinpath("words.toml").read_text(encoding="utf-8")
    known = language if language in LANGUAGES else LANGUAGES[0]
    return Wording(known, tomllib.loads(text)[known])
