"""What people save: words of the trades, the busy ones often, nearly all for requests, many with a filter."""

from collections.abc import Iterator
from functools import cache
from itertools import chain, zip_longest
from typing import Any

from aggregator.domain.taxonomy import load_taxonomy
from replay.content.dice import Dice
from replay.content.market import busy_trades
from replay.content.phrases import phrases, seldom
from replay.content.topics import topic_of
from replay.content.words import words
from search.query import Query

_LENGTHS = (1, 1, 2, 2, 2, 2, 3, 3, 4)
"""Words of a trade in a search: most have two."""

_KINDS = (("request", 0.8), ("offer", 0.9), ("specialist", 0.95))
"""Whose listings are awaited; the rest take any."""

_SITES = ("mostaql", "mostaql", "khamsat", "kafiil")
_PRICES = (25.0, 50.0, 50.0, 100.0, 100.0, 150.0, 200.0, 250.0, 300.0, 500.0, 750.0, 1_000.0)
_DAYS = (3.0, 7.0, 14.0, 30.0)


def saved_searches(count: int, seed: int = 7) -> Iterator[Query]:
    """`count` searches, the same for the same seed; the busiest are saved by many people."""
    dice = Dice(f"{seed}:saved")
    for _ in range(count):
        if dice.chance(0.03):
            yield Query(specialties=frozenset({seldom(_specialties(), dice)}), **_filters(dice))
        else:
            yield Query(text=_text(dice), **_filters(dice))


def _filters(dice: Dice) -> dict[str, Any]:
    throw = dice.part()
    kind = next((name for name, up_to in _KINDS if throw < up_to), None)
    asked: dict[str, Any] = {} if kind is None else {"kinds": frozenset({kind})}
    if dice.chance(0.25):
        asked["sites"] = frozenset({dice.pick(_SITES), dice.pick(_SITES)})
    if dice.chance(0.35):
        asked["min_price"] = dice.pick(_PRICES)
    if dice.chance(0.05):
        asked["max_price"] = 2 * dice.pick(_PRICES) + 1_000
    if dice.chance(0.1):
        asked["statuses"] = frozenset({"open"})
    if dice.chance(0.03):
        asked["max_delivery_days"] = dice.pick(_DAYS)
    return asked


def _text(dice: Dice) -> str:
    """Neighbouring words of a title or a skill, often with something of one's own, seldom quoted."""
    source = dice.pick(_sources(seldom(busy_trades(), dice).key))
    length = min(len(source), dice.pick(_LENGTHS))
    start = dice.below(len(source) - length + 1)
    text = " ".join(source[start : start + length])
    if length > 1 and dice.chance(0.06):
        text = f'"{text}"'
    if dice.chance(0.3):
        text += f" {seldom(_further(), dice)}"
    if dice.chance(0.08):
        text += f" -{seldom(_unwanted(), dice)}"
    return text


@cache
def _sources(key: str) -> tuple[tuple[str, ...], ...]:
    trade = topic_of(key)
    texts = (*trade.titles, *trade.offers, *trade.skills, *trade.skills)
    wordy = (tuple(word for word in text.split() if "{" not in word and len(word) > 1) for text in texts)
    return tuple(words for words in wordy if words)


@cache
def _further() -> tuple[str, ...]:
    """Tools, things and businesses by turns: what makes a search one's own."""
    some = zip_longest(phrases().tools, phrases().things, words().businesses)
    return tuple(word for word in chain.from_iterable(some) if word is not None)


@cache
def _unwanted() -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for trade in busy_trades() for word in trade.skills if " " not in word))


@cache
def _specialties() -> tuple[str, ...]:
    return tuple(specialty.key for specialty in load_taxonomy())
