"""Reads single written words, in Arabic and English, once for documents and queries of every engine.

A word has an exact token (folded) and a stem. Compounds (`UI/UX`, `Node.js`, `e-commerce`) give
their parts in order and are kept whole beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from search import vocabulary
from search.folding import fold
from search.stemming import Stemmer

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_ARABIC_LETTERS = (
    "\u0620-\u063f\u0640-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9"
)
_ARABIC_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
_ARABIC_FORMS = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdfc\ufe70-\ufefc"
_ARABIC = _ARABIC_LETTERS + _ARABIC_MARKS + _ARABIC_FORMS
_LATIN = "0-9A-Za-zÀ-ÖØ-öø-ɏ\u0300-\u036f٠-٩۰-۹"
_OTHER = rf"[^\W_{_ARABIC}{_LATIN}]"
LONGEST_RUN = 200
"""Letters in a row that are read as one word, marks and tatweel included; a longer run is cut."""

MOST_PARTS = 3
"""Parts of a compound; longer chains (addresses, a/b/c/d lists) are read as several words."""

_GROUPED = r"[0-9٠-٩۰-۹]{1,3}(?:[,٬][0-9٠-٩۰-۹]{3})+"
_WORD = re.compile(
    rf"{_GROUPED}(?![{_LATIN}])"
    rf"|[{_ARABIC}]{{1,{LONGEST_RUN}}}(?:[{_INVISIBLE}]{{1,4}}[{_ARABIC}]{{1,{LONGEST_RUN}}}){{0,9}}"
    rf"|\.(?i:net)(?![{_LATIN}])"
    rf"|[{_LATIN}]{{1,{LONGEST_RUN}}}"
    rf"(?:[-./&'’{_INVISIBLE}]{{1,4}}[{_LATIN}]{{1,{LONGEST_RUN}}}){{0,{MOST_PARTS - 1}}}(?:\+\+|\#)?"
    rf"|{_OTHER}{{1,{LONGEST_RUN}}}"
)
_JOINERS = re.compile(r"[-./&]")
_GROUPING = re.compile(r"(?<=\d)[,٬](?=\d)")
_ARTICLES = frozenset({"ال", "بال", "كال", "فال", "وال", "لل"})
"""No words: they stand alone only before a word in other letters (الUI)."""

_RUN = re.compile(r"\S+")
_SPACES = re.compile(r"\s+")

LONGEST_WORD = 64
"""Characters of one folded word that count: longer ones are keys, not words."""

CACHED = 1 << 16
"""Words that are remembered: many more than a language uses often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one written word means to search: parts in order, their stems, and the compound whole."""

    exact: tuple[str, ...]
    stems: tuple[str, ...]
    whole: str | None = None


class Word(NamedTuple):
    """A written word with its place: `text[start:end]` is what was read."""

    start: int
    end: int
    reading: Reading


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` with their places; what has no letter or digit is dropped."""
    for start, word in placed_words(text):
        yield Word(start + word.start, start + word.end, word.reading)


def placed_words(text: str) -> list[tuple[int, Word]]:
    """Return the same words, each with its place from where its run of letters starts, and that start."""
    # No word reaches over a space, and what stands between two was mostly read before.
    return [(run.start(), word) for run in _RUN.finditer(text) for word in _places(run.group())]


@lru_cache(CACHED)
def _places(run: str) -> tuple[Word, ...]:
    found = ((match, read(match.group())) for match in _WORD.finditer(run))
    return tuple(Word(match.start(), match.end(), reading) for match, reading in found if reading.exact)


def surfaces(text: str) -> list[str]:
    """Return the words of `text` as written."""
    return _WORD.findall(text)


@lru_cache(CACHED)
def read(surface: str) -> Reading:
    """Read one written word."""
    folded = fold(surface)
    if folded.isalpha() and len(folded) <= LONGEST_WORD and folded not in _ARTICLES:
        return Reading(exact=(folded,), stems=(_stem(folded),))
    folded = _GROUPING.sub("", _SPACES.sub("", folded))[:LONGEST_WORD]
    parts = tuple(part for part in _JOINERS.split(folded) if part)
    if folded == ".net":
        parts = (folded,)
    elif folded in _ARTICLES:
        parts = ()
    whole = folded.replace("-", "") if len(parts) > 1 else None
    return Reading(exact=parts, stems=tuple(_stem(part) for part in parts), whole=whole)


def _stem(part: str) -> str:
    if "\u0620" <= part[0] <= "\u06ff":
        return _stemmer().arabic(part)
    return _stemmer().english(part) if part.isascii() else part


@cache
def _stemmer() -> Stemmer:
    data = vocabulary.stem_data()
    plain = Stemmer(irregular={word: word for word in data.fixed}, own_front=data.own_front, known=_any)
    stems = {
        form: plain.arabic(main) if not main.isascii() else plain.english(main)
        for form, main in data.forms.items()
    }
    return Stemmer(irregular=dict(plain.irregular) | stems, own_front=data.own_front, known=_is_known)


def _any(_: str) -> bool:
    return True


def _is_known(stem: str) -> bool:
    return stem in _known_stems()


@cache
def _known_stems() -> frozenset[str]:
    """Return the stems of all words of the vocabulary, those of the lists first: they explain the others."""
    data = vocabulary.stem_data()
    light = Stemmer(irregular=_stemmer().irregular, own_front=data.own_front, known=_any)
    listed = {light.entry(word) for word in data.known} | set(light.irregular.values())
    full = Stemmer(irregular=light.irregular, own_front=data.own_front, known=listed.__contains__)
    first, later = _concept_words()
    # What follows another word may begin with a conjunction or preposition; a first word is itself.
    return frozenset(listed | {full.entry(word) for word in first} | {full.arabic(word) for word in later})


def _concept_words() -> tuple[set[str], set[str]]:
    """Return the Arabic words of the concepts, folded: those that begin an entry, and those that follow."""
    first: set[str] = set()
    later: set[str] = set()
    for entry in (entry for many in vocabulary.concept_entries().values() for entry in many):
        beginning, *others = [fold(word) for word in surfaces(entry)]
        first.add(beginning)
        later.update(others)
    return {word for word in first if not word.isascii()}, {word for word in later if not word.isascii()}
