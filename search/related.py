"""Finds other words for the work that a query asks for: other names of the trade, its tools, its results.

Related words are weaker than the synonyms of `search.concepts` and hold one way only: who asks for
`تحسين سرعة` is served by a listing that says `تسريع`. They are read from queries and never change
what a listing means.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from itertools import chain, pairwise
from typing import Any

from search.reading import read, surfaces
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
TRADE_SIGN = "~"
"""Begins the token of a trade, as no word does."""

Names = tuple[str, ...]
"""Names of trades."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One trade of the word files: how it is asked for, other names of it, and what often goes with it."""

    name: str
    asked: tuple[str, ...]
    close: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What is related to the units of a plan from `start` to `end` (exclusive), and whose trade it is."""

    start: int
    end: int
    trades: Names
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
        Relation(
            start=told[start][1],
            end=told[end - 1][1] + 1,
            trades=names,
            close=_wordings(names).close,
            near=_wordings(names).near,
        )
        for start, end, names in found
    )


def with_trades(units: Sequence[Unit]) -> list[Unit]:
    """Return the units with the trades that each of them asks for, alone or together with its neighbours."""
    told = _told(units)
    trades_of: dict[int, dict[str, None]] = {}
    for start, end, names in _longest(list(_named([stem for stem, _ in told]))):
        for _, at in told[start:end]:
            trades_of.setdefault(at, {}).update(dict.fromkeys(names))
    return [replace(unit, trades=tuple(trades_of.get(at, ()))) for at, unit in enumerate(units)]


def trade_names(stems: list[str]) -> list[str]:
    """Return the trades that a run of stems names, by any of their names, once per place."""
    index = _index()
    found = list(chain.from_iterable(filter(None, map(index.alone.get, stems))))
    starts = [at for at, pair in enumerate(pairwise(stems)) if pair in index.pairs]
    for at in starts:
        for phrase, names in index.pairs[stems[at], stems[at + 1]]:
            if tuple(stems[at : at + len(phrase)]) == phrase:
                found += names
    return found


_Span = tuple[int, int, Names]


def _named(stems: list[str]) -> Iterator[_Span]:
    index = _index()
    for start in range(len(stems)):
        for end in range(min(len(stems), start + index.longest), start, -1):
            names = index.asked.get(tuple(stems[start:end]))
            if names:
                yield start, end, names
                break


def _longest(spans: list[_Span]) -> Iterator[_Span]:
    """Leave out what lies within something longer: of `تصميم شعار` it is known better than of `شعار`."""
    for start, end, names in spans:
        inside = (first <= start and end <= last and last - first > end - start for first, last, _ in spans)
        if not any(inside):
            yield start, end, names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wordings:
    close: tuple[Wording, ...]
    near: tuple[Wording, ...]


@lru_cache(1 << 10)
def _wordings(names: Names) -> _Wordings:
    known = {trade.name: trade for trade in trades()}
    close = dict.fromkeys(words for name in names for words in known[name].close)
    near = dict.fromkeys(words for name in names for words in known[name].near if words not in close)
    return _Wordings(close=tuple(map(_wording, close)), near=tuple(map(_wording, near)))


@lru_cache(1 << 14)
def _wording(words: str) -> Wording:
    return read_units(words)


_Phrases = tuple[tuple[Stems, Names], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Names of trades: by the stems that ask for them, and by the stem or first two stems of other names."""

    asked: Mapping[Stems, Names]
    longest: int
    alone: Mapping[str, Names]
    pairs: Mapping[tuple[str, str], _Phrases]


@cache
def _index() -> _Index:
    asked, names_of = _by_stems(("asked",), _stems), names_in_texts()
    pairs: dict[tuple[str, str], _Phrases] = {}
    for stems, names in names_of.items():
        if len(stems) > 1:
            pairs[stems[0], stems[1]] = (*pairs.get((stems[0], stems[1]), ()), (stems, names))
    return _Index(
        asked=asked,
        longest=max(map(len, asked)),
        alone={stems[0]: names for stems, names in names_of.items() if len(stems) == 1},
        pairs=pairs,
    )


@cache
def names_in_texts() -> Mapping[Stems, Names]:
    """Return trades by the stems of what they are asked for by or called, with and without joining words."""
    found: dict[Stems, dict[str, None]] = {}
    for stems_of in (_written_stems, _stems):
        for stems, names in _by_stems(("asked", "close"), stems_of).items():
            found.setdefault(stems, {}).update(dict.fromkeys(names))
    return {stems: tuple(names) for stems, names in found.items()}


def names_of(some: Iterable[str]) -> Mapping[str, Sequence[Stems]]:
    """Return all names of some trades in stems, by their first stem."""
    found: dict[str, list[Stems]] = {}
    for name in dict.fromkeys(stems for trade in some for stems in _names_by_trade().get(trade, ())):
        found.setdefault(name[0], []).append(name)
    return found


@cache
def _names_by_trade() -> Mapping[str, Sequence[Stems]]:
    found: dict[str, list[Stems]] = {}
    for stems, names in names_in_texts().items():
        for trade in names:
            found.setdefault(trade, []).append(stems)
    return found


def _by_stems(parts: Iterable[str], stems_of: Callable[[str], Stems]) -> Mapping[Stems, Names]:
    found: dict[Stems, dict[str, None]] = {}
    for trade in trades():
        for words in chain.from_iterable(getattr(trade, part) for part in parts):
            found.setdefault(stems_of(words), {})[trade.name] = None
    return {stems: tuple(names) for stems, names in found.items() if stems}


def _told(units: Sequence[Unit]) -> list[tuple[str, int]]:
    """Return the stems that may name a trade, each with the number of its unit."""
    return [
        (word.stem, at)
        for at, unit in enumerate(units)
        for word in unit.words
        if not unit.phrase and word.exact not in JOINING
    ]


def _written_stems(words: str) -> Stems:
    return tuple(stem for surface in surfaces(words) for stem in read(surface).stems)


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
