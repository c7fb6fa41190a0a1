"""Tells texts that are the same but for small edits, so that a reposted listing is shown once."""

from collections.abc import Sequence
from hashlib import blake2s
from operator import xor

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

Signature = tuple[int, ...]
"""The smallest hashes of a text's word pairs, rising: which of its pairs these are is as good as chance."""


def signature(stems: Sequence[str]) -> Signature | None:
    """Sample the pairs of neighbouring stems; None: too short."""
    if len(stems) <= SHORTEST:
        return None
    # No Python code runs for a stem that was met before: indexing spends much of its time here.
    pairs = set(map(xor, map(_FIRST.__getitem__, stems), map(_SECOND.__getitem__, stems[1:])))
    return tuple(sorted(pairs)[:SAMPLES])


def alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two texts, of which these are the samples, are the same but for small edits."""
    both = one & other
    # Most pairs end here: what follows can only leave fewer samples in common, of no fewer in all.
    if not both or SAMPLES * len(both) < ALIKE * max(len(one), len(other)):
        return False
    least = sorted(one | other)[:SAMPLES]
    return SAMPLES * len(both.intersection(least)) >= ALIKE * len(least)


CACHED = 1 << 16
"""Stems whose hashes are remembered."""


class _Hashes(dict[str, int]):
    """Hashes of stems in one place of a pair; those of the other place have nothing to do with them."""

    def __init__(self, place: bytes) -> None:
        super().__init__()
        self._place = place

    def __missing__(self, stem: str) -> int:
        if len(self) >= CACHED:
            self.clear()
        digest = blake2s(stem.encode("utf-8", "surrogatepass"), digest_size=4, person=self._place).digest()
        self[stem] = int.from_bytes(digest)
        return self[stem]


_FIRST = _Hashes(b"first")
_SECOND = _Hashes(b"second")
