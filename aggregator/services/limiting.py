"""Says no to who asks too often, counted in the store, so that many processes count as one.

The library `limits` counts in the memory of one process, or wants a server of its own; a row of
the store costs a millisecond, and only requests that change something or send mail are counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from aggregator.errors import TooMany
from aggregator.services.signing import Signing
from aggregator.store import Store

_IPV6_NETWORK = 64
"""Bits by which a household is told from others: within, addresses are free to make."""

_KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Rule:
    """At most so many in each window of time."""

    most: int
    window: timedelta


RULES = {
    "mail to an address": Rule(5, timedelta(hours=1)),
    "mail by an IP": Rule(20, timedelta(hours=1)),
    "token by an IP": Rule(60, timedelta(hours=1)),
    "preview by an IP": Rule(60, timedelta(minutes=10)),
    "change by an IP": Rule(300, timedelta(hours=1)),
    "contact of a person": Rule(10, timedelta(days=1)),
    "example to a contact": Rule(5, timedelta(hours=1)),
}
"""What is counted, each by its own subject: an address, an IP, a key."""


class Limiting:
    """Counts attempts; who attempted what stays unknown to a reader of the store."""

    def __init__(
        self, store: Store, signing: Signing, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._signing = signing
        self._clock = clock

    def count(self, rule: str, subject: str) -> None:
        """Count one more attempt; raises TooMany when there were too many in this window."""
        limit, now = RULES[rule], self._clock()
        since = now.timestamp() % limit.window.total_seconds()
        window_at = (now - timedelta(seconds=since)).replace(microsecond=0)
        if not self._store.attempts.count(self._signing.mark(rule, subject), window_at, most=limit.most):
            raise TooMany(limit.window - timedelta(seconds=int(since)))

    def forget_old(self) -> None:
        """Drop counts that matter no more."""
        self._store.attempts.forget(self._clock() - _KEPT)


def network_of(host: str) -> str:
    """Return whom an IP stands for: itself, or of IPv6 its network; what is no IP is itself."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return f"{int(address) >> (128 - _IPV6_NETWORK):x}/64"
    return str(address)
