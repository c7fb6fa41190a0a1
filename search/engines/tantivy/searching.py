"""Answers a query from one state of the index: hits, total and facets belong together."""

from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import Any

import tantivy

from search.engines.tantivy.matching import Matcher
from search.highlight import Marks, highlight, marks_of, snippet
from search.plan import Plan, make_plan
from search.query import Query, Sort
from search.results import FACETS, PRICE_BANDS, FacetCount, Hit, Results

MOST_FACET_VALUES = 1_000
"""More than there are sites, kinds or specialties."""

TIE_WINDOW = 32
"""Hits asked for beyond a page, to see whether its last ones tie with the next."""

MOST_TIES = 1_000
"""Hits of one score that are put in order by ref: each must be read for it. More of them stay as they lie
in the index, which is the same on every page until the index changes."""

_Found = list[tuple[Any, tantivy.DocAddress]]


class Search:
    """One query on one searcher."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, query: Query) -> None:
        self._searcher = searcher
        self._query = query
        self._matcher = Matcher(schema)
        self._plan: Plan = make_plan(query.text)
        self._relaxed = False

    def results(self) -> Results:
        """Return the answer; when no listing has all words, those with most of them."""
        total, hits = self._page()
        if total == 0 and len(self._plan.required) > 1:
            self._relaxed = True
            total, hits = self._page()
        return Results(
            total=total,
            hits=hits,
            facets=self._facets() if self._query.facets else {},
            relaxed=self._relaxed and total > 0,
            ignored_words=self._plan.ignored_words,
        )

    def _matching(self, *, without: str | None = None) -> tantivy.Query:
        text = self._matcher.text(self._plan, relaxed=self._relaxed)
        return self._matcher.both(text, self._matcher.filters(self._query, without=without))

    def _page(self) -> tuple[int, tuple[Hit, ...]]:
        sort = self._query.sort
        if sort is Sort.RELEVANCE and self._plan.required:
            return self._by_relevance()
        return self._by_key("by_price" if sort is Sort.PRICE else "by_newest")

    def _by_key(self, field: str) -> tuple[int, tuple[Hit, ...]]:
        # tantivy takes no limit of 0; asked for the total alone, one hit is read and dropped.
        found = self._searcher.search(
            self._matching(),
            limit=max(1, self._query.limit),
            offset=self._query.offset,
            order_by_field=field,
            order=tantivy.Order.Asc,
        )
        marks = marks_of(self._plan)
        hits = found.hits[: self._query.limit]
        return _total(found), tuple(_hit(self._document(address), 0.0, marks) for _, address in hits)

    def _by_relevance(self) -> tuple[int, tuple[Hit, ...]]:
        start, end = self._query.offset, self._query.offset + self._query.limit
        found = self._searcher.search(self._matching(), limit=end + TIE_WINDOW)
        hits: _Found = found.hits
        if end and len(hits) == end + TIE_WINDOW and hits[end - 1][0] == hits[-1][0]:
            first = next(at for at, (score, _) in enumerate(hits) if score == hits[-1][0])
            hits = self._searcher.search(self._matching(), limit=max(end, first + MOST_TIES + 1)).hits
        marks = marks_of(self._plan)
        page = islice(self._in_order(hits, start, end), start, end)
        return _total(found), tuple(_hit(self._document(address), score, marks) for score, address in page)

    def _in_order(self, hits: _Found, start: int, end: int) -> Iterator[tuple[float, tantivy.DocAddress]]:
        """Yield the hits with those of one score by ref; runs that no hit of the page belongs to stay."""
        at = 0
        for _, tied in groupby(hits, key=lambda hit: hit[0]):
            run = list(tied)
            if 1 < len(run) <= MOST_TIES and at < end and at + len(run) > start:
                run.sort(key=lambda hit: self._document(hit[1])["ref"][0])
            yield from run
            at += len(run)

    def _document(self, address: tantivy.DocAddress) -> Mapping[str, list[Any]]:
        return self._searcher.doc(address).to_dict()

    def _facets(self) -> Mapping[str, tuple[FacetCount, ...]]:
        everything = len(self._matcher.filters(self._query))
        free = [
            name for name in FACETS if len(self._matcher.filters(self._query, without=name)) == everything
        ]
        counted = self._count(self._matching(), free) if free else {}
        for name in set(FACETS) - set(free):
            counted |= self._count(self._matching(without=name), [name])
        return {name: counted[name] for name in FACETS}

    def _count(self, query: tantivy.Query, names: list[str]) -> dict[str, tuple[FacetCount, ...]]:
        asked = {name: {"terms": {"field": name, "size": MOST_FACET_VALUES}} for name in names}
        answer = self._searcher.aggregate(query, asked)
        return {name: _counts(name, answer[name]["buckets"]) for name in names}


def _total(found: tantivy.SearchResult) -> int:
    total: int = found.count  # type: ignore[attr-defined]  # the stub of tantivy 0.27 forgets it
    return total


def _counts(name: str, buckets: list[dict[str, Any]]) -> tuple[FacetCount, ...]:
    """Return the counts: bands from cheap to dear, all else from the most to the least."""
    found = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    if name == "price_band":
        ordered = [band.name for band in PRICE_BANDS if band.name in found]
    else:
        ordered = sorted(found, key=lambda value: (-found[value], value))
    return tuple(FacetCount(value=value, count=found[value]) for value in ordered)


def _hit(document: Mapping[str, list[Any]], score: float, marks: Marks) -> Hit:
    title, description = (document.get(name, [b""])[0].decode() for name in ("title", "description"))
    return Hit(
        ref=document["ref"][0],
        score=float(score),
        title=highlight(title, marks),
        snippet=snippet(description, marks),
    )
