"""Asks one state of a tantivy index what the answering above needs."""

import itertools
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from typing import Any, TypeVar

import tantivy

from search.clauses import Clause, Everything, Term, exact_weight, fields_of
from search.engines.tantivy.matching import Matcher
from search.engines.tantivy.schema import RANK_WEIGHT
from search.fields import read_card
from search.order import ref_of
from search.view import Answer, Candidate, Place, Question, Stored, Tallied, Tally

MOST_VALUES = 10_000
"""More than there are different values of a group of fields."""

ASIDE_THREADS = 4
"""Of one engine, for counting beside searching; they are started when they are needed."""

MANY_DOCUMENTS = 50_000
"""Documents from which counting facets takes longer than handing it to a thread."""

MOST_KEPT = 256
"""Answers that are kept: those of the few pages without words that people open."""

MARGIN = 32
"""Candidates asked for beyond the wanted ones, to see whether the last of these tie with the next."""

SCAN_BATCH = 100_000
"""Refs read at a time when all that matches is wanted; each batch sorts those before it once more."""

FURTHER = 4
"""How many times as many hits are looked at when the wanted ones are not among them: all is soon seen."""

NEARLY = 1e-5
"""Share by which tantivy's 32 bit scores may be off: it takes a logarithm of what we have as a number."""


Kept = dict[Hashable, Any]
"""What was found and counted in one state of an index, by what was asked."""

T = TypeVar("T")

_WORDS = frozenset({"found", "title", "skills", "words"})
"""Fields that hold words: what asks for them is hardly asked twice."""


class TantivyView:
    """One searcher: it sees the last commit before it was taken, whatever is committed later."""

    def __init__(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, aside: Executor, kept: Kept
    ) -> None:
        self._searcher = searcher
        self._kept = kept
        self._matcher = Matcher(schema)
        self._aside = aside if searcher.num_docs >= MANY_DOCUMENTS else None
        self._documents: dict[tuple[int, int], Mapping[str, list[Any]]] = {}

    def ask(self, question: Question) -> Answer:
        """Answer a question; see the protocol."""
        if self._aside is None:
            total, candidates = self._first(question)
            return Answer(total=total, candidates=candidates, tallied=self._tallies(question))
        # tantivy lets go of the interpreter: counting takes a core of its own while hits are looked for.
        tallied = self._aside.submit(self._tallies, question)
        total, candidates = self._first(question)
        return Answer(total=total, candidates=candidates, tallied=tallied.result())

    def _first(self, question: Question) -> tuple[int, list[Candidate]]:
        if question.field is None:
            return self._by_points(question)
        if _WORDS & fields_of(question.match):
            return self._by_key(question)
        key = (question.match, question.field, question.first, question.after)
        return self._keep(key, lambda: self._by_key(question))

    def _tallies(self, question: Question) -> list[Tallied]:
        return [self._kept_tally(one) for one in question.tallies]

    def _kept_tally(self, tally: Tally) -> Tallied:
        if _WORDS & fields_of(tally.match):
            return self._tally(tally)
        return self._keep(tally, lambda: self._tally(tally))

    def _keep(self, key: Hashable, find: Callable[[], T]) -> T:
        """Find what has no words once for each state: everybody opens the same few pages of that kind."""
        known: T | None = self._kept.get(key)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            known = self._kept[key] = find()
        return known

    def counts(self, clauses: Sequence[Clause]) -> list[int]:
        """Return how many documents match each clause."""
        return [self._count(clause) for clause in clauses]

    def read(self, handles: Sequence[Any]) -> list[Stored]:
        """Read candidates."""
        return [self._stored(handle) for handle in handles]

    def find(self, ref: str) -> Stored | None:
        """Read the document of a ref."""
        found = self._searcher.search(self._matcher.query(Term("ref", ref)), limit=1, count=False).hits
        return self._stored(found[0][1]) if found else None

    def frequent(self, field: str, limit: int) -> list[tuple[str, int]]:
        """Return the most frequent values of a field."""
        asked = {"values": {"terms": {"field": field, "size": limit, "segment_size": 4 * limit}}}
        buckets = self._searcher.aggregate(tantivy.Query.all_query(), asked)["values"]["buckets"]
        return sorted(((bucket["key"], int(bucket["doc_count"])) for bucket in buckets), key=_often_first)

    def scan(self, match: Clause) -> Iterator[str]:
        """Yield the refs of all that matches, newest first."""
        query = self._matcher.query(match)
        for start in itertools.count(0, SCAN_BATCH):
            hits = self._sorted(query, "by_newest", SCAN_BATCH, start=start).hits
            yield from (ref_of(key) for key, _ in hits)
            if len(hits) < SCAN_BATCH:
                return

    def _count(self, clause: Clause) -> int:
        if isinstance(clause, Everything):
            return self._searcher.num_docs
        return _total(self._searcher.search(self._matcher.query(clause), limit=1))

    def _tally(self, tally: Tally) -> Tallied:
        asked = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in tally.fields}
        answer = self._searcher.aggregate(self._matcher.query(tally.match), asked)
        return {
            name: {bucket["key"]: int(bucket["doc_count"]) for bucket in answer[name]["buckets"]}
            for name in tally.fields
        }

    def _by_key(self, question: Question) -> tuple[int, list[Candidate]]:
        assert question.field is not None  # noqa: S101  the caller looked
        query = self._matcher.query(question.match)
        if question.after is not None:
            behind = self._behind(query, question.field, question.first, question.after)
            return self._count(question.match), behind
        # tantivy takes no limit of 0; asked for the total alone, one hit is read and dropped.
        found = self._sorted(query, question.field, max(1, question.first))
        return _total(found), _keyed(found.hits[: question.first])

    def _behind(self, query: tantivy.Query, field: str, first: int, after: Place) -> list[Candidate]:
        """Look only at what stands behind a place: each key that is read on the way to it costs time."""
        query = self._matcher.from_key(query, field, after.key)
        limit = first + MARGIN
        while True:
            found = self._sorted(query, field, limit)
            behind = [hit for hit in found.hits if hit[0] > after.key]
            if len(behind) >= first or len(found.hits) < limit:
                return _keyed(behind[:first])
            limit *= FURTHER

    def _sorted(
        self, query: tantivy.Query, field: str, limit: int, *, start: int = 0
    ) -> tantivy.SearchResult:
        return self._searcher.search(
            query, limit, order_by_field=field, offset=start, order=tantivy.Order.Asc
        )

    def _by_points(self, question: Question) -> tuple[int, list[Candidate]]:
        query = self._matcher.scored(question.match, question.bonuses)
        before = min(question.after.before, self._searcher.num_docs) if question.after else 0
        limit = question.first + MARGIN + before
        while True:
            found = self._searcher.search(query, limit, weight_by_field=RANK_WEIGHT)
            candidates = self._in_order(self._exact(_near(found.hits, question.after)), question)
            if len(found.hits) < limit or _is_settled(candidates, found.hits, question.first):
                return _total(found), candidates[: question.first]
            limit *= FURTHER

    def _exact(self, hits: list[tuple[float, tantivy.DocAddress]]) -> list[Candidate]:
        """Return the hits with their points as any engine would count them."""
        addresses = [address for _, address in hits]
        ranks = self._searcher.fast_field_values("rank", addresses)
        return [_candidate(address, score, rank) for (score, address), rank in zip(hits, ranks, strict=True)]

    def _in_order(self, hits: list[Candidate], question: Question) -> list[Candidate]:
        ordered = _wanted(sorted(hits, key=lambda hit: -hit.points), question)
        ties = {one.points for one, other in itertools.pairwise(ordered) if one.points == other.points}
        ordered.sort(key=lambda hit: (-hit.points, self._ref(hit.handle) if hit.points in ties else ""))
        if question.after is None:
            return ordered
        return [hit for hit in ordered if self._is_behind(hit, question.after)]

    def _is_behind(self, hit: Candidate, place: Place) -> bool:
        if hit.points != place.points:
            return hit.points < place.points
        return self._ref(hit.handle) > place.ref

    def _ref(self, address: tantivy.DocAddress) -> str:
        return str(self._document(address)["ref"][0])

    def _document(self, address: tantivy.DocAddress) -> Mapping[str, list[Any]]:
        key = (address.segment_ord, address.doc)
        if key not in self._documents:
            self._documents[key] = self._searcher.doc(address).to_dict()
        return self._documents[key]

    def _stored(self, address: tantivy.DocAddress) -> Stored:
        document = self._document(address)
        return Stored(
            ref=document["ref"][0],
            card=read_card(document["card"][0].decode()),
            description=document.get("description", [b""])[0].decode(),
        )


def _keyed(hits: list[tuple[str, tantivy.DocAddress]]) -> list[Candidate]:
    return [Candidate(handle=address, key=key) for key, address in hits]


def _candidate(address: tantivy.DocAddress, score: float, rank: float | None) -> Candidate:
    rank = rank or 1.0  # every document has one
    text = exact_weight(score / rank)
    return Candidate(handle=address, text=text, points=text * rank)


def _near(hits: list[tuple[float, T]], after: Place | None) -> list[tuple[float, T]]:
    """Leave out what clearly stands before a place: it was only read to get there."""
    if after is None:
        return hits
    most = after.points * (1 + NEARLY)
    return [hit for hit in hits if hit[0] <= most]


def _wanted(ordered: list[Candidate], question: Question) -> list[Candidate]:
    """Leave out what is before the place by its points, and what comes too late to be among the first.

    Those with the same points are parted by their refs, and each that is read for that costs time.
    """
    after, first = question.after, question.first
    behind = ordered if after is None else [hit for hit in ordered if hit.points <= after.points]
    sure = behind if after is None else [hit for hit in behind if hit.points < after.points]
    if not 0 < first <= len(sure):
        return behind
    return [hit for hit in behind if hit.points >= sure[first - 1].points]


def _is_settled(candidates: list[Candidate], hits: list[tuple[float, Any]], first: int) -> bool:
    """Tell whether nothing that was not read could come before the last of the wanted candidates."""
    if len(candidates) < first:
        return False
    last = candidates[first - 1].points if first else 0.0
    return first == 0 or hits[-1][0] < last * (1 - NEARLY)


def _total(found: tantivy.SearchResult) -> int:
    total: int = found.count  # type: ignore[attr-defined]  # the stub of tantivy 0.27 forgets it
    return total


def _often_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]
