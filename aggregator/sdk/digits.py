"""Digits and numbers as people write them here, so that every other helper reads one plain form."""

import re
from decimal import Decimal

LONGEST_TEXT = 400
"""Characters of a fact after folding; more is a misplaced selector, and is refused, not cut."""

LARGEST_NUMBER = 1_000_000_000
"""A larger number is an id or a telephone number that was taken for a count."""

_LONGEST_RAW = 4_000
_LONGEST_NUMBER = 20
_SHOWN = 60

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬،", "01234567890123456789.,,")
_SPELLING = _DIGITS | str.maketrans("أإآٱى٪−‒–—", "ااااي%----")
_INVISIBLE = (
    *range(0x064B, 0x0660),  # vowel marks
    0x0670,  # superscript alef
    0x0640,  # tatweel
    0x200B, *range(0x200C, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF,
)  # fmt: skip
_FOLDING = _SPELLING | dict.fromkeys(_INVISIBLE)

NUMERALS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "واحد واحدة",
            "اثنان اثنين اثنتان اثنتين",
            "ثلاث ثلاثة",
            "اربع اربعة",
            "خمس خمسة",
            "ست ستة",
            "سبع سبعة",
            "ثمان ثماني ثمانية",
            "تسع تسعة",
            "عشر عشرة",
        ),
        start=1,
    )
    for word in words.split()
}
"""One to ten in both genders, folded."""

NUMBER_RUN = r"[0-9.,]*[0-9]"
"""What looks like one number; `as_number` decides whether it is one."""

_RUN = re.compile(NUMBER_RUN)
_NUMBER = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_GLUED = re.compile(r"[a-z_][0-9]|[0-9][a-z_]|-[0-9]|[0-9]-")


def ascii_digits(text: str) -> str:
    """Arabic-Indic and Persian digits and the separators `٫`, `٬`, `،` to ASCII; the rest stays."""
    return text.translate(_DIGITS)


def folded(text: str) -> str:
    """Plain form of a fact: ASCII digits, bare alef, no vowel marks, lower case, single spaces.

    ValueError for a text longer than a fact can be: a cut number would be a wrong number.
    """
    if len(text) > _LONGEST_RAW:
        raise ValueError(f"expected a short text, found {len(text)} characters: {shown(text)}")
    words = " ".join(text.translate(_FOLDING).lower().split())
    if len(words) > LONGEST_TEXT:
        raise ValueError(f"expected at most {LONGEST_TEXT} characters, found {shown(text)}")
    return words


def shown(text: str) -> str:
    """`text` short enough for an error message."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def as_number(run: str) -> Decimal:
    """Value of a run of digits and separators: `1,234.50` is one, `1,2`, `1.2.3` and `.5` are not.

    ValueError also for runs of more than 20 characters, which no honest number has.
    """
    if len(run) > _LONGEST_NUMBER or not _NUMBER.fullmatch(run):
        raise ValueError(f"expected a number like 1,234.50, found {shown(run)}")
    return Decimal(run.replace(",", ""))


def numbers_in(words: str) -> list[Decimal]:
    """All numbers of a folded text, each from 0 to LARGEST_NUMBER (ValueError otherwise)."""
    if _GLUED.search(words):
        raise ValueError(f"expected a number that stands alone and is not negative, found {shown(words)}")
    numbers = [as_number(match[0]) for match in _RUN.finditer(words)]
    if any(number > LARGEST_NUMBER for number in numbers):
        raise ValueError(f"expected a number up to {LARGEST_NUMBER}, found {shown(words)}")
    return numbers


def parse_number(text: str) -> Decimal:
    """Only number in `text` (ValueError for none, two, a negative or one beyond LARGEST_NUMBER)."""
    numbers = numbers_in(folded(text))
    if len(numbers) != 1:
        raise ValueError(f"expected one number, found {len(numbers)} in {shown(text)}")
    return numbers[0]


def parse_int(text: str) -> int:
    """Only whole number in `text`, as `(141)`; ValueError as `parse_number`, and for fractions."""
    number = parse_number(text)
    if number != int(number):
        raise ValueError(f"expected a whole number, found {shown(text)}")
    return int(number)
