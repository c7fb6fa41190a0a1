"""How commands speak: results on stdout, progress and errors on stderr, JSON where a program reads."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from aggregator.crawl.messages import Progress as CrawlProgress
from aggregator.domain.report import CrawlReport, KindReport

stdout = Console(highlight=False)
stderr = Console(stderr=True, highlight=False)


def say(text: str) -> None:
    """Tell the user what happens now."""
    stderr.print(text, markup=False, soft_wrap=True)


def warn(text: str) -> None:
    """Tell what did not go well although the command goes on."""
    stderr.print(f"warning: {text}", style="yellow", markup=False, soft_wrap=True)


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def to_json(value: object) -> object:
    """The JSON form of any of our values."""
    return TypeAdapter(type(value)).dump_python(value, mode="json")


@contextmanager
def counting(what: str, *, total: int | None = None) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on stderr; the block gets a function that takes done and total."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=stderr, transient=True) as progress:
        task = progress.add_task(what, total=total)

        def show(done: int, of: int | None) -> None:
            progress.update(task, completed=done, total=of or total)

        yield show


@contextmanager
def crawl_progress() -> Iterator[Callable[[CrawlProgress], None]]:
    """One line a site and kind on stderr while crawls run."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed} pages"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=stderr, transient=True) as progress:
        tasks: dict[tuple[str, str], int] = {}

        def show(step: CrawlProgress) -> None:
            key = (step.site, step.kind)
            if key not in tasks:
                tasks[key] = progress.add_task(f"{step.site} {step.kind}s", total=None)
            progress.update(progress.task_ids[tasks[key]], completed=step.pages)

        yield show


def print_reports(reports: Iterable[CrawlReport]) -> None:
    """The table of what crawls brought, and what each failed at."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for column in ("site", "kind"):
        table.add_column(column, no_wrap=True)
    for column in ("pages", "new", "updated", "gone", "rejected", "fields", "seconds"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("outcome", no_wrap=True)
    for report in reports:
        for kind, counts in report.kinds.items() or [("", KindReport())]:
            table.add_row(*_row(report, kind, counts))
    stdout.print(table)
    for report in reports:
        _print_faults(report)


def _row(report: CrawlReport, kind: str, counts: KindReport) -> tuple[str, ...]:
    numbers = (counts.pages, counts.new, counts.updated + counts.back, counts.gone, counts.rejected)
    shares = counts.coverage.values()
    coverage = f"{sum(shares) / len(shares):.0%}" if shares else "-"
    return (report.site, kind, *map(str, numbers), coverage, f"{report.seconds:.1f}", report.outcome)


def _print_faults(report: CrawlReport) -> None:
    if report.why:
        warn(f"{report.site}: {report.why}")
    for text in report.warnings:
        warn(f"{report.site}: {text}")
    if report.reasons:
        say(f"{report.site}: did not fit: {_joined(report.reasons)}")


def _joined(reasons: Mapping[str, int], *, most: int = 8) -> str:
    shown = [f"{reason} ({times}x)" for reason, times in list(reasons.items())[:most]]
    return "; ".join(shown + (["..."] if len(reasons) > most else []))
