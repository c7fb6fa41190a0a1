"""What can go wrong with an index on a cluster, tried on real servers."""

import itertools
import time

import pytest
from pydantic_core import to_json

from search.conformance import document
from search.engines import open_engine
from search.engines.elastic import ElasticEngine, generations, lease, read_address, schema
from search.engines.elastic.client import Refused, request
from search.engines.elasticsearch import ElasticsearchClient
from search.engines.opensearch import OpenSearchClient
from search.errors import DocumentsRefused, EngineUnavailable, IndexBusy, IndexCorrupt, IndexOutdated
from search.interface import Prepared
from search.query import Query
from tests.search.clusters import address

pytestmark = pytest.mark.slow

CLIENTS = {"opensearch": OpenSearchClient, "elasticsearch9": ElasticsearchClient}
NUMBERS = itertools.count(1)


@pytest.fixture(params=CLIENTS)
def url(request):
    return address(request.getfixturevalue(request.param), f"faults-{next(NUMBERS)}")


@pytest.fixture
def client(url):
    family = OpenSearchClient if url.startswith("opensearch") else ElasticsearchClient
    client = family(read_address(url))
    yield client
    client.close()


@pytest.fixture
def alias(url):
    return read_address(url).alias


@pytest.fixture
def engine(url):
    engine = open_engine(url, for_rebuild=True)
    yield engine
    engine.close()


def refs(engine):
    return sorted(hit.ref for hit in engine.search(Query(limit=100)).hits)


def one(number, **facts):
    return document(f"suq:offer:{number}", **facts)


def indexes(client, alias):
    return sorted(client.send(request("GET", f"/{alias}-0*/_settings")))


def test_a_refused_document_is_named_and_all_others_are_kept(engine):
    odd = Prepared("suq:offer:2", to_json({"ref": "suq:offer:2", "colour": "red"}))
    engine.apply([one(0)], cursor=1)
    with pytest.raises(DocumentsRefused, match="suq:offer:2") as refused:
        engine.apply_prepared([engine.prepare(one(1)), odd, engine.prepare(one(3))], cursor=4)
    assert list(refused.value.reasons) == ["suq:offer:2"]
    assert (refs(engine), engine.cursor()) == (["suq:offer:0", "suq:offer:1", "suq:offer:3"], 1)
    with pytest.raises(DocumentsRefused), engine.rebuild() as builder:
        builder.apply_prepared([odd], cursor=9)
    assert engine.cursor() == 1


def test_many_documents_come_in_parts_and_the_last_of_a_ref_stays(engine):
    many = [one(number % 1_500, title=f"شعار {number // 1_500}") for number in range(3_000)]
    engine.apply(many, deleted=["suq:offer:7"], cursor=3_000)
    assert engine.count() == 1_499
    assert engine.search(Query(text='"شعار 0"')).total == 0
    assert len(list(engine.scan(Query(text='"شعار 1"')))) == 1_499


def test_long_refs_are_kept_apart(engine):
    long = [f"suq:offer:{'ع' * 600}{number}" for number in range(3)]
    engine.apply([document(ref) for ref in long], deleted=long[:1], cursor=1)
    assert refs(engine) == long[1:]
    assert engine.similar(long[1]) is not None


def test_an_index_that_was_deleted_is_begun_anew(engine, client, alias):
    engine.apply([one(1)], cursor=5)
    client.send(request("DELETE", f"/{alias}-000001"))
    assert (engine.search(Query()).total, engine.cursor(), engine.count()) == (0, 0, 0)
    engine.apply([one(2)], cursor=6)
    assert refs(engine) == ["suq:offer:2"]


def test_an_index_without_its_cursor_is_found_corrupt_and_rebuilt(engine, client, alias, url):
    engine.apply([one(1)], cursor=5)
    client.send(request("DELETE", f"/{alias}/_doc/%23cursor"))
    with pytest.raises(IndexCorrupt):
        engine.cursor()
    with pytest.raises(IndexCorrupt):
        open_engine(url)
    assert engine.status().schema_version == "unusable"
    with engine.rebuild() as builder:
        builder.apply([one(2)], cursor=8)
    assert (refs(engine), engine.cursor()) == (["suq:offer:2"], 8)


def test_an_index_of_another_version_answers_its_own_until_it_is_rebuilt(url, engine, monkeypatch):
    engine.apply([one(1)], cursor=5)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 999)
    with pytest.raises(IndexOutdated, match="this is 999"):
        open_engine(url)
    newer = open_engine(url, for_rebuild=True)
    for ask in (newer.cursor, newer.count, lambda: newer.search(Query())):
        with pytest.raises(IndexOutdated):
            ask()
    assert newer.status().documents == 0
    with newer.rebuild() as builder:
        builder.apply([one(2)], cursor=6)
        assert refs(engine) == ["suq:offer:1"], "the older program searches while the newer one builds"
    assert refs(newer) == ["suq:offer:2"]
    monkeypatch.undo()
    with pytest.raises(IndexOutdated):
        engine.search(Query())
    newer.close()


def test_what_a_killed_rebuild_left_goes_with_the_next(engine, client, alias):
    engine.apply([one(1)], cursor=1)
    client.send(request("PUT", f"/{alias}-000007", {}))
    with engine.rebuild():
        assert indexes(client, alias) == [f"{alias}-000001", f"{alias}-000002"]
    assert indexes(client, alias) == [f"{alias}-000002"]


def impatient(client, url):
    return ElasticEngine(client, read_address(url), for_rebuild=True, patience=0.1)


def test_two_rebuilds_at_once_are_one_too_many(engine, client, url):
    with engine.rebuild() as builder:
        builder.apply([one(1)], cursor=1)
        with pytest.raises(IndexBusy), impatient(client, url).rebuild():
            pass
    assert refs(engine) == ["suq:offer:1"]


def test_a_writer_waits_for_another_and_not_for_ever(engine, client, url):
    def slow():
        with pytest.raises(IndexBusy):
            impatient(client, url).apply([one(2)], cursor=2)
        yield one(1)

    engine.apply(slow(), cursor=1)
    assert (refs(engine), engine.cursor()) == (["suq:offer:1"], 1)


def test_the_lease_of_a_killed_writer_is_taken_over(engine, client, alias, monkeypatch):
    engine.apply([], cursor=1)
    client.send(request("PUT", f"/{alias}-leases/_doc/writing", {"owner": "killed"}))
    monkeypatch.setattr(lease, "LEASE_SECONDS", 0.3)
    engine.apply([one(1)], cursor=2)
    assert (refs(engine), engine.cursor()) == (["suq:offer:1"], 2)


def test_a_writer_that_lost_its_lease_changes_nothing(engine, client, alias):
    def overtaken():
        yield one(1)
        client.send(request("PUT", f"/{alias}-leases/_doc/writing", {"owner": "another"}))
        client.send(request("PUT", f"/{alias}/_doc/%23cursor", {"cursor": 9}))

    engine.apply([], cursor=1)
    with pytest.raises(IndexBusy):
        engine.apply(overtaken(), cursor=2)
    assert engine.cursor() == 9


def test_a_lease_is_kept_while_its_holder_lives(engine, client, alias, monkeypatch):
    monkeypatch.setattr(lease, "SIGN_SECONDS", 0.01)
    marks = set()

    def slow():
        until = time.monotonic() + 60
        while len(marks) < 3 and time.monotonic() < until:
            marks.add(client.send(request("GET", f"/{alias}-leases/_doc/writing"))["_seq_no"])
        yield one(1)

    engine.apply(slow(), cursor=1)
    assert len(marks) == 3
    assert not client.send(request("GET", f"/{alias}-leases/_doc/writing"))["found"]


def test_an_index_of_somebody_else_is_left_alone(engine, client, alias):
    client.send(request("PUT", f"/{alias}", {}))
    with pytest.raises(EngineUnavailable, match="not ours"):
        engine.cursor()
    with pytest.raises(EngineUnavailable, match="not ours"), engine.rebuild():
        pass
    assert client.send(request("GET", f"/{alias}"))


def test_a_scan_goes_on_when_a_rebuild_takes_the_index_away(engine, monkeypatch):
    monkeypatch.setattr("search.engines.elastic.searching.SCAN_BATCH", 10)
    listings = [one(f"{number:02d}") for number in range(25)]
    engine.apply(listings, cursor=25)
    scan = engine.scan(Query())
    begun = [next(scan) for _ in range(10)]
    with engine.rebuild() as builder:
        builder.apply(listings, cursor=25)
    assert begun + list(scan) == [listing.ref for listing in listings]


def test_a_write_to_an_index_that_is_gone_makes_no_new_one(engine, client, alias):
    engine.apply([one(1)], cursor=1)
    gone = generations.writing_alias(f"{alias}-000009")
    with pytest.raises(Refused):
        client.send(request("PUT", f"/{gone}/_doc/1", {}, parameters={"require_alias": "true"}))
    assert indexes(client, alias) == [f"{alias}-000001"]


def test_an_answer_takes_one_round_trip_or_two_with_weights(engine, monkeypatch):
    engine.apply([one(1, title="تصميم شعار")], cursor=1)
    asked = []
    send = type(engine._client).send
    monkeypatch.setattr(type(engine._client), "send", lambda self, one: asked.append(one) or send(self, one))
    everything = Query(sites=frozenset({"suq"}), kinds=frozenset({"offer"}))
    for query, trips in (
        (everything, 1),
        (Query(text="شعار"), 1),
        (Query(text="تصميم شعار", strict=True), 2),
    ):
        asked.clear()
        assert engine.search(query).total == 1
        assert len(asked) == trips


def test_deep_pages_are_the_same_hits_in_the_same_order(engine):
    engine.apply([one(f"{number:04d}", title="شعار") for number in range(1_200)], cursor=1)
    for text in ("", "شعار"):
        whole = [hit.ref for hit in engine.search(Query(text=text, limit=1_000)).hits]
        whole += [hit.ref for hit in engine.search(Query(text=text, offset=1_000, limit=1_000)).hits]
        assert len(set(whole)) == 1_200
        deep = engine.search(Query(text=text, offset=900, limit=20))
        assert [hit.ref for hit in deep.hits] == whole[900:920]
        assert all(hit.title.text == "شعار" for hit in deep.hits)
