"""Compares an index's files with the checksums that tantivy wrote at their ends, each file once.

tantivy itself looks at no checksum: it reads damaged bytes as lengths and places, and may end the
process. Segment files never change, so what was found whole is remembered by its size and time.
"""

import json
import struct
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from search.engines.tantivy.shelf import replace_file
from search.errors import IndexCorrupt

CHECKED = "checked.json"

_TAIL = struct.Struct("<II")
"""At the very end: the length of the footer before it (JSON with the checksum), and a number of tantivy's."""

_MAGIC = 1337
_CHUNK = 1 << 22

_Seen = dict[str, list[int]]


def check_files(folder: Path) -> None:
    """Raise IndexCorrupt when a file of a segment in use is not as it was written."""
    seen = _remembered(folder)
    found: _Seen = {}
    for file in _segment_files(folder):
        # A merge by another process may take files away meanwhile: then they are in use no more.
        with suppress(FileNotFoundError):
            found[file.name] = _mark(file)
            if seen.get(file.name) != found[file.name]:
                _check(file)
    if found != seen:
        with suppress(OSError):  # who may only read checks again next time
            replace_file(folder / CHECKED, json.dumps(found))


def _segment_files(folder: Path) -> list[Path]:
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        used = {segment["segment_id"].replace("-", ""): _deletes(segment) for segment in meta["segments"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexCorrupt(f"{folder / 'meta.json'} cannot be read") from error
    return sorted(file for file in folder.iterdir() if _is_used(file.name, used))


def _deletes(segment: dict[str, Any]) -> str:
    deletes = segment.get("deletes")
    return f"{deletes['opstamp']}.del" if deletes else ""


def _is_used(name: str, used: dict[str, str]) -> bool:
    segment, _, rest = name.partition(".")
    # A writer killed between its deletes and its commit leaves a part of a file that nothing names.
    return segment in used and (not rest.endswith(".del") or rest == used[segment])


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
