"""Answers all combinations of filters for a document at once: people combine a few of them in many ways."""

from collections.abc import Iterable

from aggregator.alerts.compiling import Holds, compiled
from search.clauses import AnyTerm, Clause, Range, Term
from search.document import FIELD_TYPES, FieldType
from search.evaluating import Indexed

MOST_FILTERS = 512
"""Different filters in the table: each is asked of every document."""

MOST_COMBINATIONS = 1 << 16
"""Different combinations: bits of a mask, of which there is one for each filter."""

_TEXT = frozenset({FieldType.TOKENS, FieldType.PLACED})
_ANSWERS = bytes.maketrans(b"01", b"\1\0")

Combination = frozenset[Clause]
"""Filters that must all hold; nobody's is empty."""


class _Filter:
    """A filter, and the combinations that it is part of as bits."""

    __slots__ = ("holds", "mask")

    def __init__(self, clause: Clause) -> None:
        self.holds: Holds = compiled(clause)
        self.mask = 0


def is_filter(clause: Clause) -> bool:
    """Tell whether a clause asks for values or numbers, not for words."""
    match clause:
        case Term(field, _) | AnyTerm(field, _):
            return FIELD_TYPES[field] not in _TEXT
        case _:
            return isinstance(clause, Range)


class FilterTable:
    """Combinations by number. What has no room must be asked otherwise."""

    def __init__(self) -> None:
        self._filters: dict[Clause, _Filter] = {}
        self._numbers: dict[Combination, int] = {}
        self._combinations: list[Combination] = []
        self._uses: list[int] = []
        self._free: list[int] = []

    def __len__(self) -> int:
        """How many combinations are used."""
        return len(self._numbers)

    def with_room(self, clauses: Iterable[Clause]) -> Combination:
        """Return those clauses that the table can take together."""
        found = frozenset(filter(self._has_room, clauses))
        return found if found in self._numbers or len(self) < MOST_COMBINATIONS else frozenset()

    def _has_room(self, clause: Clause) -> bool:
        return is_filter(clause) and (clause in self._filters or len(self._filters) < MOST_FILTERS)

    def take(self, combination: Combination) -> int:
        """Return the number of a combination, to be given back once for each time it is taken."""
        number = self._numbers.get(combination)
        if number is None:
            number = self._numbers[combination] = self._enter(combination)
        self._uses[number] += 1
        return number

    def give_back(self, number: int) -> None:
        """Forget a combination that nobody uses any more."""
        self._uses[number] -= 1
        if self._uses[number]:
            return
        combination = self._combinations[number]
        del self._numbers[combination]
        self._free.append(number)
        for clause in combination:
            self._filters[clause].mask ^= 1 << number
            if not self._filters[clause].mask:
                del self._filters[clause]

    def answers(self, document: Indexed) -> bytes:
        """Return by number whether a combination holds for the document: 1 or 0."""
        failed = 0
        for one in self._filters.values():
            if not one.holds(document):
                failed |= one.mask
        # The lowest bit is the last figure; the highest one only keeps the length.
        figures = format(failed | 1 << len(self._uses), "b")[:0:-1]
        return figures.encode().translate(_ANSWERS)

    def _enter(self, combination: Combination) -> int:
        if self._free:
            number = self._free.pop()
            self._combinations[number] = combination
        else:
            number = len(self._uses)
            self._combinations.append(combination)
            self._uses.append(0)
        for clause in combination:
            self._filters.setdefault(clause, _Filter(clause)).mask |= 1 << number
        return number
