"""An index on disk outlives kills, and damage to it is told, never guessed around."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from search.conformance import document
from search.engines import open_engine
from search.engines.tantivy.disk import DiskEngine
from search.errors import (
    EngineUnavailable,
    IndexBusy,
    IndexCorrupt,
    IndexOutdated,
    IndexUnusable,
    UnknownEngine,
)
from search.query import LARGEST_LIMIT, Query, Sort

ROOT = Path(__file__).parents[2]
ROUNDS = 6


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def live(folder):
    """The folder of a written generation."""
    engine = open_engine(f"tantivy:{folder}")
    engine.apply(
        [document(str(number), title=f"شعار {number}", description="كلام " * number) for number in range(99)],
        cursor=99,
    )
    engine.apply([document("5", title="شعار")], deleted=["mostaql:request:9"], cursor=101)
    engine.close()
    return next(folder.glob("g-*"))


def numbers(engine):
    return {
        int(hit.ref.split(":")[2]) for hit in engine.search(Query(limit=LARGEST_LIMIT, collapse=False)).hits
    }


def use(folder):
    """Do all that reads an index."""
    engine = open_engine(f"tantivy:{folder}")
    engine.cursor()
    for sort in Sort:
        engine.search(Query(text="شعار كلام", sort=sort, limit=100, price_bands=frozenset({"0-25"})))
        engine.search(Query(sort=sort, limit=100))
    engine.apply([document("new")], cursor=200)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["apply", "rebuild"])
def test_a_killed_writer_leaves_a_whole_index_and_never_a_cursor_before_its_documents(folder, way):
    dice = random.Random()  # noqa: S311  any moment will do
    reached = 0
    for _ in range(ROUNDS):
        command = [sys.executable, "-m", "tests.search.writing_process", str(folder), way, str(reached + 1)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout.readline() == b"begun\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=dice.uniform(0, 0.5))
        process.kill()
        process.communicate()

        engine = open_engine(f"tantivy:{folder}")
        assert reached <= engine.cursor()
        reached = engine.cursor()
        assert set(range(1, reached + 1)) <= numbers(engine)
        engine.close()


def test_files_of_a_writer_killed_while_committing_are_in_nobodys_way(folder, live, tmp_path):
    before = tmp_path / "before"
    shutil.copytree(live, before)
    engine = open_engine(f"tantivy:{folder}")
    engine.apply([document("7", title="شعار")], cursor=102)
    engine.close()
    undo_the_last_write(live, before)

    engine = open_engine(f"tantivy:{folder}")
    assert engine.cursor() == 101
    engine.apply([document("7", title="شعار")], cursor=102)
    assert len(numbers(engine)) == 98


def undo_the_last_write(live, before):
    """Leave what a kill leaves when all files of a commit are written but the one that makes it count."""
    managed = {
        name for folder in (live, before) for name in json.loads((folder / ".managed.json").read_text())
    }
    for file in before.iterdir():
        shutil.copy(file, live)
    (live / ".managed.json").write_text(json.dumps(sorted(managed)))


def test_half_written_deletes_of_a_killed_writer_are_in_nobodys_way(folder, live):
    for segment in json.loads((live / "meta.json").read_text())["segments"]:
        (live / f"{segment['segment_id'].replace('-', '')}.999.del").write_bytes(b"")
    use(folder)


def test_damaged_deletes_that_are_in_use_are_told(folder, live):
    engine = open_engine(f"tantivy:{folder}")
    engine.apply([], deleted=["mostaql:request:8"], cursor=102)
    engine.close()
    meta = json.loads((live / "meta.json").read_text())
    used = [segment for segment in meta["segments"] if segment["deletes"]]
    for segment in used:
        name = f"{segment['segment_id'].replace('-', '')}.{segment['deletes']['opstamp']}.del"
        (live / name).write_bytes(b"")
    assert used
    with pytest.raises(IndexCorrupt):
        use(folder)


@pytest.mark.parametrize("damage", ["cut", "emptied", "zeroed", "lost"])
def test_damage_is_told_and_a_rebuild_mends_it(folder, live, damage, tmp_path):
    whole = tmp_path / "whole"
    shutil.copytree(folder, whole)
    told = 0
    for file in sorted(path.name for path in live.iterdir()):
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        spoil(live / file, damage)
        try:
            use(folder)
        except IndexCorrupt:
            told += 1
            engine = open_engine(f"tantivy:{folder}", for_rebuild=True)
            with engine.rebuild() as builder:
                builder.apply([document("1")], cursor=300)
            use(folder)
    assert told >= 8, "damage to a segment's files went unseen"


def spoil(path, damage):
    content = path.read_bytes()
    if damage == "lost":
        path.unlink()
    else:
        path.write_bytes(
            {"cut": content[: len(content) // 2], "emptied": b"", "zeroed": bytes(len(content))}[damage]
        )


def test_changed_bytes_are_told_as_damage_or_do_no_harm(folder, live, tmp_path):
    dice = random.Random(1)  # noqa: S311  the same damage every time
    whole = tmp_path / "whole"
    shutil.copytree(folder, whole)
    for file in sorted(path.name for path in live.iterdir() if path.stat().st_size):
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        content = bytearray((live / file).read_bytes())
        for _ in range(10):
            content[dice.randrange(len(content))] ^= 0xFF
        (live / file).write_bytes(content)
        if file in HARMLESS:
            use_or_tell(folder)
        else:
            with pytest.raises(IndexCorrupt):
                use(folder)


HARMLESS = {"meta.json", ".managed.json", "cursor.json", "checked.json"}
"""Files of which a changed byte may mean nothing; of all others each byte counts."""


def use_or_tell(folder):
    try:
        use(folder)
    except IndexUnusable as error:
        assert str(error)  # noqa: PT017  either way is right, another error is not


def test_a_file_is_checked_once_and_again_when_it_has_changed(folder, live):
    open_engine(f"tantivy:{folder}").close()
    checked = json.loads((live / "checked.json").read_text())
    assert checked
    touched = live / min(checked)
    touched.write_bytes(touched.read_bytes()[:-40] + bytes(40))
    with pytest.raises(IndexCorrupt, match=touched.name):
        open_engine(f"tantivy:{folder}")


@pytest.mark.parametrize("part", ["fast", "fieldnorm", "idx", "pos", "store", "term", "del"])
def test_a_missing_file_of_a_segment_is_found_at_opening(folder, live, part):
    engine = open_engine(f"tantivy:{folder}")
    engine.apply([], deleted=["mostaql:request:8"], cursor=102)
    engine.close()
    lost = min(live.glob(f"*.{part}"))
    lost.unlink()
    with pytest.raises(IndexCorrupt, match=f"{lost.name} is missing"):
        open_engine(f"tantivy:{folder}")
    assert open_engine(f"tantivy:{folder}", for_rebuild=True).status().documents == 0


def test_an_index_of_another_version_must_be_rebuilt(folder, live):
    pointer = folder / "live.json"
    pointer.write_text(pointer.read_text().replace('"schema_version": "', '"schema_version": "0'))
    with pytest.raises(IndexOutdated):
        open_engine(f"tantivy:{folder}")
    engine = open_engine(f"tantivy:{folder}", for_rebuild=True)
    assert engine.status().documents == 0
    with pytest.raises(IndexOutdated):
        engine.search(Query())
    with engine.rebuild() as builder:
        builder.apply([document("1")], cursor=1)
    assert numbers(engine) == {1}
    assert not live.exists()


def test_leftovers_of_a_killed_rebuild_are_removed(folder, live):
    (folder / "g-000777").mkdir()
    (folder / "g-000777" / "junk").write_text("x")
    engine = open_engine(f"tantivy:{folder}")
    assert [path.name for path in folder.glob("g-*")] == [live.name]
    assert len(numbers(engine)) == 98


def test_an_engine_goes_on_when_its_files_are_swapped_away(folder):
    reader, writer = open_engine(f"tantivy:{folder}"), open_engine(f"tantivy:{folder}")
    for number in range(1, 6):
        with writer.rebuild() as builder:
            builder.apply([document(str(number))], cursor=number)
        assert (numbers(reader), reader.cursor()) == ({number}, number)


def test_a_writer_that_waits_too_long_says_that_another_one_writes(folder):
    first = DiskEngine(folder, for_rebuild=False, patience=0)
    second = DiskEngine(folder, for_rebuild=False, patience=0)

    with first._shelf.writing(), pytest.raises(IndexBusy):
        second.apply([document("2")], cursor=2)
    with first.rebuild(), pytest.raises(IndexBusy), second.rebuild():
        pass


def test_a_place_that_cannot_be_is_told_at_once(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(EngineUnavailable):
        open_engine(f"tantivy:{tmp_path / 'file' / 'index'}")


@pytest.mark.parametrize(
    "url", ["", "tantivy", "tantivy:", "tantivy:relative", "lucene:/x", "tantivy:/a\0b", ":memory:"]
)
def test_an_address_of_no_engine_is_refused(url):
    with pytest.raises(UnknownEngine):
        open_engine(url)
