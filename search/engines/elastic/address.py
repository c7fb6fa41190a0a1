"""Reads an engine's URL: hosts, who we are, and the name of the index; what is secret never shows."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from search.errors import UnknownEngine

USUAL_ALIAS = "dalil"
USUAL_PORT = 9200
USUAL_TIMEOUT = 10.0
LONGEST_TIMEOUT = 600.0
MOST_SHARDS = 1024

_ALIAS = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
_PARAMETERS = frozenset({"api_key", "ca", "timeout", "shards", "replicas"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an index is.

    `hosts` are `http(s)://host:port`. `authorization` is the header that says who we are, `ca` a
    file of certificates to trust, `timeout` the seconds that an answer may take. `shards` and
    `replicas` hold for indexes to come; None: a replica as soon as there is a second node.
    """

    family: str
    hosts: tuple[str, ...]
    alias: str
    authorization: str | None = field(default=None, repr=False)
    ca: str | None = None
    timeout: float = USUAL_TIMEOUT
    shards: int = 1
    replicas: int | None = None

    @property
    def name(self) -> str:
        """The URL without secrets."""
        scheme = self.hosts[0].partition("://")[0]
        hosts = ",".join(host.partition("://")[2] for host in self.hosts)
        return f"{self.family}+{scheme}://{hosts}/{self.alias}"

    @property
    def headers(self) -> dict[str, str]:
        """What goes with every request."""
        return {} if self.authorization is None else {"authorization": self.authorization}


def read_address(url: str) -> Address:
    """Read `FAMILY+http(s)://[user:password@]host[:port][,host...][/alias][?api_key=&ca=&timeout=&shards=&replicas=]`.

    All but the hosts may be percent-encoded. Raises UnknownEngine, which tells what is wrong and repeats
    nothing of the URL: with a sign too many or too few, a password stands where anything else should.
    """
    family, _, plain = url.partition("+")
    parts = _parts(family, plain)
    parameters = _parameters(family, parts.query)
    return Address(
        family=family,
        hosts=_hosts(family, parts),
        alias=_alias(family, parts.path),
        authorization=_authorization(family, parts.netloc, parameters.get("api_key")),
        ca=_ca(family, parts.scheme, parameters.get("ca")),
        timeout=_amount(family, "timeout", parameters.get("timeout", str(USUAL_TIMEOUT))),
        shards=_count(family, "shards", parameters.get("shards", "1"), least=1),
        replicas=_count(family, "replicas", parameters["replicas"]) if "replicas" in parameters else None,
    )


def _parts(family: str, plain: str) -> SplitResult:
    try:
        parts = urlsplit(plain)
    except ValueError:
        # Not `from error`, here and below: what the library tells has the password in it.
        raise UnknownEngine(f"{family}: the URL cannot be read; {_ENCODE}") from None
    if parts.netloc and "@" in f"{parts.path}{parts.query}{parts.fragment}":
        raise UnknownEngine(f"{family}: an @ stands behind the first /, ? or #; {_ENCODE}")
    if "#" in plain:
        raise UnknownEngine(f"{family}: nothing goes behind a #; {_ENCODE}")
    return parts


_ENCODE = (
    "a user, password or parameter must be percent-encoded: "
    "%40 for @, %2F for /, %3F for ?, %23 for #, %5B for [, %5D for ]"
)


def _hosts(family: str, parts: SplitResult) -> tuple[str, ...]:
    names = parts.netloc.rpartition("@")[2].split(",")
    if not all(names):
        raise UnknownEngine(f"{family}: a host is missing: {family}+http://HOST:PORT/NAME")
    hosts = (_host(family, name, number) for number, name in enumerate(names, 1))
    return tuple(dict.fromkeys(f"{parts.scheme}://{host}" for host in hosts))


def _host(family: str, name: str, number: int) -> str:
    try:
        read = urlsplit(f"//{name}")
        return f"{_host_name(read.hostname or '')}:{read.port or USUAL_PORT}"
    except ValueError:
        raise UnknownEngine(
            f"{family}: host {number} in the URL is no host and port, like search.example:9200 or [::1]:9200"
        ) from None


def _host_name(host: str) -> str:
    """Return a host as both client libraries take it; raises ValueError for what can be none."""
    if ":" in host:
        if "%" in host:
            raise ValueError("only one of the libraries takes a zone")
        return f"[{IPv6Address(host)}]"
    name = host.encode("idna").decode()
    if not _HOST.fullmatch(name):
        raise ValueError("no host has such a name")
    return name


def _alias(family: str, path: str) -> str:
    alias = unquote(path.removeprefix("/").removesuffix("/")) or USUAL_ALIAS
    if not _ALIAS.fullmatch(alias):
        reason = "must be small letters a-z, digits, - and _"
        raise UnknownEngine(f"{family}: the index name {reason}")
    return alias


def _parameters(family: str, query: str) -> Mapping[str, str]:
    # Not parse_qs: it reads `+` as a space, and keys are full of them.
    pairs = (part.partition("=") for part in query.split("&") if part)
    found = {unquote(name): unquote(value) for name, _, value in pairs}
    for number, name in enumerate(found, 1):
        if name not in _PARAMETERS:
            known = ", ".join(sorted(_PARAMETERS))
            raise UnknownEngine(f"{family}: parameter {number} in the URL is none of these: {known}")
    return found


def _authorization(family: str, netloc: str, api_key: str | None) -> str | None:
    user = netloc.rpartition("@")[0]
    if user and api_key:
        raise UnknownEngine(f"{family}: a user and an api_key; give one of them")
    if user:
        name, _, password = user.partition(":")
        return f"Basic {_base64(f'{unquote(name)}:{unquote(password)}')}"
    if not api_key:
        return None
    if not api_key.isascii() or not api_key.isprintable():
        raise UnknownEngine(f"{family}: the api_key has strange characters in it")
    return f"ApiKey {_base64(api_key) if ':' in api_key else api_key}"


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _ca(family: str, scheme: str, path: str | None) -> str | None:
    if path is None:
        return None
    if scheme != "https":
        raise UnknownEngine(f"{family}: ca goes with {family}+https:// only")
    if "\0" in path or not Path(path).is_file():
        raise UnknownEngine(f"{family}: ca: there is no such file")
    return path


def _amount(family: str, name: str, text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = 0.0
    if not 0 < amount <= LONGEST_TIMEOUT:
        raise UnknownEngine(f"{family}: {name} is not between 0 and {LONGEST_TIMEOUT:g} seconds")
    return amount


def _count(family: str, name: str, text: str, *, least: int = 0) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and least <= int(text) <= MOST_SHARDS):  # noqa: PLR2004
        raise UnknownEngine(f"{family}: {name} is not between {least} and {MOST_SHARDS}")
    return int(text)
