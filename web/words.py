"""The words of the pages in the reader's language, with nouns counted as that language counts them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.numbers import format_decimal


class Language(StrEnum):
    """The languages that the pages speak; the first is the one of readers who did not choose."""

    AR = "ar"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """All texts of one language by dotted key, like `kind.offer`; an unknown key is a KeyError."""

    language: Language
    texts: Mapping[str, str]

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return str(self.locale.text_direction).lower()

    @property
    def locale(self) -> Locale:
        """What Babel calls this language."""
        return Locale(self.language)

    @property
    def other(self) -> Language:
        """The language that the page offers to switch to."""
        return Language.EN if self.language is Language.AR else Language.AR

    def __call__(self, key: str, **facts: object) -> str:
        """Return the text of `key` with its {names} filled in."""
        text = self.texts[key]
        return text.format(**facts) if facts else text

    def __contains__(self, key: str) -> bool:
        return key in self.texts

    def count(self, noun: str, number: int) -> str:
        """Say how many there are: `نتيجتان`, `11 نتيجة`; no number but 0 is ever `zero`."""
        form = "zero" if number == 0 else self.locale.plural_form(number)
        return self(f"counted.{noun}.{form}", n=self.number(number))

    def number(self, number: Decimal | float) -> str:
        """Write a number in ASCII digits with thousands separators, as the marketplaces do."""
        return format_decimal(number, locale=self.locale, numbering_system="latn")

    def listed(self, names: list[str]) -> str:
        """Join names as a sentence does: `خمسات ومستقل وكفيل`."""
        if self.language is Language.AR:
            return " و".join(names)
        return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


@cache
def load_words(language: Language) -> Words:
    """Read the packaged texts of a language, once."""
    text = files("web.locale").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Words(language, dict(_flat(tomllib.loads(text))))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)
