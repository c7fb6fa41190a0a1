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
    ("opensearch+http://Search_1.example.:9300", {"hosts": ("http://search_1.example.:9300",)}),
    ("opensearch+http://بحث.مثال", {"hosts": ("http://xn--ngbgf.xn--mgbh0fb:9200",)}),
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
    ("opensearch+http://h h", "host 1 in"),
    ("opensearch+http://a,h%,b", "host 2 in"),
    ("opensearch+http://h<>", "host 1 in"),
    ("opensearch+http://h\\x:1", "host 1 in"),
    ("opensearch+http://a..b", "host 1 in"),
    (f"opensearch+http://{'a' * 64}", "host 1 in"),
    (f"opensearch+http://{'a.' * 130}", "host 1 in"),
    ("opensearch+http://[fe80::1%25lo]", "host 1 in"),
    ("opensearch+http://h#", "behind a #"),
    ("opensearch+http://h/jobs#there", "behind a #"),
    ("opensearch+https://h?ca=/me@home.pem", "%40 for @"),
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
    ("opensearch+https://h?ca=/no/such/file", "no such file"),
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


WITH_A_SECRET = [
    ("http://admin:S3cr/et!pw@host:9200/dalil", "percent-encoded"),
    ("http://admin:S3cr?et!pw@host:9200/dalil", "percent-encoded"),
    ("http://admin:S3cr#et!pw@host:9200/dalil", "percent-encoded"),
    ("http://admin:12345/et!pw@host/dalil", "percent-encoded"),
    ("http://admin:12345?et!pw@host/dalil", "percent-encoded"),
    ("http://admin:12345#et!pw@host/dalil", "percent-encoded"),
    ("http://admin:S3cr[et!pw@host/dalil", "percent-encoded"),
    ("http://admin:S3cr\N{ACCOUNT OF}et!pw@host/dalil", "percent-encoded"),
    ("http:admin:S3cr@host", "host is missing"),
    ("http://admin:S3cr", "host 1 in"),
    ("http://a,S3cr et!pw", "host 2 in"),
    ("http://h/dalil&api_key=S3cr", "small letters"),
    ("http://h?timeout=1&S3cr", "parameter 2 in"),
    ("http://h?timeout=1;api_key=S3cr", "timeout"),
    ("http://h?shards=1;api_key=S3cr", "shards"),
    ("https://h?ca=/ca.pem;api_key=S3cr", "no such file"),
    ("http//h?api_key=S3cr", "known: elasticsearch"),
    ("http//h?api_key=S3cr:et!pw", "known: elasticsearch"),
]


@pytest.mark.parametrize("family", ["opensearch", "elasticsearch"])
@pytest.mark.parametrize(("url", "reason"), WITH_A_SECRET)
def test_what_stands_in_the_wrong_place_is_not_repeated(family, url, reason):
    with pytest.raises(UnknownEngine, match=reason) as refused:
        open_engine(f"{family}+{url}")
    error = refused.value
    assert error.__cause__ is None, "a traceback would show it"
    assert error.__context__ is None or error.__suppress_context__
    assert not any(part in str(error) for part in ("S3cr", "et!pw", "12345", "admin"))


@pytest.mark.parametrize("family", ["opensearch", "elasticsearch"])
@pytest.mark.parametrize("sign", "/?#@:[]% ,+&=")
def test_any_sign_may_be_in_a_password_in_percent(family, sign):
    address = read_address(f"{family}+http://me:S3cr%{ord(sign):02X}et@host/dalil")
    assert address.headers == {"authorization": basic(f"me:S3cr{sign}et")}


@pytest.mark.parametrize("family", ["opensearch", "elasticsearch"])
def test_what_is_secret_is_not_shown(family):
    url = f"{family}+http://me:s3cret@localhost:1/jobs?timeout=3"
    address = read_address(url)
    assert "s3cret" not in f"{address} {address.name}"
    assert "me" not in address.name
    assert address.name == f"{family}+http://localhost:1/jobs"
    assert basic("me:s3cret").split()[1] not in repr(address)
