"""The bare library asked the same: its own boolean query over the same tokens with BM25, facets, texts."""

import json
from pathlib import Path
from typing import Any

import tantivy

from search.analysis import text_tokens
from search.engines.tantivy.schema import taught
from search.query import Query, Sort
from search.results import FACETS

TEXTS = ("found", "title", "skills")
"""Fields in which the library looks for each word."""

FACET_VALUES = 1_000


class Bare:
    """The live generation of an index, opened by tantivy alone."""

    def __init__(self, root: Path) -> None:
        generation = json.loads((root / "live.json").read_bytes())["generation"]
        index = taught(tantivy.Index.open(str(root / generation)))
        self._schema = index.schema
        self._searcher = index.searcher()

    def ask(self, query: Query) -> int:
        """Answer as the library alone does: count, facets and the texts of one page; the count."""
        asked = self._query(query)
        order: dict[str, Any] = {}
        if query.sort is not Sort.RELEVANCE or not query.text:
            field = "by_price" if query.sort is Sort.PRICE else "by_newest"
            order = {"order_by_field": field, "order": tantivy.Order.Asc}
        found = self._searcher.search(asked, limit=query.limit, **order)
        facets = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in FACETS}
        self._searcher.aggregate(asked, facets)
        for _, address in found.hits:
            self._searcher.doc(address).to_dict()
        return int(found.count)  # type: ignore[attr-defined]  # the stub of tantivy forgets it

    def _query(self, query: Query) -> tantivy.Query:
        parts = [self._word(stem) for stem in text_tokens(query.text).stems] or [tantivy.Query.all_query()]
        parts += [self._one_of(name, chosen) for name, chosen in _chosen(query) if chosen]
        number = tantivy.FieldType.Float
        if query.min_price is not None:
            high = tantivy.Query.range_query(self._schema, "price_high", number, query.min_price, None)
            parts.append(high)
        if query.max_price is not None:
            low = tantivy.Query.range_query(self._schema, "price_low", number, None, query.max_price)
            parts.append(low)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])

    def _word(self, stem: str) -> tantivy.Query:
        terms = [tantivy.Query.term_query(self._schema, field, stem, "basic") for field in TEXTS]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])

    def _one_of(self, field: str, values: frozenset[str]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, field, sorted(values))


def _chosen(query: Query) -> tuple[tuple[str, frozenset[str]], ...]:
    return (("site", query.sites), ("kind", query.kinds), ("specialty", query.specialties))
