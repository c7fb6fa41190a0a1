"""What every engine must be able to do with one state of its index; all else is built once above it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from search.clauses import Bonus, Clause
from search.fields import Card

Tallied = Mapping[str, Mapping[str, int]]
"""By field and value how many documents have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Count the values of some KEYWORD fields among the documents that match."""

    match: Clause
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document stands in an order: behind what has more `points`, a lesser `key`, a lesser `ref`.

    `points` are 0 when sorted by a field, `key` is empty when sorted by points. `before` tells how
    many documents stand before it: a hint that may be out of date.
    """

    points: float
    key: str
    ref: str
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A document that matches; `handle` is what the engine reads it by, in this view only.

    `text` is what it got for its words alone, `points` are that times its rank.
    """

    handle: Any
    text: float = 0.0
    points: float = 0.0
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Find the first documents that match, and count.

    Sorted by `field` (a SORT_KEY, rising) or, when None, by points: 1 and the weights of the
    bonuses that hold, times the document's `rank`, falling, then by ref. `after` leaves out all
    up to and including that place.
    """

    match: Clause
    bonuses: Sequence[Bonus] = ()
    field: str | None = None
    first: int = 0
    after: Place | None = None
    tallies: Sequence[Tally] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The number of documents that match, the first of them in order, and the counts asked for."""

    total: int
    candidates: Sequence[Candidate]
    tallied: Sequence[Tallied]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A document as it is given back."""

    ref: str
    card: Card
    description: str


class View(Protocol):
    """One state of an index: whatever is asked of it belongs together."""

    def ask(self, question: Question) -> Answer:
        """Answer a question."""

    def counts(self, clauses: Sequence[Clause]) -> list[int]:
        """Return how many documents match each clause."""

    def read(self, handles: Sequence[Any]) -> list[Stored]:
        """Read candidates, in the order given."""

    def find(self, ref: str) -> Stored | None:
        """Read the document of a ref; None when there is none."""

    def frequent(self, field: str, limit: int) -> list[tuple[str, int]]:
        """Return the most frequent values of a KEYWORDS field with (about) their numbers, then by value."""

    def scan(self, match: Clause) -> Iterator[str]:
        """Yield the refs of all documents that match, newest first."""
