"""The percolator of a real server, given the same searches and listings, on the tokens of our analysis."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from aggregator.alerts.matcher import clause_of
from search.document import SearchDocument
from search.engines.elastic import Client, read_address
from search.engines.elastic.client import Request, request
from search.engines.elastic.matching import said
from search.engines.elastic.schema import mappings
from search.engines.opensearch import OpenSearchClient
from search.fields import hit_values
from search.query import Query
from servers import ServerName, running

INDEX = "saved"
PART = 5_000
"""Searches sent together."""

MOST_HITS = 20_000
HEAP = "2g"


class Percolator:
    """Saved searches in an index of a server."""

    def __init__(self, client: Client) -> None:
        self._client = client
        properties = mappings()["properties"] | {"query": {"type": "percolator"}, "key": {"type": "keyword"}}
        self._ask(
            "PUT",
            "",
            {
                "settings": {
                    "number_of_shards": 1,
                    "number_of_replicas": 0,
                    "refresh_interval": "-1",
                    "max_result_window": MOST_HITS,
                },
                "mappings": {"dynamic": "strict", "_source": {"enabled": False}, "properties": properties},
            },
        )

    def load(self, searches: Iterable[tuple[str, Query]]) -> None:
        """Take searches in, and put them in one segment: nothing is faster to read."""
        lines = _lines(searches)
        while body := "".join(islice(lines, PART)).encode():
            answer = self._client.send(
                Request(method="POST", path=f"/{INDEX}/_bulk", body=body, lines=True, slow=True)
            )
            if answer["errors"]:
                raise RuntimeError(f"a search was refused: {json.dumps(answer)[:500]}")
        self._ask("POST", "/_forcemerge?max_num_segments=1")
        self._ask("POST", "/_refresh")

    def matching(self, document: SearchDocument) -> list[str]:
        """Return the keys of all searches that match the document, fetched in the cheapest way there is."""
        percolate = {"field": "query", "document": hit_values(document)}
        answer = self._ask(
            "POST",
            "/_search",
            {
                "query": {"constant_score": {"filter": {"percolate": percolate}}},
                "size": MOST_HITS,
                "sort": ["_doc"],
                "track_total_hits": False,
                "stored_fields": "_none_",
                "docvalue_fields": ["key"],
            },
        )
        keys = [hit["fields"]["key"][0] for hit in answer["hits"]["hits"]]
        if len(keys) >= MOST_HITS:
            raise RuntimeError(f"{MOST_HITS:,} searches match, or more: these are all that can be fetched")
        return keys

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401  JSON
        return self._client.send(request(method, f"/{INDEX}{path}", body, slow=True))


def _lines(searches: Iterable[tuple[str, Query]]) -> Iterator[str]:
    for key, query in searches:
        yield f'{{"index":{{}}}}\n{json.dumps({"key": key, "query": said(clause_of(query))})}\n'


@contextmanager
def percolator() -> Iterator[Percolator]:
    """An empty percolator on a server of its own, as fast as it gets."""
    with running(ServerName.OPENSEARCH, full_speed=True, heap=HEAP) as server:
        client = OpenSearchClient(read_address(f"opensearch+{server.url}/{INDEX}"))
        try:
            yield Percolator(client)
        finally:
            client.close()
