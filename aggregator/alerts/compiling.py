"""Takes a clause apart into conditions that must all hold, each ready to be asked of a document."""

from collections.abc import Callable, Iterable, Iterator

from search.clauses import (
    All,
    AnyOf,
    AnyTerm,
    AtLeast,
    Clause,
    Everything,
    Nothing,
    Phrase,
    Range,
    Term,
    Without,
)
from search.evaluating import Indexed

Holds = Callable[[Indexed], bool]
"""Tells whether a clause holds for a document, like `search.evaluating.holds`."""

_NONE: frozenset[str] = frozenset()


def conjuncts(clause: Clause) -> Iterator[Clause]:
    """Yield clauses that all hold just where `clause` does; one that always holds yields none.

    Small ones are shared by many searches, and an exclusion is one of them.
    """
    match clause:
        case Everything():
            return
        case All(parts):
            for part in parts:
                yield from conjuncts(part)
        case Without(wanted, unwanted):
            yield from conjuncts(wanted)
            for part in unwanted.parts if isinstance(unwanted, AnyOf) else (unwanted,):
                yield Without(Everything(), part)
        case _:
            yield clause


def compiled(clause: Clause) -> Holds:  # noqa: C901, PLR0911  one line a kind of clause
    """Return what tells whether `clause` holds: what depends on the clause alone is done here, once."""
    match clause:
        case Term(field, token):
            return lambda document: token in document.sets.get(field, _NONE)
        case AnyTerm(field, tokens):
            return lambda document: not tokens.isdisjoint(document.sets.get(field, _NONE))
        case All(parts):
            return _all(list(_every(parts)))
        case AnyOf(parts):
            return _any(list(map(compiled, _together(_flat(parts)))))
        case AtLeast(count, parts):
            return _at_least(count, list(map(compiled, parts)))
        case Without(Everything(), unwanted):
            return _not(compiled(unwanted))
        case Without(wanted, unwanted):
            return _without(compiled(wanted), compiled(unwanted))
        case Phrase(field, placed):
            return _run(field, placed)
        case Range(field, low, high):
            return _range(
                field, -float("inf") if low is None else low, float("inf") if high is None else high
            )
        case Everything():
            return lambda _: True
        case Nothing():
            return lambda _: False


def _every(parts: Iterable[Clause]) -> Iterator[Holds]:
    """Yield what must all hold where all `parts` do: the tokens of a field are looked for together."""
    tokens: dict[str, list[str]] = {}
    others = []
    for part in parts:
        match part:
            case Term(field, token):
                tokens.setdefault(field, []).append(token)
            case _:
                others.append(part)
    yield from (_subset(field, many) for field, many in tokens.items())
    yield from map(compiled, others)


def _subset(field: str, tokens: Iterable[str]) -> Holds:
    needed = frozenset(tokens)
    return lambda document: needed <= document.sets.get(field, _NONE)


def _run(field: str, tokens: Iterable[str]) -> Holds:
    # Most texts that have one of the tokens do not have all, which is sooner told.
    needs, run = _subset(field, tokens), f" {' '.join(tokens)} "
    return lambda document: needs(document) and run in document.runs.get(field, "")


def _flat(parts: Iterable[Clause]) -> Iterator[Clause]:
    for part in parts:
        match part:
            case AnyOf(inner):
                yield from _flat(inner)
            case _:
                yield part


def _together(parts: Iterable[Clause]) -> Iterator[Clause]:
    """Yield parts of which one holds just where one of `parts` does: all tokens of a field are one part."""
    tokens: dict[str, set[str]] = {}
    others = []
    for part in parts:
        match part:
            case Term(field, token):
                tokens.setdefault(field, set()).add(token)
            case AnyTerm(field, some):
                tokens.setdefault(field, set()).update(some)
            case _:
                others.append(part)
    yield from (AnyTerm(field, frozenset(many)) for field, many in tokens.items())
    yield from others


def _all(parts: list[Holds]) -> Holds:
    if len(parts) == 1:
        return parts[0]

    # A loop takes half the time of `all` over a generator; so does it below.
    def holds(document: Indexed) -> bool:
        for part in parts:  # noqa: SIM110
            if not part(document):
                return False
        return True

    return holds


def _any(parts: list[Holds]) -> Holds:
    if len(parts) == 1:
        return parts[0]

    def holds(document: Indexed) -> bool:
        for part in parts:  # noqa: SIM110
            if part(document):
                return True
        return False

    return holds


def _at_least(count: int, parts: list[Holds]) -> Holds:
    return lambda document: sum(holds(document) for holds in parts) >= count


def _not(unwanted: Holds) -> Holds:
    return lambda document: not unwanted(document)


def _without(wanted: Holds, unwanted: Holds) -> Holds:
    return lambda document: wanted(document) and not unwanted(document)


def _range(field: str, low: float, high: float) -> Holds:
    def holds(document: Indexed) -> bool:
        number = document.numbers.get(field)
        return number is not None and low <= number <= high

    return holds
