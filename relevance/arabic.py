"""The `arabic` analyzer that engines bring along, on a real OpenSearch: what anybody gets who names it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from opensearchpy import OpenSearch
from opensearchpy.helpers import bulk

from relevance.judged import JudgedSet, Question
from relevance.measures import DEPTH
from relevance.systems import texts

Style = Literal["best_fields", "most_fields"]
STYLES: tuple[Style, ...] = ("best_fields", "most_fields")

INDEX = "relevance"
SECONDS = 60


class ArabicAnalyzer:
    """One `multi_match` over the set's fields, of one style."""

    def __init__(self, client: OpenSearch, judged: JudgedSet, style: Style) -> None:
        self.name = f"arabic analyzer, {style}"
        self._client = client
        self._style = style
        self._fields = [f"{name}^{weight:g}" for name, weight in judged.weights.items()]

    def find(self, question: Question) -> Sequence[str]:
        """Return the refs of the ten best hits."""
        match = {"multi_match": {"query": question.text, "fields": self._fields, "type": self._style}}
        query: dict[str, Any] = {"bool": {"must": [match]}}
        if question.kinds:
            query["bool"]["filter"] = [{"terms": {"kind": sorted(question.kinds)}}]
        answer = self._client.search(index=INDEX, body={"size": DEPTH, "_source": False, "query": query})
        return [hit["_id"] for hit in answer["hits"]["hits"]]


@contextmanager
def arabic_analyzers(url: str, judged: JudgedSet) -> Iterator[Sequence[ArabicAnalyzer]]:
    """Index a set on the server at `url`, for each style; the index is removed at the end."""
    client = OpenSearch([url], timeout=SECONDS)
    try:
        client.indices.delete(index=INDEX, ignore_unavailable=True)
        client.indices.create(index=INDEX, body=_mapping(judged.weights))
        bulk(client, _actions(judged), chunk_size=2_000)
        client.indices.refresh(index=INDEX)
        yield [ArabicAnalyzer(client, judged, style) for style in STYLES]
        client.indices.delete(index=INDEX)
    finally:
        client.close()


def _mapping(fields: Mapping[str, float]) -> dict[str, Any]:
    kinds = {"kind": {"type": "keyword"}}
    texts = {name: {"type": "text", "analyzer": "arabic"} for name in fields}
    # One shard: with several, each counts words for itself, and scores differ by where a document lies.
    settings = {"number_of_shards": 1, "number_of_replicas": 0}
    return {"settings": settings, "mappings": {"dynamic": "strict", "properties": {**kinds, **texts}}}


def _actions(judged: JudgedSet) -> Iterator[dict[str, Any]]:
    for document in judged.documents:
        source = {"kind": document.kind, **texts(document, judged.weights)}
        yield {"_index": INDEX, "_id": document.ref, "_source": source}
