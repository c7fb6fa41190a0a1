"""Keeps each condition of all searches once, however many ask for it, and its answer for a document."""

from aggregator.alerts.compiling import Holds, compiled
from aggregator.alerts.frequencies import Frequencies, Tokens
from search.clauses import Clause
from search.evaluating import Indexed

UNREQUIRED = 2.0
"""Stands behind every share: a condition that needs no token can hardly begin a path."""


class Condition:
    """A clause that must hold.

    A document for which it does has one of its `tokens`; None: none is needed. `order` puts the
    rarest first. `uses` counts the steps of paths that it leads to.
    """

    __slots__ = ("clause", "holds", "order", "tokens", "uses")

    def __init__(self, clause: Clause, tokens: Tokens | None, order: tuple[float, int]) -> None:
        self.clause = clause
        self.holds: Holds = compiled(clause)
        self.tokens = tokens
        self.order = order
        self.uses = 0


class Conditions:
    """The conditions in use."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._known: dict[Clause, Condition] = {}
        self._numbered = 0

    def __len__(self) -> int:
        """How many there are."""
        return len(self._known)

    def of(self, clause: Clause) -> Condition:
        """Return the condition of a clause."""
        condition = self._known.get(clause)
        if condition is None:
            self._numbered += 1
            order = (self.share(clause), self._numbered)
            condition = Condition(clause, self._frequencies.required(clause), order)
            self._known[clause] = condition
        return condition

    def share(self, clause: Clause) -> float:
        """Return of about how many documents the clause may hold, 0 to 1; UNREQUIRED where no token tells."""
        tokens = self._frequencies.required(clause)
        return UNREQUIRED if tokens is None else self._frequencies.share(tokens)

    def leave(self, condition: Condition) -> None:
        """Give up one use of a condition; forget it after the last."""
        condition.uses -= 1
        if not condition.uses:
            del self._known[condition.clause]


class Truth(dict[Condition, bool]):
    """What holds for one document, found out when it is first asked."""

    __slots__ = ("document",)

    def __init__(self, document: Indexed) -> None:
        super().__init__()
        self.document = document

    def __missing__(self, condition: Condition) -> bool:
        truth = self[condition] = condition.holds(self.document)
        return truth
