"""The server of the invented marketplace: a test says what it lists and how it misbehaves."""

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FILLING = "<!-- " + "م" * 300 + " -->"
"""Makes a page as long as a page is."""


@dataclass
class Answer:
    body: str | bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def data(self):
        return self.body if isinstance(self.body, bytes) else self.body.encode()


@dataclass
class Market:
    """Tasks by id, newest first; `faults` maps paths to an answer or to a function of the usual answer."""

    tasks: dict[str, str] = field(default_factory=dict)
    per_page: int = 3
    faults: dict[str, Answer | Callable[[Answer], Answer]] = field(default_factory=dict)
    robots: Answer = field(default_factory=lambda: Answer("User-agent: *\nDisallow: /private\n"))
    seen: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def list(self, count: int, *, prefix: str = "مهمة") -> None:
        self.tasks = {str(number): f"{prefix} {number}" for number in range(count, 0, -1)}

    def answer(self, path: str, page: int) -> Answer:
        usual = self.usual(path, page)
        fault = self.faults.get(path) or self.faults.get(f"{path}?page={page}")
        if fault is None:
            return usual
        return fault(usual) if callable(fault) else fault

    def usual(self, path: str, page: int) -> Answer:
        if path == "/robots.txt":
            return self.robots
        if path == "/feed":
            return Answer(self.feed())
        if path == "/tasks":
            return Answer(self.list_page(page))
        external_id = path.removeprefix("/tasks/")
        if external_id in self.tasks:
            return Answer(item_page(self.tasks[external_id]))
        return Answer("<html><h1>404</h1></html>", 404)

    def list_page(self, page: int) -> str:
        start = (page - 1) * self.per_page
        shown = list(self.tasks.items())[start : start + self.per_page]
        rows = "".join(f'<li class="task"><a href="/tasks/{key}">{title}</a></li>' for key, title in shown)
        more = start + self.per_page < len(self.tasks)
        following = f'<a rel="next" href="/tasks?page={page + 1}">التالي</a>' if more else ""
        none = "" if self.tasks else '<p class="none">لا مهام</p>'
        return f"<html><body>{FILLING}<ul>{rows}</ul>{none}{following}</body></html>"

    def feed(self) -> str:
        items = "".join(
            f"<item><title>{title}</title><link>https://suq.example/tasks/{key}</link></item>"
            for key, title in list(self.tasks.items())[:5]
        )
        return f'<?xml version="1.0"?><rss><channel>{items}</channel></rss>'

    def fetched(self, path: str) -> int:
        return sum(seen == path for _, seen in self.seen)

    @property
    def item_fetches(self) -> Counter[str]:
        return Counter(path for _, path in self.seen if path.startswith("/tasks/"))


def item_page(title: str, *, budget: str = "$25.00 - $50.00", text: str = "وصف المهمة") -> str:
    return (
        f"<html><body>{FILLING}<h1>{title}</h1>"
        f'<p class="text">{text}</p><b class="budget">{budget}</b></body></html>'
    )


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    market: Market

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        path = address.path.removeprefix("/suq")
        market = self.market
        with market.lock:
            market.seen.append((self.command, self.path.removeprefix("/suq")))
            market.agents.add(self.headers.get("User-Agent", ""))
            market.at_once += 1
            market.most_at_once = max(market.most_at_once, market.at_once)
        try:
            self.send(market.answer(path, int(parse_qs(address.query).get("page", ["1"])[0])))
        finally:
            with market.lock:
                market.at_once -= 1

    def send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(answer.data))}
        for name, value in (headers | answer.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A crawl that was killed or has seen enough hangs up: no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(market: Market) -> Iterator[str]:
    """Serve `market`; gives the base URL that stands in for its home."""
    handler = type("MarketHandler", (Handler,), {"market": market})
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/suq"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
