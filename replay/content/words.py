"""The words that every trade shares, and how the slots of a text are filled."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from replay.content.dice import Dice

_PAIRS = ("names", "initials")
_HUNDREDS = 100


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words.toml by name."""

    names: tuple[tuple[str, str], ...]
    initials: tuple[tuple[str, str], ...]
    countries: tuple[str, ...]
    cities: tuple[str, ...]
    businesses: tuple[str, ...]
    leads: tuple[str, ...]
    emojis: tuple[str, ...]
    greetings: tuple[str, ...]
    heads: tuple[str, ...]
    bullets: tuple[str, ...]
    closings: tuple[str, ...]
    asides: tuple[str, ...]
    offer_openings: tuple[str, ...]
    offer_closings: tuple[str, ...]
    bios: tuple[str, ...]
    bio_closings: tuple[str, ...]
    bids: tuple[str, ...]
    comments: tuple[str, ...]
    reviews: tuple[str, ...]
    stories: tuple[str, ...]


@cache
def words() -> Words:
    """The lists, read once."""
    lists: dict[str, Any] = tomllib.loads((files("replay.content") / "words.toml").read_text("utf-8"))
    for name in _PAIRS:
        lists[name] = [tuple(pair) for pair in lists[name]]
    return Words(**{name: tuple(entries) for name, entries in lists.items()})


def filled(text: str, dice: Dice, given: Mapping[str, str] = MappingProxyType({})) -> str:
    """The text with its slots filled: from `given`, else from the lists or by dice."""
    first, *rest = text.split("{")
    parts = [first]
    for piece in rest:
        slot, _, after = piece.partition("}")
        parts.append(given[slot] if slot in given else _SLOTS[slot](dice))
        parts.append(after)
    return "".join(parts)


_SLOTS: dict[str, Callable[[Dice], str]] = {
    "business": lambda dice: dice.pick(words().businesses),
    "city": lambda dice: dice.pick(words().cities),
    "few": lambda dice: str(dice.between(3, 9)),
    "some": lambda dice: str(dice.pick((12, 15, 20, 24, 30, 35, 40, 45, 50, 60))),
    "many": lambda dice: str(dice.between(1, 9) * _HUNDREDS),
}
