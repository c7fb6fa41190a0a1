"""`dalil alerts`: looks after saved searches and the messages they cause."""

import sys
import time
from collections.abc import Callable, Iterable
from datetime import time as wall_time
from decimal import Decimal
from typing import Annotated, TypeVar

import typer
from rich.table import Table

from aggregator.alerts.channels.bounces import LARGEST_REPORT
from aggregator.cli.crawling import Json
from aggregator.cli.output import print_json, say, stdout, to_json
from aggregator.composition import dalil
from aggregator.domain.alert import Criteria, Pace, QuietHours, SavedSearch, Schedule
from aggregator.domain.identity import Kind
from aggregator.errors import BadInput
from aggregator.jobs.schedule import kept_alerts
from aggregator.services.alerting import AlertStatus
from aggregator.services.dry_running import DryRun

app = typer.Typer(no_args_is_help=True, help="Look after saved searches and the messages they cause.")

LOOK_SECONDS = 60

T = TypeVar("T")


@app.command("list")
def list_(
    *,
    person: Annotated[str | None, typer.Option(help="Only those of this mail address.")] = None,
    as_json: Json = False,
) -> int:
    """Show saved searches and how their messages stand; nobody's address is shown."""
    with dalil() as opened:
        searches = opened.alerting.listed(person)
        status = opened.alerting.status()
    if as_json:
        print_json({"searches": [to_json(one) for one in searches], "status": to_json(status)})
        return 0
    for search in searches:
        _show(search)
    _show_status(status)
    return 0


@app.command()
def test(
    search: Annotated[str, typer.Argument(help="Key of a saved search; `dalil alerts list` shows them.")],
) -> int:
    """Send an example of a search's messages to its contacts, and tell what the providers answer."""
    with dalil() as opened:
        sent = opened.alerting.send_examples(search)
        opened.alert_running.run_once()
        found = [opened.alerting.delivery(one.key) for one in sent]
    for delivery in found:
        stdout.print(f"{delivery.channel}: {delivery.state} {delivery.answer}", markup=False, soft_wrap=True)
    return 0 if found and all(one.sent_at for one in found) else 1


@app.command("dry-run")
def dry_run(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words and filters, as for `dalil search`.")],
    *,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only this kind; may be repeated.")] = None,
    site: Annotated[list[str] | None, typer.Option(help="Only this site; may be repeated.")] = None,
    min_price: Annotated[float | None, typer.Option(help="Lowest budget, US dollars.")] = None,
    min_hiring_rate: Annotated[float | None, typer.Option(min=0, max=100, help="Percent.")] = None,
    computed_only: Annotated[
        bool, typer.Option("--computed-only", help="Not those whose hiring rate is not computed yet.")
    ] = False,
    pace: Annotated[Pace, typer.Option(help="How soon messages come.")] = Pace.INSTANT,
    at: Annotated[str, typer.Option(help="Local time of the daily message, HH:MM.")] = "08:00",
    zone: Annotated[str, typer.Option(help="Time zone of the reader.")] = "Asia/Riyadh",
    quiet: Annotated[str | None, typer.Option(metavar="FROM-TO", help="Quiet hours, 22:00-07:00.")] = None,
    as_json: Json = False,
) -> int:
    """Tell what a search would have sent over the last 7 and 30 days; nothing is saved or sent."""
    criteria = _checked(
        Criteria,
        text=text,
        kinds=frozenset(kind or ()),
        sites=frozenset(site or ()),
        min_price=min_price,
        min_hiring_rate=None if min_hiring_rate is None else Decimal(str(min_hiring_rate)),
        take_uncomputed=not computed_only,
    )
    schedule = _checked(
        Schedule, pace=pace, daily_at=_wall(at), zone=zone, quiet=_quiet(quiet) if quiet else None
    )
    with dalil() as opened:
        opened.indexer.ensure()
        found = opened.alerting.dry_run(criteria, schedule)
    if as_json:
        print_json(to_json(found))
    else:
        _show_dry_run(found)
    return 0


@app.command()
def bounced() -> int:
    """Read a mail that came back from standard input; the searches of a mailbox that is gone are paused."""
    report = sys.stdin.buffer.read(LARGEST_REPORT + 1)
    with dalil() as opened:
        delivery = opened.alert_running.take_back(report)
    say("This is no report of a mail of ours." if delivery is None else "Its searches are paused.")
    return 0


@app.command()
def deliver(
    *,
    forever: Annotated[bool, typer.Option("--forever", help="Go on until interrupted.")] = False,
    as_json: Json = False,
) -> int:
    """Match what changed and send what is due; many of these may run at once."""
    with dalil() as opened:
        if forever:
            say("Matching and sending; press Ctrl-C to stop.")
            with kept_alerts(opened.alert_running):
                while True:
                    time.sleep(LOOK_SECONDS)
        done = opened.alert_running.run_once()
    if as_json:
        print_json(to_json(done))
    else:
        stdout.print(
            f"{done.found} found, {done.composed} messages made; {done.sent} sent, {done.failed} failed,"
            f" {done.refused} refused",
            soft_wrap=True,
        )
    return 0


def _show(search: SavedSearch) -> None:
    state = f"silent: {search.pause} {search.pause_note}".rstrip() if search.pause else search.schedule.pace
    stdout.print(f"{search.key}  {search.name}", markup=False, soft_wrap=True)
    stdout.print(
        f"  {state}; {len(search.contacts)} contacts; ends {search.expires_at:%Y-%m-%d}",
        markup=False,
        soft_wrap=True,
    )


def _show_status(status: AlertStatus) -> None:
    counts = ", ".join(f"{count} {state}" for state, count in status.deliveries.items() if count)
    stdout.print(f"{status.searches} saved searches; messages: {counts or 'none'}", soft_wrap=True)
    stdout.print(f"{status.changes_waiting} changes wait to be matched", soft_wrap=True)


def _show_dry_run(found: DryRun) -> None:
    stdout.print(f"The search shows {found.shows} of {found.of} listings.")
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for column in ("", "listings", "messages", "messages a day"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for name, days, listings, messages in (
        ("7 days", 7, found.listings_week, found.messages_week),
        ("30 days", 30, found.listings_month, found.messages_month),
    ):
        table.add_row(name, str(listings), str(messages), f"{messages / days:.1f}")
    stdout.print(table)
    for line in _latest(found):
        stdout.print(line, markup=False, soft_wrap=True)


def _latest(found: DryRun, *, most: int = 10) -> Iterable[str]:
    shown = [(message.at, ref) for message in found.messages for ref in message.refs][:most]
    for at, ref in shown:
        yield f"{at:%Y-%m-%d %H:%M}  {ref}  {found.found[ref].title}"


def _checked(made: Callable[..., T], **values: object) -> T:
    try:
        return made(**values)
    except ValueError as error:
        raise BadInput(" ".join(str(error).split())) from error


def _wall(text: str) -> wall_time:
    try:
        return wall_time.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text[:20]!r} is no time, expected HH:MM") from error


def _quiet(text: str) -> QuietHours:
    start, _, end = text.partition("-")
    return QuietHours(start=_wall(start), end=_wall(end))
