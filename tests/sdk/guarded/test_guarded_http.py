"""Posts end in time and within limits, whatever the server does; a certificate must be that of the name."""

import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from aggregator.sdk import DeliveryFailed
from aggregator.sdk.guarded_http import LARGEST_ANSWER, GuardedHttp
from aggregator.sdk.guarding import Guard

EVERY_PORT = frozenset(range(65_536))


class RawServer:
    """Reads a request, then does what it is told with the connection; `names` are what clients asked for."""

    def __init__(self, act, context=None):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.act, self.context, self.ended = act, context, threading.Event()
        self.requests = []
        self.threads = [threading.Thread(target=self.serve, daemon=True)]
        self.threads[0].start()

    def serve(self):
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                thread = threading.Thread(target=self.answer, args=(connection,), daemon=True)
                self.threads.append(thread)
                thread.start()

    def answer(self, connection):
        with suppress(OSError), connection, self.wrapped(connection) as told:
            self.requests.append(told.recv(65_536))
            self.act(told, self.ended)

    def wrapped(self, connection):
        return self.context.wrap_socket(connection, server_side=True) if self.context else connection

    def stop(self):
        self.ended.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join()


@pytest.fixture
def serve():
    servers = []

    def start(act, context=None):
        servers.append(RawServer(act, context))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def http(seconds=5.0, tls=None, addresses=("127.0.0.1",)):
    guard = Guard(may_reach=lambda _: True, resolve=lambda _host, _port: addresses, ports=EVERY_PORT)
    return GuardedHttp(guard, seconds=seconds, tls=tls)


def dripping(start):
    def act(connection, ended):
        connection.sendall(start)
        while not ended.wait(0.05):
            connection.sendall(b"a")

    return act


@pytest.mark.parametrize(
    "start",
    [b"HTTP/1.1 ", b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"],
)
def test_a_server_that_drips_is_left_when_time_is_up(serve, start):
    server = serve(dripping(start))
    with pytest.raises(DeliveryFailed, match="no answer in time"):
        http(seconds=0.4).post(f"http://hook.example:{server.port}/", b"{}", headers={})


def test_of_an_endless_answer_only_the_beginning_is_read(serve):
    def act(connection, ended):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not ended.is_set():
            connection.sendall(b"a" * 65_536)

    answer = http().post(f"http://hook.example:{serve(act).port}/", b"{}", headers={})
    assert len(answer.body) <= LARGEST_ANSWER


def test_the_next_address_of_a_name_is_tried_when_one_does_not_listen(serve):
    server = serve(lambda connection, _: connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n"))
    client = http(addresses=("::1", "127.0.0.1"))
    assert client.post(f"http://hook.example:{server.port}/", b"{}", headers={}).status == 204


def test_a_hostile_answer_writes_no_address_into_the_log(serve, caplog):
    bad = b"HTTP/1.1 200 OK\r\nno header\r\n: none\r\nContent-Length: 0\r\n\r\n"
    server = serve(lambda connection, _: connection.sendall(bad))
    http().post(f"http://hook.example:{server.port}/token-of-somebody", b"{}", headers={})
    assert "token-of-somebody" not in caplog.text


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\x00b"])
def test_a_header_cannot_hold_a_line_end(serve, value):
    server = serve(lambda connection, _: connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n"))
    with suppress(DeliveryFailed):
        http().post(f"http://hook.example:{server.port}/", b"{}", headers={"X-Name": value})
    assert not any(b"\nX-Evil" in request for request in server.requests)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A server's certificate for hook.example, and a client's context that trusts its maker."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hook.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hook.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context, folder / "cert.pem"


def secure(serve, certificate):
    return serve(lambda connection, _: connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n"), certificate[0])


def test_a_certificate_is_checked_against_the_name_not_the_address(serve, certificate):
    server = secure(serve, certificate)
    trusting = http(tls=ssl.create_default_context(cafile=certificate[1]))
    assert trusting.post(f"https://hook.example:{server.port}/", b"{}", headers={}).status == 204
    assert b"Host: hook.example" in server.requests[0]


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1"])
def test_a_certificate_of_another_name_is_refused(serve, certificate, host):
    server = secure(serve, certificate)
    trusting = http(tls=ssl.create_default_context(cafile=certificate[1]))
    with pytest.raises(DeliveryFailed, match=r"SSL|Certificate"):
        trusting.post(f"https://{host}:{server.port}/", b"{}", headers={})
    assert not any(server.requests)


def test_a_certificate_that_nobody_vouches_for_is_refused(serve, certificate):
    server = secure(serve, certificate)
    with pytest.raises(DeliveryFailed, match=r"SSL|Certificate"):
        http().post(f"https://hook.example:{server.port}/", b"{}", headers={})
    assert not any(server.requests)
