"""Commands that bring listings in: demo, up, crawl; and sites, which says where from."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated
from urllib.parse import urlsplit

import typer

from aggregator.cli.output import (
    counting,
    crawl_progress,
    print_json,
    print_reports,
    say,
    stdout,
    to_json,
    warn,
)
from aggregator.cli.serving import check_port, serve_pages
from aggregator.composition import Dalil, dalil
from aggregator.domain.identity import Kind
from aggregator.domain.report import CrawlReport
from aggregator.errors import BadInput, IndexUnavailable
from aggregator.jobs.schedule import kept_alerts, kept_index, scheduled_crawls
from aggregator.services.crawling import DEMO, CrawlOrder
from aggregator.services.replaying import replay_sites

MANY_WAITING = 20_000
"""Changes from which on nobody wants to wait for the index before the pages are there."""

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Port = Annotated[
    int | None, typer.Option(min=0, max=65_535, help="Port of the search page; default from the settings.")
]


def demo(
    *,
    port: Port = None,
    once: Annotated[bool, typer.Option("--once", help="Stop after the table, do not serve.")] = False,
) -> int:
    """Fill Dalil from replayed marketplaces on this machine and serve the search page: no site is visited."""
    with dalil() as app:
        port = app.settings.port if port is None else port
        if not once:
            check_port(app.settings.host, port)
        say("Starting the replay of three marketplaces (invented listings) on this machine ...")
        with replay_sites() as base_urls:
            say(f"Crawling them as the real ones would be crawled: {', '.join(sorted(base_urls))} ...")
            reports = _crawl(app, CrawlOrder(sites=tuple(base_urls), base_urls=base_urls, origin=DEMO))
        print_reports(reports)
        with stored_anyway():
            _sync(app)
        if not once:
            serve_pages(app.settings.host, port)
    return _exit_code(reports)


def up(*, port: Port = None) -> int:
    """Crawl the live sites by the clock and serve the search page, until interrupted."""
    with dalil() as app:
        port = app.settings.port if port is None else port
        app.crawling.check_live()
        check_port(app.settings.host, port)
        _tell_failed_plugins(app)
        index_if_possible(app)
        say(f"Crawling {', '.join(sorted(app.plugins.sites))} by the clock; press Ctrl-C to stop.")
        crawls = scheduled_crawls(app.crawling, app.indexer, plugins=app.plugins, on_report=_say_report)
        with crawls, kept_index(app.indexer), kept_alerts(app.alert_running, tidy=app.identity.forget_stale):
            serve_pages(app.settings.host, port)
    return 0


def crawl(
    sites: Annotated[
        list[str] | None, typer.Argument(metavar="[SITE]...", help="Sites to crawl; all by default.")
    ] = None,
    *,
    kind: Annotated[Kind | None, typer.Option(help="Only listings of this kind.")] = None,
    base_url: Annotated[
        list[str] | None, typer.Option(metavar="SITE=URL", help="A server that stands in for a site.")
    ] = None,
    max_pages: Annotated[int | None, typer.Option(min=1, help="List pages of each kind at most.")] = None,
    as_json: Json = False,
) -> int:
    """Crawl sites, store what they list and bring the index up to date."""
    order = CrawlOrder(
        sites=tuple(sites or ()), kind=kind, base_urls=_base_urls(base_url or []), max_pages=max_pages
    )
    with dalil() as app:
        _tell_failed_plugins(app)
        reports = _crawl(app, order)
        if as_json:
            print_json([to_json(report) for report in reports])
        else:
            print_reports(reports)
        with stored_anyway():
            _sync(app)
    return _exit_code(reports)


def sites(*, as_json: Json = False) -> int:
    """Show the marketplaces that the loaded plugins can read."""
    with dalil() as app:
        found = app.catalogue.sites()
        _tell_failed_plugins(app)
    if as_json:
        print_json([to_json(site) for site in found])
        return 0
    for site in found:
        checked = "" if site.verified else " (markup not verified on real pages)"
        kinds = ", ".join(site.kinds)
        stdout.print(f"{site.key}  {site.title}  {site.home}  {kinds}{checked}", soft_wrap=True)
        stdout.print(f"  {site.listings} listings, {_last_crawl(site.last_crawl)}", soft_wrap=True)
    return 0


COMMANDS = (demo, up, crawl, sites)


def _crawl(app: Dalil, order: CrawlOrder) -> list[CrawlReport]:
    with crawl_progress() as show:
        return app.crawling.crawl(order, show)


@contextmanager
def stored_anyway() -> Iterator[None]:
    """Index in the block what was stored before it: who hears that this failed hears that nothing is lost."""
    try:
        yield
    except IndexUnavailable as error:
        raise IndexUnavailable(f"{error}; what was read is stored, and indexed once it can be") from error


def index_if_possible(app: Dalil) -> None:
    """Bring the index up to date before pages are served; without an engine listings can still be read.

    What takes long is left to `kept_index`: a site should not be away for it.
    """
    try:
        status = app.indexer.status()
        if status.changes_waiting < MANY_WAITING:
            _sync(app)
        else:
            why = f": {status.fault}" if status.fault else ""
            say(f"{status.changes_waiting:,} changes are indexed while pages are served{why}")
    except IndexUnavailable as error:
        warn(f"{error}; pages are served without search until it can be used")


def _sync(app: Dalil) -> None:
    with counting("indexing") as count:
        ensured = app.indexer.ensure(count)
    if ensured.rebuilt_because:
        say(f"The search index was built anew: {ensured.rebuilt_because}")


def _base_urls(options: list[str]) -> Mapping[str, str]:
    urls: dict[str, str] = {}
    for option in options:
        site, equals, url = option.partition("=")
        try:
            address = urlsplit(url)
            usable = equals and address.scheme in {"http", "https"} and address.hostname and address.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise BadInput(
                f"--base-url {option[:200]!r}: expected SITE=URL, as mostaql=http://127.0.0.1:9000"
            )
        urls[site] = url
    return urls


def _tell_failed_plugins(app: Dalil) -> None:
    for failure in app.plugins.failures:
        warn(str(failure))


def _last_crawl(report: CrawlReport | None) -> str:
    if report is None:
        return "never crawled"
    return f"last crawl {report.finished_at:%Y-%m-%d %H:%M} UTC: {report.outcome}"


def _say_report(report: CrawlReport) -> None:
    new = sum(counts.new for counts in report.kinds.values())
    say(f"{report.site}: {report.outcome}, {new} new in {report.seconds:.0f} s {report.why}".rstrip())


def _exit_code(reports: list[CrawlReport]) -> int:
    return 1 if any(report.outcome.failed for report in reports) else 0
