"""One node: a Java process of its own, so that it can be stopped alone and killed like a crash."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from servers.catalog import Distribution
from servers.errors import ServerNotStarted
from servers.java import java

PATIENCE = 90
"""Seconds a node may take to come up: it takes 10 on an idle machine of 2 cores."""
PAUSE = 0.05
"""Seconds between two looks."""
TAIL = 40
"""Lines of the log that an error shows."""
LOOPBACK = "127.0.0.1"


@dataclass(slots=True)
class Node:
    """A node in its own folder `home`; its ports are free ones that the server itself picks."""

    distribution: Distribution
    place: Path
    """Where the server is kept (`servers.cache`)."""
    home: Path
    name: str
    heap: str
    """Greatest heap, as Java's -Xmx takes it."""
    full_speed: bool = False
    """Whether Java optimizes for the long run, which takes twice the work at the start."""
    http: int = 0
    """Port for requests; 0 before the first start."""
    transport: int = 0
    """Port for other nodes; 0 before the first start."""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where it takes requests."""
        return f"http://{LOOPBACK}:{self.http}"

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self.process is not None and self.process.poll() is None

    @property
    def log(self) -> str:
        """All it has printed, over all its starts."""
        file = self.home / "log"
        return file.read_text(errors="replace") if file.exists() else ""

    def start(self, settings: Mapping[str, str]) -> None:
        """Start the process; a second start takes the same ports and finds the same data."""
        self.home.mkdir(exist_ok=True)
        for kind in ("http", "transport"):
            self._ports_file(kind).unlink(missing_ok=True)
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self._command(settings),
                stdin=subprocess.PIPE,  # the node ends when the other end closes, and so however we end
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us; we end the node
            )

    def await_ports(self) -> None:
        """Wait until the node has told its ports. Raises ServerNotStarted."""
        self.wait_for(lambda: self._ports_file("http").exists(), what="told no port")
        self.http, self.transport = self._port("http"), self._port("transport")

    def wait_for(self, condition: Callable[[], bool], *, what: str) -> None:
        """Look until the condition holds. Raises ServerNotStarted when the node ends or takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if not self.alive:
                raise ServerNotStarted(f"{self.distribution.title} ended while starting", log=self._tail())
            if time.monotonic() > deadline:
                reason = f"{self.distribution.title} {what} within {PATIENCE} s"
                raise ServerNotStarted(reason, log=self._tail())
            time.sleep(PAUSE)

    def wait(self) -> None:
        """Return when the process has ended by itself."""
        if self.process is not None:
            self.process.wait()

    def stop(self) -> None:
        """Kill the process, like a crash; what it stored stays for the next start."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()
        self.process = None

    def _command(self, settings: Mapping[str, str]) -> list[str]:
        modules = [str(self.place / "modules")] if self.distribution.module else []
        return [str(java()), *self._options(), str(self.home), *modules, *self._pairs(settings)]

    def _options(self) -> list[str]:
        program = self.place / "program"
        return [
            f"-Xmx{self.heap}",
            *([] if self.full_speed else ["-XX:TieredStopAtLevel=1"]),
            f"-Dlog4j2.configurationFile={program / 'log4j2.properties'}",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            os.pathsep.join([str(program), f"{self.place / 'lib'}/*"]),
            self.distribution.programs[0],
        ]

    def _pairs(self, settings: Mapping[str, str]) -> list[str]:
        own = {
            "node.name": self.name,
            "node.portsfile": "true",
            "network.host": LOOPBACK,
            "http.port": str(self.http),
            "transport.port": str(self.transport),
            # A disk that is nearly full is no reason for a test to fail.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        return [f"{key}={value}" for key, value in {**own, **settings}.items()]

    def _ports_file(self, kind: str) -> Path:
        return self.home / "logs" / f"{kind}.ports"

    def _port(self, kind: str) -> int:
        return int(self._ports_file(kind).read_text().split()[0].rpartition(":")[2])

    def _tail(self) -> str:
        return "\n".join(self.log.splitlines()[-TAIL:])
