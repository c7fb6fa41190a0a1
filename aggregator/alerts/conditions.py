"""Keeps each condition of all searches once, however many ask for it, and finds those that hold by tokens."""

from collections.abc import Callable, Iterator

from aggregator.alerts.by_token import ByToken
from aggregator.alerts.compiling import Holds, compiled
from aggregator.alerts.frequencies import Frequencies, Token, Tokens, sufficing
from search.clauses import Clause, Everything, Without
from search.evaluating import Indexed

UNREQUIRED = 2.0
"""Stands behind every share: no token tells where such a condition may hold."""


class Condition:
    """A clause that must hold.

    A document for which it does has one of its `tokens`; None: none is needed. Where it does not,
    the document has one of the tokens of `refuted_by`; None: none needs to be there. `order` puts the
    rarest first. `uses` counts the steps behind it.
    """

    __slots__ = ("clause", "holds", "order", "refuted_by", "tokens", "uses")

    def __init__(
        self, clause: Clause, tokens: Tokens | None, refuted_by: Tokens | None, order: tuple[float, int]
    ) -> None:
        self.clause = clause
        self.holds: Holds = compiled(clause)
        self.tokens = tokens
        self.refuted_by = refuted_by
        self.order = order
        self.uses = 0

    @property
    def told(self) -> bool:
        """Whether tokens tell where it holds, or where not: it need not be asked of every document."""
        return self.tokens is not None or self.refuted_by is not None


class Conditions:
    """The conditions in use."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._known: dict[Clause, Condition] = {}
        self._sure: ByToken[Condition] = ByToken()
        self._unsure: ByToken[Condition] = ByToken()
        self._refuting: ByToken[Condition] = ByToken()
        self._refutable: set[Condition] = set()
        self._numbered = 0

    def __len__(self) -> int:
        """How many there are."""
        return len(self._known)

    @property
    def tokens(self) -> int:
        """How many tokens they are found by, or refuted."""
        return len(self._sure) + len(self._unsure) + len(self._refuting)

    def of(self, clause: Clause) -> Condition:
        """Return the condition of a clause; it must be used, or nothing takes it away again."""
        condition = self._known.get(clause)
        if condition is None:
            self._numbered += 1
            order = (self.share(clause), self._numbered)
            required = self._frequencies.required
            condition = Condition(clause, required(clause), _refuting(clause, required), order)
            self._known[clause] = condition
            if condition.refuted_by is not None:
                self._refutable.add(condition)
            for kept, token in self._places(condition):
                kept.add(token, condition)
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
        self._refutable.discard(condition)
        for kept, token in self._places(condition):
            kept.remove(token, condition)

    def holding(self, document: Indexed) -> set[Condition]:
        """Return all conditions that hold for the document, but for those that tokens do not tell of."""
        sure = self._sure.met(document)
        unsure = self._unsure.met(document) - sure
        refuted = [one for one in self._refuting.met(document) if not one.holds(document)]
        held = [one for one in unsure if one.holds(document)]
        return sure.union(held, self._refutable.difference(refuted))

    def _places(self, condition: Condition) -> Iterator[tuple[ByToken[Condition], Token]]:
        enough = sufficing(condition.clause)
        for token in condition.tokens or ():
            yield (self._sure if token in enough else self._unsure), token
        for token in condition.refuted_by or ():
            yield self._refuting, token


def _refuting(clause: Clause, required: Callable[[Clause], Tokens | None]) -> Tokens | None:
    match clause:
        case Without(Everything(), unwanted):
            return required(unwanted)
        case _:
            return None


class Truth(dict[Condition, bool]):
    """Whether conditions of which tokens do not tell hold for one document, found out when first asked."""

    __slots__ = ("_document",)

    def __init__(self, document: Indexed) -> None:
        super().__init__()
        self._document = document

    def __missing__(self, condition: Condition) -> bool:
        truth = self[condition] = condition.holds(self._document)
        return truth
