"""Finds the clauses that hold for a document, without asking each of them: documents look for searches.

A clause is a group, a path of conditions on words, and a combination of filters that is looked up at
the path's end. Whatever several clauses have in common is asked once.
"""

from collections.abc import Collection

from aggregator.alerts.compiling import compiled, conjuncts
from aggregator.alerts.conditions import UNREQUIRED, Conditions
from aggregator.alerts.filter_table import Combination, FilterTable
from aggregator.alerts.frequencies import Frequencies
from aggregator.alerts.paths import SEPARATOR, Group, Path, Paths
from search.clauses import AnyTerm, Clause, Everything, Term
from search.evaluating import Indexed

GROUPED_BY = "kind"
"""A field that nearly all searches filter by, and that parts documents well: other groups are not entered."""

MOST_GROUPS = 64
"""More than there are ways to choose among the kinds."""


class ReverseIndex:
    """Clauses by key. Not to be used from several threads at once."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._conditions = Conditions(frequencies)
        self._filters = FilterTable()
        self._paths = Paths()
        self._groups: dict[Clause, Group] = {}
        self._ends: dict[str, int] = {}

    def __len__(self) -> int:
        """How many clauses there are."""
        return len(self._ends)

    def __contains__(self, key: str) -> bool:
        """Whether there is a clause under the key."""
        return key in self._ends

    def add(self, key: str, clause: Clause) -> None:
        """Keep a clause under a key, in place of the one that was there; ValueError: not one line."""
        if not key or SEPARATOR in key:
            raise ValueError(f"a key is one line, not {key!r}")
        self.remove(key)
        parts = dict.fromkeys(conjuncts(clause))
        choice = self._choice(parts)
        parts.pop(choice, None)
        filters = self._filters.with_room(parts)
        words = [part for part in parts if part not in filters] or self._instead_of_words(filters)
        conditions = sorted(map(self._conditions.of, words), key=lambda one: one.order)
        number = self._filters.take(filters.difference(words))
        self._ends[key] = self._paths.remember(key, Path(self._group(choice), tuple(conditions), number))

    def remove(self, key: str) -> None:
        """Forget a clause; one that is not there is forgotten already."""
        number = self._ends.pop(key, None)
        if number is None:
            return
        path, is_gone = self._paths.forget(key, number)
        self._filters.give_back(path.filters)
        if not is_gone:
            return
        for condition in path.conditions:
            self._conditions.leave(condition)
        if not path.group:
            del self._groups[path.group.choice]

    def matching(self, document: Indexed) -> list[str]:
        """Return the keys of all clauses that hold for the document, in no certain order."""
        groups = [group for group in self._groups.values() if group.may_be_walked(document)]
        return self._paths.ending(groups, self._conditions.told(document), self._filters.answers(document))

    def _choice(self, parts: Collection[Clause]) -> Clause:
        choice = next(filter(_is_choice, parts), None)
        if choice is None or (choice not in self._groups and len(self._groups) >= MOST_GROUPS):
            return Everything()
        return choice

    def _group(self, choice: Clause) -> Group:
        if choice not in self._groups:
            self._groups[choice] = Group(choice=choice, may_be_walked=compiled(choice))
        return self._groups[choice]

    def _instead_of_words(self, filters: Combination) -> list[Clause]:
        """Return the rarest of the filters for a path to begin with, if tokens tell of one."""
        rarest = min(filters, key=self._conditions.share, default=None)
        return [] if rarest is None or self._conditions.share(rarest) == UNREQUIRED else [rarest]


def _is_choice(clause: Clause) -> bool:
    match clause:
        case Term(field, _) | AnyTerm(field, _):
            return field == GROUPED_BY
        case _:
            return False
