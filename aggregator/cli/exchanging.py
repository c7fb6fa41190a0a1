"""Commands that move listings as files: import, export; and parse, which reads a saved page."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from aggregator.cli.crawling import Json, stored_anyway
from aggregator.cli.output import counting, print_json, say, stdout, to_json, warn
from aggregator.composition import Dalil, dalil, open_parsing
from aggregator.errors import BadInput
from aggregator.indexing import Beside, indexing_beside, open_indexer
from aggregator.services.exchange import ImportResult, dump_line

LARGE_FILE = 20_000_000
"""Bytes of about 20,000 listings, from which on several processes are sooner done."""

File = Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines of the public schema.")]


def parse(
    site: Annotated[str, typer.Argument(metavar="SITE", help="The site that the page is of.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The saved page.")],
    *,
    url: Annotated[str, typer.Option(help="The page's public address.")],
    as_json: Annotated[bool, typer.Option("--json", help="Tell faults as JSON lines, too.")] = False,
) -> int:
    """Read a saved page as a crawl would; prints one JSON object a listing, stores nothing."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from error
    try:
        page = open_parsing().parse(site, body, url=url)
    except BadInput as error:
        if not as_json:
            raise
        _tell_fault(str(error), as_json=True)
        return error.exit_code
    for listing in page.listings:
        sys.stdout.write(dump_line(listing).decode())
    for fault in page.faults:
        _tell_fault(fault, as_json=as_json)
    if not as_json:
        for note in page.notes:
            say(note)
    return BadInput.exit_code if page.faults else 0


def _tell_fault(fault: str, *, as_json: bool) -> None:
    if as_json:
        sys.stderr.write(json.dumps({"fault": fault}, ensure_ascii=False) + "\n")
    else:
        warn(fault)


def import_(file: File, *, as_json: Json = False) -> int:
    """Take listings in; bad lines go to FILE.rejected.jsonl and make the exit code 1."""
    with dalil() as app, _indexed_beside(file, app) as beside:
        with counting("importing") as count:
            done = app.exchange.import_file(file, lambda read: count(read, _size(file)))
        _tell_import(done, as_json=as_json)
        with stored_anyway(), counting("indexing") as count:
            if beside is not None:
                beside.finish(lambda: count(*_place(app)))
            app.indexer.ensure(count)
    return 1 if done.rejected else 0


def _tell_import(done: ImportResult, *, as_json: bool) -> None:
    if as_json:
        print_json(to_json(done))
    else:
        stdout.print(
            f"{done.read} listings read, {done.changed} new or changed, {done.rejected} lines rejected"
        )
    if done.rejected_to:
        warn(f"{done.rejected} lines are no listings; they are in {done.rejected_to} with the reasons")


@contextmanager
def _indexed_beside(file: Path, app: Dalil) -> Iterator[Beside | None]:
    """Index a large file's listings while they are read: what a small one brings is sooner indexed after."""
    if (_size(file) or 0) < LARGE_FILE:
        yield None
        return
    with indexing_beside(partial(open_indexer, app.settings)) as beside:
        yield beside


def _size(file: Path) -> int | None:
    return file.stat().st_size if file.is_file() else None


def _place(app: Dalil) -> tuple[int, int]:
    """How many of how many changes the index holds."""
    status = app.indexer.status()
    return status.cursor, status.cursor + status.changes_waiting


def export(file: File, *, as_json: Json = False) -> int:
    """Write all listings, also those that are gone."""
    with dalil() as app, counting("exporting") as count:
        written = app.exchange.export_file(file, lambda done: count(done, None))
    if as_json:
        print_json({"written": written})
    else:
        say(f"{written} listings written to {file}")
    return 0


COMMANDS = (parse, import_, export)
