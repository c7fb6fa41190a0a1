"""An engine that looks at every document in plain Python: slow, and plain enough to be believed.

What the others answer is compared with it; it keeps the same contract, so it can stand in for them.
"""

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from search.clauses import Bonus, Clause
from search.document import SCHEMA_VERSION, SearchDocument
from search.engines.answering import AnsweringEngine
from search.engines.building import PreparingBuilder
from search.errors import IndexMoved
from search.evaluating import Indexed, holds, indexed
from search.fields import field_values, read_card
from search.interface import Builder, Prepare, Prepared
from search.results import EngineStatus
from search.sources import agreed
from search.view import Answer, Candidate, Place, Question, Stored, Tallied, Tally, View


def prepare(document: SearchDocument) -> Prepared:
    """Return the field values of a document."""
    return Prepared(document.ref, json.dumps(field_values(document)).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document: its field values, and the same ready to be asked."""

    values: Mapping[str, Any]
    asked: Indexed


Documents = Mapping[str, Kept]


class ReferenceView:
    """Answers from documents by ref that nobody changes any more."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        # The pages of a query, and its counts, ask for the same again.
        self._matches: dict[Clause, frozenset[str]] = {}
        self._orders: dict[tuple[Clause, tuple[Bonus, ...], str | None], list[Candidate]] = {}

    def ask(self, question: Question) -> Answer:
        """Answer a question; see the protocol."""
        ordered = self._ordered(question)
        behind = [one for one in ordered if question.after is None or _is_behind(one, question.after)]
        return Answer(
            total=len(ordered),
            candidates=behind[: question.first],
            tallied=[self._tally(tally) for tally in question.tallies],
        )

    def counts(self, clauses: Sequence[Clause]) -> list[int]:
        """Return how many documents match each clause."""
        return [len(self._matching(clause)) for clause in clauses]

    def read(self, handles: Sequence[Any]) -> list[Stored]:
        """Read candidates, which stand under their refs."""
        return [self._stored(ref) for ref in handles]

    def find(self, ref: str) -> Stored | None:
        """Read the document of a ref."""
        return self._stored(ref) if ref in self._documents else None

    def frequent(self, field: str, limit: int) -> list[tuple[str, int]]:
        """Return the most frequent values of a field."""
        counts = self._count_values(self._documents, field)
        return sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))[:limit]

    def scan(self, match: Clause) -> Iterator[str]:
        """Yield the refs of all that matches, newest first."""
        values = {ref: self._documents[ref].values for ref in self._matching(match)}
        yield from sorted(values, key=lambda ref: str(values[ref]["by_newest"]))

    def _matching(self, clause: Clause) -> frozenset[str]:
        if clause not in self._matches:
            self._matches[clause] = frozenset(
                ref for ref, kept in self._documents.items() if holds(clause, kept.asked)
            )
        return self._matches[clause]

    def _ordered(self, question: Question) -> list[Candidate]:
        key = question.match, tuple(question.bonuses), question.field
        if key not in self._orders:
            found = (self._candidate(ref, question) for ref in self._matching(question.match))
            self._orders[key] = sorted(found, key=_place_in_order)
        return self._orders[key]

    def _candidate(self, ref: str, question: Question) -> Candidate:
        kept = self._documents[ref]
        if question.field is not None:
            return Candidate(handle=ref, key=kept.values[question.field])
        text = _text_points(question.bonuses, kept.asked)
        return Candidate(handle=ref, text=text, points=text * kept.values["rank"])

    def _tally(self, tally: Tally) -> Tallied:
        refs = self._matching(tally.match)
        return {field: self._count_values(refs, field) for field in tally.fields}

    def _count_values(self, refs: Iterable[str], field: str) -> Counter[str]:
        return Counter(value for ref in refs for value in self._documents[ref].asked.sets.get(field, ()))

    def _stored(self, ref: str) -> Stored:
        values = self._documents[ref].values
        return Stored(ref=ref, card=read_card(values["card"]), description=values.get("description", ""))


def _text_points(bonuses: Sequence[Bonus], asked: Indexed) -> float:
    return 1.0 + sum(bonus.weight for bonus in bonuses if holds(bonus.clause, asked))


def _place_in_order(candidate: Candidate) -> tuple[float, str, str]:
    return -candidate.points, candidate.key, candidate.handle


def _is_behind(candidate: Candidate, place: Place) -> bool:
    return _place_in_order(candidate) > (-place.points, place.key, place.ref)


class ReferenceBuilder(PreparingBuilder):
    """Takes documents into a mapping of its own."""

    def __init__(self, documents: Documents, cursor: int, source: str = "") -> None:
        super().__init__(prepare)
        self.documents = dict(documents)
        self.cursor = cursor
        self.source = source

    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        source: str = "",
    ) -> None:
        """Take prepared documents in; see the interface."""
        source = agreed(self.source, source)
        for ref, written in prepared:
            values = json.loads(written)
            self.documents[ref] = Kept(values=values, asked=indexed(values))
        for ref in deleted:
            self.documents.pop(ref, None)
        self.cursor, self.source = cursor, source


class ReferenceEngine(AnsweringEngine):
    """Keeps documents in memory, and a new mapping of them for each change."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._live = ReferenceBuilder({}, cursor=0)
        self._view = ReferenceView(self._live.documents)

    @property
    def prepare(self) -> Prepare:
        """Return what makes a document ready."""
        return prepare

    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        since: int | None = None,
        source: str = "",
    ) -> None:
        """Take documents in; see the interface."""
        with self._lock:
            if since is not None and self._live.cursor < since:
                raise IndexMoved(self._live.cursor)
            changed = ReferenceBuilder(self._live.documents, self._live.cursor, self._live.source)
            changed.apply_prepared(prepared, deleted=deleted, cursor=cursor, source=source)
            self._publish(changed)

    def cursor(self) -> int:
        """Return the last change sequence contained."""
        return self._live.cursor

    def source(self) -> str:
        """Return where the documents come from."""
        return self._live.source

    @contextmanager
    def viewing(self) -> Iterator[View]:
        """Give a view of the documents as they are."""
        yield self._view

    def count(self) -> int:
        """Return how many documents there are."""
        return len(self._live.documents)

    @contextmanager
    def rebuild(self) -> Iterator[Builder]:
        """Build anew beside the live documents."""
        fresh = ReferenceBuilder({}, cursor=0)
        yield fresh
        with self._lock:
            self._publish(fresh)

    def status(self) -> EngineStatus:
        """Describe the index."""
        return EngineStatus(
            name="reference",
            documents=self.count(),
            cursor=self.cursor(),
            schema_version=str(SCHEMA_VERSION),
            bytes=0,
        )

    def close(self) -> None:
        """Nothing is held outside the process."""

    def _publish(self, documents: ReferenceBuilder) -> None:
        self._live, self._view = documents, ReferenceView(documents.documents)
