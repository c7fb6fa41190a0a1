"""Turns text into tokens, once, for documents and queries of every engine, in Arabic and English.

A word has an exact token (folded), a stem, and takes part in concepts of the vocabulary. Compounds
(`UI/UX`, `Node.js`, `e-commerce`) give their parts in order and are kept whole beside them.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from search import folding, stemming, vocabulary
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
_WORD = re.compile(
    rf"[{_ARABIC}](?:[{_ARABIC}]|[{_INVISIBLE}](?=[{_ARABIC}{_INVISIBLE}]))*"
    rf"|\.(?i:net)(?![{_LATIN}])"
    rf"|[{_LATIN}](?:[{_LATIN}]|[-./&'’{_INVISIBLE}]+(?=[{_LATIN}]))*(?:\+\+|\#)?"
    rf"|{_OTHER}+"
)
_JOINERS = re.compile(r"[-./&]")
_SPACES = re.compile(r"\s+")

LONGEST_WORD = 64
"""Characters of one word that count: longer runs are keys, not words."""

MOST_PARTS = 3
"""Parts a compound may have to be kept whole; longer ones are addresses and paths."""

CACHED_WORDS = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one written word means to search: parts in order, their stems, and the compound whole."""

    exact: tuple[str, ...]
    stems: tuple[str, ...]
    whole: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A written word with its place: `text[start:end]` is what was read."""

    start: int
    end: int
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenStreams:
    """The tokens of one text by layer, joined with single spaces, as engines index them."""

    exact: str
    stem: str
    concept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptMatch:
    """A concept named by the stems from `start` to `end` (exclusive, counted in stems)."""

    concept: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` with their places; what has no letter or digit is dropped."""
    for match in _WORD.finditer(text):
        reading = read(match.group())
        if reading.exact:
            yield Word(start=match.start(), end=match.end(), reading=reading)


def token_streams(text: str) -> TokenStreams:
    """Return what an engine indexes of `text`."""
    exact: list[str] = []
    stems: list[str] = []
    wholes: list[str] = []
    for surface in _WORD.findall(text):
        reading = read(surface)
        exact += reading.exact
        stems += reading.stems
        if reading.whole is not None:
            wholes.append(reading.whole)
    concepts = [match.concept for match in find_concepts(stems)]
    # Wholes stand at the end, so that phrases see only neighbours that were written as such.
    return TokenStreams(exact=" ".join(exact + wholes), stem=" ".join(stems), concept=" ".join(concepts))


@lru_cache(CACHED_WORDS)
def read(surface: str) -> Reading:
    """Read one written word."""
    folded = _SPACES.sub("", fold(surface[:LONGEST_WORD]))
    parts = tuple(part for part in _JOINERS.split(folded) if part)
    if folded == ".net":
        parts = (folded,)
    whole = folded.replace("-", "") if 1 < len(parts) <= MOST_PARTS else None
    return Reading(exact=parts, stems=tuple(_stem(part) for part in parts), whole=whole)


def find_concepts(stems: list[str]) -> list[ConceptMatch]:
    """Return every concept named in a run of stems, also those inside longer ones."""
    phrases = _phrases()
    found = []
    for start, stem in enumerate(stems):
        for phrase, concepts in phrases.get(stem, ()):
            end = start + len(phrase)
            if tuple(stems[start:end]) == phrase:
                found += [ConceptMatch(concept=concept, start=start, end=end) for concept in concepts]
    return found


@cache
def fingerprint() -> str:
    """Return what changes whenever the same text may give other tokens."""
    digest = hashlib.blake2s(digest_size=8)
    for module in (folding, stemming, vocabulary):
        digest.update(module.__name__.encode())
    for data in vocabulary.word_files():
        digest.update(data)
    return f"{ANALYSIS_VERSION}-{digest.hexdigest()}"


ANALYSIS_VERSION = 1
"""Raise it whenever a rule changes; changes of the word files are noticed by themselves."""


def _stem(part: str) -> str:
    if "\u0620" <= part[0] <= "\u06ff":
        return _stemmer().arabic(part)
    return _stemmer().english(part) if part.isascii() else part


@cache
def _stemmer() -> Stemmer:
    data = vocabulary.stem_data()
    plain = Stemmer(
        irregular={word: word for word in data.fixed}, own_front=data.own_front, known=_known_later
    )
    stems = {
        form: plain.arabic(main) if not main.isascii() else plain.english(main)
        for form, main in data.plurals.items()
    }
    return Stemmer(irregular=dict(plain.irregular) | stems, own_front=data.own_front, known=_is_known)


def _known_later(_: str) -> bool:
    return True


def _is_known(stem: str) -> bool:
    return stem in _known_stems()


@cache
def _known_stems() -> frozenset[str]:
    data = vocabulary.stem_data()
    plain = Stemmer(irregular=_stemmer().irregular, own_front=data.own_front, known=_known_later)
    entries = [entry for many in vocabulary.concept_entries().values() for entry in many]
    written = [fold(word) for entry in entries for word in _WORD.findall(entry)]
    stems = {plain.arabic(word) for word in written if word and not word[0].isascii()}
    return frozenset(stems | set(plain.irregular.values()))


@cache
def _phrases() -> Mapping[str, tuple[tuple[vocabulary.Phrase, tuple[str, ...]], ...]]:
    concepts: dict[vocabulary.Phrase, list[str]] = {}
    for name, entries in vocabulary.concept_entries().items():
        for entry in entries:
            phrase = tuple(stem for surface in _WORD.findall(entry) for stem in read(surface).stems)
            if name not in concepts.setdefault(phrase, []):
                concepts[phrase].append(name)
    by_first: dict[str, list[tuple[vocabulary.Phrase, tuple[str, ...]]]] = {}
    for phrase, names in concepts.items():
        by_first.setdefault(phrase[0], []).append((phrase, tuple(names)))
    return {first: tuple(many) for first, many in by_first.items()}
