"""Fixtures that lend real servers to tests: each is started once, when the first test asks for it.

Where a server cannot be had the test is skipped, and the last line of the run says so;
DALIL_REQUIRE_ENGINES=1 makes that a failure, for CI.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from servers.catalog import CATALOG, ServerName
from servers.errors import ServerUnavailable
from servers.postgres import postgres as postgres_server
from servers.server import Server, running

REQUIRED = "DALIL_REQUIRE_ENGINES"
CLUSTER_NODES = 3
MISSED = pytest.StashKey[dict[str, str]]()
"""Servers that tests asked for in vain, with the reason."""


@pytest.fixture(scope="session")
def opensearch(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One node of OpenSearch 3."""
    yield from _lend(request, ServerName.OPENSEARCH)


@pytest.fixture(scope="session")
def opensearch2(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One node of OpenSearch 2."""
    yield from _lend(request, ServerName.OPENSEARCH2)


@pytest.fixture(scope="session")
def elasticsearch9(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One node of Elasticsearch 9."""
    yield from _lend(request, ServerName.ELASTICSEARCH)


@pytest.fixture(scope="session")
def elasticsearch8(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One node of Elasticsearch 8."""
    yield from _lend(request, ServerName.ELASTICSEARCH8)


@pytest.fixture(scope="session")
def elasticsearch_cluster(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Three nodes of Elasticsearch 9; use `cluster`, which makes it whole again after each test."""
    yield from _lend(request, ServerName.ELASTICSEARCH, nodes=CLUSTER_NODES)


@pytest.fixture(scope="session")
def opensearch_three(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Three nodes of OpenSearch 3; use `opensearch_cluster`, which makes it whole again after each test."""
    yield from _lend(request, ServerName.OPENSEARCH, nodes=CLUSTER_NODES)


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a PostgreSQL for tests, each of which should keep to a schema of its own."""
    with ExitStack() as stack:
        with _missed(request, "PostgreSQL"):
            address = stack.enter_context(postgres_server())
        yield address


@pytest.fixture
def cluster(elasticsearch_cluster: Server) -> Iterator[Server]:
    """A whole cluster of Elasticsearch 9 whose nodes a test may stop."""
    yield elasticsearch_cluster
    _make_whole(elasticsearch_cluster)


@pytest.fixture
def opensearch_cluster(opensearch_three: Server) -> Iterator[Server]:
    """A whole cluster of OpenSearch 3 whose nodes a test may stop."""
    yield opensearch_three
    _make_whole(opensearch_three)


def _lend(request: pytest.FixtureRequest, name: ServerName, *, nodes: int = 1) -> Iterator[Server]:
    with ExitStack() as stack:
        with _missed(request, CATALOG[name].title):
            server = stack.enter_context(running(name, nodes=nodes))
        yield server


@contextmanager
def _missed(request: pytest.FixtureRequest, title: str) -> Iterator[None]:
    """Skip what needs a server that cannot be had, or fail where it must be had."""
    try:
        yield
    except ServerUnavailable as missing:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, and {missing}", pytrace=False)
        request.config.stash.setdefault(MISSED, {})[title] = str(missing)
        pytest.skip(str(missing))


def _make_whole(server: Server) -> None:
    for index, node in enumerate(server.members):
        if not node.alive:
            server.start_node(index)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly, where everybody looks, what was not tried."""
    for title, reason in config.stash.get(MISSED, {}).items():
        terminalreporter.write_line(f"SEARCH ENGINES NOT TESTED: {title}: {reason}", red=True, bold=True)
