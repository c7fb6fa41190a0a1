"""Reads what people type into what every engine must match; nothing they type can fail."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.concepts import ConceptMatch, find_concepts
from search.reading import Reading, words
from search.vocabulary import asking_words

MOST_WORDS = 64
"""Words of a query that count: the rest costs time and decides nothing."""

LONGEST_TEXT = 4_096
"""Characters of a query that are read; more than the counted words ever need."""

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class WordQuery:
    """One word: its exact token, its stem and the concepts it names alone; any of them matches."""

    exact: str
    stem: str
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What must be found together: all `words`, or one of `concepts`, or the compound `whole`.

    A `phrase` (from quotes) wants its words as written, side by side, in one field.
    """

    words: tuple[WordQuery, ...]
    concepts: tuple[str, ...] = ()
    whole: str | None = None
    phrase: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The units a listing must have and must not have; `ignored_words` were too many."""

    required: tuple[Unit, ...] = ()
    excluded: tuple[Unit, ...] = ()
    ignored_words: int = 0

    @property
    def enough(self) -> int:
        """How many of the required units do when no listing has all: at least half of them."""
        return (len(self.required) + 1) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of word parts, from `start` to `end` (exclusive), and the compound they form, if any."""

    start: int
    end: int
    whole: str | None = None


def make_plan(text: str) -> Plan:
    """Read a query text; quotes make phrases, a leading minus excludes, all else is words."""
    required: list[Unit] = []
    excluded: list[Unit] = []
    plain: list[Reading] = []
    left, ignored = MOST_WORDS, 0
    for piece in _PIECE.finditer(text[:LONGEST_TEXT]):
        found = [word.reading for word in words(piece["plain"] or piece["quoted"] or "")]
        readings, left = found[:left], max(0, left - len(found))
        ignored += len(found) - len(readings)
        if piece["minus"]:
            excluded += _exclusion(readings, quoted=piece["quoted"] is not None)
        elif piece["quoted"] is not None:
            required += _phrase(readings)
        else:
            plain += readings
    required += _units(_telling(plain))
    units = required or _units(plain)
    return Plan(required=tuple(units), excluded=tuple(excluded), ignored_words=ignored)


def _telling(readings: list[Reading]) -> list[Reading]:
    """Return the words without those that only ask; what stood around them may then be one term."""
    asks = [_only_asks(unit) for unit in _units(readings) for _ in unit.words]
    at, kept = 0, []
    for reading in readings:
        end = at + len(reading.exact)
        if not all(asks[at:end]):
            kept.append(reading)
        at = end
    return kept


def _only_asks(unit: Unit) -> bool:
    """Tell whether a unit says that somebody wants something, but nothing of what it is."""
    word, *more = unit.words
    return not (more or word.concepts) and word.exact in asking_words()


def _phrase(readings: list[Reading]) -> Iterator[Unit]:
    if readings:
        yield Unit(words=tuple(_word_queries(readings)), phrase=True)


def _exclusion(readings: list[Reading], *, quoted: bool) -> Iterator[Unit]:
    # An excluded word takes its own forms away, never its synonyms: nobody asked for that.
    if readings:
        yield Unit(words=tuple(_word_queries(readings)), phrase=quoted)


def _word_queries(readings: list[Reading]) -> Iterator[WordQuery]:
    for reading in readings:
        for exact, stem in zip(reading.exact, reading.stems, strict=True):
            yield WordQuery(exact=exact, stem=stem)


def _units(readings: list[Reading]) -> list[Unit]:
    """Cut a run of words where the longest concepts and compounds end, so that each is one unit."""
    units: list[Unit] = []
    parts = list(_word_queries(readings))
    named = find_concepts([part.stem for part in parts])
    wholes = list(_wholes(readings))
    spans: list[ConceptMatch | Stretch] = [*named, *wholes]
    at = 0
    while at < len(parts):
        end = max([at + 1, *(span.end for span in spans if span.start == at)])
        units.append(_unit(parts, named, wholes, Stretch(start=at, end=end)))
        at = end
    return units


def _wholes(readings: list[Reading]) -> Iterator[Stretch]:
    at = 0
    for reading in readings:
        end = at + len(reading.exact)
        if reading.whole is not None:
            yield Stretch(start=at, end=end, whole=reading.whole)
        at = end


def _unit(parts: list[WordQuery], named: list[ConceptMatch], wholes: list[Stretch], stretch: Stretch) -> Unit:
    start, end = stretch.start, stretch.end
    alone = tuple(
        replace(part, concepts=_names(named, at, at + 1)) for at, part in enumerate(parts[start:end], start)
    )
    together = _names(named, start, end) if end - start > 1 else ()
    whole = next((one.whole for one in wholes if (one.start, one.end) == (start, end)), None)
    return Unit(words=alone, concepts=together, whole=whole)


def _names(named: list[ConceptMatch], start: int, end: int) -> tuple[str, ...]:
    return tuple(match.concept for match in named if (match.start, match.end) == (start, end))
