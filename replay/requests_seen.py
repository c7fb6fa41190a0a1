"""Remembers every request, so that a test can say whether a crawler had manners."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Seen:
    """One request to a site. `at` is real time, not the sites' clock; `status` is 0 until it is answered."""

    at: datetime
    site: str
    method: str
    path: str
    """With the query, without the site's mount point."""
    user_agent: str
    if_none_match: str | None
    if_modified_since: str | None
    status: int = 0


@dataclass(slots=True)
class RequestsSeen:
    """The last 100,000 requests, and how many were under way at once. May be used from any thread."""

    _seen: list[Seen] = field(default_factory=list)
    _under_way: Counter[str] = field(default_factory=Counter)
    _most: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def watching(self, request: Seen) -> Iterator["Statuses"]:
        """Count a request as under way until the block ends; the status is what the block notes."""
        statuses = Statuses()
        self._enter(request.site)
        try:
            yield statuses
        finally:
            self._leave(replace(request, status=statuses.status))

    def requests(self, site: str | None = None) -> tuple[Seen, ...]:
        """The answered requests in the order of their ends, of one site or of all."""
        with self._lock:
            return tuple(seen for seen in self._seen if site in {None, seen.site})

    def most_at_once(self) -> dict[str, int]:
        """By site: the largest number of requests that were under way at the same time."""
        with self._lock:
            return dict(self._most)

    def forget(self) -> None:
        """Start a new count."""
        with self._lock:
            self._seen.clear()
            self._most = +self._under_way

    def _enter(self, site: str) -> None:
        with self._lock:
            self._under_way[site] += 1
            self._most[site] = max(self._most[site], self._under_way[site])

    def _leave(self, seen: Seen) -> None:
        with self._lock:
            self._under_way[seen.site] -= 1
            self._seen.append(seen)
            del self._seen[:-_MOST]


@dataclass(slots=True)
class Statuses:
    """The status that was sent."""

    status: int = 0


def now() -> datetime:
    """Real time."""
    return datetime.now(UTC)
