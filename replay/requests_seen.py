"""Remembers every request, so that a test can say whether a crawler had manners."""

from collections import Counter
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

    def arrived(self, request: Seen) -> "Visit":
        """Count a request as under way until its visit ends."""
        with self._lock:
            self._under_way[request.site] += 1
            self._most[request.site] = max(self._most[request.site], self._under_way[request.site])
        return Visit(self, request)

    def left(self, seen: Seen) -> None:
        """Remember an answered request."""
        with self._lock:
            self._under_way[seen.site] -= 1
            self._seen.append(seen)
            del self._seen[:-_MOST]

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


@dataclass(slots=True)
class Visit:
    """A request under way, with the status that was sent."""

    _seen: RequestsSeen
    _request: Seen
    status: int = 0
    _over: bool = False

    def end(self) -> None:
        """Note that it is answered; a second time changes nothing."""
        if not self._over:
            self._over = True
            self._seen.left(replace(self._request, status=self.status))


def now() -> datetime:
    """Real time."""
    return datetime.now(UTC)
