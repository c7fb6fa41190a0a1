"""Counted nouns in Arabic: none, one, two (the dual), 3 to 10 in the plural, 11 and more in the singular."""

import re

from aggregator.sdk.digits import NUMERALS, folded, numbers_in, parse_int, shown

NOUNS: tuple[tuple[str, str, str], ...] = (
    ("عرض", "عرضان عرضين", "عروض"),
    ("تعليق", "تعليقان تعليقين", "تعليقات"),
    ("تقييم", "تقييمان تقييمين", "تقييمات"),
    ("مراجعة", "مراجعتان مراجعتين", "مراجعات"),
    ("مشروع", "مشروعان مشروعين", "مشاريع مشروعات"),
    ("خدمة", "خدمتان خدمتين", "خدمات"),
    ("طلب", "طلبان طلبين", "طلبات"),
    ("عمل", "عملان عملين", "اعمال"),
    ("صفقة", "صفقتان صفقتين", "صفقات"),
    ("رسالة", "رسالتان رسالتين", "رسائل"),
    ("تواصل", "تواصلان تواصلين", "تواصلات"),
    ("رد", "ردان ردين", "ردود"),
    ("مشاهدة", "مشاهدتان مشاهدتين", "مشاهدات"),
    ("عميل", "عميلان عميلين", "عملاء"),
    ("مشتر مشتري", "مشتريان مشتريين", "مشترون مشترين"),
    ("بائع", "بائعان بائعين", "بائعون بائعين"),
    ("مستقل", "مستقلان مستقلين", "مستقلون مستقلين"),
    ("متقدم", "متقدمان متقدمين", "متقدمون متقدمين"),
    ("مبيعة", "مبيعتان مبيعتين", "مبيعات"),
    ("نتيجة", "نتيجتان نتيجتين", "نتائج"),
    ("مرة", "مرتان مرتين", "مرات"),
    ("شخص", "شخصان شخصين", "اشخاص"),
)
"""Singular, both cases of the dual, plural; in folded spelling, several forms parted by a space."""

ENGLISH = (
    "offer bid proposal review rating comment reply project service order client customer buyer seller view"
)

_ONE = {word for singular, _, _ in NOUNS for word in singular.split()}
_PLURAL = {word for _, _, plural in NOUNS for word in plural.split()}
# `متقدمين` is the dual of one and the plural of many: without a number it tells nothing.
_TWO = {word for _, dual, _ in NOUNS for word in dual.split()} - _PLURAL
_KNOWN = (
    _ONE | _TWO | _PLURAL | {f"{word}{end}" for word in ENGLISH.split() for end in ("", "s")} | {"replies"}
)

_FIRST = re.compile(r"(?:اضف|كن) اول(?: |$)|(?:لا يوجد|لا توجد|ليس هناك|بدون)$")
_NONE = re.compile(r"(?:لا يوجد|لا توجد|ليس هناك|بدون)(?: اي)? ([^\W\d_]+)")
_BARE = re.compile(r"\(?[0-9][0-9,]*\)?")
_BESIDE = re.compile(r"(?:([^\W\d_]+)[ :(]*)?[0-9][0-9,]*\)?(?: ?([^\W\d_]+))?")


def parse_count(text: str) -> int:
    """How many things `text` counts: `أضف أول عرض` 0, `عرضان` 2, `11 عرض` and `العروض (11)` 11.

    ValueError for anything else, also for a number of other things: `5 أيام` is no count.
    """
    words = folded(text)
    if _BARE.fullmatch(words):
        return parse_int(words)
    if numbers_in(words):
        return _with_digits(words)
    return _in_words(words)


def _with_digits(words: str) -> int:
    beside = _BESIDE.search(words)
    if not beside or _NONE.match(words) or not any(_is_noun(noun or "") for noun in beside.groups()):
        raise ValueError(f"expected a number of offers, reviews or the like, found {shown(words)}")
    return parse_int(words)


def _in_words(words: str) -> int:
    first, second, *_ = [*words.split(" "), ""]
    none = _NONE.match(words)
    if _FIRST.match(words) or (none and _is_noun(none[1])):
        return 0
    if first in _TWO:
        return 2
    if first in _ONE and NUMERALS.get(second) == 1:
        return 1
    if second in _PLURAL and NUMERALS.get(first, 0) > 2:  # noqa: PLR2004  the plural begins at three
        return NUMERALS[first]
    raise ValueError(f"expected a count, found {shown(words)}")


def _is_noun(word: str) -> bool:
    return word.removeprefix("ال") in _KNOWN
