"""Finds what was kept under the tokens that a document has, without asking what was kept under others."""

from typing import Generic, TypeVar

from aggregator.alerts.frequencies import Token
from search.evaluating import Indexed

T = TypeVar("T")

_NONE: frozenset[str] = frozenset()


class ByToken(Generic[T]):
    """Things by tokens; one may be kept under several."""

    def __init__(self) -> None:
        self._by_field: dict[str, dict[str, list[T]]] = {}

    def __len__(self) -> int:
        """How many tokens something is kept under."""
        return sum(map(len, self._by_field.values()))

    def add(self, token: Token, thing: T) -> None:
        """Keep a thing under a token."""
        field, text = token
        self._by_field.setdefault(field, {}).setdefault(text, []).append(thing)

    def remove(self, token: Token, thing: T) -> None:
        """Keep a thing under a token no longer."""
        field, text = token
        by_text = self._by_field[field]
        by_text[text].remove(thing)
        if not by_text[text]:
            del by_text[text]

    def met(self, document: Indexed) -> set[T]:
        """Return what is kept under any token of the document."""
        met: set[T] = set()
        for field, by_text in self._by_field.items():
            shared = by_text.keys() & document.sets.get(field, _NONE)
            met.update(*map(by_text.__getitem__, shared))
        return met
