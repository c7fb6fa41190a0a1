"""What a search answers, the same from every engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from search.bands import PriceSpread

Span = tuple[int, int]
"""Start and end (exclusive) in characters of the text it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """Original text and the spans of it that matched, in order and without overlap."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found listing; `score` compares hits of one answer only and is 0 when sorted otherwise.

    `copies` are the refs of further hits with the same text, that stand behind this one.
    """

    ref: str
    score: float
    title: Highlight
    snippet: Highlight
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """How many hits there would be with this value chosen."""

    value: str
    count: int


MisreadCode = Literal[
    "name", "one_of", "number", "other_end", "upside_down", "contradiction", "excluded", "no_value"
]
"""What is wrong with a filter: its value is not a name, none of a few, no number or half a range, or missing;
it has a minus; or it does not agree with the rest of the query (then it is no words, either).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """A piece of the query text that looks like a filter but is none: it was read as words, or left out.

    `reason` says why in English, `code` names it for those who say it otherwise.
    """

    piece: str
    code: MisreadCode
    reason: str

    @property
    def is_words(self) -> bool:
        """Whether it is looked for as words: a range that contradicts another is not."""
        return self.code != "contradiction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits, the total without paging (copies counted), and a count for each of FACETS.

    Each facet counts under all other filters but not its own. `prices` spreads the lowest prices
    of all hits (None: none has one, or no facets were asked for). `relaxed` tells that few listings
    have all the words (as many as `all_words` says; they come first by relevance), so that those with
    most of them were taken, too. `ignored_words` counts words beyond the number that a query may
    have, `misread` tells what was no filter. `did_you_mean` is the text (without typed filters) with
    a likely slip mended. `next` continues after the last hit; None: there is no more.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    prices: PriceSpread | None = None
    relaxed: bool = False
    all_words: int = 0
    ignored_words: int = 0
    misread: tuple[Misread, ...] = ()
    did_you_mean: str | None = None
    next: str | None = None


FACETS = ("site", "kind", "specialty", "price_band", "delivery_band", "rating_band")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A text that completes what was typed, and how many listings (about) have it."""

    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What an index holds; `cursor` is the last change sequence in it, `bytes` its size (0: in memory)."""

    name: str
    documents: int
    cursor: int
    schema_version: str
    bytes: int
