"""Knows how often tokens occur in listings, and by which of them a search is found soonest."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from search.clauses import All, AnyOf, AnyTerm, AtLeast, Clause, Nothing, Phrase, Term, Without
from search.evaluating import Indexed

Token = tuple[str, str]
"""A field and a token or value in it."""

Tokens = tuple[Token, ...]

ENOUGH = 2_000
"""Documents that are learned from: after them the shares hardly change."""

ASSUMED = 0.5
"""How many documents a token is taken to have been in before any was seen."""

ASSUMED_OF = {"found": 0.01, "words": 0.01, "title": 0.01, "skills": 0.01, "phrases": 0.01, "ref": 0.01}
"""The same of fields with many tokens: each word is seldom, however few documents were seen."""


class Frequencies:
    """Learns from documents which share of them has a token."""

    def __init__(self) -> None:
        self._seen = 0
        self._counts: dict[str, Counter[str]] = {}

    def see(self, document: Indexed) -> None:
        """Learn from a document, unless enough were seen."""
        if self._seen >= ENOUGH:
            return
        self._seen += 1
        for field, tokens in document.sets.items():
            self._counts.setdefault(field, Counter()).update(tokens)

    def share(self, tokens: Iterable[Token]) -> float:
        """Return about which share of the documents has one of the tokens, 0 to 1."""
        return min(1.0, sum(self._share(field, token) for field, token in tokens))

    def _share(self, field: str, token: str) -> float:
        known = self._counts.get(field)
        count = known[token] if known is not None else 0
        return (count + ASSUMED_OF.get(field, ASSUMED)) / (self._seen + 1)

    def required(self, clause: Clause) -> Tokens | None:  # noqa: PLR0911  one line a kind of clause
        """Return tokens of which a document has one or more if the clause holds for it, the rarest such.

        None: no token needs to be there. No tokens: it holds for nothing.
        """
        match clause:
            case Term(field, token):
                return ((field, token),)
            case AnyTerm(field, tokens):
                return tuple((field, token) for token in sorted(tokens))
            case Phrase(field, placed):
                return self._rarest([((field, token),) for token in placed])
            case All(parts):
                return self._rarest(list(map(self.required, parts)))
            case AnyOf(parts):
                return _together(list(map(self.required, parts)))
            case AtLeast(count, parts):
                return self._some(list(map(self.required, parts)), len(parts) - count + 1)
            case Without(wanted, _):
                return self.required(wanted)
            case Nothing():
                return ()
            case _:
                return None

    def _rarest(self, ways: list[Tokens | None]) -> Tokens | None:
        return min((tokens for tokens in ways if tokens is not None), key=self.share, default=None)

    def _some(self, ways: list[Tokens | None], number: int) -> Tokens | None:
        # Where all but `number - 1` hold, one of any `number` holds: the rarest will do.
        if number < 1:
            return ()
        known = sorted((tokens for tokens in ways if tokens is not None), key=self.share)
        return _together(list(known[:number])) if len(known) >= number else None


def sufficing(clause: Clause) -> frozenset[Token]:
    """Return the tokens of which one is enough for the clause to hold."""
    match clause:
        case Term(field, token):
            return frozenset({(field, token)})
        case AnyTerm(field, tokens):
            return frozenset((field, token) for token in tokens)
        case AnyOf(parts):
            return frozenset(chain.from_iterable(map(sufficing, parts)))
        case _:
            return frozenset()


def _together(ways: list[Tokens | None]) -> Tokens | None:
    known = [tokens for tokens in ways if tokens is not None]
    return tuple(dict.fromkeys(chain.from_iterable(known))) if len(known) == len(ways) else None
