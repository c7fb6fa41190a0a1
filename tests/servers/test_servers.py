"""Real servers start, take documents, survive a lost node, and are gone afterwards."""

import http.client
import json
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # a cluster may start on a busy machine


def ask(url, method, path, body=None):
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    try:
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"content-type": "application/json"})
        response = connection.getresponse()
        answer = json.loads(response.read())
    finally:
        connection.close()
    assert response.status in {200, 201}, answer
    return answer


def found(url, index):
    return ask(url, "GET", f"/{index}/_search")["hits"]["total"]["value"]


@pytest.mark.parametrize("name", ["opensearch", "elasticsearch9", "elasticsearch8"])
def test_a_document_that_was_stored_is_found(name, request):
    server = request.getfixturevalue(name)
    ask(server.url, "PUT", "/kept/_doc/1?refresh=true", {"title": "تصميم شعار"})
    assert found(server.url, "kept") == 1
    nodes = ask(server.url, "GET", "/_nodes")["nodes"].values()
    assert [node["version"] for node in nodes] == [server.version]


@pytest.mark.parametrize("name", ["cluster", "opensearch_cluster"])
def test_a_cluster_answers_with_a_node_gone_and_takes_it_back(name, request):
    server = request.getfixturevalue(name)
    ask(server.url, "PUT", "/kept", {"settings": {"number_of_replicas": 2}})
    ask(server.url, "PUT", "/kept/_doc/1?refresh=true", {"title": "تصميم شعار"})
    server.await_whole()
    server.stop_node(0)
    server.await_whole()
    assert [found(url, "kept") for url in server.nodes[1:]] == [1, 1]
    server.start_node(0)
    assert found(server.url, "kept") == 1
