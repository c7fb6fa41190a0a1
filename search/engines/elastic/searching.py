"""Brings searches to the live index: several in one round trip, or all hits of one from one state."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Self

from pydantic_core import to_json

from search.engines.elastic.client import INDEX_GONE, Client, Refused, Request, other_product, request
from search.engines.elastic.generations import Generations
from search.engines.elastic.matching import Body
from search.errors import IndexCorrupt, SearchError

SCAN_BATCH = 5_000
"""Hits read at a time when all are wanted."""

KEEP_ALIVE = "2m"
"""How long a state is held fast after each batch: who reads it may be slow."""


class Searching:
    """Searches of the live generation, through the alias that only a generation we can read has."""

    def __init__(self, client: Client, generations: Generations, name: str) -> None:
        self._client = client
        self._generations = generations
        self._name = name

    def search(self, bodies: Sequence[Body]) -> list[Body]:
        """Answer several searches in one round trip; all of each index or an error, never a part."""
        try:
            return self._search(bodies)
        except Refused as refused:
            if refused.kind != INDEX_GONE:
                raise
            self._generations.state()  # makes the first generation, or tells what is wrong
            return self._search(bodies)

    def scan(self, body: Body) -> Iterator[Body]:
        """Yield all hits of a search whose order is total, from one state of the index.

        If that state is lost on the way (its node died, a rebuild took its place), the rest comes
        from the next one.
        """
        after: Body = {}
        with self._state() as state:
            while True:
                hits = state.search(body | after)
                yield from hits
                if len(hits) < SCAN_BATCH:
                    return
                after = {"search_after": hits[-1]["sort"]}

    def _state(self) -> "HeldState":
        self._generations.state()
        return HeldState(self._client, self._generations.readable, self._name)

    def _search(self, bodies: Sequence[Body]) -> list[Body]:
        # A part of a red index must not pass for the whole.
        header = b'{"allow_partial_search_results":false}\n'
        content = b"".join(header + to_json(body) + b"\n" for body in bodies)
        path = f"/{self._generations.readable}/_msearch"
        answer = self._client.send(Request(method="POST", path=path, body=content, lines=True))
        for response in answer["responses"]:
            if "error" in response:
                raise refusal(self._name, response)
        responses: list[Body] = answer["responses"]
        return responses


class HeldState:
    """One state of an index, held fast by the server until the block ends."""

    def __init__(self, client: Client, index: str, name: str) -> None:
        self._client = client
        self._index = index
        self._name = name
        self._ways = client.points_in_time
        self._id: str | None = None

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def search(self, body: Body) -> list[Body]:
        """Return the first hits of a search."""
        try:
            return self._search(body)
        except Refused as refused:
            if refused.status not in _LOST:
                raise
            self._open()
            return self._search(body)

    def _search(self, body: Body) -> list[Body]:
        held = {
            "pit": {"id": self._id, "keep_alive": KEEP_ALIVE},
            "size": SCAN_BATCH,
            "track_total_hits": False,
        }
        answer = self._client.send(request("POST", "/_search", body | held, slow=True))
        self._id = answer["pit_id"]
        hits: list[Body] = answer["hits"]["hits"]
        return hits

    def _open(self) -> None:
        path = f"/{self._index}{self._ways.opening}"
        answer = self._client.send(request("POST", path, parameters={"keep_alive": KEEP_ALIVE}))
        self._id = answer.get(self._ways.id)
        if self._id is None:
            raise other_product(self._name, "it does not hold a state of the index fast as that one does")

    def _close(self) -> None:
        held: Any = [self._id] if self._ways.several else self._id
        with suppress(Refused):  # it was lost, and there is nothing to let go
            self._client.send(request("DELETE", self._ways.closing, {self._ways.id: held}))


_LOST = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE})
"""How servers say that a state is not there any more: with its node, or with its index."""


def refusal(name: str, response: Body) -> SearchError:
    """Return what to raise for one search that failed."""
    refused = Refused(name, response["status"], response)
    if "corrupt" in str(response["error"]):
        return IndexCorrupt(f"{name} has damaged files ({refused.reason[:300]})")
    return refused
