"""Runs the sites beside a test or a demo, on loopback and on any free port."""

import socket
from collections.abc import Mapping
from threading import Thread
from types import TracebackType
from typing import Self

import uvicorn

from replay.app import SITES, create_app
from replay.world import World

HOST = "127.0.0.1"
_PATIENCE = 10.0


class ReplayServer:
    """The sites of a world, served from a thread while a `with` block lasts.

    When the block begins they answer already: the port listens before the thread starts.
    """

    def __init__(self, world: World | None = None, *, port: int = 0) -> None:
        self.world = world or World()
        self._port = port
        self._socket: socket.socket | None = None
        self._server = uvicorn.Server(
            uvicorn.Config(
                create_app(self.world),
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=3,
                server_header=False,
            )
        )
        self._thread: Thread | None = None

    @property
    def base_urls(self) -> Mapping[str, str]:
        """By site: what stands for its home, `http://127.0.0.1:PORT/mostaql`."""
        return {site: f"{self.url}/{site}" for site in SITES}

    @property
    def url(self) -> str:
        """Address of the server (RuntimeError outside the block)."""
        if self._socket is None:
            raise RuntimeError("the replay server has not been started")
        return f"http://{HOST}:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self.listen()
        self._thread = Thread(target=self.serve, name="replay", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.heal()  # a slow page would keep the server waiting
        self._server.should_exit = True
        if self._thread:
            self._thread.join(_PATIENCE)
        if self._socket:
            self._socket.close()
            self._socket = None

    def listen(self) -> None:
        """Take the port (OSError: it is taken)."""
        self._socket = socket.create_server((HOST, self._port), backlog=128)
        # asyncio sets this on sockets of its own only; without it each body waits 40 ms for an answer.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def serve(self) -> None:
        """Answer until told to stop; in the main thread also by SIGINT and SIGTERM."""
        self._server.run(sockets=[self._socket] if self._socket else None)
