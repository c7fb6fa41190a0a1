"""What a judged set is: documents, questions on them, and what people think of each answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from search.document import SearchDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query text and the grades (1..3, better is more) of the refs that answer it; others are worth 0.

    `kinds` is the filter that the asker has set in the page; empty filters nothing.
    """

    text: str
    grades: Mapping[str, int]
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSet:
    """Documents and questions; `weights` are the fields that other engines look into, each with its worth."""

    name: str
    documents: tuple[SearchDocument, ...]
    questions: tuple[Question, ...]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A judged set that cannot be had here, and why."""

    name: str
    why: str
