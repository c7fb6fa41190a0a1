"""Finds the filters that people type among the words, so that each can be shown and taken out alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from search.signs import plain_signs
from search.syntax import MOST_FILTERS, read_filters

_PIECE = re.compile(r'(?<!\S)[^\W\d_]{2,12}:(?:"[^"]*"|[^\s"]+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFilter:
    """A piece of a text that was read as a filter, the text without it, and what it asks for; see Query."""

    piece: str
    rest: str
    asked: Mapping[str, Any]

    def named(self, field: str) -> list[str]:
        """Return the keys that it asks for in a field of Query that is a set, in order."""
        return sorted(self.asked.get(field, ()))


def typed_filters(text: str) -> tuple[TypedFilter, ...]:
    """Return the pieces that search reads as filters, in order."""
    text = plain_signs(text)
    whole = read_filters(text)
    words, applied = " ".join(whole.text.split()), whole.asked
    found: list[TypedFilter] = []
    for match in islice(_PIECE.finditer(text), MOST_FILTERS):
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        # What stands inside quotes looks like a filter, too, but taking it out takes words.
        asked = read_filters(match.group()).asked
        if asked and asked.keys() <= applied.keys() and without_filters(rest) == words:
            found.append(TypedFilter(piece=match.group(), rest=" ".join(rest.split()), asked=asked))
    return tuple(found)


def without_filters(text: str) -> str:
    """Return all but the filters."""
    return " ".join(read_filters(text).text.split())


def plain_words(text: str) -> list[str]:
    """Return the words that are wanted: no filters, nothing left out, no quotes."""
    words = without_filters(text).split()
    return [plain for word in words if not word.startswith("-") and (plain := word.strip('"'))]
