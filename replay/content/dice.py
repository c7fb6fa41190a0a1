"""Repeatable choices, so that a listing can be invented alone and still comes out the same every time."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws that depend on `key` alone: `random.Random` promises the same for a text on all machines."""

    __slots__ = ("_throw",)

    def __init__(self, key: str) -> None:
        self._throw = Random(key).random  # noqa: S311 - invents demo content, keeps no secret

    def chance(self, probability: float) -> bool:
        """True in `probability` of the cases (0..1)."""
        return self._throw() < probability

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1."""
        return int(self._throw() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both possible."""
        return low + int(self._throw() * (high - low + 1))

    def part(self, low: float = 0.0, high: float = 1.0) -> float:
        """A number from low up to high."""
        return low + self._throw() * (high - low)

    def pick(self, choices: Sequence[T]) -> T:
        """One of `choices`."""
        return choices[int(self._throw() * len(choices))]

    def some(self, choices: Sequence[T], number: int) -> list[T]:
        """`number` different ones of `choices` (all, where there are fewer), in a new order."""
        left = list(choices)
        return [left.pop(int(self._throw() * len(left))) for _ in range(min(number, len(left)))]
