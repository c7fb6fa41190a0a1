"""Finds the singular of an Arabic broken plural by its pattern: the letters between the vowels stay.

A pattern gives every singular it may stand for. Most are believed only where one of these is a known word:
مكاتب is offices, but محاسب is a man. Some patterns are plurals nearly always; they give a singular that
nobody listed, too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """The shape of a plural, and its singulars, likeliest first: {0} is the first letter that is kept.

    A `sure` one needs no known word.
    """

    plural: re.Pattern[str]
    singulars: tuple[str, ...]
    sure: bool = False

    @property
    def letters(self) -> int:
        """How long the plural is."""
        return len(_LETTER.sub("x", self.plural.pattern))


_LETTER = re.compile(r"\(?(?:\[[^\]]*\]|\.)\)?")


def _pattern(plural: str, *singulars: str, sure: bool = False) -> Pattern:
    return Pattern(plural=re.compile(plural), singulars=singulars, sure=sure)


PATTERNS = (
    # Endings that make it a dual (كتابين), a feminine (حسابية) or a beginning of its own are left out.
    _pattern(
        "م(.)ا(.)ي([^هنا])", "م{0}{1}و{2}", "م{0}{1}{2}", "م{0}{1}ا{2}", "م{0}{1}ي{2}", sure=True
    ),  # مشاريع
    _pattern("ت(.)ا(.)ي([^هنا])", "ت{0}{1}ي{2}", "ت{0}{1}ا{2}", sure=True),  # تقارير
    _pattern("([^مت])وا(.)ي([^هنا])", "{0}ا{1}و{2}", "{0}و{1}ا{2}", "{0}ي{1}ا{2}", sure=True),  # فواتير
    _pattern("([^متا])وا(.)([^هناتي])", "{0}ا{1}{2}", "{0}و{1}{2}", sure=True),  # قوالب
    _pattern("([^مت])([^و])اي([^هناتي])", "{0}{1}ي{2}", "{0}{1}ا{2}", "{0}{1}و{2}", sure=True),  # قصائد
    _pattern(
        "([^مت])([^او])ا([^اي])ي([^هنا])", "{0}{1}{2}و{3}", "{0}{1}{2}ا{3}", "{0}{1}{2}ي{3}", sure=True
    ),  # اساليب
    _pattern("م(.)ا(.)([^هاي])", "م{0}{1}{2}", sure=True),  # مراكز
    _pattern("(.)(.)اي(.)", "{0}{1}ي{2}", "{0}{1}ا{2}", "{0}{1}و{2}"),
    _pattern("(.)وا(.)ي(.)", "{0}ا{1}و{2}"),  # قوانين
    _pattern("(.)(.)ا(.)ي(.)", "{0}{1}{2}ا{3}", "{0}{1}{2}و{3}", "{0}{1}{2}ي{3}"),  # عناوين
    _pattern("(.)(.)ا(.)([^ه])", "{0}{1}{2}{3}"),  # مكاتب, عناصر
    _pattern("(.)(.)ايا", "{0}{1}ي", sure=True),  # قضايا
    _pattern("ا(.)(.)ا([^ه])", "{0}{1}{2}"),  # اسعار
    _pattern("ا(.)[وي]ا([^ه])", "{0}ا{1}"),  # ابواب
    _pattern("(.)(.)و([^ه])", "{0}{1}{2}"),  # شروط
    _pattern("(.)(.)(.)ا", "{0}{1}ي{2}", "{0}ا{1}{2}"),  # وكلاء
    _pattern("(.)(.)(.)ا[وي]", "{0}{1}ي{2}", "{0}ا{1}{2}"),  # وكلائنا
    _pattern("ا(.)(.)(.)ه", "{0}{1}ا{2}", "{0}{1}ي{2}"),  # اجهزة
    _pattern("ا(.)(.)(.)ا", "{0}{1}ي{2}"),  # اصدقاء
    _pattern("ا(.)(.)(.)ا[وي]", "{0}{1}ي{2}"),  # اصدقائنا
)
"""Written in folded letters: ئ is ي, ة is ه, and the hamza at the end of وكلاء is gone."""

_BY_LETTERS = {
    letters: tuple(pattern for pattern in PATTERNS if pattern.letters == letters)
    for letters in {pattern.letters for pattern in PATTERNS}
}

Main = Callable[[str], str | None]
"""Gives the stem of a word that is known, or None."""


def singular(word: str, main: Main) -> str | None:
    """Return the stem of the known word whose plural `word` may be."""
    found = (main(form) for pattern, match in _matches(word) for form in _forms(pattern, match))
    return next((stem for stem in found if stem is not None), None)


def likely_singular(word: str) -> str | None:
    """Return what `word` is the plural of if its shape alone says so."""
    found = (
        pattern.singulars[0].format(*match.groups()) for pattern, match in _matches(word) if pattern.sure
    )
    return next(found, None)


def _matches(word: str) -> Iterator[tuple[Pattern, re.Match[str]]]:
    for pattern in _BY_LETTERS.get(len(word), ()):
        if match := pattern.plural.fullmatch(word):
            yield pattern, match


def _forms(pattern: Pattern, match: re.Match[str]) -> Iterator[str]:
    return (form.format(*match.groups()) for form in pattern.singulars)
