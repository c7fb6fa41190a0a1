"""Tells which pieces of a question look like a filter and were read as words, and why."""

from collections.abc import Iterator, Mapping

from search.results import Misread
from web.links import isolated
from web.words import Words

_CODES: Mapping[str, str] = {
    "expected a name in Latin letters": "name",
    "expected one of": "one_of",
    "expected a number or a range": "number",
    "expected the other end": "other_end",
    "the range is upside down": "upside_down",
}
"""Begins of the reasons that search gives, in English, and the texts `misread.<code>` that say the same."""


def misread(pieces: tuple[Misread, ...], words: Words) -> Iterator[str]:
    """Say it for each piece."""
    for one in pieces:
        yield words("search.misread", piece=isolated(one.piece), why=words(f"misread.{_code(one.reason)}"))


def _code(reason: str) -> str:
    return next((code for begin, code in _CODES.items() if reason.startswith(begin)), "other")
