"""What people ask: words of the trades, the busy ones often, some with filters and an order."""

from functools import cache
from typing import Any

from replay.content.dice import Dice
from replay.content.market import busy_trades
from replay.content.phrases import seldom
from replay.content.topics import topic_of
from search.query import Query, Sort

DISTINCT = 400
_LENGTHS = (1, 1, 1, 2, 2, 2, 2, 3, 3, 4)
"""Words of a query: most have one or two."""

_SITES = ("khamsat", "mostaql", "kafiil")
_KINDS = ("offer", "offer", "request", "specialist")
_PRICES = (25.0, 50.0, 100.0, 250.0, 500.0)


@cache
def questions(number: int = DISTINCT, seed: int = 5) -> tuple[Query, ...]:
    """`number` different queries, the same for the same seed."""
    dice = Dice(f"{seed}:questions")
    found: dict[Query, None] = {}
    while len(found) < number:
        found[_question(dice)] = None
    return tuple(found)


def _question(dice: Dice) -> Query:
    asked: dict[str, Any] = {"text": "" if dice.chance(0.04) else _text(dice)}
    if dice.chance(0.25):
        asked["kinds"] = frozenset({dice.pick(_KINDS)})
    if dice.chance(0.15):
        asked["sites"] = frozenset({dice.pick(_SITES)})
    if dice.chance(0.15):
        asked["max_price"] = dice.pick(_PRICES)
    if dice.chance(0.05):
        asked["min_price"] = 10.0
    if dice.chance(0.2):
        asked["sort"] = dice.pick((Sort.NEWEST, Sort.PRICE))
    return Query(**asked)


def _text(dice: Dice) -> str:
    """Neighbouring words of a title, or a skill, of a trade."""
    trade = seldom(busy_trades(), dice)
    words = dice.pick(_sources(trade.key))
    length = min(len(words), dice.pick(_LENGTHS))
    start = dice.below(len(words) - length + 1)
    return " ".join(words[start : start + length])


@cache
def _sources(key: str) -> tuple[tuple[str, ...], ...]:
    trade = topic_of(key)
    texts = (*trade.titles, *trade.offers, *trade.skills, *trade.skills)
    wordy = (tuple(word for word in text.split() if "{" not in word and len(word) > 1) for text in texts)
    return tuple(words for words in wordy if words)
