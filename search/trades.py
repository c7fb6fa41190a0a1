"""Finds which trades a title or a skill speaks of, so that who asks for one is served by its other names."""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from search.related import JOINING, trades
from search.units import read_units

TRADE_SIGN = "~"
"""Begins the token of a trade, as no word does."""

Stems = tuple[str, ...]
Names = tuple[str, ...]


def trade_names(stems: list[str]) -> list[str]:
    """Return the trades that a run of stems names, by how they are asked for or by a close wording."""
    alone, together = _phrases()
    told = [stem for stem in stems if stem not in JOINING]
    found = {name: None for stem in told if stem in alone for name in alone[stem]}
    # Pairs first, in one pass: most words of a listing begin no trade's name.
    for start in [at for at, pair in enumerate(pairwise(told)) if pair in together]:
        for phrase, names in together[told[start], told[start + 1]]:
            if tuple(told[start : start + len(phrase)]) == phrase:
                found.update(dict.fromkeys(names))
    return list(found)


_Together = Mapping[tuple[str, str], tuple[tuple[Stems, Names], ...]]


@cache
def _phrases() -> tuple[Mapping[str, Names], _Together]:
    """Return the trades by the single stem, or by the first two stems of the phrase, that names them."""
    names: dict[Stems, dict[str, None]] = {}
    for trade in trades():
        for words in (*trade.asked, *trade.close):
            names.setdefault(_stems(words), {})[trade.name] = None
    alone = {stems[0]: tuple(many) for stems, many in names.items() if len(stems) == 1}
    together: dict[tuple[str, str], list[tuple[Stems, Names]]] = {}
    for stems, many in names.items():
        if len(stems) > 1:
            together.setdefault((stems[0], stems[1]), []).append((stems, tuple(many)))
    return alone, {pair: tuple(many) for pair, many in together.items()}


def _stems(words: str) -> Stems:
    units = read_units(words)
    return tuple(word.stem for unit in units for word in unit.words if word.stem not in JOINING)
