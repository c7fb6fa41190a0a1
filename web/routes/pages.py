"""The pages that people read; all of them work without a script."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, Response

from aggregator.domain.identity import Ref
from aggregator.errors import BadInput
from search import query
from web.asking import Asked
from web.deps import TheDesk, TheReader
from web.failures import not_found
from web.reading import read
from web.routes.api import AskedByProgram
from web.views.details import details
from web.views.home import home
from web.views.results import misunderstood, results

router = APIRouter(include_in_schema=False)

_ROBOTS = """\
# Listings belong to the marketplaces: search engines should lead to the originals, not to us.
User-agent: *
Disallow: /search
Disallow: /listing/
Disallow: /api/
"""


@router.get("/")
def show_home(request: Request, desk: TheDesk, reader: TheReader) -> Response:
    """Show the question and the ways in."""
    everything = desk.dalil.searching.search(query.Query(limit=0))
    return desk.pages.show(request, reader, template="home.html", view=home(everything, reader))


@router.get("/search")
def show_results(
    request: Request, asked: Annotated[Asked, Query()], desk: TheDesk, reader: TheReader
) -> Response:
    """Show what was found, or what is wrong with the question (422)."""
    reading = read(asked, desk.known)
    if reading.query is None:
        view = misunderstood(asked, reading.problems, reader)
        return desk.pages.show(
            request, reader, template="misunderstood.html", view=view, asked=asked, status=422
        )
    found = results(asked, desk.dalil.searching.search(reading.query), reading.page, reader=reader)
    return desk.pages.show(request, reader, template="results.html", view=found, asked=asked)


@router.get("/listing/{ref:path}")
def show_listing(request: Request, ref: str, desk: TheDesk, reader: TheReader) -> Response:
    """Show one listing whole (404 when there is none)."""
    catalogue = desk.dalil.catalogue
    try:
        known = Ref.parse(ref)
    except BadInput as error:
        raise not_found() from error
    if (listing := catalogue.listing(known)) is None:
        raise not_found()
    view = details(listing, catalogue.prices(known), reader)
    return desk.pages.show(request, reader, template="listing.html", view=view)


@router.get("/api")
def show_api(request: Request, desk: TheDesk, reader: TheReader) -> Response:
    """Tell programmers what can be asked for."""
    parameters = [(name, field.description) for name, field in AskedByProgram.model_fields.items()]
    return desk.pages.show(request, reader, template="api.html", view=parameters)


@router.get("/robots.txt")
def show_robots() -> Response:
    """Keep copies of listings out of search engines."""
    return PlainTextResponse(_ROBOTS)


@router.get("/opensearch.xml")
def show_opensearch(request: Request, desk: TheDesk, reader: TheReader) -> Response:
    """Let browsers search here from their address bar."""
    base = str(request.base_url).rstrip("/")
    answer = desk.pages.show(request, reader, template="opensearch.xml", view=base)
    answer.headers["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return answer
