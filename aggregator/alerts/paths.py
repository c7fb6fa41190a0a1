"""Keeps paths of conditions as rows of numbers, so that a listing asks thousands of them at once.

A path begins with its rarest condition. A document looks only at paths whose first condition holds, and
all at once at whether their filters and further conditions do.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from aggregator.alerts.compiling import Holds
from aggregator.alerts.conditions import ALWAYS, Condition, Told
from search.clauses import Clause

SEPARATOR = "\n"
"""Stands between keys, and in none."""

WIDTH = 8
"""Conditions of a path that have room in its row: of a path with more, each is asked for itself."""

_ALL_HOLD = np.ones(WIDTH, np.bool_).view(np.uint64)
"""What is known of a row's conditions, as one number: to compare it takes a third of asking for all eight."""

_FIRST_ROWS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Paths that begin with one choice, which is asked before them: by the number of their first condition.

    Those in `odd` have conditions that have no room in a row.
    """

    choice: Clause
    may_be_walked: Holds
    begun: dict[int, "array[int]"] = field(default_factory=dict)
    odd: dict[int, "array[int]"] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether it has any path."""
        return bool(self.begun or self.odd)

    def add(self, path: "Path", number: int) -> None:
        """Take a path in."""
        self._kept(path).setdefault(path.first, array("I")).append(number)

    def remove(self, path: "Path", number: int) -> None:
        """Take a path away."""
        kept = self._kept(path)
        kept[path.first].remove(number)
        if not kept[path.first]:
            del kept[path.first]

    def _kept(self, path: "Path") -> dict[int, "array[int]"]:
        return self.odd if path.is_odd else self.begun


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """Conditions, the rarest first, of one group, and the number of what is filtered by at their end."""

    group: Group
    conditions: tuple[Condition, ...]
    filters: int

    @property
    def first(self) -> int:
        """The number of the condition without which nobody looks at it."""
        begins = self.conditions and self.conditions[0].tokens is not None
        return self.conditions[0].number if begins else ALWAYS

    @property
    def is_odd(self) -> bool:
        """Whether its conditions have no room in a row."""
        return len(self.conditions) > WIDTH or not all(condition.is_told for condition in self.conditions)


_Same = tuple[int, tuple[int, ...], int]
"""What two paths that are the same have in common: group, conditions and filters, as numbers."""


class Paths:
    """All paths by number, and the keys that end there."""

    def __init__(self) -> None:
        self._numbers: dict[_Same, int] = {}
        self._paths: list[Path] = []
        self._keys: list[str] = []
        self._free: list[int] = []
        self._conditions = np.zeros((_FIRST_ROWS, WIDTH), np.uintc)
        self._filters = np.zeros(_FIRST_ROWS, np.uintc)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._numbers)

    def remember(self, key: str, path: Path) -> int:
        """Let a key end at a path; returns the path's number."""
        same = _same(path)
        number = self._numbers.get(same)
        if number is None:
            number = self._numbers[same] = self._enter(path)
            self._keys[number] = key
            for condition in path.conditions:
                condition.uses += 1
        else:
            self._keys[number] += SEPARATOR + key
        return number

    def forget(self, key: str, number: int) -> tuple[Path, bool]:
        """Take a key away from a path; returns the path, and whether it has gone with it."""
        path = self._paths[number]
        rest = _framed(self._keys[number]).replace(_framed(key), SEPARATOR, 1)
        self._keys[number] = rest.strip(SEPARATOR)
        if self._keys[number]:
            return path, False
        del self._numbers[_same(path)]
        path.group.remove(path, number)
        self._free.append(number)
        return path, True

    def ending(self, groups: Sequence[Group], told: Told, answers: bytes) -> list[str]:
        """Return the keys of all paths of the groups that hold; `answers` says by number which filters do."""
        paths = [*self._of_rows(groups, told, answers), *self._odd(groups, told, answers)]
        # No Python code runs for a key: a listing has thousands of them.
        return SEPARATOR.join([self._keys[number] for number in paths]).split(SEPARATOR) if paths else []

    def _of_rows(self, groups: Sequence[Group], told: Told, answers: bytes) -> list[int]:
        begun = [group.begun[first] for group in groups for first in group.begun.keys() & told.numbers]
        if not begun:
            return []
        numbers = np.frombuffer(b"".join(begun), np.uintc)
        passed = np.frombuffer(answers, np.bool_).take(self._filters.take(numbers))
        numbers = numbers[passed]
        held = np.frombuffer(told.held, np.bool_).take(self._conditions.take(numbers, axis=0))
        found: list[int] = numbers[held.view(np.uint64)[:, 0] == _ALL_HOLD].tolist()
        return found

    def _odd(self, groups: Sequence[Group], told: Told, answers: bytes) -> Iterator[int]:
        for group in groups:
            for first in group.odd.keys() & told.numbers:
                for number in group.odd[first]:
                    path = self._paths[number]
                    if answers[path.filters] and all(map(told.holds, path.conditions)):
                        yield number

    def _enter(self, path: Path) -> int:
        if self._free:
            number = self._free.pop()
            self._paths[number] = path
        else:
            number = len(self._paths)
            self._paths.append(path)
            self._keys.append("")
            self._make_room(number)
        row = [] if path.is_odd else [condition.number for condition in path.conditions]
        self._conditions[number] = row + [ALWAYS] * (WIDTH - len(row))
        self._filters[number] = path.filters
        path.group.add(path, number)
        return number

    def _make_room(self, number: int) -> None:
        if number == len(self._filters):
            self._conditions = np.concatenate((self._conditions, np.zeros_like(self._conditions)))
            self._filters = np.concatenate((self._filters, np.zeros_like(self._filters)))


def _framed(keys: str) -> str:
    return f"{SEPARATOR}{keys}{SEPARATOR}"


def _same(path: Path) -> _Same:
    return id(path.group), tuple(condition.number for condition in path.conditions), path.filters
