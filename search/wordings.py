"""Finds which of many wordings stand in a text, by a few look-ups instead of one try for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from search.analysis import CONCEPT_SIGN
from search.plan import Unit, WordQuery
from search.related import Wording

_Way = frozenset[str]
"""Tokens that, all together, say a unit or wording."""

MOST_WAYS = 16
"""Ways of one wording that are looked for: more come of words that name several concepts each."""


class Wordings:
    """Wordings, numbered from 0, ready to be found."""

    __slots__ = ("_by_token",)

    def __init__(self, wordings: Sequence[Wording]) -> None:
        found: dict[str, list[tuple[_Way, int]]] = {}
        for number, wording in enumerate(wordings):
            for way in _ways(wording):
                # Any token of a way would do; the longest is likely to be the rarest.
                found.setdefault(max(way, key=lambda token: (len(token), token)), []).append((way, number))
        self._by_token: Mapping[str, list[tuple[_Way, int]]] = found

    def within(self, tokens: frozenset[str]) -> frozenset[int]:
        """Return the numbers of the wordings that the tokens of one text say."""
        return frozenset(
            number
            for token in self._by_token.keys() & tokens
            for way, number in self._by_token[token]
            if way <= tokens
        )


@lru_cache(1 << 10)
def wordings_of(wordings: tuple[Wording, ...]) -> Wordings:
    """Return the wordings ready to be found; kept, as people ask for the same trades again and again."""
    return Wordings(wordings)


def _ways(wording: Wording) -> Iterator[_Way]:
    for number, parts in enumerate(product(*map(unit_ways, wording))):
        if number == MOST_WAYS:
            return
        if parts:
            yield frozenset().union(*parts)


def unit_ways(unit: Unit) -> list[_Way]:
    """Return the sets of tokens of which each says a unit."""
    ways = [frozenset().union(*parts) for parts in product(*map(_word_ways, unit.words))]
    ways += [_concept(name) for name in unit.concepts]
    return ways if unit.whole is None else [*ways, frozenset({unit.whole})]


def _word_ways(word: WordQuery) -> Iterable[_Way]:
    # Whatever has the stem has the concepts that the stem names, too.
    return [_concept(name) for name in word.concepts] or [frozenset({word.stem})]


def _concept(name: str) -> _Way:
    return frozenset({CONCEPT_SIGN + name})
