"""Starts and stops a whole server, of one node or a cluster of several, in a temporary folder."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from servers.cache import prepared
from servers.catalog import CATALOG, Distribution, ServerName
from servers.health import health
from servers.node import LOOPBACK, Node

HEAP = "512m"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; its nodes keep their ports and data over a stop and a start."""

    distribution: Distribution
    members: tuple[Node, ...]
    settings: Mapping[str, str]

    @property
    def name(self) -> ServerName:
        """Which server it is."""
        return self.distribution.name

    @property
    def version(self) -> str:
        """The server's version, like 9.2.0."""
        return self.distribution.version

    @property
    def nodes(self) -> tuple[str, ...]:
        """The address of every node, running or stopped: `http://127.0.0.1:PORT`."""
        return tuple(node.url for node in self.members)

    @property
    def url(self) -> str:
        """The address of the first node."""
        return self.members[0].url

    @property
    def log(self) -> str:
        """All that the nodes have printed."""
        return "".join(node.log for node in self.members)

    def stop_node(self, index: int) -> None:
        """Kill one node, counted from 0, as a crash would; the others are left to notice."""
        self.members[index].stop()

    def start_node(self, index: int) -> None:
        """Start a stopped node again, on its port and data, and wait until it has joined and all is whole."""
        node = self.members[index]
        node.start(self._settings(seeds=[each for each in self.members if each.alive]))
        node.await_ports()
        self.await_whole()

    def start(self) -> None:
        """Start all nodes: the first founds the cluster, the others join it. Raises ServerNotStarted."""
        first, *others = self.members
        first.start(self._settings(seeds=[]))
        first.await_ports()
        for node in others:
            node.start(self._settings(seeds=[first]))
        for node in others:
            node.await_ports()
        self.await_whole()

    def await_whole(self) -> None:
        """Wait until every running node sees just the running ones and no shard is missing."""
        running = [node for node in self.members if node.alive]
        for node in running:
            node.wait_for(partial(self._whole, node, len(running)), what="was not whole")

    def stop(self) -> None:
        """Kill all nodes."""
        for node in self.members:
            node.stop()

    def _whole(self, node: Node, count: int) -> bool:
        # A shard's copy lies on another node: with one gone, or one in all, there may be no room for it.
        complete = count == len(self.members) > 1
        fine = {"green"} if complete else {"green", "yellow"}
        found = health(node.http)
        return found is not None and found.nodes == count and found.status in fine

    def _settings(self, *, seeds: list[Node]) -> dict[str, str]:
        return {"cluster.name": f"dalil-{self.name}", **self._discovery(seeds), **self.settings}

    def _discovery(self, seeds: list[Node]) -> dict[str, str]:
        if len(self.members) == 1:
            return {"discovery.type": "single-node"}
        # Without seeds a node would look for others at the usual ports, and find strangers.
        addresses = ",".join(f"{LOOPBACK}:{node.transport}" for node in seeds)
        founder = {} if seeds else {self.distribution.founders: self.members[0].name}
        return {"discovery.seed_hosts": addresses, **founder}


@contextmanager
def running(
    name: ServerName,
    *,
    nodes: int = 1,
    heap: str = HEAP,
    full_speed: bool = False,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """A server with that many nodes, each with at most `heap` memory of its own, for the time of the block.

    `full_speed` is for measuring: a start takes twice the work, and answers become faster with use.
    `settings` are further ones of the server itself. Raises ServerUnavailable or ServerNotStarted.
    """
    distribution = CATALOG[name]
    place = prepared(distribution)
    with tempfile.TemporaryDirectory(prefix=f"dalil-{name}-", ignore_cleanup_errors=True) as folder:
        members = tuple(
            Node(distribution, place, home=Path(folder) / each, name=each, heap=heap, full_speed=full_speed)
            for each in (f"node-{number}" for number in range(1, nodes + 1))
        )
        server = Server(distribution, members=members, settings=settings or {})
        try:
            server.start()
            yield server
        finally:
            server.stop()
