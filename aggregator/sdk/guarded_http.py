"""Posts to addresses that people gave: as checked, within limits, never where an answer points."""

import logging
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from socket import SHUT_RDWR
from threading import Event, Timer
from time import monotonic

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from aggregator.errors import AddressForbidden, NameUnknown
from aggregator.sdk.channels import DeliveryFailed, DeliveryRefused
from aggregator.sdk.cleaning import one_line
from aggregator.sdk.guarding import Address, Guard, Place

LARGEST_ANSWER = 16_384
_SECONDS = 15.0
logging.getLogger("urllib3.connection").addFilter(
    # It would write the address, which may hold a token, and a trace for each answer of a hostile server.
    lambda record: not record.getMessage().startswith("Failed to parse headers")
)
_MOST_ADDRESSES = 3
_OWN_HEADERS = {"User-Agent": "Dalil", "Accept-Encoding": "identity", "Connection": "close"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said; names of `headers` are small, `body` is its beginning."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class GuardedHttp:
    """Posts, each within `seconds` as a whole; no proxy of the environment is used."""

    def __init__(
        self, guard: Guard | None = None, *, seconds: float = _SECONDS, tls: ssl.SSLContext | None = None
    ) -> None:
        self._guard = guard or Guard()
        self._seconds = seconds
        self._tls = tls

    def check(self, url: str) -> str:
        """Return the URL as it is kept (AddressForbidden, NameUnknown)."""
        place = self._guard.place(url)
        self._guard.addresses(place)
        return place.url

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str]) -> Answer:
        """Post once; DeliveryRefused for a forbidden address, DeliveryFailed when no answer came."""
        try:
            place = self._guard.place(url)
            addresses = self._guard.addresses(place)
        except AddressForbidden as error:
            raise DeliveryRefused(str(error)) from error
        except NameUnknown as error:
            raise DeliveryFailed(str(error)) from error
        with self._connected(place, addresses) as connection:
            connection.request(
                "POST",
                place.target,
                body=body,
                headers={"Host": place.authority, **_OWN_HEADERS, **headers},
                preload_content=False,
                decode_content=False,
            )
            return _read(connection.getresponse())

    @contextmanager
    def _connected(self, place: Place, addresses: list[Address]) -> Iterator[HTTPConnection]:
        """Lend a connection that ends when time is up, wherever it stands then."""
        until, late = monotonic() + self._seconds, Event()
        connection = None
        try:
            connection = self._first_that_answers(place, addresses[:_MOST_ADDRESSES])
            with _ending(connection, after=until - monotonic(), late=late):
                yield connection
            if late.is_set():  # what came until then may be half an answer
                raise TimeoutError
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            told = "no answer in time" if late.is_set() else f"{type(error).__name__}: {error}"
            raise DeliveryFailed(one_line(told)) from error
        finally:
            if connection is not None:
                connection.close()

    def _first_that_answers(self, place: Place, addresses: list[Address]) -> HTTPConnection:
        for number, address in enumerate(addresses, 1):
            connection = self._connection(place, address, seconds=self._seconds / len(addresses))
            try:
                connection.connect()
            except (HTTPError, OSError):
                connection.close()
                if number == len(addresses):
                    raise
            else:
                return connection
        raise ValueError("no address to connect to")

    def _connection(self, place: Place, address: Address, *, seconds: float) -> HTTPConnection:
        """Make a connection to a checked address; its certificate must be that of the name."""
        if place.scheme == "http":
            return HTTPConnection(str(address), place.port, timeout=seconds)
        return HTTPSConnection(
            str(address),
            place.port,
            timeout=seconds,
            server_hostname=place.host,
            assert_hostname=place.host,
            ssl_context=self._tls,
        )


@contextmanager
def _ending(connection: HTTPConnection, *, after: float, late: Event) -> Iterator[None]:
    """Shut the socket down when time is up: a server that sends a byte now and then never times out."""

    def end() -> None:
        late.set()
        with suppress(OSError, AttributeError):  # it has ended by itself
            socket.shutdown(SHUT_RDWR)

    socket = connection.sock
    timer = Timer(max(after, 0), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read(response: BaseHTTPResponse) -> Answer:
    body = response.read(LARGEST_ANSWER)
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status, headers=headers, body=body)
