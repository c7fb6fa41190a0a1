"""Answers a query from one state of the index: hits, total and facets belong together."""

from collections.abc import Mapping
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
"""Hits read beyond a page to see whether its last ones tie with the next; doubled while they do."""

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
        end = self._query.offset + self._query.limit
        query, window = self._matching(), TIE_WINDOW
        while True:
            found = self._searcher.search(query, limit=end + window)
            hits: _Found = found.hits
            if len(hits) < end + window or not end or hits[end - 1][0] != hits[-1][0]:
                return _total(found), self._in_order(hits, end)
            window *= 4

    def _in_order(self, hits: _Found, end: int) -> tuple[Hit, ...]:
        """Sort by score, then ref; only hits that can be on the page or tie with it are read."""
        if not hits[self._query.offset : end]:
            return ()
        first, last = hits[self._query.offset][0], hits[min(end, len(hits)) - 1][0]
        before = sum(1 for score, _ in hits if score > first)
        read = [(score, self._document(address)) for score, address in hits if first >= score >= last]
        read.sort(key=lambda one: (-one[0], one[1]["ref"][0]))
        marks = marks_of(self._plan)
        page = read[self._query.offset - before : end - before]
        return tuple(_hit(document, score, marks) for score, document in page)

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
