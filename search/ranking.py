"""Puts the first candidates of any engine into their final order, by what their titles and facts say.

An engine's points say which fields have what was asked for. Here the title is read closely, and
freshness (requests) or evidence (offers, specialists) is weighed in. Everything is plain
arithmetic on the same numbers, so that engines cannot drift apart.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from search.analysis import Tokens, text_tokens
from search.evidence import freshness
from search.plan import Unit
from search.view import Stored

RANKED = 100
"""Candidates that are read and ranked: five pages, which is further than nearly everybody reads."""

FOCUS = 0.2
"""What a title adds that speaks of nothing but what was asked for: long titles promise many things."""

TOGETHER = 0.15
"""What it adds that the parts of the query stand side by side in the title, in the asker's order."""

FRESHNESS = 0.35
"""What a request of this very moment adds: one that is taken helps nobody."""

EVIDENCE = 0.25
"""What the best evidence adds: it decides among listings that say the same, not over what they say."""

DIGITS = 9
"""Decimals of a score that count: what differs later differs by rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with its final score."""

    stored: Stored
    score: float


class Ranking:
    """Ranks the candidates of one query; `weights` say how telling each of its units is."""

    def __init__(self, units: Sequence[Unit], weights: Sequence[float], *, now: datetime) -> None:
        self._units = units
        self._weights = weights
        self._now = now

    def order(self, stored: Sequence[Stored], texts: Sequence[float]) -> list[Scored]:
        """Return the candidates from best to worst, ties by ref; `texts` are the engine's points for text."""
        scored = [
            Scored(stored=one, score=round(self._score(one, given), DIGITS))
            for one, given in zip(stored, texts, strict=True)
        ]
        return sorted(scored, key=lambda one: (-one.score, one.stored.ref))

    def _score(self, stored: Stored, text: float) -> float:
        title = text_tokens(stored.card.title)
        close = 1 + FOCUS * self._focus(title) + TOGETHER * self._together(title)
        return text * close * (1 + self._worth(stored))

    def _worth(self, stored: Stored) -> float:
        card = stored.card
        if card.kind == "request":
            return FRESHNESS * freshness(card.posted, self._now)
        return EVIDENCE * card.evidence

    def _focus(self, title: Tokens) -> float:
        """Return which share of the title's words was asked for."""
        asked = {word.stem for unit in self._units for word in unit.words}
        return sum(stem in asked for stem in title.stems) / (len(title.stems) or 1)

    def _together(self, title: Tokens) -> float:
        """Return which share of the query's neighbouring words are neighbours in the title, too."""
        asked = [word.stem for unit in self._units for word in unit.words]
        pairs = set(itertools.pairwise(asked))
        if not pairs:
            return 0.0
        return len(pairs & set(zip(title.stems, title.stems[1:], strict=False))) / len(pairs)
