"""`dalil index`: looks after the search index."""

import typer

from aggregator.cli.crawling import Json
from aggregator.cli.output import counting, print_json, say, stdout, to_json
from aggregator.composition import dalil

app = typer.Typer(no_args_is_help=True, help="Look after the search index.")


@app.command()
def status(*, as_json: Json = False) -> int:
    """Show how the index stands to the store; exit 1 when it must be rebuilt."""
    with dalil() as opened:
        found = opened.indexer.status()
    if as_json:
        print_json(to_json(found))
    else:
        stdout.print(f"{found.name}: {found.documents} documents, {found.bytes} bytes", soft_wrap=True)
        stdout.print(f"at change {found.cursor}, {found.changes_waiting} changes waiting")
    if found.fault:
        say(f"must be rebuilt (dalil index rebuild): {found.fault}")
    return 0 if found.usable else 1


@app.command()
def sync(*, as_json: Json = False) -> int:
    """Bring the store's changes into the index."""
    with dalil() as opened, counting("indexing") as count:
        done = opened.indexer.sync(count)
    if as_json:
        print_json(to_json(done))
    else:
        stdout.print(f"{done.applied} listings indexed, {done.deleted} taken out; at change {done.cursor}")
    return 0


@app.command()
def rebuild(*, as_json: Json = False) -> int:
    """Build the index anew from the store; searches go on meanwhile."""
    with dalil() as opened, counting("rebuilding") as count:
        done = opened.indexer.rebuild(count)
    if as_json:
        print_json(to_json(done))
    else:
        stdout.print(f"{done.applied} listings indexed; at change {done.cursor}")
    return 0
