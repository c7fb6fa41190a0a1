"""What is wanted of a client library: to bring requests to one of the nodes, and tell why one was refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol

from pydantic_core import to_json
from urllib3 import Timeout

from search.errors import EngineUnavailable

CONNECT_SECONDS = 2.0
"""To open a connection: a node that is there does it in milliseconds."""

SLOW_SECONDS = 120.0
"""For what writes much or waits for other nodes."""

CONNECTIONS = 32
"""Kept open to each node: as many threads may ask at once without opening one."""

INDEX_GONE = "index_not_found_exception"
"""The kind of an answer about an index or alias that is not there."""

JSON = "application/json"
LINES = "application/x-ndjson"


def timeouts(seconds: float) -> dict[bool, Timeout]:
    """Return how long a request may take, by whether it is slow; `seconds` are what the operator allows."""
    return {
        slow: Timeout(connect=CONNECT_SECONDS, read=max(seconds, SLOW_SECONDS) if slow else seconds)
        for slow in (False, True)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsInTime:
    """Where the two families differ: how one state of an index is held fast, and let go."""

    opening: str
    """The path that opens one, behind the index."""
    id: str
    """How its id is called."""
    closing: str
    """The path that lets it go."""
    several: bool
    """Whether letting go takes a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request; the body is JSON, or several JSON texts in lines."""

    method: str
    path: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    body: bytes | None = None
    lines: bool = False
    slow: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """What is sent and what is taken."""
        kind = {} if self.body is None else {"content-type": LINES if self.lines else JSON}
        return {"accept": JSON, **kind}


def request(
    method: str,
    path: str,
    body: Mapping[str, Any] | None = None,
    *,
    slow: bool = False,
    parameters: Mapping[str, str | int] | None = None,
) -> Request:
    """Return a request with a body of JSON."""
    content = None if body is None else to_json(body)
    return Request(method=method, path=path, parameters=parameters or {}, body=content, slow=slow)


class Client(Protocol):
    """One of the two libraries; safe to use from several threads."""

    @property
    def points_in_time(self) -> PointsInTime:
        """How this family holds one state fast."""

    def send(self, request: Request) -> Any:  # noqa: ANN401  JSON
        """Return the JSON that a node answers; another node is tried when one does not answer.

        Raises Refused for an answer that says no, EngineUnavailable when there is none.
        """

    def close(self) -> None:
        """Close all connections."""


class Refused(EngineUnavailable):
    """A node answered no: `status` is HTTP's, `kind` the server's name for it."""

    def __init__(self, name: str, status: int, answer: Any) -> None:  # noqa: ANN401  JSON or a proxy's text
        self.status = status
        self.kind, self.reason = _cause(answer)
        advice = _ADVICE.get(status, "look into the server's log")
        super().__init__(f"{name} refused ({status} {self.kind or 'error'}{self._because()}): {advice}")

    def _because(self) -> str:
        return f", {self.reason[:300]}" if self.reason and self.status not in _SECRETIVE else ""


_SECRETIVE = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
"""Answers that may repeat who we said we are."""

_ADVICE: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "set the right user and password, or api_key, in the engine's URL",
    HTTPStatus.FORBIDDEN: "the user or api_key in the engine's URL may not do this, or the disk is full",
    HTTPStatus.TOO_MANY_REQUESTS: "it has more to do than it can; try again later",
    HTTPStatus.SERVICE_UNAVAILABLE: "a part of the index is not there; wait until its node is back",
}


def _cause(answer: Any) -> tuple[str, str]:  # noqa: ANN401  JSON or a proxy's text
    error = answer.get("error", "") if isinstance(answer, Mapping) else ""
    if not isinstance(error, Mapping):
        return "", str(error)
    inner = error.get("root_cause") or [error]
    return str(error.get("type", "")), str(inner[0].get("reason") or error.get("reason") or "")


def answered(name: str, status: int, answer: Any) -> Any:  # noqa: ANN401  JSON
    """Return an answer; raises Refused for one that says no. That a document is not there is an answer."""
    is_json = isinstance(answer, Mapping)
    if status < HTTPStatus.MULTIPLE_CHOICES and not is_json:
        raise unreachable(name, "it sends no JSON")
    absent = status == HTTPStatus.NOT_FOUND and is_json and "error" not in answer
    if status < HTTPStatus.MULTIPLE_CHOICES or absent:
        return answer
    raise Refused(name, status, answer)


def unreachable(name: str, reason: str) -> EngineUnavailable:
    """Return what to raise when no node answers; `reason` must have no secret in it."""
    return EngineUnavailable(f"{name} does not answer ({reason}): is it running, and is the address right?")


def other_product(name: str, hint: str) -> EngineUnavailable:
    """Return what to raise when a node answers that is not of the family; `hint` tells what to write."""
    return EngineUnavailable(f"{name} is another product than the URL says: {hint}")
