"""Finds conditions by the tokens that a document has, without asking those of other tokens."""

from array import array
from collections.abc import Iterable
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from aggregator.alerts.frequencies import Token
from search.evaluating import Indexed

Numbers = npt.NDArray[np.uintc]

_NONE: frozenset[str] = frozenset()


class Says(IntEnum):
    """What a token says of a condition: that it holds, that it may hold, or that it may not."""

    HOLDS = 0
    MAY_HOLD = 1
    MAY_NOT = 2


_Kept = tuple["array[int]", "array[int]", "array[int]"]
"""The numbers of conditions of which one token says something, by what it says."""


class ByToken:
    """Conditions by number; one may be kept under several tokens."""

    def __init__(self) -> None:
        self._by_field: dict[str, dict[str, _Kept]] = {}

    def __len__(self) -> int:
        """How many tokens say something."""
        return sum(map(len, self._by_field.values()))

    def add(self, token: Token, says: Says, number: int) -> None:
        """Keep what a token says of a condition."""
        field, text = token
        nothing = (array("I"), array("I"), array("I"))
        self._by_field.setdefault(field, {}).setdefault(text, nothing)[says].append(number)

    def remove(self, token: Token, says: Says, number: int) -> None:
        """Forget it."""
        field, text = token
        by_text = self._by_field[field]
        by_text[text][says].remove(number)
        if not any(by_text[text]):
            del by_text[text]

    def met(self, document: Indexed) -> tuple[Numbers, Numbers, Numbers]:
        """Return the conditions of which the document's tokens say something, by what they say."""
        met: list[_Kept] = []
        for field, by_text in self._by_field.items():
            met += map(by_text.__getitem__, by_text.keys() & document.sets.get(field, _NONE))
        holds, may_hold, may_not = zip(*met, strict=True) if met else ((), (), ())
        return _joined(holds), _joined(may_hold), _joined(may_not)


def _joined(some: Iterable["array[int]"]) -> Numbers:
    return np.frombuffer(b"".join(some), np.uintc)
