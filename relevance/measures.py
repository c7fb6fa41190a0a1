"""The measures of a ranked answer, as the literature defines them."""

from collections.abc import Collection, Sequence
from math import log2

DEPTH = 10
"""Hits that count: what people see without paging."""


def ndcg(gains: Sequence[int], ideal: Collection[int]) -> float:
    """Return nDCG@10 of the grades of the hits in order, against all grades that could be had (0..1).

    A grade g is worth 2^g - 1, divided by log2 of its place plus one.
    """
    best = _discounted(sorted(ideal, reverse=True))
    return _discounted(gains) / best if best else 0.0


def precision(gains: Sequence[int]) -> float:
    """Return P@10: the share of ten places that hold anything of worth (0..1)."""
    return sum(gain > 0 for gain in gains[:DEPTH]) / DEPTH


def _discounted(gains: Sequence[int]) -> float:
    return sum((2.0**gain - 1) / log2(place + 2) for place, gain in enumerate(gains[:DEPTH]))
