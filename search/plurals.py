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
    """The shape of a plural, and its singulars, likeliest first; a `sure` one needs no known word."""

    plural: re.Pattern[str]
    singulars: tuple[str, ...]
    sure: bool = False


def _pattern(plural: str, *singulars: str, sure: bool = False) -> Pattern:
    return Pattern(plural=re.compile(plural), singulars=singulars, sure=sure)


PATTERNS = (
    # Endings that make it a dual (كتابين), a feminine (حسابية) or a beginning of its own are left out.
    _pattern("م(.)ا(.)ي([^هنا])", r"م\1\2و\3", r"م\1\2\3", r"م\1\2ا\3", r"م\1\2ي\3", sure=True),  # مشاريع
    _pattern("ت(.)ا(.)ي([^هنا])", r"ت\1\2ي\3", r"ت\1\2ا\3", sure=True),  # تقارير
    _pattern("([^مت])وا(.)ي([^هنا])", r"\1ا\2و\3", r"\1و\2ا\3", r"\1ي\2ا\3", sure=True),  # فواتير
    _pattern("([^متا])وا(.)([^هناتي])", r"\1ا\2\3", r"\1و\2\3", sure=True),  # قوالب
    _pattern("([^مت])([^و])اي([^هناتي])", r"\1\2ي\3", r"\1\2ا\3", r"\1\2و\3", sure=True),  # قصائد
    _pattern(
        "([^مت])([^او])ا([^اي])ي([^هنا])", r"\1\2\3و\4", r"\1\2\3ا\4", r"\1\2\3ي\4", sure=True
    ),  # اساليب
    _pattern("(.)(.)اي(.)", r"\1\2ي\3", r"\1\2ا\3", r"\1\2و\3"),
    _pattern("(.)وا(.)ي(.)", r"\1ا\2و\3"),  # قوانين
    _pattern("(.)(.)ا(.)ي(.)", r"\1\2\3ا\4", r"\1\2\3و\4", r"\1\2\3ي\4"),  # عناوين
    _pattern("(.)(.)ا(.)([^ه])", r"\1\2\3\4"),  # مكاتب, عناصر
    _pattern("(.)(.)ايا", r"\1\2ي", sure=True),  # قضايا
    _pattern("ا(.)[وي]ا(.)", r"\1ا\2"),  # ابواب
    _pattern("ا(.)(.)ا(.)", r"\1\2\3"),  # اسعار
    _pattern("(.)(.)و(.)", r"\1\2\3"),  # شروط
    _pattern("(.)(.)(.)ا[وي]?", r"\1\2ي\3", r"\1ا\2\3"),  # وكلاء, وكلائنا
    _pattern("ا(.)(.)(.)ه", r"\1\2ا\3", r"\1\2ي\3"),  # اجهزة
    _pattern("ا(.)(.)(.)ا[وي]?", r"\1\2ي\3"),  # اصدقاء
)
"""Written in folded letters: ئ is ي, ة is ه, and the hamza at the end of وكلاء is gone."""

SHORTEST_PLURAL, LONGEST_PLURAL = 4, 6
"""Letters of the shapes above."""

Main = Callable[[str], str | None]
"""Gives the stem of a word that is known, or None."""


def singular(word: str, main: Main) -> str | None:
    """Return the stem of the known word whose plural `word` may be."""
    found = (main(form) for pattern, match in _matches(word) for form in _forms(pattern, match))
    return next((stem for stem in found if stem is not None), None)


def likely_singular(word: str) -> str | None:
    """Return what `word` is the plural of if its shape alone says so."""
    found = (match.expand(pattern.singulars[0]) for pattern, match in _matches(word) if pattern.sure)
    return next(found, None)


def _matches(word: str) -> Iterator[tuple[Pattern, re.Match[str]]]:
    if SHORTEST_PLURAL <= len(word) <= LONGEST_PLURAL:
        for pattern in PATTERNS:
            if match := pattern.plural.fullmatch(word):
                yield pattern, match


def _forms(pattern: Pattern, match: re.Match[str]) -> Iterator[str]:
    return (match.expand(form) for form in pattern.singulars)
