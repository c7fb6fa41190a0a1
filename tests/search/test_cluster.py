"""A cluster of three real nodes answers and takes documents while one of them dies."""

import threading

import pytest

from search.conformance import document
from search.conformance.comparing import Agrees
from search.conformance.enduring import Endures
from search.conformance.rebuilding import Rebuilds
from search.conformance.writing import Writes
from search.engines import open_engine
from search.query import Query
from tests.search.clusters import address

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

BEFORE, AFTER = 10, 30
"""Batches written before and after a node dies."""


@pytest.fixture(params=["cluster", "opensearch_cluster"])
def server(request):
    return request.getfixturevalue(request.param)


def listing(number):
    return document(f"suq:offer:{number:04d}", title="شعار")


@pytest.mark.parametrize("node", [0, 2])
def test_searches_and_writes_go_on_while_a_node_dies(server, node):
    writer, reader = (open_engine(address(server, f"dying-{node}")) for _ in range(2))
    totals, ended = [], threading.Event()

    def read():
        while not ended.is_set():
            totals.append(reader.search(Query(text="شعار", limit=5)).total)

    def write(first, last):
        for number in range(first, last):
            writer.apply([listing(number)], cursor=number + 1, since=number)

    server.await_whole()
    write(0, BEFORE)
    server.await_whole()
    thread = threading.Thread(target=read)
    thread.start()
    try:
        server.stop_node(node)
        write(BEFORE, AFTER)
    finally:
        ended.set()
        thread.join()
    assert writer.cursor() == AFTER
    assert len(totals) > 1
    assert min(totals) >= BEFORE, "every answer was whole"
    # A copy that is made while documents come shows the very last of them with the next write.
    server.await_whole()
    write(AFTER, AFTER + 1)
    assert list(reader.scan(Query())) == [listing(number).ref for number in range(AFTER + 1)]
    for engine in (writer, reader):
        engine.close()


class TestCluster(Writes, Rebuilds, Endures, Agrees):
    """The contract, of which the second half is kept with a node less."""

    opened = 0

    @pytest.fixture(scope="class")
    @classmethod
    def shrinking(cls, elasticsearch_cluster):
        yield elasticsearch_cluster
        if not elasticsearch_cluster.members[1].alive:
            elasticsearch_cluster.start_node(1)

    @pytest.fixture
    def open_again(self, shrinking):
        TestCluster.opened += 1
        if TestCluster.opened == BEFORE:
            shrinking.stop_node(1)
        return lambda: open_engine(address(shrinking, "conformance"))
