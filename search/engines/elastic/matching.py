"""Says clauses in the query language of both families; only whole terms are ever looked up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from search.clauses import (
    All,
    AnyOf,
    AnyTerm,
    AtLeast,
    Bonus,
    Clause,
    Everything,
    Nothing,
    Phrase,
    Range,
    Term,
    Without,
)
from search.engines.elastic.schema import CURSOR_ID

LONGEST_TERM = 32_766
"""Bytes; Lucene indexes nothing longer."""

Body = dict[str, Any]
"""JSON."""

_NONE: Body = {"match_none": {}}
_DOCUMENTS: Body = {"bool": {"must_not": [{"ids": {"values": [CURSOR_ID]}}]}}


def filtered(match: Clause) -> Body:
    """Return what finds each match without scoring it."""
    return {"bool": {"filter": [said(match)]}}


def scored(match: Clause, bonuses: Sequence[Bonus]) -> Body:
    """Return what gives each match a point and the weights of the bonuses that hold, times its rank."""
    points = {
        "bool": {"must": [_worth(match, 1.0)], "should": [_worth(one.clause, one.weight) for one in bonuses]}
    }
    factor = {"field": "rank", "missing": 1.0}
    return {"function_score": {"query": points, "field_value_factor": factor, "boost_mode": "multiply"}}


def _worth(clause: Clause, points: float) -> Body:
    return {"constant_score": {"filter": said(clause), "boost": points}}


def said(clause: Clause) -> Body:  # noqa: C901, PLR0911  one line a kind of clause
    """Return what matches where `clause` holds."""
    match clause:
        case Term(field, token):
            return _terms(field, [token])
        case AnyTerm(field, tokens):
            return _terms(field, sorted(tokens))
        case All(parts):
            return {"bool": {"filter": [said(part) for part in parts]}}
        case AnyOf(parts):
            ways = _ways(parts)
            return ways[0] if len(ways) == 1 else {"bool": {"should": ways, "minimum_should_match": 1}}
        case AtLeast(count, parts):
            return {"bool": {"should": [said(part) for part in parts], "minimum_should_match": count}}
        case Without(wanted, unwanted):
            return {"bool": {"filter": [said(wanted)], "must_not": [said(unwanted)]}}
        case Phrase(field, tokens):
            return {"match_phrase": {field: " ".join(tokens)}} if all(map(_can_occur, tokens)) else _NONE
        case Range(field, low, high):
            ends = {"gte": low, "lte": high}
            return {"range": {field: {name: end for name, end in ends.items() if end is not None}}}
        case Everything():
            return _DOCUMENTS
        case Nothing():
            return _NONE


def _ways(parts: Iterable[Clause]) -> list[Body]:
    """Return the parts with all tokens of one field put together: servers count clauses, and refuse many."""
    tokens: dict[str, set[str]] = defaultdict(set)
    others = []
    for part in parts:
        match part:
            case Term(field, token):
                tokens[field].add(token)
            case AnyTerm(field, some):
                tokens[field].update(some)
            case _:
                others.append(said(part))
    return [_terms(field, sorted(some)) for field, some in tokens.items()] + others


def _terms(field: str, tokens: Iterable[str]) -> Body:
    known = [token for token in tokens if _can_occur(token)]
    if not known:
        return _NONE
    return {"terms": {field: known}} if len(known) > 1 else {"term": {field: known[0]}}


def _can_occur(token: str) -> bool:
    """Tell whether a document can have the token; servers refuse half a character, and what is too long."""
    try:
        return len(token.encode()) <= LONGEST_TERM
    except UnicodeEncodeError:
        return False
