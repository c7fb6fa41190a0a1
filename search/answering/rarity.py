"""Weighs how telling each part of a query is: `كافيه` says more than `تصميم` where everybody designs."""

import math
from collections.abc import Sequence

from search.clauses import Everything
from search.matching import unit_clause
from search.plan import Unit
from search.view import View

LEAST_WEIGHT = 0.25
"""Of a word that every listing has: it still parts those that have it in the title from the others."""


def weigh(view: View, units: Sequence[Unit]) -> list[float]:
    """Return from 0 (occurs nowhere) to 1 (the rarest that occurs) how telling each unit is."""
    if len(units) < 2:  # noqa: PLR2004  one alone is all there is to tell
        return [1.0] * len(units)
    everything, *counts = view.counts([Everything(), *(unit_clause(unit) for unit in units)])
    rarities = [
        _rarity(everything, count) if count or unit.trades else 0.0
        for unit, count in zip(units, counts, strict=True)
    ]
    rarest = max(rarities)
    return [max(LEAST_WEIGHT, rarity / rarest) if rarity else 0.0 for rarity in rarities]


def _rarity(everything: int, count: int) -> float:
    return math.log(1 + (everything - count + 0.5) / (count + 0.5))
