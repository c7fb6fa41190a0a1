"""Compares an index's files with the checksums that tantivy wrote at their ends, each file once.

tantivy itself looks at no checksum: it reads damaged bytes as lengths and places, and may end the
process. A file that is not there it may miss only in a search. Segment files never change, so what
was found whole is remembered by its size and time.
"""

import json
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from search.engines.tantivy.shelf import mark_of, replace_file
from search.errors import IndexCorrupt

CHECKED = "checked.json"

_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""The files that tantivy writes for each segment, also for one of a single document."""

_TAIL = struct.Struct("<II")
"""At the very end: the length of the footer before it (JSON with the checksum), and a number of tantivy's."""

_MAGIC = 1337
_CHUNK = 1 << 22

_Seen = dict[str, list[int]]


def check_files(folder: Path) -> None:
    """Raise IndexCorrupt when a file of a segment in use is missing or not as it was written."""
    mark = mark_of(folder / "meta.json")
    try:
        _check_used(folder)
    except FileNotFoundError as error:
        if mark == mark_of(folder / "meta.json"):
            raise IndexCorrupt(f"{error.filename} is missing") from error
        check_files(folder)  # a merge by another process took it away: it is in use no more


def _check_used(folder: Path) -> None:
    seen = _remembered(folder)
    found: _Seen = {}
    for file in _used_files(folder):
        found[file.name] = _mark(file)
        if seen.get(file.name) != found[file.name]:
            _check(file)
    if found != seen:
        with suppress(OSError):  # who may only read checks again next time
            replace_file(folder / CHECKED, json.dumps(found))


def _used_files(folder: Path) -> list[Path]:
    """Return the files that must be there; what a killed writer left beside them nothing names."""
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        return sorted(folder / name for segment in meta["segments"] for name in _names(segment))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexCorrupt(f"{folder / 'meta.json'} cannot be read") from error


def _names(segment: dict[str, Any]) -> Iterator[str]:
    name, deletes = segment["segment_id"].replace("-", ""), segment.get("deletes")
    yield from (f"{name}.{part}" for part in _PARTS)
    if deletes:
        yield f"{name}.{deletes['opstamp']}.del"


def _mark(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]


def _remembered(folder: Path) -> _Seen:
    try:
        seen: _Seen = json.loads((folder / CHECKED).read_bytes())
    except (OSError, ValueError):
        return {}
    return seen if isinstance(seen, dict) else {}


def _check(file: Path) -> None:
    try:
        whole = _is_whole(file)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        raise IndexCorrupt(f"{file} is damaged") from error
    if not whole:
        raise IndexCorrupt(f"{file} is damaged: its checksum is another")


def _is_whole(file: Path) -> bool:
    with file.open("rb") as opened:
        size = opened.seek(0, 2)
        opened.seek(size - _TAIL.size)
        length, magic = _TAIL.unpack(opened.read())
        opened.seek(size - _TAIL.size - length)
        if magic != _MAGIC:
            return False
        wanted = json.loads(opened.read(length))["crc"]
        opened.seek(0)
        left, checksum = size - _TAIL.size - length, 0
        while left:
            part = opened.read(min(_CHUNK, left))
            left -= len(part)
            checksum = crc32(part, checksum)
    return bool(checksum == wanted)
