"""Commands that answer: search, suggest and serve."""

from enum import StrEnum
from typing import Annotated

import typer

from aggregator.cli.crawling import Json, Port, index_if_possible
from aggregator.cli.finding import show_page
from aggregator.cli.output import print_json, say, stdout, to_json
from aggregator.cli.serving import check_port, serve_pages
from aggregator.composition import Dalil, dalil
from aggregator.domain.identity import Kind
from aggregator.domain.listing import Status
from aggregator.errors import BadInput
from aggregator.jobs.schedule import kept_alerts, kept_index
from aggregator.services.searching import QuerySets, SearchPage, Sort, make_query


class Pricing(StrEnum):
    """How a listing is paid for."""

    FIXED = "fixed"
    HOURLY = "hourly"


Words = Annotated[str, typer.Argument(metavar="TEXT", help='Words, "a phrase", -without, price:50..200.')]


def search(
    text: Words,
    *,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only this kind; may be repeated.")] = None,
    site: Annotated[list[str] | None, typer.Option(help="Only this site; may be repeated.")] = None,
    specialty: Annotated[list[str] | None, typer.Option(help="Only this specialty; may be repeated.")] = None,
    status: Annotated[list[Status] | None, typer.Option(help="Only this state; may be repeated.")] = None,
    language: Annotated[list[str] | None, typer.Option(help="Only in this language, like ar.")] = None,
    pricing: Annotated[Pricing | None, typer.Option(help="Paid once or by the hour.")] = None,
    min_price: Annotated[float | None, typer.Option(help="US dollars.")] = None,
    max_price: Annotated[float | None, typer.Option(help="US dollars.")] = None,
    max_days: Annotated[float | None, typer.Option(help="Longest delivery.")] = None,
    min_rating: Annotated[float | None, typer.Option(help="Stars, 0 to 5.")] = None,
    posted_within: Annotated[int | None, typer.Option(min=1, max=36500, help="Days before now.")] = None,
    sort: Annotated[Sort, typer.Option(help="Order of the hits.")] = Sort.RELEVANCE,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Hits at most.")] = 20,
    after: Annotated[str | None, typer.Option(help="Read on: the `next` of the answer before.")] = None,
    facets: Annotated[bool, typer.Option("--facets", help="Counts and prices (with --json).")] = False,
    as_json: Json = False,
) -> int:
    """Find listings of all marketplaces."""
    query = make_query(
        text,
        posted_within=posted_within,
        **_sets(kind, site, specialty=specialty, status=status, language=language, pricing=pricing),
        min_price=min_price,
        max_price=max_price,
        max_delivery_days=max_days,
        min_rating=min_rating,
        sort=sort,
        limit=limit,
        after=after,
        facets=facets,
    )
    with dalil() as app:
        _check_names(app, site or [], specialty or [])
        page = app.searching.search(query)
        _tell_unknown_names(app, page)
    show_page(page, as_json=as_json)
    return 0


def suggest(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is typed so far.")],
    *,
    limit: Annotated[int, typer.Option(min=1, max=50, help="Completions at most.")] = 8,
    as_json: Json = False,
) -> int:
    """Complete what somebody types, with words that listings have."""
    with dalil() as app:
        found = app.searching.suggest(text, limit=limit)
    if as_json:
        print_json([to_json(one) for one in found])
    else:
        for one in found:
            stdout.print(one.text, markup=False, soft_wrap=True)
    return 0


def serve(*, port: Port = None) -> int:
    """Serve the search page over what is stored; nothing is crawled, what others store is indexed."""
    with dalil() as app:
        host, port = app.settings.host, app.settings.port if port is None else port
        check_port(host, port)
        index_if_possible(app)
        with kept_index(app.indexer), kept_alerts(app.alert_running, tidy=app.identity.forget_stale):
            serve_pages(host, port)
    return 0


COMMANDS = (search, suggest, serve)


def _sets(
    kind: list[Kind] | None,
    site: list[str] | None,
    *,
    specialty: list[str] | None,
    status: list[Status] | None,
    language: list[str] | None,
    pricing: Pricing | None,
) -> QuerySets:
    """Return what may be given several times as a query takes it: nothing given filters nothing."""
    return {
        "kinds": frozenset(kind or ()),
        "sites": frozenset(site or ()),
        "specialties": frozenset(specialty or ()),
        "statuses": frozenset(status or ()),
        "languages": frozenset(language or ()),
        "pricings": frozenset([pricing] if pricing else ()),
    }


def _tell_unknown_names(app: Dalil, page: SearchPage) -> None:
    """Say which names among the words nobody has; as options they would be refused."""
    for one in page.typed:
        try:
            _check_names(app, one.named("sites"), one.named("specialties"))
        except BadInput as error:
            say(f"Nothing has {one.piece}: {error}")


def _check_names(app: Dalil, sites: list[str], specialties: list[str]) -> None:
    for key in sites:
        app.plugins.site(key)
    for key in specialties:
        app.taxonomy.get(key)
