"""Tells whether a clause holds for one document, from the same field values that engines index."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
from search.document import FieldType, names_of

_TOKENS = names_of(FieldType.TOKENS, FieldType.PLACED)
_SETS = _TOKENS | names_of(FieldType.KEYWORD, FieldType.KEYWORDS)
_RUNS, _NUMBERS = names_of(FieldType.PLACED), names_of(FieldType.NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A document's tokens, values and numbers by field, ready to be asked."""

    sets: Mapping[str, frozenset[str]]
    runs: Mapping[str, str]
    numbers: Mapping[str, float]


def indexed(values: Mapping[str, Any]) -> Indexed:
    """Return what `search.fields.field_values`, or `hit_values`, made of a document, ready to be asked."""
    return Indexed(
        sets={name: _set(name, value) for name, value in values.items() if name in _SETS},
        runs={name: f" {value} " for name, value in values.items() if name in _RUNS},
        numbers={name: value for name, value in values.items() if name in _NUMBERS},
    )


def _set(name: str, value: Any) -> frozenset[str]:  # noqa: ANN401  a field's value
    if isinstance(value, str):
        return frozenset(value.split(" ") if name in _TOKENS else (value,))
    return frozenset(value)


_NONE: frozenset[str] = frozenset()


def holds(clause: Clause, document: Indexed) -> bool:  # noqa: C901, PLR0911  one line a kind of clause
    """Tell whether `clause` holds for the document."""
    match clause:
        case Term(field, token):
            return token in document.sets.get(field, _NONE)
        case AnyTerm(field, tokens):
            return not tokens.isdisjoint(document.sets.get(field, _NONE))
        case All(parts):
            return all(holds(part, document) for part in parts)
        case AnyOf(parts):
            return any(holds(part, document) for part in parts)
        case AtLeast(count, parts):
            return sum(holds(part, document) for part in parts) >= count
        case Without(wanted, unwanted):
            return holds(wanted, document) and not holds(unwanted, document)
        case Phrase(field, tokens):
            return f" {' '.join(tokens)} " in document.runs.get(field, "")
        case Range(field, low, high):
            number = document.numbers.get(field)
            return number is not None and (low is None or number >= low) and (high is None or number <= high)
        case Everything():
            return True
        case Nothing():
            return False
