"""Cuts a text into what matched and what did not; the template escapes each part and marks it."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.results import Highlight


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text, and whether the search found it."""

    text: str
    marked: bool


def parts(highlight: Highlight) -> tuple[Part, ...]:
    """Return all of the text in order; the parts together are the text."""
    return tuple(_parts(highlight))


def _parts(highlight: Highlight) -> Iterator[Part]:
    end = 0
    for start, stop in highlight.spans:
        if start > end:
            yield Part(highlight.text[end:start], marked=False)
        yield Part(highlight.text[start:stop], marked=True)
        end = stop
    if end < len(highlight.text):
        yield Part(highlight.text[end:], marked=False)
