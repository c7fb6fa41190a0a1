"""Rates in percent, with the sites' own word for "too early to tell"."""

import re
from decimal import Decimal

from aggregator.domain.listing import NotComputed
from aggregator.sdk.digits import NUMBER_RUN, folded, numbers_in, shown

_FULL = 100
_PERCENT = re.compile(rf"[^-%0-9.,]*(?:{NUMBER_RUN} ?%|% ?{NUMBER_RUN})[^-%0-9]*")
_NOT_COMPUTED = re.compile(r"لم (?:يحسب|تحسب|يتم حسابه|يتم احتسابه)(?: بعد)?\.?")


def parse_percent(text: str) -> Decimal | NotComputed:
    """`75.00%` to Decimal 75.00, `لم يحسب بعد` to "not_computed" (ValueError outside 0 to 100)."""
    words = folded(text)
    if _NOT_COMPUTED.fullmatch(words):
        return "not_computed"
    if not _PERCENT.fullmatch(words):
        raise ValueError(f"expected a percentage like 75.00%, found {shown(text)}")
    number = numbers_in(words)[0]
    if number > _FULL:
        raise ValueError(f"expected a percentage from 0 to 100, found {shown(text)}")
    return number
