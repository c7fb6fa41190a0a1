"""Reads what people type into what every engine must match; nothing they type can fail."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.reading import Reading, words
from search.related import with_trades
from search.signs import plain_signs
from search.units import Unit, WordQuery, cut, telling, word_queries

__all__ = ["LONGEST_TEXT", "MOST_WORDS", "Plan", "Unit", "WordQuery", "make_plan"]

MOST_WORDS = 24
"""Words of a query that count: a thousand take longer than anybody waits, and decide nothing."""

LONGEST_TEXT = 4_096
"""Characters of a query that are read; more than the counted words ever need."""

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The units a listing must have and must not have; `ignored_words` were too many."""

    required: tuple[Unit, ...] = ()
    excluded: tuple[Unit, ...] = ()
    ignored_words: int = 0

    @property
    def enough(self) -> int:
        """How many of the required units do when no listing has all: at least half of them."""
        return (len(self.required) + 1) // 2


def make_plan(text: str) -> Plan:
    """Read a query text; quotes make phrases, a leading minus excludes, all else is words."""
    required: list[Unit] = []
    excluded: list[Unit] = []
    plain: list[Reading] = []
    left, ignored = MOST_WORDS, 0
    for piece in _PIECE.finditer(plain_signs(text[:LONGEST_TEXT])):
        found = [word.reading for word in words(piece["plain"] or piece["quoted"] or "")]
        readings, left = found[:left], max(0, left - len(found))
        ignored += len(found) - len(readings)
        if piece["minus"]:
            excluded += _exclusion(readings, quoted=piece["quoted"] is not None)
        elif piece["quoted"] is not None:
            required += _phrase(readings)
        else:
            plain += readings
    units = required + with_trades(cut(telling(plain))) or with_trades(cut(plain))
    # Said twice is asked once.
    return Plan(
        required=tuple(dict.fromkeys(units)),
        excluded=tuple(dict.fromkeys(excluded)),
        ignored_words=ignored,
    )


def _phrase(readings: list[Reading]) -> Iterator[Unit]:
    if readings:
        yield Unit(words=tuple(word_queries(readings)), phrase=True)


def _exclusion(readings: list[Reading], *, quoted: bool) -> Iterator[Unit]:
    # An excluded word takes its own forms away, never its synonyms: nobody asked for that.
    if readings:
        yield Unit(words=tuple(word_queries(readings)), phrase=quoted)
