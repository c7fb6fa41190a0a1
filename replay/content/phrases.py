"""The phrasings of a large market, read once and cut at their slots, to write a million texts soon."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from replay.content.dice import Dice
from replay.content.words import words

T = TypeVar("T")

Parts = tuple[str, ...]
"""A sentence in pieces: text and slot by turns, text first and last."""

_HEAD = 6.0
"""How many first choices are nearly as frequent as the first one: the shift in Mandelbrot's law of words."""

_NUMBERS = (100, 120, 150, 200, 250, 300, 350, 400, 500, 600, 750, 800, 1000, 1200, 1500, 2000, 3000, 5000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The lists of market.toml by name; sentences are in pieces."""

    things: tuple[str, ...]
    tools: tuple[str, ...]
    parts: tuple[str, ...]
    qualities: tuple[Parts, ...]
    request_details: tuple[Parts, ...]
    offer_details: tuple[Parts, ...]
    specialist_details: tuple[Parts, ...]
    english_titles: tuple[Parts, ...]
    english_sentences: tuple[Parts, ...]
    front: tuple[str, ...]
    middle: tuple[str, ...]
    end: tuple[str, ...]
    latin_front: tuple[str, ...]
    latin_middle: tuple[str, ...]
    latin_end: tuple[str, ...]


_SENTENCES = ("qualities", "request_details", "offer_details", "specialist_details")
_ENGLISH = ("english_titles", "english_sentences")


@cache
def phrases() -> Phrases:
    """The lists, read once."""
    lists = tomllib.loads((files("replay.content") / "market.toml").read_text("utf-8"))
    for name in (*_SENTENCES, *_ENGLISH):
        lists[name] = [cut(sentence) for sentence in lists[name]]
    return Phrases(**{name: tuple(entries) for name, entries in lists.items()})


@cache
def cut(sentence: str) -> Parts:
    """A sentence in pieces."""
    first, *rest = sentence.split("{")
    pieces = [first]
    for piece in rest:
        slot, _, after = piece.partition("}")
        pieces += [slot, after]
    return tuple(pieces)


def seldom(choices: Sequence[T], dice: Dice) -> T:
    """One of `choices`, the first ones far more often than the last ones, as words are in a language."""
    return choices[int(_HEAD * (1 + len(choices) / _HEAD) ** dice.part() - _HEAD)]


def written(sentence: Parts, dice: Dice, given: Mapping[str, str]) -> str:
    """The sentence with its slots filled: from `given`, else by chance."""
    if len(sentence) == 1:
        return sentence[0]
    pieces = list(sentence)
    for place in range(1, len(pieces), 2):
        slot = pieces[place]
        pieces[place] = given[slot] if slot in given else _SLOTS[slot](dice)
    return "".join(pieces)


def _brand(dice: Dice) -> str:
    """An invented name; there are tens of thousands, and a few are heard again and again."""
    lists = phrases()
    if dice.chance(0.5):
        front, middle, end = lists.front, lists.middle, lists.end
    else:
        front, middle, end = lists.latin_front, lists.latin_middle, lists.latin_end
    if dice.chance(0.3):
        return seldom(front, dice) + seldom(end, dice)
    return seldom(front, dice) + seldom(middle, dice) + dice.pick(end)


def _count(dice: Dice) -> str:
    if dice.chance(0.5):
        return str(dice.pick(_NUMBERS))
    return str(int(10 ** dice.part(1, 5)))


_SLOTS: dict[str, Callable[[Dice], str]] = {
    "business": lambda dice: seldom(words().businesses, dice),
    "city": lambda dice: seldom(words().cities, dice),
    "few": lambda dice: str(dice.between(3, 9)),
    "some": lambda dice: str(dice.between(10, 60)),
    "many": lambda dice: str(100 * dice.between(1, 9)),
    "year": lambda dice: str(dice.between(2008, 2025)),
    "thing": lambda dice: seldom(phrases().things, dice),
    "tool": lambda dice: seldom(phrases().tools, dice),
    "part": lambda dice: seldom(phrases().parts, dice),
    "brand": _brand,
    "count": _count,
}
