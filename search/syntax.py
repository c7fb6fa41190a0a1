"""Reads filters that people type among the words: `site:khamsat price:50..200 -تصميم`; nothing can fail."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from search.errors import InvalidQuery
from search.folding import fold
from search.query import PRICINGS, Query
from search.results import Misread, MisreadCode
from search.signs import plain_signs

_FILTER = re.compile(r'(?<!\S)(?P<minus>-)?(?P<name>[^\W\d_]{2,12}):(?P<value>"[^"]*"|[^\s"]+|(?!\S))')
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)?\.\.(?P<high>\d+(?:\.\d+)?)?|(?P<sign>[<>]=?)?(?P<only>\d+(?:\.\d+)?)"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,63}")

Reader = Callable[[str], Mapping[str, Any]]
"""Reads the value of a filter: what it asks for by field of Query (_Unreadable)."""

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
    text = plain_signs(text)
    asked: dict[str, Any] = {}
    misread: list[Misread] = []
    left = MOST_FILTERS

    def take(piece: re.Match[str]) -> str:
        nonlocal left
        reader = _reader(piece["name"])
        if reader is None or left == 0 or _inside_quotes(text, piece.start()):
            return piece.group()
        left -= 1
        try:
            _add(asked, _read(piece, reader))
        except _Unreadable as error:
            misread.append(Misread(piece=piece.group()[:80], code=error.code, reason=str(error)))
            return piece.group()
        return " "

    words = _FILTER.sub(take, text)
    if _is_upside_down(asked):
        typed = [piece.group() for piece in _FILTER.finditer(text) if _reader(piece["name"]) is _PRICE]
        misread.append(Misread(piece=" ".join(typed)[:80], code="contradiction", reason=_NO_PRICE))
        asked = {name: value for name, value in asked.items() if name not in _PRICE_ENDS}
    return Written(text=words, asked=asked, misread=tuple(misread))


def unfiltered(text: str) -> str:
    """Return a text without all that looks like a filter, read or not: no word of it is a slip."""
    return _FILTER.sub(" ", plain_signs(text))


def narrowed(query: Query) -> tuple[Query, tuple[Misread, ...]]:
    """Return the query with the filters of its text taken out and joined to its own; see Query.

    Where both name sets, only what is in both is asked for; the narrower end of a range counts. A typed
    price that leaves nothing of the query's own is left out, and told.
    """
    if ":" not in plain_signs(query.text):
        return query, ()
    written = read_filters(query.text)
    if not written.asked and not written.misread:
        return query, ()
    asked = {name: _joined(name, getattr(query, name), value) for name, value in written.asked.items()}
    try:
        return replace(query, text=written.text, **asked), written.misread
    except InvalidQuery as error:
        told = Misread(piece=query.text[:80], code="contradiction", reason=error.reason)
        rest = {name: value for name, value in asked.items() if name not in _PRICE_ENDS}
        return replace(query, text=written.text, **rest), (*written.misread, told)


_NOTHING_ASKED = "\0"
"""A value that no document has: two sets that exclude each other ask for nothing."""


_PRICE_ENDS = frozenset({"min_price", "max_price"})
_NO_PRICE = "no price is in all of these ranges"


def _is_upside_down(asked: Mapping[str, Any]) -> bool:
    return asked.keys() >= _PRICE_ENDS and bool(asked["min_price"] > asked["max_price"])


def _joined(name: str, own: Any, typed: Any) -> Any:  # noqa: ANN401  a field of Query
    if isinstance(typed, frozenset):
        both = typed & own if own else typed
        return both or frozenset({_NOTHING_ASKED})
    return typed if own is None else _narrower(name, own, typed)


def _narrower(name: str, one: float, other: float) -> float:
    return max(one, other) if name.startswith("min_") else min(one, other)


class _Unreadable(ValueError):
    """The value of a filter is none."""

    def __init__(self, code: MisreadCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def _reader(name: str) -> "Reader | None":
    folded = fold(name)
    return _READERS.get(folded) or _READERS.get(folded.removeprefix("ال"))


def _read(piece: re.Match[str], reader: "Reader") -> Mapping[str, Any]:
    if piece["minus"]:
        raise _Unreadable("excluded", "a filter cannot be left out; name what you want instead")
    if not piece["value"]:
        raise _Unreadable("no_value", "write the value right behind the colon")
    return reader(piece["value"].strip('"'))


def _add(asked: dict[str, Any], found: Mapping[str, Any]) -> None:
    """Add what one more filter asks for: another value of a set will do, too; ranges must all hold."""
    for name, value in found.items():
        if name not in asked:
            asked[name] = value
        elif isinstance(value, frozenset):
            asked[name] |= value
        else:
            asked[name] = _narrower(name, asked[name], value)


def _inside_quotes(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1


def _keys(name: str) -> Reader:
    def read(value: str) -> Mapping[str, Any]:
        keys = [key for key in fold(value).split(",") if key]
        if not keys or not all(_KEY.fullmatch(key) for key in keys):
            raise _Unreadable("name", "expected a name in Latin letters")
        return {name: frozenset(keys)}

    return read


def _one_of(name: str, values: Mapping[str, str]) -> Reader:
    def read(value: str) -> Mapping[str, Any]:
        known = [values.get(fold(key)) for key in value.split(",") if key]
        if not known or None in known:
            raise _Unreadable("one_of", f"expected one of {', '.join(sorted(set(values.values())))}")
        return {name: frozenset(known)}

    return read


def _language(value: str) -> Mapping[str, Any]:
    keys = [_LANGUAGES.get(key, key) for key in fold(value).split(",") if key]
    if not keys or not all(_LANGUAGE.fullmatch(key) for key in keys):
        raise _Unreadable("one_of", "expected a language like ar or en")
    return {"languages": frozenset(keys)}


def _range(low: str | None, high: str | None) -> Reader:
    """Read `10..50`, `..50`, `10..`, `>10`, `<50`; a single number is the end that the field has."""

    def read(value: str) -> Mapping[str, Any]:
        found = _RANGE.fullmatch(fold(value).strip("$"))
        if found is None or value == "..":
            raise _Unreadable("number", "expected a number or a range like 50..200")
        ends = _ends(found, only_low=high is None)
        if float("inf") in ends:
            raise _Unreadable("number", "expected a smaller number")
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
    "offers": "offer",
    "service": "offer",
    "services": "offer",
    "خدمات": "offer",
    "عروض": "offer",
    "خدمه": "offer",
    "عرض": "offer",
    "request": "request",
    "requests": "request",
    "project": "request",
    "projects": "request",
    "طلبات": "request",
    "مشاريع": "request",
    "طلب": "request",
    "مشروع": "request",
    "specialist": "specialist",
    "specialists": "specialist",
    "freelancer": "specialist",
    "freelancers": "specialist",
    "مستقلين": "specialist",
    "مستقلون": "specialist",
    "مستقل": "specialist",
    "متخصص": "specialist",
}
_STATUSES = {
    "open": "open",
    "مفتوح": "open",
    "متاح": "open",
    "in_progress": "in_progress",
    "قيد": "in_progress",
    "completed": "completed",
    "مكتمل": "completed",
    "closed": "closed",
    "مغلق": "closed",
    "cancelled": "cancelled",
    "ملغي": "cancelled",
    "pending": "pending",
    "معلق": "pending",
    "private": "private",
    "خاص": "private",
    "gone": "gone",
    "unknown": "unknown",
}
_LANGUAGES = {
    "arabic": "ar",
    "عربي": "ar",
    "عربيه": "ar",
    "english": "en",
    "انجليزي": "en",
    "انجليزيه": "en",
}
_PRICINGS = {name: name for name in PRICINGS} | {"ثابت": "fixed", "بالساعه": "hourly", "ساعه": "hourly"}

_PRICE = _range("min_price", "max_price")

_READERS: Mapping[str, Reader] = {
    fold(name): reader
    for names, reader in (
        (("site", "موقع"), _keys("sites")),
        (("kind", "type", "نوع"), _one_of("kinds", _KINDS)),
        (("specialty", "تخصص"), _keys("specialties")),
        (("status", "حالة"), _one_of("statuses", _STATUSES)),
        (("lang", "language", "لغة"), _language),
        (("pricing", "تسعير"), _one_of("pricings", _PRICINGS)),
        (("price", "budget", "سعر", "ميزانية"), _PRICE),
        (("days", "delivery", "تسليم", "مدة"), _range(None, "max_delivery_days")),
        (("rating", "تقييم"), _range("min_rating", None)),
    )
    for name in names
}
