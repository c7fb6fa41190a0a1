"""What can go wrong with a site, switched on and off while it runs."""

import re
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

ALL_BUT_ROBOTS = r"^(?!/robots\.txt$)"


class Fault(StrEnum):
    """One way to be in trouble; what is sent then is told in `replay.faulty`."""

    RATE_LIMITED = "rate_limited"
    FORBIDDEN = "forbidden"
    EMPTY_202 = "empty_202"
    CHALLENGE = "challenge"
    UNAVAILABLE = "unavailable"
    SLOW = "slow"
    TRUNCATED = "truncated"
    WRONG_CHARSET = "wrong_charset"
    REDESIGN = "redesign"
    HUGE = "huge"
    SHORT = "short"


@dataclass(slots=True)
class Switch:
    """A fault that is on: for the paths of one site that hold `path`, `times` times or for ever (None).

    seconds: the Retry-After of `rate_limited` and `unavailable`; how long `slow` takes.
    """

    site: str
    fault: Fault
    path: re.Pattern[str]
    times: int | None
    """How many requests it still meets; a used-up fault (0) stays until it is switched off."""
    seconds: float
    off: bool = False


class Faults:
    """The faults that are on; the newest that fits a request wins. May be used from any thread."""

    def __init__(self) -> None:
        self._switches: list[Switch] = []
        self._lock = Lock()

    def switch_on(
        self,
        site: str,
        fault: str,
        *,
        path: str = ALL_BUT_ROBOTS,
        times: int | None = None,
        seconds: float = 30,
    ) -> None:
        """Switch a fault on (ValueError for an unknown fault, re.error for a bad pattern)."""
        switch = Switch(site, Fault(fault), re.compile(path), times, seconds)
        with self._lock:
            self._switches.insert(0, switch)

    def switch_off(self, site: str | None = None) -> None:
        """Switch the faults of a site off, or of all sites."""
        with self._lock:
            for switch in self._switches:
                switch.off = site in {None, switch.site}
            self._switches = [switch for switch in self._switches if not switch.off]

    def on(self) -> tuple[Switch, ...]:
        """The faults that are on and not used up, newest first."""
        with self._lock:
            return tuple(switch for switch in self._switches if switch.times != 0)

    def take(self, site: str, path: str) -> Switch | None:
        """The fault that a request to a path of a site meets now; it is used up by one time."""
        with self._lock:
            fitting = (one for one in self._switches if one.site == site and one.times != 0)
            switch = next((one for one in fitting if one.path.search(path)), None)
            if switch and switch.times:
                switch.times -= 1
            return switch
