"""Finds other words for the work that a query asks for: other names of the trade, its tools, its results.

Related words are weaker than the synonyms of `search.concepts` and hold one way only: who asks for
`تحسين سرعة` is served by a listing that says `تسريع`. They are read from queries and never change
what a listing means.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from search.units import Unit, read_units

RELATED_FILES = (
    *("sound.toml", "writing.toml", "business.toml", "design.toml", "programming.toml"),
    *("building.toml", "living.toml", "marketing.toml", "data.toml", "video.toml"),
)

JOINING = frozenset({"عبر", "علي", "في", "من", "عن", "مع", "و", "of", "for", "in", "on", "via"})
"""Words, folded, inside a trade's name: `تسويق عبر انستجرام` and `تسويق انستجرام` ask for one thing."""

Wording = tuple[Unit, ...]
"""One related word or phrase, read like a query: all its units belong together."""

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One trade of the word files: how it is asked for, other names of it, and what often goes with it."""

    name: str
    asked: tuple[str, ...]
    close: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What is related to the units of a plan from `start` to `end` (exclusive)."""

    start: int
    end: int
    close: tuple[Wording, ...]
    near: tuple[Wording, ...]


@cache
def trades() -> tuple[Trade, ...]:
    """Read the trades, in the order of the files (TypeError: one has other parts)."""
    return tuple(
        Trade(name=name, **{part: tuple(words) for part, words in parts.items()})
        for file in RELATED_FILES
        for name, parts in _table(file).items()
    )


def relations(units: Sequence[Unit]) -> tuple[Relation, ...]:
    """Return what is related to the words of a query, for the longest runs of them that name a trade.

    Units in quotes are meant as written: nothing is related to them.
    """
    told = _told(units)
    found = _longest(list(_named([stem for stem, _ in told])))
    return tuple(
        Relation(start=told[start][1], end=told[end - 1][1] + 1, close=close, near=near)
        for start, end, names in found
        for close, near in (_wordings(names),)
    )


def with_trades(units: Sequence[Unit]) -> list[Unit]:
    """Return the units with the trades that each of them asks for, alone or together with its neighbours."""
    told = _told(units)
    trades_of: dict[int, dict[str, None]] = {}
    for start, end, names in _longest(list(_named([stem for stem, _ in told]))):
        for _, at in told[start:end]:
            trades_of.setdefault(at, {}).update(dict.fromkeys(names))
    return [replace(unit, trades=tuple(trades_of.get(at, ()))) for at, unit in enumerate(units)]


_Wordings = tuple[tuple[Wording, ...], tuple[Wording, ...]]
_Span = tuple[int, int, tuple[str, ...]]


def _named(stems: list[str]) -> Iterator[_Span]:
    index = _index()
    for start in range(len(stems)):
        for end in range(min(len(stems), start + index.longest), start, -1):
            names = index.trades.get(tuple(stems[start:end]))
            if names:
                yield start, end, names
                break


def _longest(spans: list[_Span]) -> Iterator[_Span]:
    """Leave out what lies within something longer: of `تصميم شعار` it is known better than of `شعار`."""
    for start, end, names in spans:
        inside = (first <= start and end <= last and last - first > end - start for first, last, _ in spans)
        if not any(inside):
            yield start, end, names


@lru_cache(1 << 10)
def _wordings(names: tuple[str, ...]) -> _Wordings:
    known = {trade.name: trade for trade in trades()}
    close = dict.fromkeys(words for name in names for words in known[name].close)
    near = dict.fromkeys(words for name in names for words in known[name].near if words not in close)
    return tuple(map(_wording, close)), tuple(map(_wording, near))


@lru_cache(1 << 14)
def _wording(words: str) -> Wording:
    return read_units(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """The names of the trades that a run of stems asks for."""

    trades: Mapping[Stems, tuple[str, ...]]
    longest: int


@cache
def _index() -> _Index:
    asked: dict[Stems, dict[str, None]] = {}
    for trade in trades():
        for words in trade.asked:
            asked.setdefault(_stems(words), {})[trade.name] = None
    return _Index(
        trades={stems: tuple(names) for stems, names in asked.items()}, longest=max(map(len, asked))
    )


def _told(units: Sequence[Unit]) -> list[tuple[str, int]]:
    """Return the stems that may name a trade, each with the number of its unit."""
    return [
        (word.stem, at)
        for at, unit in enumerate(units)
        for word in unit.words
        if not unit.phrase and word.exact not in JOINING
    ]


def _stems(words: str) -> Stems:
    # Read like a query, so that what a plan leaves out is left out here.
    return tuple(stem for stem, _ in _told(read_units(words)))


def related_files() -> Iterable[bytes]:
    """Return the data files as they are."""
    return [_file(name).read_bytes() for name in RELATED_FILES]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(_file(name).read_text("utf-8"))


def _file(name: str) -> Any:  # noqa: ANN401  Traversable's home differs between Python versions
    return resources.files("search").joinpath("words", "related", name)
