"""Tells how closely titles and skills say what was asked for.

The first look goes at one listing at a time; then those count more that agree with the best ones.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from search.aboutness import aboutness
from search.agreement import Features, agreement, to_one
from search.analysis import text_tokens
from search.fields import Card
from search.plan import Unit
from search.related import Relation
from search.wordings import unit_ways, wordings_of

AS_STEM = 0.95
"""A form of the asker's word, where the word itself is worth 1."""

AS_CONCEPT = 0.8
"""Another word of the trade for it."""

TITLE = 1.5
"""What the title says counts more than the skills (1), which are padded."""

BOTH = 0.5
"""How much of the lesser of the two is added: who means it says it twice, but padders do, too."""

RELATED = 1.0
"""What related words add at most: other names of the trade tell nearly as much as the asker's own."""

NEAR = 0.3
"""A tool or result of the trade, where another name of it counts 1."""

EACH_RELATED = 0.4
"""How fast related words add up: two other names tell more than one, ten no more than five."""

COVERED_BY_RELATED = 0.6
"""How far a part of the query is covered that is only told by related words."""

COVERED_ELSEWHERE = 0.3
"""By the description or labels: they mention a lot."""

COVERAGE_POWER = 1.5
"""What is missing hurts more than in proportion: a listing without the telling word is of another trade."""

TOGETHER = 0.4
"""What it adds that the words stand side by side in the title, in the asker's order."""

TITLE_LENGTH = 0.2
SKILLS_LENGTH = 0.3
"""How much a long title, and a long list of skills, takes off: they promise many things."""

AGREEMENT = 0.5
"""What full agreement adds, where the best first look is worth 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A title or skill, ready to be compared."""

    tokens: frozenset[str]
    words: frozenset[str]
    stems: tuple[str, ...]


class _Said(NamedTuple):  # made for every candidate, where a frozen dataclass takes three times as long
    """What a text says of a query: how well each unit (0..1), and which wordings of each relation."""

    units: tuple[float, ...]
    close: tuple[frozenset[int], ...]
    near: tuple[frozenset[int], ...]


class Closeness:
    """Compares listings with one query.

    `weights` say how telling each unit is; `everywhere` that each unit is known to stand somewhere
    in every listing, so that what title and skills do not have is in the description.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        weights: Sequence[float],
        *,
        relations: Sequence[Relation] = (),
        everywhere: bool = True,
    ) -> None:
        whole = math.fsum(weights)
        self._units = [(unit, unit_ways(unit)) for unit in units]
        self._shares = [weight / whole if whole else 0.0 for weight in weights]
        self._relations = relations
        self._trades = frozenset(name for relation in relations for name in relation.trades)
        self._close = [wordings_of(relation.close) for relation in relations]
        self._near = [wordings_of(relation.near) for relation in relations]
        self._elsewhere = COVERED_ELSEWHERE if everywhere else 0.0
        self._pairs = frozenset(pairwise([word.stem for unit in units for word in unit.words]))
        self._skills: dict[str, _Said] = {}
        self._nothing = self._said(_Text(tokens=frozenset(), words=frozenset(), stems=()))

    def of(self, cards: Sequence[Card]) -> list[float]:
        """Return how close each listing is, from 0 to 1; only listings of one call compare."""
        texts = [(_title(card.title), [_skill(skill) for skill in card.skills]) for card in cards]
        first = to_one(
            [self._first_look(*some, names=card.skills) for some, card in zip(texts, cards, strict=True)]
        )
        agree = agreement([_features(*some) for some in texts], first)
        return to_one([one + AGREEMENT * other for one, other in zip(first, agree, strict=True)])

    def _first_look(self, title: _Text, skills: Sequence[_Text], *, names: Sequence[str]) -> float:
        in_title, in_skills = self._said(title), self._said_in(names, skills)
        by_title, by_skills = self._related(in_title), self._related(in_skills)
        said = covered = 0.0
        for at, share in enumerate(self._shares):
            direct = _both(in_title.units[at], in_skills.units[at])
            said += share * (direct + RELATED * _both(by_title[at], by_skills[at]))
            indirect = max(COVERED_BY_RELATED * max(by_title[at], by_skills[at]), self._elsewhere)
            covered += share * (1.0 if direct else indirect)
        close = said / TITLE * math.pow(covered, COVERAGE_POWER) + TOGETHER * self._together(title)
        stems = [skill.stems for skill in skills]
        long = _length(TITLE_LENGTH, len(title.stems)) * _length(SKILLS_LENGTH, sum(map(len, stems)))
        return close / long * aboutness(self._trades, title.stems, skills=stems)

    def _said_in(self, names: Sequence[str], skills: Sequence[_Text]) -> _Said:
        """Return what the skills say together; a wording must stand in one of them."""
        said = [self._said_by_skill(name, skill) for name, skill in zip(names, skills, strict=True)]
        if not said:
            return self._nothing
        units, close, near = zip(*said, strict=True)
        return _Said(
            units=tuple(map(max, zip(*units, strict=True))),
            close=tuple(_all_of(some) for some in zip(*close, strict=True)),
            near=tuple(_all_of(some) for some in zip(*near, strict=True)),
        )

    def _said_by_skill(self, name: str, skill: _Text) -> _Said:
        # The listings of one answer have many skills in common.
        if name not in self._skills:
            self._skills[name] = self._said(skill)
        return self._skills[name]

    def _said(self, text: _Text) -> _Said:
        return _Said(
            units=tuple(_level(unit, ways, text) for unit, ways in self._units),
            close=tuple(wordings.within(text.tokens) for wordings in self._close),
            near=tuple(wordings.within(text.tokens) for wordings in self._near),
        )

    def _related(self, said: _Said) -> list[float]:
        """Return from 0 to 1 how much that is related to each unit was said."""
        found = [0.0] * len(self._units)
        for relation, close, near in zip(self._relations, said.close, said.near, strict=True):
            strength = 1 - math.exp(-EACH_RELATED * (len(close) + NEAR * len(near)))
            for at in range(relation.start, relation.end):
                found[at] = max(found[at], strength)
        return found

    def _together(self, title: _Text) -> float:
        """Return which share of the query's neighbouring words are neighbours in the title, too."""
        if not self._pairs:
            return 0.0
        return len(self._pairs.intersection(pairwise(title.stems))) / len(self._pairs)


def _level(unit: Unit, ways: Sequence[frozenset[str]], text: _Text) -> float:
    if not any(way <= text.tokens for way in ways):
        return 0.0
    if all(word.exact in text.words for word in unit.words):
        return 1.0
    return AS_STEM if all(word.stem in text.tokens for word in unit.words) else AS_CONCEPT


def _both(title: float, skills: float) -> float:
    more, less = max(TITLE * title, skills), min(TITLE * title, skills)
    return more + BOTH * less


def _length(factor: float, words: int) -> float:
    return 1 + factor * math.log1p(words)


def _features(title: _Text, skills: Sequence[_Text]) -> Features:
    return Features(skills=tuple(skill.stems for skill in skills), title=title.stems)


def _all_of(some: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*some)


def _text(text: str) -> _Text:
    tokens = text_tokens(text)
    return _Text(tokens=frozenset(tokens.all), words=frozenset(tokens.words), stems=tuple(tokens.stems))


_title = lru_cache(1 << 12)(_text)
_skill = lru_cache(1 << 14)(_text)
