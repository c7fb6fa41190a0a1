"""Where index generations stand on disk, which one is live, and how another takes its place.

ROOT/live.json        names the live generation and the schema version it was built with
ROOT/g-000001/        a tantivy index, and cursor.json: how far it is, and of which source
ROOT/write.lock       held while the live generation changes or is swapped
ROOT/rebuild.lock     held while a generation is built beside it; what else lies around is leftover
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from search.engines.tantivy.locking import hold
from search.errors import EngineUnavailable, IndexBusy, IndexCorrupt

Mark = tuple[int, int, int]
"""What changes whenever a file is replaced: inode, time of change in nanoseconds, size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One index on disk and the schema version it was built with."""

    path: Path
    schema_version: str

    def cursor(self) -> int:
        """Return the last change sequence contained (0 before the first commit)."""
        return self._remembered()[0]

    def source(self) -> str:
        """Return where the documents come from; empty when nobody has said, or an older Dalil wrote."""
        return self._remembered()[1]

    def remember(self, cursor: int, source: str) -> None:
        """Make `cursor` and `source` durable; only after the documents are."""
        replace_file(self.path / "cursor.json", json.dumps({"cursor": cursor, "source": source}))

    def _remembered(self) -> tuple[int, str]:
        try:
            facts = json.loads((self.path / "cursor.json").read_bytes())
            return int(facts["cursor"]), str(facts.get("source", ""))
        except FileNotFoundError:
            return 0, ""
        except (ValueError, KeyError, TypeError) as error:
            raise IndexCorrupt(f"{self.path / 'cursor.json'} cannot be read") from error


class Shelf:
    """The directory that holds the generations; `patience` is in seconds."""

    def __init__(self, root: Path, *, patience: float) -> None:
        self.root = root
        self._patience = patience
        self._pointer = root / "live.json"
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EngineUnavailable(f"{root} is no place for an index: {error.strerror}") from error

    def mark(self) -> Mark | None:
        """Return what changes when another generation goes live; None before the first."""
        return mark_of(self._pointer)

    def live(self) -> Generation | None:
        """Return the live generation; None before the first."""
        try:
            pointer = json.loads(self._pointer.read_bytes())
            name, version = str(pointer["generation"]), str(pointer["schema_version"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise IndexCorrupt(f"{self._pointer} cannot be read") from error
        return Generation(path=self.root / Path(name).name, schema_version=version)

    def writing(self) -> AbstractContextManager[None]:
        """Keep everybody else from changing or swapping the live generation (IndexBusy)."""
        return hold(self.root / "write.lock", patience=self._patience)

    @contextmanager
    def rebuilding(self, schema_version: str) -> Iterator[Generation]:
        """Give an empty directory for a new generation; whatever is not live goes at the end."""
        with hold(self.root / "rebuild.lock", patience=self._patience):
            generation = Generation(path=self._free_path(), schema_version=schema_version)
            generation.path.mkdir()
            try:
                yield generation
            finally:
                self._remove_leftovers()

    def publish(self, generation: Generation) -> None:
        """Make `generation` the live one; readers see it at their next call."""
        pointer = {"generation": generation.path.name, "schema_version": generation.schema_version}
        replace_file(self._pointer, json.dumps(pointer))

    def tidy(self) -> None:
        """Remove what a killed rebuild left, unless one is running or we may not write here."""
        with suppress(IndexBusy, EngineUnavailable), hold(self.root / "rebuild.lock", patience=0):
            self._remove_leftovers()

    def _remove_leftovers(self) -> None:
        try:
            live = self.live()
        except IndexCorrupt:
            return  # nobody knows which one is live: the next rebuild decides
        for path in self._generations():
            if live is None or path != live.path:
                shutil.rmtree(path, ignore_errors=True)

    def _generations(self) -> list[Path]:
        return sorted(path for path in self.root.glob("g-*") if path.is_dir())

    def _free_path(self) -> Path:
        numbers = [int(path.name[2:]) for path in self._generations() if path.name[2:].isdecimal()]
        return self.root / f"g-{max(numbers, default=0) + 1:06d}"


def mark_of(path: Path) -> Mark | None:
    """Return the mark of a file; None when there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def replace_file(path: Path, text: str) -> None:
    """Write `text` so that a kill leaves the old file or the new one, never a part."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _sync_directory(path.parent)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
