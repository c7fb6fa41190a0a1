"""Tells texts that are the same but for small edits, so that a reposted listing is shown once."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

SAMPLES = 24
"""Samples of a text: enough to tell two thirds from a half, few enough to be kept with each listing."""

ALIKE = 16
"""Of the smallest samples of both texts together so many must be in both: two thirds of the word pairs are.
One changed word is three changed pairs of both texts together, in a text of thirty words a tenth."""

LOOKED_AT = SAMPLES - ALIKE + 1
"""The smallest samples of a text; of two texts that are alike one has at least one of the other's."""

SHORTEST = 12
"""Word pairs under which a text has too little of its own to say that two are the same."""

_MASK = 0xFFFFFFFF
_SPREAD = 0x9E3779B1
"""Knuth's multiplier: spreads neighbouring sums over all numbers."""

Signature = tuple[int, ...]
"""The smallest hashes of a text's word pairs, rising: which of its pairs these are is as good as chance."""


def signature(stems: Iterable[str]) -> Signature | None:
    """Sample the pairs of neighbouring stems; None: too short."""
    hashes = list(map(_hash, stems))
    if len(hashes) <= SHORTEST:
        return None
    mixed = {((first ^ (second << 1)) * _SPREAD) & _MASK for first, second in pairwise(hashes)}
    return tuple(sorted(mixed)[:SAMPLES])


def alike(one: Signature | None, other: Signature | None) -> bool:
    """Tell whether two sampled texts are the same but for small edits."""
    if not one or not other:
        return False
    if one == other:
        return True
    both = set(one) & set(other)
    least = sorted({*one, *other})[:SAMPLES]
    return len(both.intersection(least)) >= min(ALIKE, len(least) * ALIKE / SAMPLES)


@lru_cache(1 << 16)
def _hash(stem: str) -> int:
    return crc32(stem.encode("utf-8", "surrogatepass"))
