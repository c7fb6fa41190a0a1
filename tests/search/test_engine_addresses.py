"""What the URL of a cluster's index may say, and that nothing secret in it is ever shown."""

import base64

import pytest

from search.engines import open_engine
from search.engines.elastic import read_address
from search.errors import UnknownEngine

READ = [
    ("elasticsearch+http://localhost", {"hosts": ("http://localhost:9200",), "alias": "dalil"}),
    ("opensearch+http://localhost/", {"family": "opensearch", "alias": "dalil"}),
    (
        "opensearch+http://a:1,b:2,c/jobs",
        {"hosts": ("http://a:1", "http://b:2", "http://c:9200"), "alias": "jobs"},
    ),
    ("opensearch+http://a,b,a", {"hosts": ("http://a:9200", "http://b:9200")}),
    ("opensearch+https://[::1]:9300/x", {"hosts": ("https://[::1]:9300",)}),
    ("opensearch+http://h/my%2Djobs_1", {"alias": "my-jobs_1"}),
    ("opensearch+http://h?timeout=2.5&shards=3&replicas=0", {"timeout": 2.5, "shards": 3, "replicas": 0}),
    ("opensearch+http://h", {"timeout": 10.0, "shards": 1, "replicas": None, "ca": None, "headers": {}}),
]


@pytest.mark.parametrize(("url", "said"), READ)
def test_an_address_says(url, said):
    address = read_address(url)
    assert {name: getattr(address, name) for name in said} == said


def basic(text):
    return f"Basic {base64.b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    ("url", "header"),
    [
        ("opensearch+http://me:pass@h", basic("me:pass")),
        ("opensearch+http://me:p%40ss%3A%2F%3Fw@h", basic("me:p@ss:/?w")),
        ("opensearch+http://me@h", basic("me:")),
        ("opensearch+http://%D8%A3:%D8%B3@h", basic("أ:س")),
        ("opensearch+http://h?api_key=VnVh+/Q2Z==", "ApiKey VnVh+/Q2Z=="),
        ("opensearch+http://h?api_key=VnVh%2B%2FQ2Z%3D%3D", "ApiKey VnVh+/Q2Z=="),
        ("opensearch+http://h?api_key=id:key", f"ApiKey {base64.b64encode(b'id:key').decode()}"),
    ],
)
def test_who_asks_is_said_in_a_header(url, header):
    assert read_address(url).headers == {"authorization": header}


BAD = [
    ("opensearch+http://", "host"),
    ("opensearch+http:///jobs", "host"),
    ("opensearch+http:localhost:9200", "host"),
    ("opensearch+http://a,,b", "host"),
    ("opensearch+http://h:port", "port"),
    ("opensearch+http://h:99999", "port"),
    ("opensearch+http://[::1", "cannot be read"),
    ("opensearch+http://h/Jobs", "small letters"),
    ("opensearch+http://h/a/b", "small letters"),
    ("opensearch+http://h/_all", "small letters"),
    ("opensearch+http://h/a,b", "small letters"),
    ("opensearch+http://h/a*", "small letters"),
    ("opensearch+http://h?apikey=s3cret", "api_key, ca"),
    ("opensearch+http://h?timeout=soon", "timeout"),
    ("opensearch+http://h?timeout=0", "timeout"),
    ("opensearch+http://h?timeout=nan", "timeout"),
    ("opensearch+http://h?shards=0", "shards"),
    ("opensearch+http://h?replicas=-1", "replicas"),
    ("opensearch+http://me:s3cret@h?api_key=s3cret", "one of them"),
    ("opensearch+http://h?api_key=s3cret%0Ax", "strange"),
    ("opensearch+http://h?ca=/etc/passwd", "https"),
    ("opensearch+https://h?ca=/no/such/file", "no file"),
    ("opensearchs://me:s3cret@h", "known: elasticsearch"),
    ("me:s3cret@h", "known: elasticsearch"),
    ("solr://h", "known: elasticsearch"),
]


@pytest.mark.parametrize(("url", "reason"), BAD)
def test_a_bad_address_is_refused_with_the_reason(url, reason):
    with pytest.raises(UnknownEngine, match=reason) as refused:
        open_engine(url)
    assert "s3cret@" not in str(refused.value)
    assert "=s3cret" not in str(refused.value)


@pytest.mark.parametrize("family", ["opensearch", "elasticsearch"])
def test_what_is_secret_is_not_shown(family):
    url = f"{family}+http://me:s3cret@localhost:1/jobs?timeout=3"
    address = read_address(url)
    assert "s3cret" not in f"{address} {address.name}"
    assert "me" not in address.name
    assert address.name == f"{family}+http://localhost:1/jobs"
    assert basic("me:s3cret").split()[1] not in repr(address)
