"""Finds which concepts of the vocabulary a run of stems names, alone or several together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from search.reading import read, surfaces
from search.vocabulary import Phrase, concept_entries

Names = tuple[str, ...]
"""Names of concepts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptMatch:
    """A concept named by the stems from `start` to `end` (exclusive, counted in stems)."""

    concept: str
    start: int
    end: int


def concept_names(stems: list[str]) -> list[str]:
    """Return the concepts named in a run of stems, also those inside longer ones, once per place."""
    alone = _index().alone
    found = [name for stem in stems if stem in alone for name in alone[stem]]
    found += [name for _, _, names in _together(stems) for name in names]
    return found


def find_concepts(stems: list[str]) -> list[ConceptMatch]:
    """Return the same concepts with their places."""
    alone = _index().alone
    found = [
        ConceptMatch(concept=name, start=at, end=at + 1)
        for at, stem in enumerate(stems)
        for name in alone.get(stem, ())
    ]
    found += [
        ConceptMatch(concept=name, start=start, end=end)
        for start, end, names in _together(stems)
        for name in names
    ]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Concepts by the single stem, or by the first two stems of the phrase, that names them."""

    alone: Mapping[str, Names]
    together: Mapping[tuple[str, str], tuple[tuple[Phrase, Names], ...]]


def _together(stems: list[str]) -> Iterator[tuple[int, int, Names]]:
    together = _index().together
    # Pairs first, in one pass: nearly every word of a listing begins some phrase, few go on with it.
    for start in [at for at, pair in enumerate(pairwise(stems)) if pair in together]:
        for phrase, names in together[stems[start], stems[start + 1]]:
            end = start + len(phrase)
            if tuple(stems[start:end]) == phrase:
                yield start, end, names


@cache
def _index() -> _Index:
    names: dict[Phrase, list[str]] = {}
    for name, entries in concept_entries().items():
        for entry in entries:
            known = names.setdefault(_phrase(entry), [])
            if name not in known:
                known.append(name)
    together: dict[tuple[str, str], list[tuple[Phrase, Names]]] = {}
    for phrase, many in names.items():
        if len(phrase) > 1:
            together.setdefault((phrase[0], phrase[1]), []).append((phrase, tuple(many)))
    return _Index(
        alone={phrase[0]: tuple(many) for phrase, many in names.items() if len(phrase) == 1},
        together={pair: tuple(many) for pair, many in together.items()},
    )


def _phrase(entry: str) -> Phrase:
    return tuple(stem for surface in surfaces(entry) for stem in read(surface).stems)
