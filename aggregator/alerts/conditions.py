"""Keeps each condition of all searches once, however many ask for it, and finds those that hold by tokens."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from aggregator.alerts.by_token import ByToken, Says
from aggregator.alerts.compiling import Holds, compiled
from aggregator.alerts.frequencies import Frequencies, Token, Tokens, sufficing
from search.clauses import Clause, Everything, Without
from search.evaluating import Indexed

ALWAYS = 0
"""The number of no condition: what stands under it holds."""

UNREQUIRED = 2.0
"""Stands behind every share: no token tells where such a condition may hold."""


class Condition:
    """A clause that must hold.

    A document for which it does has one of its `tokens`; None: none is needed. Where it does not,
    the document has one of the tokens of `refuted_by`; None: none needs to be there. `order` puts the
    rarest first. `uses` counts the paths that it is part of.
    """

    __slots__ = ("clause", "holds", "number", "order", "refuted_by", "tokens", "uses")

    def __init__(
        self,
        number: int,
        clause: Clause,
        tokens: Tokens | None,
        refuted_by: Tokens | None,
        order: tuple[float, int],
    ) -> None:
        self.number = number
        self.clause = clause
        self.holds: Holds = compiled(clause)
        self.tokens = tokens
        self.refuted_by = refuted_by
        self.order = order
        self.uses = 0

    @property
    def is_told(self) -> bool:
        """Whether tokens tell where it holds, or where not: it need not be asked of every document."""
        return self.tokens is not None or self.refuted_by is not None


class Conditions:
    """The conditions in use."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._known: dict[Clause, Condition] = {}
        self._by_number: dict[int, Condition] = {}
        self._by_token = ByToken()
        self._unrefuted = bytearray([True])
        self._free: list[int] = []
        self._ordered = 0

    def __len__(self) -> int:
        """How many there are."""
        return len(self._known)

    @property
    def tokens(self) -> int:
        """How many tokens they are found by, or refuted."""
        return len(self._by_token)

    def of(self, clause: Clause) -> Condition:
        """Return the condition of a clause; it must be used, or nothing takes it away again."""
        condition = self._known.get(clause)
        if condition is None:
            condition = self._known[clause] = self._made(clause)
            for token, says in _sayings(condition):
                self._by_token.add(token, says, condition.number)
        return condition

    def _made(self, clause: Clause) -> Condition:
        self._ordered += 1
        order = (self.share(clause), self._ordered)
        required = self._frequencies.required
        number = self._free.pop() if self._free else len(self._unrefuted)
        condition = Condition(number, clause, required(clause), _refuting(clause, required), order)
        self._by_number[number] = condition
        self._unrefuted[number : number + 1] = bytes([condition.refuted_by is not None])
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
        del self._known[condition.clause], self._by_number[condition.number]
        self._free.append(condition.number)
        for token, says in _sayings(condition):
            self._by_token.remove(token, says, condition.number)

    def told(self, document: Indexed) -> "Told":
        """Find out which conditions hold for the document."""
        sure, unsure, refuting = self._by_token.met(document)
        held = bytearray(self._unrefuted)
        numbers = {ALWAYS, *sure.tolist()}
        for number in numbers:
            held[number] = True
        for number in {*unsure.tolist()} - numbers:
            if self._by_number[number].holds(document):
                held[number] = True
                numbers.add(number)
        for number in {*refuting.tolist()}:
            held[number] = self._by_number[number].holds(document)
        return Told(document, numbers=numbers, held=held)


def _sayings(condition: Condition) -> Iterator[tuple[Token, Says]]:
    enough = sufficing(condition.clause)
    for token in condition.tokens or ():
        yield token, Says.HOLDS if token in enough else Says.MAY_HOLD
    for token in condition.refuted_by or ():
        yield token, Says.MAY_NOT


def _refuting(clause: Clause, required: Callable[[Clause], Tokens | None]) -> Tokens | None:
    match clause:
        case Without(Everything(), unwanted):
            return required(unwanted)
        case _:
            return None


class Told:
    """What is known of a document.

    `held` says by number which conditions hold, but for those of which no token tells; `numbers` has
    ALWAYS and those of them that tokens make hold.
    """

    __slots__ = ("_document", "_truth", "held", "numbers")

    def __init__(self, document: Indexed, *, numbers: AbstractSet[int], held: bytearray) -> None:
        self._document = document
        self._truth: dict[Condition, bool] = {}
        self.numbers = numbers
        self.held = held

    def holds(self, condition: Condition) -> bool:
        """Tell whether a condition holds; one of which no token tells is asked once."""
        if condition.is_told:
            return bool(self.held[condition.number])
        if condition not in self._truth:
            self._truth[condition] = condition.holds(self._document)
        return self._truth[condition]
