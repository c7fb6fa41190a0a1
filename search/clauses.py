"""What is asked of an index, said once for all engines: a small tree of conditions on indexed fields.

Engines translate it into their own query objects, `search.evaluating` answers it for one document.
No text that people typed is left in it: only tokens of the analysis, values and numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """Holds for every document."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Holds for none."""


@dataclass(frozen=True, slots=True)
class Term:
    """The field has the token or value."""

    field: str
    token: str


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """The field has at least one of the tokens or values."""

    field: str
    tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """The field has two or more tokens side by side, in this order."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """The field has a number from `low` to `high`, both counted; None means no end there."""

    field: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` (1 or more) of the parts hold."""

    count: int
    parts: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """`wanted` holds and `unwanted` does not."""

    wanted: "Clause"
    unwanted: "Clause"


Clause = Everything | Nothing | Term | AnyTerm | Phrase | Range | All | AnyOf | AtLeast | Without


def fields_of(clause: Clause) -> frozenset[str]:
    """Return the fields that a clause looks into."""
    match clause:
        case Term(field) | AnyTerm(field) | Phrase(field) | Range(field):
            return frozenset({field})
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return frozenset().union(*map(fields_of, parts))
        case Without(wanted, unwanted):
            return fields_of(wanted) | fields_of(unwanted)
        case Everything() | Nothing():
            return frozenset()


WEIGHT_STEP = 1 / 16
"""Weights are whole multiples of it: sums of them are exact in the 32 bit numbers that engines add up."""


@dataclass(frozen=True, slots=True)
class Bonus:
    """Points that a document gets when the clause holds; a multiple of WEIGHT_STEP."""

    clause: Clause
    weight: float


def all_of(parts: Iterable[Clause]) -> Clause:
    """Return the plainest clause that holds when all parts do."""
    kept = tuple(part for part in parts if not isinstance(part, Everything))
    if any(isinstance(part, Nothing) for part in kept):
        return Nothing()
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else All(kept)


def any_of(parts: Iterable[Clause]) -> Clause:
    """Return the plainest clause that holds when one of the parts does."""
    kept = tuple(dict.fromkeys(part for part in parts if not isinstance(part, Nothing)))
    if not kept:
        return Nothing()
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def exact_weight(weight: float) -> float:
    """Return the nearest weight that engines add up without rounding."""
    return round(weight / WEIGHT_STEP) * WEIGHT_STEP
