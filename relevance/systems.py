"""The systems that answer the questions: ours, and plain tantivy as one gets it without any work."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

import tantivy

from relevance.judged import JudgedSet, Question
from relevance.measures import DEPTH
from search.document import SearchDocument
from search.engines import open_engine
from search.interface import Engine
from search.query import Query

OURS = "tantivy::memory:"


class System(Protocol):
    """Holds the documents of one set and answers questions on them."""

    name: str

    def find(self, question: Question) -> Sequence[str]:
        """Return the refs of the ten best hits, best first."""


class Ours:
    """Our search through its own interface, as the application asks it."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.name = f"ours ({url.partition(':')[0]})"
        self._engine = engine

    def find(self, question: Question) -> Sequence[str]:
        """Return the refs of the ten best hits."""
        query = Query(text=question.text, kinds=question.kinds, limit=DEPTH, facets=False)
        return [hit.ref for hit in self._engine.search(query).hits]


@contextmanager
def ours(judged: JudgedSet, url: str = OURS) -> Iterator[Ours]:
    """Index a set in a new engine."""
    engine = open_engine(url)
    try:
        engine.apply(judged.documents, cursor=len(judged.documents))
        yield Ours(engine, url)
    finally:
        engine.close()


class PlainTantivy:
    """Its default tokenizer, its own lenient query parser, BM25."""

    name = "plain tantivy"

    def __init__(self, judged: JudgedSet) -> None:
        self._weights = dict(judged.weights)
        self._index = tantivy.Index(_schema(judged.weights))
        writer = self._index.writer(num_threads=1)
        for document in judged.documents:
            writer.add_document(_plain(document, judged.weights))
        writer.commit()
        self._index.reload()

    def find(self, question: Question) -> Sequence[str]:
        """Return the refs of the ten best hits."""
        searcher = self._index.searcher()
        parsed, _ = self._index.parse_query_lenient(
            question.text, default_field_names=list(self._weights), field_boosts=self._weights
        )
        found = searcher.search(self._under(parsed, question.kinds), limit=DEPTH)
        return [searcher.doc(address).to_dict()["ref"][0] for _, address in found.hits]

    def _under(self, query: tantivy.Query, kinds: frozenset[str]) -> tantivy.Query:
        if not kinds:
            return query
        chosen = tantivy.Query.term_set_query(self._index.schema, "kind", sorted(kinds))
        silent = tantivy.Query.const_score_query(chosen, 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, silent)])


def texts(document: SearchDocument, fields: Mapping[str, float]) -> Mapping[str, str]:
    """Return what stands in the fields that other systems look into; skills are joined as people do."""
    return {
        name: ", ".join(value) if isinstance(value := getattr(document, name), tuple) else value
        for name in fields
    }


def _schema(fields: Mapping[str, float]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("ref", "kind"):
        builder.add_text_field(name, stored=name == "ref", tokenizer_name="raw")
    for name in fields:
        builder.add_text_field(name)
    return builder.build()


def _plain(document: SearchDocument, fields: Mapping[str, float]) -> tantivy.Document:
    return tantivy.Document(ref=document.ref, kind=document.kind, **texts(document, fields))
