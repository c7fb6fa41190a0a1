"""Tells texts that are the same but for small edits, so that a reposted listing is shown once."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

PLACES = 16
"""Samples of a text: with 16 a tenth of its word pairs may differ and most samples still agree."""

ALIKE = 12
"""Samples that must agree; texts of which four fifths are the same have about so many in common."""

SHORTEST = 12
"""Word pairs under which a text has too little of its own to say that two are the same."""

_MASK = 0xFFFFFFFF
_SHIFT = 28
"""Leaves the 4 bits of a 32 bit hash that choose one of the 16 places."""

_FRACTION = 0x9E3779B1
"""Knuth's multiplier: spreads neighbouring sums over all the places."""

Signature = tuple[int, ...]


def signature(stems: Iterable[str]) -> Signature | None:
    """Sample the pairs of neighbouring stems (the smallest hash of each of 16 kinds); None: too short."""
    least = [_MASK] * PLACES
    hashes = [_hash(stem) for stem in stems]
    if len(hashes) <= SHORTEST:
        return None
    for first, second in pairwise(hashes):
        mixed = ((first ^ (second << 1)) * _FRACTION) & _MASK
        place = mixed >> _SHIFT
        least[place] = min(least[place], mixed)
    return tuple(_filled(least))


def alike(one: Signature | None, other: Signature | None) -> bool:
    """Tell whether two sampled texts are the same but for small edits."""
    if one is None or other is None:
        return False
    return sum(map(int.__eq__, one, other)) >= ALIKE


def _filled(least: list[int]) -> Iterator[int]:
    """Yield the samples; an empty place borrows from the next, or short texts would agree in nothing."""
    for place in range(PLACES):
        yield next(value for value in least[place:] + least[:place] if value != _MASK)


@lru_cache(1 << 16)
def _hash(stem: str) -> int:
    return crc32(stem.encode("utf-8", "surrogatepass"))
