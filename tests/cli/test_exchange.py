"""Import and export: what went out comes in again exactly, and bad lines never stop good ones."""

import json
import os
import pickle
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from aggregator.cli import exchanging
from aggregator.domain.listing import ListingSchema
from tests.cli.listings import lines, listings


def test_what_was_exported_is_what_was_imported(filled, tmp_path):
    file = tmp_path / "out.jsonl"
    assert filled("export", file).code == 0
    read = [ListingSchema.validate_json(line) for line in file.read_bytes().splitlines()]
    assert sorted(read, key=lambda listing: listing.ref) == sorted(
        listings(), key=lambda listing: listing.ref
    )


def test_an_import_without_its_engine_tells_what_it_stored(dalil, tmp_path, monkeypatch):
    file = tmp_path / "listings.jsonl"
    file.write_bytes(lines())
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # nobody listens
        monkeypatch.setenv("DALIL_SEARCH_URL", f"opensearch+http://127.0.0.1:{silent.getsockname()[1]}/dalil")
        answer = dalil("import", file)
    assert answer.code != 0
    assert "3 listings read" in answer.out
    assert "what was read is stored" in answer.err
    monkeypatch.delenv("DALIL_SEARCH_URL")
    assert dalil("index", "sync").code == 0
    assert dalil("search", "", "--json").json["total"] == 3


def test_an_import_twice_changes_nothing(filled, tmp_path):
    answer = filled("import", tmp_path / "listings.jsonl", "--json")
    assert answer.json == {"read": 3, "changed": 0, "rejected": 0, "rejected_to": None}


def test_an_import_is_indexed_by_another_process_meanwhile(dalil, tmp_path, monkeypatch):
    synced = []

    class AtTheEnd:
        def finish(self, look):
            synced.append(self.indexer.sync().applied)
            look()

    @contextmanager
    def at_the_end(open_indexer):
        beside = AtTheEnd()
        with pickle.loads(pickle.dumps(open_indexer))() as beside.indexer:  # noqa: S301  our own
            yield beside

    monkeypatch.setattr(exchanging, "indexing_beside", at_the_end)
    monkeypatch.setattr(exchanging, "LARGE_FILE", 1)
    file = tmp_path / "listings.jsonl"
    file.write_bytes(lines())
    assert dalil("import", file).code == 0
    assert synced == [3]
    assert dalil("index", "status", "--json").json["changes_waiting"] == 0


BAD = [
    ("not json", "line: Invalid JSON"),
    ("{}", "line: Unable to extract tag"),
    (lines().splitlines()[0].decode().replace('"title"', '"titel"'), "title: Field required"),
    (lines().splitlines()[0].decode().replace("https://mostaql", "javascript://mostaql"), "url: "),
    (lines().splitlines()[0].decode().replace("logo-design", "no-such"), "specialty: "),
    (lines().splitlines()[0].decode().replace('"min":"100"', '"min":"900"'), "budget: "),
    ("\\xff", "line: "),
]


def test_bad_lines_are_kept_with_their_reasons_beside_the_good_ones(dalil, tmp_path):
    file = tmp_path / "mixed.jsonl"
    bad = [line.encode().replace(b"\\xff", b"\xff") for line, _ in BAD]
    file.write_bytes(b"\n".join([*bad, b"", lines()]))
    answer = dalil("import", file, "--json")
    assert (answer.code, answer.json["read"], answer.json["rejected"]) == (1, 3, len(BAD))
    rejected = [
        json.loads(line) for line in (tmp_path / "mixed.jsonl.rejected.jsonl").read_text().splitlines()
    ]
    assert [line["line"] for line in rejected] == list(range(1, len(BAD) + 1))
    assert [line["text"] for line in rejected[:-1]] == [line for line, _ in BAD[:-1]]
    for line, (_, reason) in zip(rejected, BAD, strict=True):
        assert line["reason"].startswith(reason), line


@pytest.mark.usefixtures("filled")
def test_an_import_without_bad_lines_leaves_no_rejected_file(tmp_path):
    assert not (tmp_path / "listings.jsonl.rejected.jsonl").exists()


@pytest.mark.parametrize("command", ["import", "export"])
def test_a_file_that_cannot_be_used_is_named(dalil, tmp_path, command):
    answer = dalil(command, tmp_path / "no" / "such.jsonl")
    assert answer.code == 2
    assert "such.jsonl" in answer.complaint


def test_an_export_that_fails_leaves_the_old_file(filled, tmp_path):
    (tmp_path / "out.jsonl.part").mkdir()
    old = tmp_path / "out.jsonl"
    old.write_text("old")
    assert filled("export", old).code == 2
    assert old.read_text() == "old"


def test_an_export_through_a_link_fills_what_it_leads_to(filled, tmp_path):
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    target.write_text("old")
    link.symlink_to(target)
    assert filled("export", link).code == 0
    assert link.is_symlink()
    assert len(target.read_text().splitlines()) == 3


def test_an_export_into_a_pipe_writes_through_it(filled, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reading:
        read = reading.submit(pipe.read_text)
        assert filled("export", pipe).code == 0
        assert len(read.result(timeout=30).splitlines()) == 3
    assert pipe.is_fifo()


@pytest.mark.parametrize("file", ["", ".", "folder"])
def test_an_export_to_a_folder_leaves_nothing_behind(filled, tmp_path, file):
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.parent.iterdir()) + sorted(tmp_path.iterdir())
    answer = filled("export", file)
    assert (answer.code, "is a folder, not a file" in answer.complaint) == (2, True)
    assert sorted(tmp_path.parent.iterdir()) + sorted(tmp_path.iterdir()) == before
