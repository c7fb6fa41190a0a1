"""Finds the clauses that hold for a document, without asking each of them: documents look for searches.

A clause is a group, a path of conditions on words, and a combination of filters that is looked up at
the path's end. Whatever several clauses have in common is asked once.
"""

from collections.abc import Collection
from itertools import chain, compress

from aggregator.alerts.compiling import conjuncts
from aggregator.alerts.conditions import UNREQUIRED, Conditions, Truth
from aggregator.alerts.filter_table import Combination, FilterTable
from aggregator.alerts.frequencies import Frequencies
from aggregator.alerts.paths import SEPARATOR, Paths, Step
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
        self._groups: dict[Clause, Paths] = {}
        self._ends: dict[str, Step] = {}

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
        paths = self._group(parts)
        parts.pop(paths.choice, None)
        filters = self._filters.with_room(parts)
        words = [part for part in parts if part not in filters] or self._instead_of_words(filters)
        filters = filters.difference(words)
        step = paths.end(map(self._conditions.of, words))
        step.remember(key, self._filters.take(filters))
        self._ends[key] = step

    def remove(self, key: str) -> None:
        """Forget a clause; one that is not there is forgotten already."""
        step = self._ends.pop(key, None)
        if step is None:
            return
        self._filters.give_back(step.forget(key))
        step.paths.clear(step)
        if not step.paths:
            del self._groups[step.paths.choice]

    def matching(self, document: Indexed) -> list[str]:
        """Return the keys of all clauses that hold for the document, in no certain order."""
        holding, truth = self._conditions.holding(document), Truth(document)
        answers = self._filters.answers(document)
        found: list[Step] = []
        for paths in self._groups.values():
            if paths.may_be_walked(document):
                found += paths.walked(holding, truth)
        # No Python code runs for a search: a listing meets thousands of them.
        ends = list(chain.from_iterable([step.ends for step in found]))
        joined = SEPARATOR.join(compress(ends[1::2], map(answers.__getitem__, ends[::2])))
        return joined.split(SEPARATOR) if joined else []

    def _group(self, parts: Collection[Clause]) -> Paths:
        choice = next(filter(_is_choice, parts), None)
        if choice is None or (choice not in self._groups and len(self._groups) >= MOST_GROUPS):
            choice = Everything()
        if choice not in self._groups:
            self._groups[choice] = Paths(choice, self._conditions)
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
