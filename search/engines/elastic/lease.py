"""A lease between processes on any machine: kept alive by its holder, and free again soon after a kill.

A lease is a document that only its holder changes. Whoever waits takes it over when it has not
changed for LEASE_SECONDS of the waiter's own clock, so that no two clocks are ever compared.
"""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from search.engines.elastic.client import Client, Refused, request
from search.errors import EngineUnavailable, IndexBusy

LEASE_SECONDS = 10.0
"""After so long without a sign its holder is taken for dead: some of its signs may be late."""

SIGN_SECONDS = 2.5
"""Between two signs of life."""

PAUSE_SECONDS = 0.05
"""Between two looks whether a lease is free."""

_SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # A lease need not outlive a crash of the server, so nobody waits for its disk.
    "translog.durability": "async",
}


@dataclass(frozen=True, slots=True)
class _Sign:
    """One state of the document; no two are alike."""

    owner: str
    number: int
    term: int

    @classmethod
    def of(cls, owner: str, answer: dict[str, Any]) -> "_Sign":
        return cls(owner, answer["_seq_no"], answer["_primary_term"])

    @property
    def condition(self) -> dict[str, int]:
        """Parameters that let a request through only while nothing has changed."""
        return {"if_seq_no": self.number, "if_primary_term": self.term}


class Leases:
    """The leases of one index name."""

    def __init__(self, client: Client, alias: str) -> None:
        self._client = client
        self._index = f"{alias}-leases"
        self._exists = False

    @contextmanager
    def held(self, name: str, *, patience: float) -> Iterator["Lease"]:
        """Hold a lease, waiting at most `patience` seconds for it (IndexBusy)."""
        self._make()
        lease = Lease(self._client, f"/{self._index}/_doc/{name}")
        lease.acquire(patience)
        try:
            yield lease
        finally:
            lease.release()

    def _make(self) -> None:
        if self._exists:
            return
        mappings = {"dynamic": "strict", "properties": {"owner": {"type": "keyword"}}}
        body = {"settings": _SETTINGS, "mappings": mappings}
        try:
            self._client.send(request("PUT", f"/{self._index}", body, slow=True))
        except Refused as refused:
            if refused.kind != "resource_already_exists_exception":
                raise
        self._exists = True


class Lease:
    """One lease that is held, with a thread that gives signs of life."""

    def __init__(self, client: Client, path: str) -> None:
        self._client = client
        self._path = path
        self._owner = uuid.uuid4().hex
        self._sign: _Sign | None = None
        self._ended = threading.Event()
        self._signing = threading.Thread(target=self._keep, daemon=True)

    def check(self) -> None:
        """Raise IndexBusy when the lease was lost: another one may be writing."""
        if self._sign is None:
            raise IndexBusy("the search engine was not reached for long, and another process took over")

    def acquire(self, patience: float) -> None:
        """Wait for the lease."""
        began = seen_at = time.monotonic()
        seen: _Sign | None = None
        while not self._put({"op_type": "create"}):
            now = time.monotonic()
            found = self._current()
            if found is None or found.owner == self._owner:
                continue
            if found != seen:
                seen, seen_at = found, now
            elif now - seen_at > LEASE_SECONDS and self._put(found.condition):
                break
            if now - began > patience:
                raise IndexBusy("another process is writing to the search index")
            time.sleep(PAUSE_SECONDS)
        self._signing.start()

    def release(self) -> None:
        """Let the lease go; one that cannot be is free after a while."""
        self._ended.set()
        self._signing.join()
        if self._sign is not None:
            with suppress(EngineUnavailable):
                self._client.send(request("DELETE", self._path, parameters=self._sign.condition))

    def _put(self, condition: dict[str, Any]) -> bool:
        """Write a sign if the condition holds."""
        try:
            answer = self._client.send(
                request("PUT", self._path, {"owner": self._owner}, parameters=condition)
            )
        except Refused as refused:
            if refused.status != HTTPStatus.CONFLICT:
                raise
            found = self._current()
            # A request that was sent again after its answer was lost meets its own trace.
            self._sign = found if found is not None and found.owner == self._owner else None
        else:
            self._sign = _Sign.of(self._owner, answer)
        return self._sign is not None

    def _current(self) -> _Sign | None:
        answer = self._client.send(request("GET", self._path))
        return _Sign.of(answer["_source"]["owner"], answer) if answer["found"] else None

    def _keep(self) -> None:
        signed = time.monotonic()
        while self._sign is not None and not self._ended.wait(SIGN_SECONDS):
            try:
                self._put(self._sign.condition)
                signed = time.monotonic()
            except EngineUnavailable:
                # Nobody can take over before LEASE_SECONDS have passed; until then a later sign will do.
                if time.monotonic() - signed > LEASE_SECONDS - SIGN_SECONDS:
                    self._sign = None
