"""Commands that move listings as files: import, export; and parse, which reads a saved page."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from aggregator.cli.crawling import Json
from aggregator.cli.output import counting, print_json, say, stdout, to_json, warn
from aggregator.composition import dalil, open_indexer, open_parsing
from aggregator.errors import BadInput
from aggregator.indexing import indexing_beside
from aggregator.services.exchange import dump_line

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
    page = open_parsing().parse(site, body, url=url)
    for listing in page.listings:
        sys.stdout.write(dump_line(listing).decode())
    for fault in page.faults:
        if as_json:
            sys.stderr.write(json.dumps({"fault": fault}, ensure_ascii=False) + "\n")
        else:
            warn(fault)
    return BadInput.exit_code if page.faults else 0


def import_(file: File, *, as_json: Json = False) -> int:
    """Take listings in; bad lines go to FILE.rejected.jsonl and make the exit code 1."""
    with dalil() as app:
        # What follows the import finds most of its work done: the file is indexed while it is read.
        with counting("importing") as count, indexing_beside(partial(open_indexer, app.settings)):
            size = file.stat().st_size if file.is_file() else None
            done = app.exchange.import_file(file, lambda read: count(read, size))
        with counting("indexing") as count:
            app.indexer.ensure(count)
    if as_json:
        print_json(to_json(done))
    else:
        stdout.print(
            f"{done.read} listings read, {done.changed} new or changed, {done.rejected} lines rejected"
        )
    if done.rejected_to:
        warn(f"{done.rejected} lines are no listings; they are in {done.rejected_to} with the reasons")
    return 1 if done.rejected else 0


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
