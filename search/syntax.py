"""Reads filters that people type among the words: `site:khamsat price:50..200 -تصميم`; nothing can fail."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from search.errors import InvalidQuery
from search.folding import fold
from search.query import PRICINGS, Query
from search.results import Misread, MisreadCode

_FILTER = re.compile(r'(?<!\S)(?P<name>[^\W\d_]{2,12}):(?P<value>"[^"]*"|[^\s"]+)')
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)?\.\.(?P<high>\d+(?:\.\d+)?)?|(?P<sign>[<>]=?)?(?P<only>\d+(?:\.\d+)?)"
)
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,63}")

MOST_FILTERS = 32
"""Filters of one text that are read; what comes after them is words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text without its filters, and what they ask for by field of Query."""

    text: str
    asked: Mapping[str, Any] = field(default_factory=dict)
    misread: tuple[Misread, ...] = ()


def read_filters(text: str) -> Written:
    """Part a text into words and filters; what is no filter stays words and is told in `misread`."""
    asked: dict[str, Any] = {}
    misread: list[Misread] = []
    left = MOST_FILTERS

    def take(piece: re.Match[str]) -> str:
        nonlocal left
        reader = _READERS.get(fold(piece["name"]))
        if reader is None or left == 0 or _inside_quotes(text, piece.start()):
            return piece.group()
        left -= 1
        try:
            _add(asked, reader(piece["value"].strip('"')))
        except _Unreadable as error:
            misread.append(Misread(piece=piece.group()[:80], code=error.code, reason=str(error)))
            return piece.group()
        return " "

    words = _FILTER.sub(take, text)
    return Written(text=words, asked=asked, misread=tuple(misread))


def narrowed(query: Query) -> tuple[Query, tuple[Misread, ...]]:
    """Return the query with the filters of its text taken out and joined to its own; see Query.

    Where both name sets, only what is in both is asked for; the narrower end of a range counts.
    """
    if ":" not in query.text:
        return query, ()
    written = read_filters(query.text)
    if not written.asked and not written.misread:
        return query, ()
    asked = {name: _joined(name, getattr(query, name), value) for name, value in written.asked.items()}
    try:
        return replace(query, text=written.text, **asked), written.misread
    except InvalidQuery as error:
        told = Misread(piece=query.text[:80], code="contradiction", reason=error.reason)
        return query, (*written.misread, told)


_NOTHING_ASKED = "\0"
"""A value that no document has: two sets that exclude each other ask for nothing."""


def _joined(name: str, own: Any, typed: Any) -> Any:  # noqa: ANN401  a field of Query
    if isinstance(typed, frozenset):
        both = typed & own if own else typed
        return both or frozenset({_NOTHING_ASKED})
    if own is None:
        return typed
    return max(own, typed) if name.startswith("min_") else min(own, typed)


class _Unreadable(ValueError):
    """The value of a filter is none."""

    def __init__(self, code: MisreadCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def _add(asked: dict[str, Any], found: Mapping[str, Any]) -> None:
    for name, value in found.items():
        asked[name] = asked[name] | value if isinstance(value, frozenset) and name in asked else value


def _inside_quotes(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1


def _keys(name: str) -> Callable[[str], Mapping[str, Any]]:
    def read(value: str) -> Mapping[str, Any]:
        keys = [key for key in fold(value).split(",") if key]
        if not keys or not all(_KEY.fullmatch(key) for key in keys):
            raise _Unreadable("name", "expected a name in Latin letters")
        return {name: frozenset(keys)}

    return read


def _one_of(name: str, values: Mapping[str, str]) -> Callable[[str], Mapping[str, Any]]:
    def read(value: str) -> Mapping[str, Any]:
        known = [values.get(fold(key)) for key in value.split(",") if key]
        if not known or None in known:
            raise _Unreadable("one_of", f"expected one of {', '.join(sorted(set(values.values())))}")
        return {name: frozenset(known)}

    return read


def _range(low: str | None, high: str | None) -> Callable[[str], Mapping[str, Any]]:
    """Read `10..50`, `..50`, `10..`, `>10`, `<50`; a single number is the end that the field has."""

    def read(value: str) -> Mapping[str, Any]:
        found = _RANGE.fullmatch(fold(value).strip("$"))
        if found is None or value == "..":
            raise _Unreadable("number", "expected a number or a range like 50..200")
        ends = _ends(found, only_low=high is None)
        asked = {name: end for name, end in zip((low, high), ends, strict=True) if name and end is not None}
        if not asked:
            raise _Unreadable("other_end", "expected the other end of the range")
        if low in asked and high in asked and asked[low] > asked[high]:
            raise _Unreadable("upside_down", "the range is upside down")
        return asked

    return read


def _ends(found: re.Match[str], *, only_low: bool) -> tuple[float | None, float | None]:
    low, high, sign, only = (found[name] for name in ("low", "high", "sign", "only"))
    if only is None:
        return (float(low) if low else None), (float(high) if high else None)
    if sign is None:
        return (float(only), None) if only_low else (None, float(only))
    return (float(only), None) if sign.startswith(">") else (None, float(only))


_KINDS = {
    "offer": "offer",
    "service": "offer",
    "خدمه": "offer",
    "عرض": "offer",
    "request": "request",
    "project": "request",
    "طلب": "request",
    "مشروع": "request",
    "specialist": "specialist",
    "freelancer": "specialist",
    "مستقل": "specialist",
    "متخصص": "specialist",
}
_PRICINGS = {name: name for name in PRICINGS} | {"ثابت": "fixed", "بالساعه": "hourly", "ساعه": "hourly"}

_READERS: Mapping[str, Callable[[str], Mapping[str, Any]]] = {
    fold(name): reader
    for names, reader in (
        (("site", "موقع"), _keys("sites")),
        (("kind", "type", "نوع"), _one_of("kinds", _KINDS)),
        (("specialty", "تخصص"), _keys("specialties")),
        (("status", "حالة"), _keys("statuses")),
        (("lang", "language", "لغة"), _keys("languages")),
        (("pricing", "تسعير"), _one_of("pricings", _PRICINGS)),
        (("price", "budget", "سعر", "ميزانية"), _range("min_price", "max_price")),
        (("days", "delivery", "تسليم", "مدة"), _range(None, "max_delivery_days")),
        (("rating", "تقييم"), _range("min_rating", None)),
    )
    for name in names
}
