"""Counted nouns in Arabic: none, one, two (the dual), 3 to 10 in the plural, 11 and more in the singular."""

from aggregator.sdk.digits import folded, numbers_in, parse_int, shown

ZERO_WORDS = ("اضف اول", "كن اول", "لا يوجد", "لا توجد", "بدون", "لم يتم")
"""How the sites invite the first one or say that there is none."""

NOUNS = (
    ("عرض", "عرضان", "عرضين"),
    ("تعليق", "تعليقان", "تعليقين"),
    ("تقييم", "تقييمان", "تقييمين"),
    ("مشروع", "مشروعان", "مشروعين"),
    ("خدمة", "خدمتان", "خدمتين"),
    ("عميل", "عميلان", "عميلين"),
    ("مشتر", "مشتريان", "مشتريين"),
    ("مشتري", "مشتريان", "مشتريين"),
    ("طلب", "طلبان", "طلبين"),
    ("رسالة", "رسالتان", "رسالتين"),
    ("عمل", "عملان", "عملين"),
    ("بائع", "بائعان", "بائعين"),
)
"""Singular and both cases of the dual, in folded spelling."""

_ONE = {singular for singular, _, _ in NOUNS}
_TWO = {dual for _, *duals in NOUNS for dual in duals}


def parse_count(text: str) -> int:
    """How many things `text` counts: `أضف أول عرض` 0, `عرضان` 2, `11 عرض` 11 (ValueError otherwise)."""
    words = folded(text)
    if any(words.startswith(zero) for zero in ZERO_WORDS):
        return 0
    if numbers_in(words):
        return parse_int(words)
    first, _, rest = words.partition(" ")
    if first in _TWO:
        return 2
    if first in _ONE and rest in {"", "واحد", "واحدة"}:
        return 1
    raise ValueError(f"expected a count, found {shown(text)}")
