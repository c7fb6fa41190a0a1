"""The state of the three sites: what is listed at this moment of their clock, and what a test does to it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import RLock

from replay.content.details import Thread, thread
from replay.content.dice import Dice
from replay.content.invented import Invented, Price
from replay.content.maker import Maker
from replay.faults import ALL_BUT_ROBOTS, Faults
from replay.hostile import hostile_listings
from replay.requests_seen import RequestsSeen

SIZES = {
    ("mostaql", "request"): 600,
    ("mostaql", "specialist"): 400,
    ("khamsat", "request"): 500,
    ("khamsat", "offer"): 900,
    ("khamsat", "specialist"): 200,
    ("kafiil", "request"): 300,
    ("kafiil", "offer"): 300,
    ("kafiil", "specialist"): 150,
}
"""How many listings there are at the epoch at scale 1."""
_SPAN = timedelta(days=60)
_ARRIVAL = timedelta(minutes=1)
_MOST_ARRIVALS = 2_000


@dataclass(slots=True)
class _Shelf:
    """The listings of one site and kind made so far, oldest first. `stock` were there at the epoch."""

    stock: int
    arrived: int = 0
    made: list[Invented] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def add(self, listing: Invented) -> None:
        self.places[listing.id] = len(self.made)
        self.made.append(listing)


class World:
    """The three sites at once.

    seed: another seed is another world. scale: 1.0 is about 3,300 listings. epoch: what their clock
    shows at the start (aware; now, when not given). speed: seconds of their clock per second, 0 stands
    still. hostile: adds the samples of `replay.hostile`.
    From the epoch on one request a minute appears on each site, 2,000 at most.
    """

    def __init__(
        self,
        *,
        seed: int = 7,
        scale: float = 1.0,
        epoch: datetime | None = None,
        speed: float = 1.0,
        hostile: bool = False,
    ) -> None:
        self.seed, self.speed, self.hostile = seed, speed, hostile
        self.epoch = (epoch or datetime.now(UTC)).replace(microsecond=0)
        self.faults, self.seen = Faults(), RequestsSeen()
        self._started, self._ahead = time.monotonic(), timedelta()
        self._lock = RLock()
        self._sizes = {key: max(1, round(size * scale)) for key, size in SIZES.items()}
        self._makers = {site: Maker(seed, sellers=self._sizes[site, "specialist"]) for site, _ in SIZES}
        self._shelves: dict[tuple[str, str], _Shelf] = {}
        self._changed: dict[tuple[str, str, str], Invented] = {}
        self._removed: set[tuple[str, str, str]] = set()
        self._threads: dict[tuple[str, str], Thread] = {}
        self.touched = self.epoch - _SPAN
        """When something was last removed or changed from outside."""

    def now(self) -> datetime:
        """What the sites' clock shows, in whole seconds."""
        passed = timedelta(seconds=(time.monotonic() - self._started) * self.speed)
        return (self.epoch + passed + self._ahead).replace(microsecond=0)

    def advance(self, seconds: float) -> None:
        """Put the clock forward."""
        if seconds < 0:
            raise ValueError("a site's clock does not run backwards")
        self._ahead += timedelta(seconds=seconds)

    def listings(self, site: str, kind: str) -> tuple[Invented, ...]:
        """What is published and not removed, newest first (KeyError: the site has no such kind)."""
        now = self.now()
        with self._lock:
            shelf = self._shelf(site, kind)
            present = (self._present(listing) for listing in reversed(shelf.made))
            return tuple(listing for listing in present if listing and listing.posted <= now)

    def find(self, site: str, kind: str, listing_id: str) -> Invented | None:
        """The listing with an id, None when it is not published yet, removed or was never there."""
        with self._lock:
            shelf = self._shelf(site, kind)
            place = shelf.places.get(listing_id)
            listing = None if place is None else self._present(shelf.made[place])
        return listing if listing and listing.posted <= self.now() else None

    def thread(self, request: Invented) -> Thread:
        """The life of a request: its client, its answers, its end."""
        key = (request.site, request.id)
        if key not in self._threads:
            people = self._sizes[request.site, "specialist"]
            self._threads[key] = thread(self.seed, request, people=people)
        return self._threads[key]

    def touched_last(self, requests: Iterable[Invented]) -> datetime:
        """When anything last happened to one of some requests; the epoch, when there is none."""
        now = self.now()
        times = (self.thread(request).touched(request.posted, now) for request in requests)
        return max(times, default=self.epoch)

    def fail(
        self,
        site: str,
        fault: str,
        *,
        path: str = ALL_BUT_ROBOTS,
        times: int | None = None,
        seconds: float = 30,
    ) -> None:
        """Let a site's pages fail: see `replay.faults` (ValueError: no such fault or site)."""
        if site not in self._makers:
            raise ValueError(f"no such site: {site}")
        self.faults.switch_on(site, fault, path=path, times=times, seconds=seconds)

    def heal(self, site: str | None = None) -> None:
        """Switch the faults of a site off, or of all."""
        self.faults.switch_off(site)

    def remove(self, site: str, kind: str, listing_id: str) -> None:
        """Let a listing vanish (KeyError: it is not there)."""
        self._known(site, kind, listing_id)
        with self._lock:
            self._removed.add((site, kind, listing_id))
            self.touched = self.now()

    def change(
        self,
        site: str,
        kind: str,
        listing_id: str,
        *,
        title: str | None = None,
        price: tuple[int, int] | None = None,
    ) -> None:
        """Change a listing's title or price in US dollars (KeyError: it is not there)."""
        listing = self._known(site, kind, listing_id)
        changed = replace(
            listing, title=title or listing.title, price=Price(*price) if price else listing.price
        )
        with self._lock:
            self._changed[site, kind, listing_id] = changed
            self.touched = self.now()

    def _known(self, site: str, kind: str, listing_id: str) -> Invented:
        listing = self.find(site, kind, listing_id)
        if listing is None:
            raise KeyError(f"{site}:{kind}:{listing_id}")
        return listing

    def _present(self, listing: Invented) -> Invented | None:
        key = (listing.site, listing.kind, listing.id)
        return None if key in self._removed else self._changed.get(key, listing)

    def _shelf(self, site: str, kind: str) -> _Shelf:
        """The shelf with everything on it that is published by now."""
        shelf = self._shelves.get((site, kind))
        if shelf is None:
            shelf = self._shelves[site, kind] = self._stocked(site, kind)
        if kind == "request":
            due = min(int((self.now() - self.epoch) / _ARRIVAL) + 1, _MOST_ARRIVALS)
            for number in range(shelf.arrived + 1, due + 1):
                shelf.add(self._arrival(site, shelf.stock, number))
            shelf.arrived = max(shelf.arrived, due)
        return shelf

    def _stocked(self, site: str, kind: str) -> _Shelf:
        stock = self._sizes[site, kind]
        shelf = _Shelf(stock)
        for index in range(stock):
            shelf.add(self._makers[site].make(site, kind, index, self.epoch - self._age(site, kind, index)))
        if self.hostile:
            for listing in hostile_listings(self._makers[site], site, kind, self.epoch):
                shelf.add(listing)
        return shelf

    def _arrival(self, site: str, stock: int, number: int) -> Invented:
        seconds = Dice(f"{self.seed}:{site}:arrival:{number}").between(0, 59)
        posted = self.epoch + _ARRIVAL * number - timedelta(seconds=seconds)
        return self._makers[site].make(site, "request", stock + number - 1, posted)

    def _age(self, site: str, kind: str, index: int) -> timedelta:
        """The newest are minutes old, the oldest 60 days; of two the one with the higher index is newer."""
        stock = self._sizes[site, kind]
        place = stock - 1 - index + Dice(f"{self.seed}:{site}:{kind}:age:{index}").part(0.1, 0.9)
        return timedelta(seconds=int(_SPAN.total_seconds() * (place / stock) ** 1.6))
