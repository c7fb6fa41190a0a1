"""A small web server on loopback that takes messages, and goes wrong in every way that is asked for."""

import json
import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aggregator.sdk.channel_testing import Fault
from aggregator.sdk.guarded_http import GuardedHttp
from aggregator.sdk.guarding import Guard

ANSWERS = {
    None: (200, {}, b'{"ok": true, "result": {"message_id": 7}}'),
    Fault.BROKEN: (500, {}, b"something broke"),
    Fault.BUSY: (429, {"Retry-After": "30"}, b'{"ok": false, "parameters": {"retry_after": 30}}'),
    Fault.GONE: (410, {}, b"gone"),
}


class HttpProvider:
    """`asked` are the requests: path, headers, body. `answers` may be changed."""

    faults = frozenset(Fault)

    def __init__(self):
        self.released = threading.Event()
        self.asked, self.answers, self.fault = [], dict(ANSWERS), None
        self.accepted = []
        self.released = threading.Event()
        self.server = None
        self.port = 0
        self.start()

    def start(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                provider.asked.append((self.path, self.headers, body))
                with suppress(OSError):  # the other side has left
                    provider.answer(self)

            def log_message(self, *_arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self.released.set()
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def answer(self, handler):
        handler.close_connection = True
        if self.fault is Fault.SLOW:
            self.released.wait(20)
            return
        if self.fault in (Fault.CLOSES, Fault.GARBAGE):
            handler.wfile.write(b"HTTP/1.1 2" if self.fault is Fault.CLOSES else b"\x00\xffwhat?\r\n\r\n")
            handler.wfile.flush()
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        status, headers, body = self.answers[self.fault]
        if self.fault is None:
            self.accepted.append(self.asked[-1])
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def play(self, fault):
        self.fault = fault
        if fault is Fault.DOWN:
            self.stop()
        elif self.server is None:
            self.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def http(self, seconds=5.0, **options):
        """A way to this server, which the guard would not allow; tests alone can ask for it."""
        guard = Guard(may_reach=lambda _address: True, ports=frozenset(range(65_536)), **options)
        return GuardedHttp(guard, seconds=seconds)

    def taken(self):
        return [_texts(json.loads(body)) for _, _, body in self.accepted]

    def keys(self):
        return [headers["Idempotency-Key"] for _, headers, _ in self.accepted]


def _texts(value):
    """All texts within a JSON value."""
    if isinstance(value, dict):
        return "\n".join(map(_texts, value.values()))
    if isinstance(value, list):
        return "\n".join(map(_texts, value))
    return str(value)
