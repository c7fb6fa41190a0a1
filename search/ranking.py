"""Puts the first candidates of any engine into their final order, by what they say and how it went so far.

An engine's points say in which fields something stands. Here titles and skills are compared closely
with the query and with each other, and freshness (requests) or evidence (offers, specialists) is
weighed in. Everything is plain arithmetic on the same numbers, so that engines cannot drift apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from search.closeness import Closeness
from search.evidence import freshness
from search.matching import ALL_WORDS
from search.plan import Unit
from search.related import relations
from search.view import Stored

RANKED = 100
"""Candidates that are read and ranked: five pages, which is further than nearly everybody reads."""

POINTS = 0.1
"""What the most points of an engine add: they know of the description, which is not read here."""

FRESHNESS = 0.35
"""What a request of this very moment adds: one that is taken helps nobody."""

EVIDENCE = 0.25
"""What the best evidence adds: it decides among listings that say the same, not over what they say."""

FIRST = 2.0
"""What is added to those with all words, where not all must be found: more than all else together."""

DIGITS = 9
"""Decimals of a score that count: what differs later differs by rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with its final score."""

    stored: Stored
    score: float


class Ranking:
    """Ranks the candidates of one query; `weights` say how telling each of its units is.

    `relaxed` tells that not every unit must stand in every candidate.
    """

    def __init__(
        self, units: Sequence[Unit], weights: Sequence[float], *, relaxed: bool, now: datetime
    ) -> None:
        self._closeness = Closeness(units, weights, relations=relations(units), everywhere=not relaxed)
        self._now = now

    def order(self, stored: Sequence[Stored], texts: Sequence[float]) -> list[Scored]:
        """Return the candidates from best to worst, ties by ref; `texts` are the engine's points for text."""
        # Where not every word must be found, those that have all come first, whatever else they say.
        complete = [points >= ALL_WORDS for points in texts]
        texts = [points % ALL_WORDS for points in texts]
        most = max(texts, default=0.0) or 1.0
        close = self._closeness.of([one.card for one in stored])
        scored = [
            Scored(stored=one, score=round(first * FIRST + self._score(one, points / most, near), DIGITS))
            for one, points, near, first in zip(stored, texts, close, complete, strict=True)
        ]
        return sorted(scored, key=lambda one: (-one.score, one.stored.ref))

    def _score(self, stored: Stored, points: float, close: float) -> float:
        return (POINTS * points + close) * (1 + self._worth(stored))

    def _worth(self, stored: Stored) -> float:
        card = stored.card
        if card.kind == "request":
            return FRESHNESS * freshness(card.posted, self._now)
        return EVIDENCE * card.evidence
