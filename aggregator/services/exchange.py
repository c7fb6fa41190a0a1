"""Moves listings in and out as JSON lines of the public schema; bad lines never stop good ones."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from aggregator.domain.listing import Listing, ListingSchema
from aggregator.domain.taxonomy import Taxonomy
from aggregator.errors import BadInput, UnknownSpecialty
from aggregator.indexing import seldom_collected
from aggregator.store import Store
from aggregator.store.values import Sighting

BATCH = 1_000
LONGEST_LINE = 1_000_000
"""Bytes; the longest listing that the schema allows is a fifth of it."""

OnProgress = Callable[[int], None]
"""Told the bytes read so far (import), or the listings written so far (export)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """How many lines were taken, changed anything, or were refused; `rejected_to` holds the refused ones."""

    read: int
    changed: int
    rejected: int
    rejected_to: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedLine:
    """One line that is no listing, with why."""

    number: int
    reason: str
    text: str


class Exchange:
    """Imports into and exports from one store."""

    def __init__(self, store: Store, *, taxonomy: Taxonomy) -> None:
        self._store = store
        self._taxonomy = taxonomy

    def import_file(self, path: Path, on_progress: OnProgress) -> ImportResult:
        """Take in every good line of `path`; the others go to `PATH.rejected.jsonl`.

        Raises BadInput when the file cannot be read or the rejected lines not be kept.
        """
        importer = _Import(self._store, self._taxonomy, rejected_to=Path(f"{path}.rejected.jsonl"))
        try:
            with seldom_collected(), path.open("rb") as lines:
                importer.run(lines, on_progress)
        except OSError as error:
            raise BadInput(f"{error.filename or path}: {error.strerror}") from error
        return importer.result()

    def export_file(self, path: Path, on_progress: OnProgress) -> int:
        """Write all listings to `path` by ref; a file that is there is replaced only at the end.

        What is no file, like a pipe, is written to as it is. Raises BadInput.
        """
        try:
            if path.is_dir():
                raise BadInput(f"{path}: is a folder, not a file")
            if path.is_file() or not path.exists():
                return self._replace(path.resolve(), on_progress)
            with path.open("wb") as pipe:
                return self._write(pipe, on_progress)
        except OSError as error:
            raise BadInput(f"{path}: {error.strerror}") from error

    def _replace(self, path: Path, on_progress: OnProgress) -> int:
        fresh = path.with_name(f"{path.name}.part")
        try:
            with fresh.open("wb") as file:
                written = self._write(file, on_progress)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        return written

    def _write(self, file: BinaryIO, on_progress: OnProgress) -> int:
        written = 0
        for written, line in enumerate(self.lines(), start=1):
            file.write(line)
            if written % BATCH == 0:
                on_progress(written)
        return written

    def lines(self) -> Iterator[bytes]:
        """Every listing as one line of the public JSON form."""
        for listing in self._store.listings.iterate():
            yield dump_line(listing)


class _Import:
    """One import, line by line."""

    def __init__(self, store: Store, taxonomy: Taxonomy, *, rejected_to: Path) -> None:
        self._store = store
        self._taxonomy = taxonomy
        self._rejected_to = rejected_to
        self._read = self._changed = self._rejected = 0

    def run(self, lines: Iterable[bytes], on_progress: OnProgress) -> None:
        self._rejected_to.unlink(missing_ok=True)
        numbered = iter(enumerate(lines, start=1))
        position = 0
        while batch := list(islice(numbered, BATCH)):
            position += sum(len(line) for _, line in batch)
            self._take(batch)
            on_progress(position)

    def result(self) -> ImportResult:
        return ImportResult(
            read=self._read,
            changed=self._changed,
            rejected=self._rejected,
            rejected_to=self._rejected_to if self._rejected else None,
        )

    def _take(self, batch: list[tuple[int, bytes]]) -> None:
        good: list[Listing] = []
        bad: list[RejectedLine] = []
        for number, line in batch:
            if not line.strip():
                continue
            try:
                good.append(self._listing(line))
            except (BadInput, ValidationError) as error:
                bad.append(RejectedLine(number=number, reason=_reason(error), text=_text(line)))
        changes = self._store.listings.save([Sighting(listing=listing) for listing in good])
        self._read += len(good)
        self._changed += sum(change is not None for change in changes)
        self._rejected += len(bad)
        self._keep(bad)

    def _listing(self, line: bytes) -> Listing:
        if len(line) > LONGEST_LINE:
            raise BadInput(f"expected at most {LONGEST_LINE} bytes, found {len(line)}")
        listing = ListingSchema.validate_json(line)
        if listing.specialty is not None:
            try:
                self._taxonomy.get(listing.specialty)
            except UnknownSpecialty as error:
                raise BadInput(f"specialty: {error}") from error
        return listing

    def _keep(self, bad: list[RejectedLine]) -> None:
        if not bad:
            return
        with self._rejected_to.open("a", encoding="utf-8") as file:
            for line in bad:
                fields = {"line": line.number, "reason": line.reason, "text": line.text}
                file.write(json.dumps(fields, ensure_ascii=False) + "\n")


def dump_line(listing: Listing) -> bytes:
    """One listing as a line of the public JSON form."""
    return ListingSchema.dump_json(listing) + b"\n"


def _text(line: bytes) -> str:
    return line.rstrip(b"\r\n").decode("utf-8", errors="backslashreplace")


def _reason(error: BadInput | ValidationError) -> str:
    if isinstance(error, BadInput):
        return str(error)
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"][1:]) or "line"
    return f"{field}: {first['msg']}"
