"""Finds which concepts of the vocabulary a run of stems names, alone or several together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from search.reading import read, surfaces
from search.vocabulary import Phrase, concept_entries

Names = tuple[str, ...]
"""Names of concepts."""

_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptMatch:
    """A concept named by the stems from `start` to `end` (exclusive, counted in stems)."""

    concept: str
    start: int
    end: int


def concepts_alone(stems: Iterable[str]) -> Names:
    """Return the concepts that stems name each for itself, once per place."""
    return tuple(chain.from_iterable(filter(None, map(_index().alone.get, stems))))


def concepts_together(stems: list[str]) -> list[str]:
    """Return the concepts that neighbours in a run of stems name, also those inside longer ones."""
    # No Python code runs for a word that names nothing: indexing spends much of its time here.
    pairs = list(filter(None, map(_index().pairs.get, pairwise(stems))))
    found = [name for pair in pairs for name in pair.names]
    if [pair for pair in pairs if pair.longer]:
        found += [name for _, _, names in _longer(stems) for name in names]
    return found


def find_concepts(stems: list[str]) -> list[ConceptMatch]:
    """Return the same concepts with their places."""
    index = _index()
    alone = [(at, at + 1, index.alone[stem]) for at, stem in enumerate(stems) if stem in index.alone]
    pairs = [
        (at, at + 2, index.pairs[pair].names)
        for at, pair in enumerate(pairwise(stems))
        if pair in index.pairs
    ]
    return [
        ConceptMatch(concept=name, start=start, end=end)
        for start, end, names in (*alone, *pairs, *_longer(stems))
        for name in names
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """What two neighbouring stems name, and the longer phrases that begin with them."""

    names: Names
    longer: tuple[tuple[Phrase, Names], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Concepts by the single stem, or by the first two stems of the phrase, that names them."""

    alone: Mapping[str, Names]
    pairs: Mapping[tuple[str, str], _Pair]


def _longer(stems: list[str]) -> Iterator[tuple[int, int, Names]]:
    pairs = _index().pairs
    for start in [at for at, pair in enumerate(pairwise(stems)) if pair in pairs]:
        for phrase, names in pairs[stems[start], stems[start + 1]].longer:
            end = start + len(phrase)
            if tuple(stems[start:end]) == phrase:
                yield start, end, names


@cache
def _index() -> _Index:
    names: dict[Phrase, dict[str, None]] = {}
    for name, entries in concept_entries().items():
        for entry in entries:
            names.setdefault(_phrase(entry), {})[name] = None
    by_phrase = {phrase: tuple(many) for phrase, many in names.items()}
    longer: dict[tuple[str, str], list[tuple[Phrase, Names]]] = {
        (phrase[0], phrase[1]): [] for phrase in by_phrase if len(phrase) > 1
    }
    for phrase, many in by_phrase.items():
        if len(phrase) > _PAIR:
            longer[phrase[0], phrase[1]].append((phrase, many))
    return _Index(
        alone={phrase[0]: many for phrase, many in by_phrase.items() if len(phrase) == 1},
        pairs={
            pair: _Pair(names=by_phrase.get(pair, ()), longer=tuple(many)) for pair, many in longer.items()
        },
    )


def _phrase(entry: str) -> Phrase:
    return tuple(stem for surface in surfaces(entry) for stem in read(surface).stems)
