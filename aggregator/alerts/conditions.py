"""Keeps each condition of all searches once, however many ask for it, and finds those that hold by tokens."""

from aggregator.alerts.compiling import Holds, compiled
from aggregator.alerts.frequencies import Frequencies, Tokens
from search.clauses import AnyTerm, Clause, Term
from search.evaluating import Indexed

UNREQUIRED = 2.0
"""Stands behind every share: no token tells where such a condition may hold."""


class Condition:
    """A clause that must hold.

    A document for which it does has one of its `tokens`; None: none is needed. It holds as soon as
    one is there if it is `sure`. `order` puts the rarest first. `uses` counts the steps behind it.
    """

    __slots__ = ("clause", "holds", "order", "sure", "tokens", "uses")

    def __init__(self, clause: Clause, tokens: Tokens | None, order: tuple[float, int]) -> None:
        self.clause = clause
        self.holds: Holds = compiled(clause)
        self.sure = isinstance(clause, Term | AnyTerm)
        self.tokens = tokens
        self.order = order
        self.uses = 0


class Conditions:
    """The conditions in use."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._known: dict[Clause, Condition] = {}
        self._by_token: dict[str, dict[str, list[Condition]]] = {}
        self._numbered = 0

    def __len__(self) -> int:
        """How many there are."""
        return len(self._known)

    def of(self, clause: Clause) -> Condition:
        """Return the condition of a clause; it must be used, or nothing takes it away again."""
        condition = self._known.get(clause)
        if condition is None:
            self._numbered += 1
            order = (self.share(clause), self._numbered)
            condition = Condition(clause, self._frequencies.required(clause), order)
            self._known[clause] = condition
            for field, token in condition.tokens or ():
                self._by_token.setdefault(field, {}).setdefault(token, []).append(condition)
        return condition

    def share(self, clause: Clause) -> float:
        """Return of about how many documents the clause may hold, 0 to 1; UNREQUIRED where no token tells."""
        tokens = self._frequencies.required(clause)
        return UNREQUIRED if tokens is None else self._frequencies.share(tokens)

    def leave(self, condition: Condition) -> None:
        """Give up one use of a condition; forget it after the last."""
        condition.uses -= 1
        if condition.uses:
            return
        del self._known[condition.clause]
        for field, token in condition.tokens or ():
            self._by_token[field][token].remove(condition)
            if not self._by_token[field][token]:
                del self._by_token[field][token]

    def holding(self, document: Indexed) -> set[Condition]:
        """Return all conditions with tokens that hold for the document."""
        met: set[Condition] = set()
        for field, by_token in self._by_token.items():
            for token in by_token.keys() & document.sets.get(field, frozenset()):
                met.update(by_token[token])
        return {condition for condition in met if condition.sure or condition.holds(document)}


class Truth(dict[Condition, bool]):
    """Whether conditions without tokens hold for one document, found out when it is first asked."""

    __slots__ = ("_document",)

    def __init__(self, document: Indexed) -> None:
        super().__init__()
        self._document = document

    def __missing__(self, condition: Condition) -> bool:
        truth = self[condition] = condition.holds(self._document)
        return truth
