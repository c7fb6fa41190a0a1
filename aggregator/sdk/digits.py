"""Digits and numbers as people write them here: ASCII, Arabic-Indic and Persian."""

import re
from decimal import Decimal

LONGEST_TEXT = 400
"""Characters of a text that are looked at; a fact of a page is short."""

LARGEST_NUMBER = 1_000_000_000

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ALEF = re.compile("[أإآٱ]")
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<![\d.,])-?{NUMBER}")


def ascii_digits(text: str) -> str:
    """Digits, decimal and thousands separators of Arabic and Persian to ASCII ones."""
    return text.translate(_DIGITS)


def folded(text: str) -> str:
    """`text` shortened to LONGEST_TEXT, one space between words, ASCII digits, plain alef, no vowel marks."""
    return " ".join(_ALEF.sub("ا", _MARKS.sub("", ascii_digits(text[:LONGEST_TEXT]))).split())


def shown(text: str) -> str:
    """`text` short enough for an error message."""
    return repr(text[:60])


def numbers_in(text: str) -> list[Decimal]:
    """All numbers of a folded text; a number beyond LARGEST_NUMBER is a ValueError (ids are no counts)."""
    found = []
    for match in _NUMBER.finditer(text):
        if len(match[0]) > 16:  # noqa: PLR2004  longer than any honest number; keeps Decimal cheap
            raise ValueError(f"expected a number up to {LARGEST_NUMBER}, found {shown(match[0])}")
        found.append(Decimal(match[0].replace(",", "")))
    return found


def parse_number(text: str) -> Decimal:
    """Return the only number in `text` (ValueError for none, two, negative or beyond LARGEST_NUMBER)."""
    found = numbers_in(folded(text))
    if len(found) != 1:
        raise ValueError(f"expected one number, found {len(found)} in {shown(text)}")
    if not 0 <= found[0] <= LARGEST_NUMBER:
        raise ValueError(f"expected a number from 0 to {LARGEST_NUMBER}, found {shown(text)}")
    return found[0]


def parse_int(text: str) -> int:
    """Return the only whole number in `text` (ValueError as `parse_number`, and for fractions)."""
    number = parse_number(text)
    if number != int(number):
        raise ValueError(f"expected a whole number, found {shown(text)}")
    return int(number)
