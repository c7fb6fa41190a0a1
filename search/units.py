"""Cuts a run of words into the units that must be found together: words, terms of the trade, compounds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.concepts import ConceptMatch, find_concepts
from search.reading import Reading, words
from search.vocabulary import asking_words


@dataclass(frozen=True, slots=True, kw_only=True)
class WordQuery:
    """One word: its exact token, its stem and the concepts it names alone; any of them matches."""

    exact: str
    stem: str
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What must be found together: all `words`, or one of `concepts`, or the compound `whole`.

    A `phrase` (from quotes) wants its words as written, side by side, in one field. Any of the
    `trades`, which the unit asks for alone or with its neighbours, will do as well.
    """

    words: tuple[WordQuery, ...]
    concepts: tuple[str, ...] = ()
    whole: str | None = None
    phrase: bool = False
    trades: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of word parts, from `start` to `end` (exclusive), and the compound they form, if any."""

    start: int
    end: int
    whole: str | None = None


def read_units(text: str) -> tuple[Unit, ...]:
    """Cut a text of plain words, without those that only ask for something unless there are no others."""
    readings = [word.reading for word in words(text)]
    return tuple(cut(telling(readings)) or cut(readings))


def telling(readings: list[Reading]) -> list[Reading]:
    """Return the words without those that only ask; what stood around them may then be one term."""
    asks = [_only_asks(unit) for unit in cut(readings) for _ in unit.words]
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


def word_queries(readings: list[Reading]) -> Iterator[WordQuery]:
    """Yield the parts of written words, in order."""
    for reading in readings:
        for exact, stem in zip(reading.exact, reading.stems, strict=True):
            yield WordQuery(exact=exact, stem=stem)


def cut(readings: list[Reading]) -> list[Unit]:
    """Cut a run of words where the longest concepts and compounds end, so that each is one unit."""
    units: list[Unit] = []
    parts = list(word_queries(readings))
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
