"""Decides which addresses people may have messages sent to: the public net alone, judged by number."""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from aggregator.errors import AddressForbidden, NameUnknown

Address = IPv4Address | IPv6Address
MayReach = Callable[[Address], bool]
Resolve = Callable[[str, int], Iterable[str]]
"""All addresses of a name, in order of preference (OSError: none)."""

PORTS = frozenset({80, 443, *range(8000, 10_000)})
_SCHEMES = {"http": 80, "https": 443}
_LONGEST_URL = 500

_NEVER = (
    "168.63.129.16/32",  # metadata of a large host, on a public number
    "192.0.0.0/24",
    "192.88.99.0/24",  # relays to 6to4
    "100.64.0.0/10",
)
_NEVER_IN_6 = (
    "2001::/23",  # Teredo, ORCHID and other protocols
    "2001:db8::/32",
    "2002::/16",  # 6to4 leads to any IPv4 address
    "3fff::/20",
)
_FORBIDDEN = tuple(ip_network(text) for text in (*_NEVER, *_NEVER_IN_6))
_GLOBAL_6 = IPv6Network("2000::/3")
"""Mapped, translated (NAT64), local and multicast addresses all lie outside."""

_PRIVATE = tuple(ip_network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))


def public(address: Address) -> bool:
    """Whether an address is one of the public net: not ours, not our host's, no way around to them."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv6Address) and address not in _GLOBAL_6:
        return False
    return not any(_within(address, network) for network in _FORBIDDEN)


def public_or_private(address: Address) -> bool:
    """Whether an address is public or of a private network; never this machine, nor a host's metadata."""
    return public(address) or any(_within(address, network) for network in _PRIVATE)


def _within(address: Address, network: IPv4Network | IPv6Network) -> bool:
    return address.version == network.version and address in network


def resolved(host: str, port: int) -> list[str]:
    """Ask the system for all addresses of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a URL leads; `target` is path and query as they go over the wire."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _SCHEMES[self.scheme] else f"{host}:{self.port}"


def place_of(url: str, *, ports: frozenset[int] = PORTS) -> Place:
    """Read a URL; AddressForbidden says what it may not have."""
    text = url.strip()
    if len(text) > _LONGEST_URL or not text.isprintable() or " " in text or "\\" in text:
        raise AddressForbidden(f"an address has at most {_LONGEST_URL} characters, and no spaces")
    try:
        parts = parse_url(text)
        host = (parts.host or "").strip("[]").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except (LocationParseError, UnicodeError) as error:
        raise AddressForbidden("this is no address of a web server") from error
    if parts.scheme not in _SCHEMES or not host or "%" in host:
        raise AddressForbidden("an address begins with https:// or http:// and names a server")
    if parts.auth is not None:
        raise AddressForbidden("an address must not hold a name or password")
    port = parts.port or _SCHEMES[parts.scheme]
    if port not in ports:
        raise AddressForbidden(f"port {port} is not allowed: 80, 443 and 8000 to 9999 are")
    target = parts.request_uri
    place = Place(url="", scheme=parts.scheme, host=host, port=port, target=target)
    return Place(
        url=f"{parts.scheme}://{place.authority}{target}",
        scheme=place.scheme,
        host=host,
        port=port,
        target=target,
    )


class Guard:
    """Turns a place into addresses that were checked; whoever connects to them asks no name again.

    `may_reach` and `resolve` are given in code, by tests and the application alone.
    """

    def __init__(
        self, *, may_reach: MayReach = public, resolve: Resolve = resolved, ports: frozenset[int] = PORTS
    ) -> None:
        self._may_reach = may_reach
        self._resolve = resolve
        self._ports = ports

    def place(self, url: str) -> Place:
        """Read a URL; AddressForbidden says what it may not have."""
        return place_of(url, ports=self._ports)

    def addresses(self, place: Place) -> list[Address]:
        """Resolve a place once; one forbidden address forbids all of them (AddressForbidden, NameUnknown)."""
        try:
            found = [ip_address(text) for text in self._resolve(place.host, place.port)]
        except (OSError, UnicodeError) as error:
            raise NameUnknown(f"there is no server called {place.host}") from error
        except ValueError as error:  # an address with a zone: of this machine's links
            raise AddressForbidden(f"{place.host} is not in the public net") from error
        if not found:
            raise NameUnknown(f"there is no server called {place.host}")
        if not all(map(self._may_reach, found)):
            raise AddressForbidden(f"{place.host} is not in the public net")
        return found
