"""Says clauses in tantivy's query objects; no query text is ever parsed by tantivy."""

from collections.abc import Iterable, Sequence

import tantivy

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

MANY_TERMS = 16
"""Terms from which tantivy's own set of terms is quicker than one query each."""

KEY_LOOKED_AT = 80
"""Bytes that part sort keys; tantivy takes no expression for the longest, and hardly one is longer."""

LEAST = "\0"
"""The character that none comes before."""


class Matcher:
    """Builds queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def scored(self, match: Clause, bonuses: Sequence[Bonus]) -> tantivy.Query:
        """Return what gives each match a point and the weights of the bonuses that hold."""
        parts = [(tantivy.Occur.Must, tantivy.Query.const_score_query(self.query(match), 1.0))]
        parts += [
            (tantivy.Occur.Should, tantivy.Query.const_score_query(self.query(bonus.clause), bonus.weight))
            for bonus in bonuses
        ]
        return tantivy.Query.boolean_query(parts)

    def from_key(self, query: tantivy.Query, field: str, key: str) -> tantivy.Query:
        """Return what matches `query` and has no key of a SORT_KEY field that is clearly less than `key`."""
        key = key.encode()[:KEY_LOOKED_AT].decode(errors="ignore")
        if not key.strip(LEAST):
            return query
        # tantivy has ranges of numbers only; the keys are terms, too, which an expression walks through.
        less = tantivy.Query.regex_query(self._schema, field, less_than(key))
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.MustNot, less)])

    def query(self, clause: Clause) -> tantivy.Query:  # noqa: C901, PLR0911  one line a kind of clause
        """Return what matches where `clause` holds."""
        match clause:
            case Term(field, token):
                return self._term(field, token)
            case AnyTerm(field, tokens):
                return self._any_term(field, sorted(tokens))
            case All(parts):
                return self._boolean(tantivy.Occur.Must, parts)
            case AnyOf(parts):
                return self._boolean(tantivy.Occur.Should, parts)
            case AtLeast(count, parts):
                some = [(tantivy.Occur.Should, self.query(part)) for part in parts]
                return tantivy.Query.boolean_query(some, minimum_number_should_match=count)
            case Without(wanted, unwanted):
                both = [
                    (tantivy.Occur.Must, self.query(wanted)),
                    (tantivy.Occur.MustNot, self.query(unwanted)),
                ]
                return tantivy.Query.boolean_query(both)
            case Phrase(field, tokens):
                return tantivy.Query.phrase_query(self._schema, field, list(tokens))
            case Range(field, low, high):
                number = tantivy.FieldType.Float
                return tantivy.Query.range_query(self._schema, field, number, low, high)
            case Everything():
                return tantivy.Query.all_query()
            case Nothing():
                return tantivy.Query.empty_query()

    def _term(self, field: str, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, token, index_option="basic")

    def _any_term(self, field: str, tokens: list[str]) -> tantivy.Query:
        if len(tokens) > MANY_TERMS:
            return tantivy.Query.term_set_query(self._schema, field, tokens)
        terms = [(tantivy.Occur.Should, self._term(field, token)) for token in tokens]
        return tantivy.Query.boolean_query(terms)

    def _boolean(self, occur: tantivy.Occur, parts: Iterable[Clause]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(occur, self.query(part)) for part in parts])


def less_than(key: str) -> str:
    """Return an expression for the texts that part from `key` (not empty) by a lesser character."""
    expression = ""
    for character in reversed(key):
        ways = [_before(character)] if character != LEAST else []
        ways += [_escaped(character) + expression] if expression else []
        expression = f"(?:{'|'.join(ways)})" if ways else ""
    return f"{expression}(?s:.*)"


def _before(character: str) -> str:
    # Before the first character that is behind the halves of characters, these are left out: none is text.
    last = "\ud7ff" if character == "\ue000" else chr(ord(character) - 1)
    return f"[{_escaped(LEAST)}-{_escaped(last)}]"


def _escaped(character: str) -> str:
    return f"\\x{{{ord(character):X}}}"
