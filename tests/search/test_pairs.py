"""The two tables that decide the quality of the analysis."""

import pytest

from relevance.pairs import finds, read_pairs

MUST_MATCH = [(pair.query, pair.text) for pair in read_pairs("must_match")]
MUST_NOT_MATCH = [(pair.query, pair.text) for pair in read_pairs("must_not_match")]


@pytest.mark.parametrize(("query", "text"), MUST_MATCH)
def test_finds(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(("query", "text"), MUST_NOT_MATCH)
def test_does_not_find(query, text):
    assert not finds(query, text)


@pytest.mark.parametrize("table", [MUST_MATCH, MUST_NOT_MATCH], ids=["must match", "must not match"])
def test_tables_are_large_and_say_nothing_twice(table):
    assert len(set(table)) == len(table) >= 260


def test_a_broken_table_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("relevance.pairs._FOLDER", tmp_path)
    (tmp_path / "broken.tsv").write_text("# Heading\nشعار\tlogo\nشعار\n", "utf-8")
    with pytest.raises(ValueError, match=r"broken\.tsv, line 3"):
        read_pairs("broken")
