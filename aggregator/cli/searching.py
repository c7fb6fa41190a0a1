"""Commands that answer: search and serve."""

from typing import Annotated

import typer
from rich.text import Text

from aggregator.cli.crawling import Json, Port
from aggregator.cli.output import counting, print_json, say, stdout, to_json
from aggregator.cli.serving import check_port, serve_pages
from aggregator.composition import Dalil, dalil
from aggregator.domain.identity import Kind
from aggregator.domain.listing import Listing, price_of
from aggregator.services.searching import FoundListing, Highlight, SearchPage, Sort, make_query


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help='Words, "a phrase", -without.')],
    *,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only this kind; may be repeated.")] = None,
    site: Annotated[list[str] | None, typer.Option(help="Only this site; may be repeated.")] = None,
    specialty: Annotated[list[str] | None, typer.Option(help="Only this specialty; may be repeated.")] = None,
    min_price: Annotated[float | None, typer.Option(help="US dollars.")] = None,
    max_price: Annotated[float | None, typer.Option(help="US dollars.")] = None,
    sort: Annotated[Sort, typer.Option(help="Order of the hits.")] = Sort.RELEVANCE,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Hits at most.")] = 20,
    as_json: Json = False,
) -> int:
    """Find listings of all marketplaces."""
    query = make_query(
        text,
        sites=frozenset(site or ()),
        kinds=frozenset(kind or ()),
        specialties=frozenset(specialty or ()),
        min_price=min_price,
        max_price=max_price,
        sort=sort,
        limit=limit,
    )
    with dalil() as app:
        _check_names(app, site or [], specialty or [])
        page = app.searching.search(query)
    if as_json:
        print_json(_as_json(page))
    else:
        _print_page(page)
    return 0


def serve(*, port: Port = None) -> int:
    """Serve the search page over what is stored; nothing is crawled."""
    with dalil() as app:
        host, port = app.settings.host, app.settings.port if port is None else port
        check_port(host, port)
        with counting("indexing") as count:
            app.indexer.ensure(count)
    serve_pages(host, port)
    return 0


COMMANDS = (search, serve)


def _check_names(app: Dalil, sites: list[str], specialties: list[str]) -> None:
    for key in sites:
        app.plugins.site(key)
    for key in specialties:
        app.taxonomy.get(key)


def _as_json(page: SearchPage) -> dict[str, object]:
    return {
        "total": page.total,
        "relaxed": page.relaxed,
        "hits": [{"score": hit.score, "listing": to_json(hit.listing)} for hit in page.found],
    }


def _print_page(page: SearchPage) -> None:
    if page.relaxed:
        say("No listing has all the words; these have most of them.")
    for hit in page.found:
        _print_hit(hit)
    say(f"{len(page.found)} of {page.total} listings")


def _print_hit(hit: FoundListing) -> None:
    stdout.print(_marked(hit.title), soft_wrap=True)
    stdout.print(Text(f"  {_facts(hit.listing)}", style="dim"), soft_wrap=True)
    stdout.print(Text(f"  {hit.listing.url}", style="blue"), soft_wrap=True)


def _marked(title: Highlight) -> Text:
    text = Text(" ".join(title.text.split("\n")), style="bold")
    for start, end in title.spans:
        text.stylize("reverse", start, end)
    return text


def _facts(listing: Listing) -> str:
    price = price_of(listing)
    amounts = [str(amount) for amount in (price.min, price.max) if amount is not None] if price else []
    cost = f"{' - '.join(dict.fromkeys(amounts))} {price.currency}" if price else "no price"
    posted = f"{listing.posted_at:%Y-%m-%d}" if listing.posted_at else "no date"
    return f"{listing.site} | {listing.kind} | {cost} | {posted} | {listing.status}"
