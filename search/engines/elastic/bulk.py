"""Sends many documents at once: in parts, again when the server is too busy, and tells what it refuses."""

import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from search.engines.elastic.client import INDEX_GONE, Client, Refused, Request
from search.errors import DocumentsRefused, EngineUnavailable, IndexBusy
from search.interface import Prepared

MOST_OPERATIONS = 1_000
MOST_BYTES = 5_000_000
"""A part: large enough that the way there does not matter, small enough for any server's memory."""

IN_MEMORY = 32_000_000
"""Bytes of waiting parts beyond which they go into a temporary file."""

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
"""Seconds to wait before another try for what a busy server did not take; each is twice as long."""

PATIENCE_SECONDS = 60.0
"""After which no other try is made: by then a dead node's work is done by another, or by none."""

LONGEST_ID = 512
"""Bytes that an id may have; a longer ref goes by its digest."""

_LATER = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})

Operations = dict[str, bytes]
"""By ref the lines that put or remove its document; a ref has one operation in a part."""


def parts(prepared: Iterable[Prepared], deleted: Iterable[str]) -> Iterator[Operations]:
    """Yield operations in parts, in their order; of one ref in one part the last counts."""
    part: Operations = {}
    size = 0
    for ref, lines in _operations(prepared, deleted):
        size += len(lines)
        part.pop(ref, None)
        part[ref] = lines
        if len(part) >= MOST_OPERATIONS or size >= MOST_BYTES:
            yield part
            part, size = {}, 0
    if part:
        yield part


def _operations(prepared: Iterable[Prepared], deleted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for ref, values in prepared:
        yield ref, b'{"index":{"_id":%b}}\n%b\n' % (json.dumps(_id(ref)).encode(), values)
    for ref in deleted:
        yield ref, f'{{"delete":{{"_id":{json.dumps(_id(ref))}}}}}\n'.encode()


def _id(ref: str) -> str:
    encoded = ref.encode("utf-8", "surrogatepass")
    return ref if 0 < len(encoded) <= LONGEST_ID else f"#{sha256(encoded).hexdigest()}"


class Waiting:
    """Parts that wait until all are there, so that nothing is sent when the last one cannot be made."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by `close`
        self._lengths: list[list[tuple[str, int]]] = []

    def add(self, part: Operations) -> None:
        """Keep one part."""
        self._lengths.append([(ref, self._file.write(lines)) for ref, lines in part.items()])

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self._lengths)

    def __iter__(self) -> Iterator[Operations]:
        """Yield the parts again."""
        self._file.seek(0)
        for lengths in self._lengths:
            yield {ref: self._file.read(length) for ref, length in lengths}

    def close(self) -> None:
        """Give memory and disk back."""
        self._file.close()


class Sender:
    """Sends parts to one index, and remembers which documents it refused for good."""

    def __init__(self, client: Client, target: str) -> None:
        self._client = client
        self._path = f"/{target}/_bulk"
        self._refused: dict[str, str] = {}

    def send(self, part: Operations) -> None:
        """Send a part; returns when all of it is taken or refused. Raises EngineUnavailable."""
        end = time.monotonic() + PATIENCE_SECONDS
        pause = FIRST_PAUSE
        while left := self._try(part):
            if time.monotonic() > end:
                raise EngineUnavailable(
                    f"the search engine is too busy: {len(left)} documents were not taken"
                )
            time.sleep(pause)
            part, pause = left, min(2 * pause, LONGEST_PAUSE)

    def finish(self) -> None:
        """Raise DocumentsRefused if there were any."""
        if self._refused:
            raise DocumentsRefused(self._refused)

    def _try(self, part: Operations) -> Operations:
        """Send once; return what should be sent again."""
        try:
            answer = self._client.send(self._request(part))
        except Refused as refused:
            if refused.status not in _LATER:
                raise
            return part
        if not answer["errors"]:
            return {}
        outcomes = zip(part.items(), answer["items"], strict=True)
        return {ref: lines for (ref, lines), item in outcomes if self._is_left(ref, item)}

    def _request(self, part: Operations) -> Request:
        # Only through an alias: a name that is gone must not become a new index without mappings.
        parameters = {
            "require_alias": "true",
            "timeout": "30s",
            "filter_path": "errors,items.*.status,items.*.error",
        }
        body = b"".join(part.values())
        return Request(
            method="POST", path=self._path, parameters=parameters, body=body, lines=True, slow=True
        )

    def _is_left(self, ref: str, item: dict[str, Any]) -> bool:
        outcome = next(iter(item.values()))
        if outcome["status"] in _LATER:
            return True
        if "error" in outcome:
            if outcome["error"].get("type") == INDEX_GONE:
                raise IndexBusy("the search index was replaced by another process while this one wrote")
            self._refused[ref] = f"{outcome['error'].get('type')}: {outcome['error'].get('reason')}"
        return False
