"""Tells which of the listings that were found agree with the best of them.

Sellers of one trade list the same skills and put the same words side by side, whether or not these
stand in the query: a listing that shares them is of that trade, one that only has the query's words
may not be. Nobody has to tell us which trades there are: the listings that were found do.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Stems = tuple[str, ...]

BEST = 20
"""Listings whose agreement counts: the first page and the next."""

SHARED = 40
"""Features that these have in common, at most."""

CROWDED = 0.5
"""Power of the number of features that divides agreement: who lists everything agrees with everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What a listing may share with others: the stems of each skill, and those of its title."""

    skills: tuple[Stems, ...]
    title: Stems


def agreement(listings: Sequence[Features], closeness: Sequence[float]) -> list[float]:
    """Return from 0 to 1 how much each listing has of what the closest ones have in common."""
    best = sorted(range(len(listings)), key=lambda at: -closeness[at])[:BEST]
    whole = math.fsum(closeness[at] for at in best) or 1.0
    total = [0.0] * len(listings)
    # Skills, title words and title neighbours tell alike much, each in its own way.
    for features in (
        [frozenset[Hashable](one.skills) for one in listings],
        [frozenset[Hashable](one.title) for one in listings],
        [frozenset[Hashable](pairwise(one.title)) for one in listings],
    ):
        common = _common((features[at], closeness[at] / whole) for at in best)
        agree = to_one([_has_of(common, some) for some in features])
        total = [sofar + more for sofar, more in zip(total, agree, strict=True)]
    return to_one(total)


def to_one(values: Sequence[float]) -> list[float]:
    """Return the values divided by the largest."""
    most = max(values, default=0.0)
    return [value / most for value in values] if most else list(values)


def _common(best: Iterable[tuple[frozenset[Hashable], float]]) -> Mapping[Hashable, float]:
    """Return what at least two of the best have, and the weighted share of them that has it."""
    weights: dict[Hashable, list[float]] = {}
    numbers: Counter[Hashable] = Counter()
    for features, weight in best:
        numbers.update(features)
        for feature in features:
            weights.setdefault(feature, []).append(weight)
    shared = [(feature, math.fsum(some)) for feature, some in weights.items() if numbers[feature] > 1]
    return dict(sorted(shared, key=lambda one: (-one[1], str(one[0])))[:SHARED])


def _has_of(common: Mapping[Hashable, float], features: frozenset[Hashable]) -> float:
    if not features:
        return 0.0
    # An exact sum: sets have no order of their own, and every engine must come to the same number.
    had = math.fsum(common[feature] for feature in common.keys() & features)
    return had / math.pow(len(features), CROWDED)
