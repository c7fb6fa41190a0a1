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

AGREE = 4
"""Of the LOOKED_AT smallest samples of two texts that are alike, so many are the same."""

LOOKED_AT = SAMPLES - ALIKE + AGREE
"""At most SAMPLES - ALIKE samples of one text are not the other's: the AGREE-th common one is among these."""

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


def alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two texts, of which these are the samples, are the same but for small edits."""
    both = one & other
    # Most pairs end here: what follows can only leave fewer samples in common, of no fewer in all.
    if not both or SAMPLES * len(both) < ALIKE * max(len(one), len(other)):
        return False
    least = sorted(one | other)[:SAMPLES]
    return SAMPLES * len(both.intersection(least)) >= ALIKE * len(least)


@lru_cache(1 << 16)
def _hash(stem: str) -> int:
    return crc32(stem.encode("utf-8", "surrogatepass"))
