"""Damage under an open engine is told from then on, and a rebuild heals it without opening it again."""

import json

import pytest

from search.conformance import document
from search.engines import open_engine
from search.engines.tantivy import checking
from search.errors import IndexCorrupt
from search.query import Query


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    """An engine that has searched."""
    engine = open_engine(f"tantivy:{folder}")
    engine.apply([document(str(number), title="شعار") for number in range(9)], cursor=9)
    assert search(engine) == 9
    return engine


def search(engine):
    return engine.search(Query(text="شعار", collapse=False)).total


def apply(engine):
    engine.apply([document("1")], cursor=10)


def count(engine):
    return engine.count()


def meta_of(folder):
    return next(folder.glob("g-*")) / "meta.json"


def rebuild(engine):
    with engine.rebuild() as builder:
        builder.apply([document("1", title="شعار")], cursor=300)


@pytest.mark.parametrize("use", [search, count, apply])
@pytest.mark.parametrize("left", [100, 0])
def test_a_damaged_list_of_segments_is_told_until_a_rebuild(folder, engine, use, left):
    meta = meta_of(folder)
    meta.write_bytes(meta.read_bytes()[:left])
    with pytest.raises(IndexCorrupt):
        use(engine)
    for _ in range(2):
        with pytest.raises(IndexCorrupt, match=r"meta\.json"):
            engine.cursor()
        assert engine.status().schema_version == "unusable"
    rebuild(engine)
    assert (search(engine), engine.cursor()) == (1, 300)


def test_a_rebuild_by_another_process_heals_it_too(folder, engine):
    other = open_engine(f"tantivy:{folder}")
    meta_of(folder).write_text("{")
    assert engine.status().documents == 0
    rebuild(other)
    assert (search(engine), engine.cursor()) == (1, 300)


@pytest.mark.usefixtures("engine")
def test_a_file_that_a_merge_takes_away_meanwhile_is_not_missed(folder, monkeypatch):
    meta, check = meta_of(folder), checking._check_used
    after = meta.read_text()
    before = json.loads(after)
    before["segments"].append({"segment_id": "merged-away", "deletes": None})
    meta.write_text(json.dumps(before))

    def overtaken(of):
        monkeypatch.undo()
        try:
            check(of)
        finally:
            meta.write_text(after)

    monkeypatch.setattr(checking, "_check_used", overtaken)
    checking.check_files(meta.parent)


def test_what_fails_in_a_single_search_is_no_damage_to_the_index(engine):
    with pytest.raises(IndexCorrupt), engine.viewing():
        raise ValueError("a query that tantivy cannot take")
    assert (search(engine), engine.cursor()) == (9, 9)
