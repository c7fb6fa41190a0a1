"""What an engine tells of a server that is away, full, strict or none at all, played by a small one."""

import json
import logging
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from search.engines import open_engine
from search.errors import EngineUnavailable
from search.query import Query

FAMILIES = ["elasticsearch", "opensearch"]
FOUND = '{"_index": "jobs-000001", "_source": {"cursor": 7}, "_seq_no": 1, "_primary_term": 1, "found": true}'


@contextmanager
def serving(status, body, *, wait=None, certificate=None, product="Elasticsearch"):
    """A server that answers always the same, or by path and by None; over TLS with a certificate."""
    bodies = body if isinstance(body, dict) else {None: body}

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            self.rfile.read(int(self.headers.get("content-length", 0)))
            seen.append(self.headers)
            if wait is not None:
                wait.wait()
            body = bodies.get(self.path, bodies[None])
            self.send_response(status)
            self.send_header("content-type", "application/json" if body.startswith("{") else "text/html")
            self.send_header("content-length", str(len(body)))
            if product is not None:
                self.send_header("x-elastic-product", product)
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815  named by the library

        def log_message(self, *_):
            pass

    seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.handle_error = lambda *_: None  # a client that has given up waiting is what some tests are about
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}", seen
    finally:
        if wait is not None:
            wait.set()
        server.shutdown()
        thread.join()
        server.server_close()


def refusal(family, host, parameters=""):
    engine = open_engine(f"{family}+http://{host}/jobs{parameters}", for_rebuild=True)
    try:
        with pytest.raises(EngineUnavailable) as refused:
            engine.search(Query(text="شعار"))
        with pytest.raises(EngineUnavailable):
            engine.apply([], cursor=1)
        with pytest.raises(EngineUnavailable):
            engine.status()
    finally:
        engine.close()
    return str(refused.value)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (
            401,
            '{"error": {"type": "security_exception", "reason": "for [s3cret]"}, "status": 401}',
            "password",
        ),
        (401, "Unauthorized", "password"),
        (403, '{"error": {"type": "security_exception", "reason": "no"}, "status": 403}', "may not"),
        (429, '{"error": {"type": "circuit_breaking_exception", "reason": "heap"}, "status": 429}', "later"),
        (500, '{"error": {"type": "odd", "reason": "why"}, "status": 500}', "log"),
        (502, "<html>Bad gateway</html>", "502"),
        (503, '{"error": {"type": "cluster_block_exception", "reason": "none"}, "status": 503}', "node"),
        (400, '{"error": {"type": "odd", "reason": "why"}, "status": 400}', "odd"),
        (200, "<html>Welcome</html>", "JSON"),
    ],
)
def test_an_answer_that_is_no_use_is_told(family, status, body, told):
    with serving(status, body) as (host, _):
        message = refusal(family, host)
    assert told in message
    assert f"{family}+http://{host}/jobs" in message
    assert "s3cret" not in message


@pytest.mark.parametrize("family", FAMILIES)
def test_a_closed_port_is_told(family):
    with serving(200, "{}") as (host, _):
        pass
    assert "no connection" in refusal(family, host)


@pytest.mark.parametrize("family", FAMILIES)
def test_silence_ends_after_the_allowed_time(family):
    with serving(200, "{}", wait=threading.Event()) as (host, _):
        engine = open_engine(f"{family}+http://{host}/jobs?timeout=0.2", for_rebuild=True)
        with pytest.raises(EngineUnavailable, match="in time"):
            engine.cursor()
        engine.close()


@pytest.mark.parametrize("family", FAMILIES)
def test_another_host_is_asked_when_one_does_not_answer(family):
    with serving(200, "{}") as (closed, _):
        pass
    with serving(200, FOUND) as (host, _):
        engine = open_engine(f"{family}+http://{closed},{host},{closed}/jobs", for_rebuild=True)
        assert [engine.cursor() for _ in range(6)] == [7] * 6
        engine.close()


@pytest.mark.parametrize("family", FAMILIES)
def test_opening_for_use_tells_at_once_and_opening_for_rebuild_later(family):
    with serving(200, "{}") as (host, _):
        pass
    open_engine(f"{family}+http://{host}/jobs", for_rebuild=True).close()
    with pytest.raises(EngineUnavailable):
        open_engine(f"{family}+http://{host}/jobs")


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("user", "parameters"), [("me:s3cret@", ""), ("", "?api_key=s3cret")])
def test_who_we_are_goes_with_every_request_and_into_no_log(family, user, parameters, caplog):
    caplog.set_level(logging.DEBUG)
    with serving(401, "no") as (host, seen):
        message = refusal(family, f"{user}{host}", parameters)
    assert seen
    assert all(headers["authorization"] for headers in seen)
    shown = f"{message} {caplog.text}"
    assert "s3cret" not in shown
    assert not any(headers["authorization"].split()[1] in shown for headers in seen)


def test_the_wrong_family_is_told():
    with serving(200, '{"found": true}') as (host, _), pytest.raises(EngineUnavailable):
        open_engine(f"elasticsearch+https://{host}/jobs?timeout=1")


UNTAKEN = "Content-Type header [application/vnd.elasticsearch+json; compatible-with=8] is not supported"


@pytest.mark.parametrize(
    ("status", "body"), [(406, json.dumps({"error": UNTAKEN, "status": 406})), (200, FOUND)]
)
def test_opensearch_behind_the_name_of_elasticsearch_is_told(status, body):
    with serving(status, body, product=None) as (host, _):
        message = refusal("elasticsearch", host)
    assert "for OpenSearch begin it with opensearch+" in message
    assert f"elasticsearch+http://{host}/jobs" in message


def test_elasticsearch_that_does_not_take_a_kind_is_still_elasticsearch():
    with serving(406, "{}") as (host, _):
        assert "406" in refusal("elasticsearch", host)


LOOK = "/_search/point_in_time/_all"
UNKNOWN = json.dumps({"error": f"no handler found for uri [{LOOK}] and method [GET]"})


def test_elasticsearch_behind_the_name_of_opensearch_is_told_before_anything_is_written():
    with serving(200, {LOOK: UNKNOWN, None: FOUND}) as (host, seen):
        message = refusal("opensearch", host)
    assert "for Elasticsearch begin it with elasticsearch+" in message
    assert f"opensearch+http://{host}/jobs" in message
    assert len(seen) == 3
    assert all("content-length" not in headers for headers in seen)


@pytest.mark.parametrize("answer", ['{"pits": []}', '{"error": "not for you", "status": 403}'])
def test_opensearch_is_looked_at_once_and_believed_when_it_does_not_tell(answer):
    with serving(200, {LOOK: answer, None: FOUND}) as (host, seen):
        engine = open_engine(f"opensearch+http://{host}/jobs")
        assert [engine.cursor() for _ in range(4)] == [7] * 4
        engine.close()
    assert len(seen) == 1 + 1 + 4


def test_a_server_that_holds_no_state_fast_is_told():
    with serving(200, FOUND) as (host, _):
        engine = open_engine(f"opensearch+http://{host}/jobs")
        with pytest.raises(EngineUnavailable, match="another product"):
            list(engine.scan(Query()))
        engine.close()


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def ca(authority, tmp_path):
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    return tmp_path / "authority.pem"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_server_whose_authority_is_named_is_trusted(family, authority, ca):
    with serving(200, FOUND, certificate=authority.issue_cert("127.0.0.1")) as (host, seen):
        engine = open_engine(f"{family}+https://me:s3cret@{host}/jobs?ca={ca}", for_rebuild=True)
        assert engine.cursor() == 7
        engine.close()
    assert all(headers["authorization"] for headers in seen)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("known", [False, True], ids=["of nobody we know", "of another host"])
def test_a_server_with_a_strange_certificate_is_told_nothing(family, authority, ca, known):
    certificate = authority.issue_cert("search.example" if known else "127.0.0.1")
    with serving(200, FOUND, certificate=certificate) as (host, seen):
        engine = open_engine(
            f"{family}+https://me:s3cret@{host}/jobs{f'?ca={ca}' if known else ''}", for_rebuild=True
        )
        with pytest.raises(EngineUnavailable, match="certificate"):
            engine.cursor()
        engine.close()
    assert seen == []
