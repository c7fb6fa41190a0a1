"""Where index generations stand in a cluster, which one is live, and how another takes its place.

NAME-000001             an index with its schema version, and a document that tells how far it is
NAME                    an alias: the live generation, whatever version it is of
NAME-SCHEMA_VERSION     an alias: the live generation, for those who can read it; a search needs no other look
NAME-000001-writing     an alias: writes go through it, so that they never call back what was removed
NAME-leases             an index: who is writing, who is rebuilding
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from search.engines.elastic.address import Address
from search.engines.elastic.client import INDEX_GONE, Client, Refused, request
from search.engines.elastic.lease import Lease, Leases
from search.engines.elastic.schema import (
    BUILDING,
    CURSOR,
    CURSOR_ID,
    SOURCE,
    fresh_settings,
    live_settings,
    mappings,
    version,
)
from search.errors import EngineUnavailable, IndexBusy, IndexCorrupt, IndexOutdated

COPYING = "60s"
"""How long a rebuilt index may take to be copied to other nodes before it goes live all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a generation is, and of which source; the numbers change with every change of it."""

    index: str
    cursor: int
    source: str
    number: int
    term: int


class Generations:
    """The generations of one name."""

    def __init__(self, client: Client, address: Address, *, patience: float) -> None:
        self._client = client
        self._address = address
        self._name = address.alias
        self._patience = patience
        self._leases = Leases(client, address.alias)
        self.readable = f"{address.alias}-{version()}"

    def state(self) -> State:
        """Return the state of the live generation; the first one is made where there is none.

        Raises IndexOutdated, IndexCorrupt.
        """
        state = self._state()
        while state is None:
            self._first()
            state = self._state()
        return state

    def source(self) -> str:
        """Return where the live generation's documents come from, whatever version it is of."""
        try:
            answer = self._client.send(request("GET", f"/{self._name}/_doc/{_CURSOR_PATH}"))
        except Refused as refused:
            if refused.kind != INDEX_GONE:
                raise
            return ""
        return _source_of(answer)

    def writing(self) -> AbstractContextManager[Lease]:
        """Keep everybody else from changing or swapping the live generation (IndexBusy)."""
        return self._leases.held("writing", patience=self._patience)

    def remember(self, state: State, cursor: int, source: str) -> None:
        """Make `cursor` and `source` durable; IndexBusy when somebody else wrote since `state` was read."""
        condition: dict[str, str | int] = {
            "require_alias": "true",
            "if_seq_no": state.number,
            "if_primary_term": state.term,
        }
        path = f"/{writing_alias(state.index)}/_doc/{_CURSOR_PATH}"
        try:
            self._client.send(request("PUT", path, {CURSOR: cursor, SOURCE: source}, parameters=condition))
        except Refused as refused:
            if refused.status not in {HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND}:
                raise
            raise IndexBusy("another process wrote to the search index at the same time") from refused

    def refresh(self, index: str) -> None:
        """Make all that was written visible."""
        self._client.send(request("POST", f"/{index}/_refresh", slow=True))

    @contextmanager
    def rebuilding(self) -> Iterator[tuple[str, Lease]]:
        """Give a new, empty generation that is not live; whatever is not live goes at the end."""
        with self._leases.held("rebuilding", patience=self._patience) as lease:
            self._remove_leftovers()
            index = self._create(fresh_settings(self._address) | BUILDING)
            try:
                yield index, lease
            finally:
                with suppress(EngineUnavailable):  # the next rebuild removes what is left now
                    self._remove_leftovers()

    def finish(self, index: str, cursor: int, source: str) -> None:
        """Make a generation as durable and as much copied as a live one must be."""
        self._client.send(request("PUT", f"/{index}/_settings", live_settings(self._address), slow=True))
        self._put_cursor(index, cursor, source)
        self._client.send(request("POST", f"/{index}/_flush", slow=True))
        self.refresh(index)
        waiting = {"wait_for_no_initializing_shards": "true", "wait_for_status": "yellow", "timeout": COPYING}
        with suppress(Refused):  # it tells by its status that the time was not enough
            self._client.send(request("GET", f"/_cluster/health/{index}", slow=True, parameters=waiting))

    def publish(self, index: str) -> None:
        """Make a generation the live one, in one step for all readers."""
        others = self._holders()
        if self._name in others:
            raise self._stranger()
        actions = [
            {"remove": {"index": other, "aliases": [self._name, f"{self._name}-*-*"]}} for other in others
        ]
        actions += [{"add": {"index": index, "alias": alias}} for alias in (self._name, self.readable)]
        self._client.send(request("POST", "/_aliases", {"actions": actions}, slow=True))

    def bytes(self) -> int:
        """Return the size of all generations with all their copies."""
        indexes = self._all()
        if not indexes:
            return 0
        path = f"/{','.join(indexes)}/_stats/store"
        answer = self._client.send(request("GET", path, parameters={"ignore_unavailable": "true"}))
        return int(answer["_all"]["total"].get("store", {}).get("size_in_bytes", 0))

    def _state(self) -> State | None:
        """Return the state; None when no generation is live."""
        try:
            answer = self._client.send(request("GET", f"/{self.readable}/_doc/{_CURSOR_PATH}"))
        except Refused as refused:
            if refused.kind != INDEX_GONE:
                raise
            self._explain()
            return None
        return _state_of(answer)

    def _explain(self) -> None:
        """Raise for a live generation that is not ours to read."""
        holders = self._holders()
        if self._name in holders:
            raise self._stranger()
        for index in holders:
            meta = self._client.send(request("GET", f"/{index}/_mapping"))[index]["mappings"].get("_meta", {})
            if "schema_version" not in meta:
                raise IndexCorrupt(f"{index} does not tell what it was built with")
            raise IndexOutdated(f"{index} is {meta['schema_version']}, this is {version()}")

    def _holders(self) -> list[str]:
        """Return the indexes that the name stands for."""
        try:
            return list(self._client.send(request("GET", f"/{self._name}/_alias")))
        except Refused as refused:
            if refused.status != HTTPStatus.NOT_FOUND:
                raise
            return []

    def _stranger(self) -> EngineUnavailable:
        return EngineUnavailable(
            f"{self._address.name}: an index that is not ours has this name; put another one into the URL"
        )

    def _first(self) -> None:
        """Put an empty generation where there was none; another process may be at it, too."""
        with self._leases.held("rebuilding", patience=self._patience):
            if not self._holders():
                index = self._create(fresh_settings(self._address))
                self._put_cursor(index, 0, "")
                self.publish(index)

    def _create(self, settings: dict[str, Any]) -> str:
        number = max((int(name[-_DIGITS:]) for name in self._all()), default=0) + 1
        index = f"{self._name}-{number:0{_DIGITS}d}"
        body = {"settings": settings, "mappings": mappings(), "aliases": {writing_alias(index): {}}}
        self._client.send(request("PUT", f"/{index}", body, slow=True))
        return index

    def _put_cursor(self, index: str, cursor: int, source: str) -> None:
        path = f"/{writing_alias(index)}/_doc/{_CURSOR_PATH}"
        at_once = {"require_alias": "true", "refresh": "true"}
        self._client.send(request("PUT", path, {CURSOR: cursor, SOURCE: source}, parameters=at_once))

    def _all(self) -> list[str]:
        found = self._client.send(request("GET", f"/{self._name}-*/_settings/index.uuid"))
        begin = len(self._name) + 1
        return [name for name in found if len(name) == begin + _DIGITS and name[begin:].isdecimal()]

    def _remove_leftovers(self) -> None:
        kept = self._holders()
        for index in self._all():
            if index not in kept:
                with suppress(Refused):  # another process may have been quicker
                    self._client.send(request("DELETE", f"/{index}", slow=True))


_DIGITS = 6
_CURSOR_PATH = CURSOR_ID.replace("#", "%23")


def writing_alias(index: str) -> str:
    """Return the alias through which a generation is written to."""
    return f"{index}-writing"


def _state_of(answer: dict[str, Any]) -> State:
    index, source = answer["_index"], answer.get("_source", {})
    if CURSOR not in source:
        raise IndexCorrupt(f"{index} does not tell how far it is")
    return State(
        index=index,
        cursor=source[CURSOR],
        source=_source_of(answer),
        number=answer["_seq_no"],
        term=answer["_primary_term"],
    )


def _source_of(answer: dict[str, Any]) -> str:
    return str(answer.get("_source", {}).get(SOURCE, ""))
