"""Asks a live index what the answering above needs, in as few round trips as it can be."""

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from search.clauses import Clause, Term, exact_weight
from search.engines.elastic.matching import Body, filtered, scored
from search.fields import read_card
from search.order import ref_of
from search.view import Answer, Candidate, Place, Question, Stored, Tallied, Tally

MOST_VALUES = 10_000
"""More than there are different values of a group of fields."""

WHOLE = 512
"""Candidates that come with all that is stored of them; of those further down few are ever read."""

Search = Callable[[Sequence[Body]], list[Body]]
"""Answers several searches in one round trip."""

Scan = Callable[[Body], Iterator[Body]]
"""Yields all hits of a search, from one state of the index."""

Source = dict[str, Any]


class ElasticView:
    """The index as it is at each round trip.

    Most answers need one. Between two of them a writer may make changes visible: a count of words may
    then be older than the hits that it weighs.
    """

    def __init__(self, search: Search, scan: Scan) -> None:
        self._search = search
        self._scan = scan

    def ask(self, question: Question) -> Answer:
        """Answer a question; see the protocol."""
        apart = [tally for tally in question.tallies if tally.match != question.match]
        pages = _pages(question)
        found = self._search([*pages, *(_tally_body(tally) for tally in apart)])
        hits = [hit for page in found[: len(pages)] for hit in page["hits"]["hits"]]
        answers = iter(found[len(pages) :])
        return Answer(
            total=_total(found[0]),
            candidates=[_candidate(hit, question.field) for hit in hits],
            tallied=[
                _tallied(tally, found[0] if tally.match == question.match else next(answers))
                for tally in question.tallies
            ],
        )

    def counts(self, clauses: Sequence[Clause]) -> list[int]:
        """Return how many documents match each clause."""
        return [_total(found) for found in self._search([_counting(clause) for clause in clauses])]

    def read(self, handles: Sequence[Any]) -> list[Stored]:
        """Read candidates; one of those far down that is gone since is left out."""
        sources = self._sources([hit["_id"] for hit in handles if "_source" not in hit])
        found = [hit["_source"] if "_source" in hit else sources.get(hit["_id"]) for hit in handles]
        return [_stored(source) for source in found if source is not None]

    def find(self, ref: str) -> Stored | None:
        """Read the document of a ref."""
        hits = self._search([{"query": filtered(Term("ref", ref)), "size": 1}])[0]["hits"]["hits"]
        return _stored(hits[0]["_source"]) if hits else None

    def frequent(self, field: str, limit: int) -> list[tuple[str, int]]:
        """Return the most frequent values of a field."""
        body = {
            "size": 0,
            "track_total_hits": False,
            "aggs": {field: {"terms": {"field": field, "size": limit}}},
        }
        buckets = self._search([body])[0]["aggregations"][field]["buckets"]
        return sorted(((bucket["key"], bucket["doc_count"]) for bucket in buckets), key=_often_first)

    def scan(self, match: Clause) -> Iterator[str]:
        """Yield the refs of all that matches, newest first."""
        body = {"query": filtered(match), "sort": [{"by_newest": "asc"}], "_source": False}
        for hit in self._scan(body):
            yield ref_of(hit["sort"][0])

    def _sources(self, ids: Sequence[str]) -> Mapping[str, Source]:
        if not ids:
            return {}
        body = {"query": {"ids": {"values": list(ids)}}, "size": len(ids), "track_total_hits": False}
        return {hit["_id"]: hit["_source"] for hit in self._search([body])[0]["hits"]["hits"]}


def _pages(question: Question) -> list[Body]:
    """Return the searches for the candidates: the first come whole, those behind them with their places."""
    body = _body(question)
    first = body | {
        "size": min(question.first, WHOLE),
        "track_total_hits": True,
        "aggs": _own_aggregations(question),
    }
    if question.first <= WHOLE or question.after is not None:
        return [first | {"size": question.first}]
    further = {"from": WHOLE, "size": question.first - WHOLE, "track_total_hits": False}
    return [first, body | further | {"_source": False, "docvalue_fields": ["rank"]}]


def _body(question: Question) -> Body:
    after = {} if question.after is None else {"search_after": _sort_values(question.after, question.field)}
    if question.field is not None:
        return {"query": filtered(question.match), "sort": [{question.field: "asc"}], **after}
    query = scored(question.match, question.bonuses)
    return {"query": query, "sort": [{"_score": "desc"}, {"ref": "asc"}], **after}


def _sort_values(place: Place, field: str | None) -> list[Any]:
    return [_single(place.points), place.ref] if field is None else [place.key]


def _single(points: float) -> float:
    """Return the nearest 32 bit number: the servers' scores are such."""
    single: float = struct.unpack("f", struct.pack("f", points))[0]
    return single


def _own_aggregations(question: Question) -> Body:
    return {
        name: body
        for tally in question.tallies
        if tally.match == question.match
        for name, body in _aggregations(tally).items()
    }


def _aggregations(tally: Tally) -> Body:
    return {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in tally.fields}


def _tally_body(tally: Tally) -> Body:
    return {
        "query": filtered(tally.match),
        "size": 0,
        "track_total_hits": False,
        "aggs": _aggregations(tally),
    }


def _tallied(tally: Tally, found: Body) -> Tallied:
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in found["aggregations"][name]["buckets"]}
        for name in tally.fields
    }


def _counting(clause: Clause) -> Body:
    return {"query": filtered(clause), "size": 0, "track_total_hits": True}


def _total(found: Body) -> int:
    total: int = found["hits"]["total"]["value"]
    return total


def _candidate(hit: Body, field: str | None) -> Candidate:
    if field is not None:
        return Candidate(handle=hit, key=hit["sort"][0])
    rank = hit["_source"]["rank"] if "_source" in hit else hit["fields"]["rank"][0]
    text = exact_weight(hit["sort"][0] / rank)
    return Candidate(handle=hit, text=text, points=text * rank)


def _stored(source: Source) -> Stored:
    return Stored(
        ref=source["ref"], card=read_card(source["card"]), description=source.get("description", "")
    )


def _often_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]
