"""The pages that people read; all of them work without a script."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from aggregator.domain.identity import Ref
from aggregator.errors import BadInput, IndexUnavailable
from aggregator.services.searching import FoundListing
from search import query
from web.asking import Asked
from web.deps import Desk, TheDesk, TheReader
from web.failures import not_found
from web.problems import Problem, forged_mark
from web.reading import read
from web.routes.api import AskedByProgram
from web.views.details import details
from web.views.home import home
from web.views.reader import Reader
from web.views.results import misunderstood, results

router = APIRouter(include_in_schema=False)

_SIMILAR = 4


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
    reading = read(asked, desk.known, now=reader.now)
    if reading.query is None:
        return _misunderstood(request, asked, reading.problems, desk=desk, reader=reader)
    try:
        page = desk.dalil.searching.search(reading.query)
    except BadInput:
        return _misunderstood(request, asked, (forged_mark(asked),), desk=desk, reader=reader)
    related = desk.dalil.searching.related(asked.q)
    view = results(asked, page, reading.page, related=related, reader=reader)
    return desk.pages.show(request, reader, template="results.html", view=view, asked=asked)


@router.get("/listing/{ref:path}")
def show_listing(request: Request, ref: str, desk: TheDesk, reader: TheReader) -> Response:
    """Show one listing whole (404 when there is none); without the index only what is like it is missing."""
    catalogue = desk.dalil.catalogue
    try:
        known = Ref.parse(ref)
    except BadInput as error:
        raise not_found() from error
    if (listing := catalogue.listing(known)) is None:
        raise not_found()
    view = details(listing, catalogue.prices(known), similar=_similar(desk, listing.ref), reader=reader)
    return desk.pages.show(request, reader, template="listing.html", view=view)


@router.get("/api")
def show_api(request: Request, desk: TheDesk, reader: TheReader) -> Response:
    """Tell programmers what can be asked for."""
    parameters = [(name, field.description) for name, field in AskedByProgram.model_fields.items()]
    return desk.pages.show(request, reader, template="api.html", view=parameters)


def _similar(desk: Desk, ref: str) -> tuple[FoundListing, ...]:
    try:
        return desk.dalil.searching.similar(ref, limit=_SIMILAR)
    except IndexUnavailable:
        return ()  # the listing itself comes from the store and is worth showing alone


def _misunderstood(
    request: Request, asked: Asked, problems: tuple[Problem, ...], *, desk: Desk, reader: Reader
) -> Response:
    view = misunderstood(asked, problems, reader)
    return desk.pages.show(request, reader, template="misunderstood.html", view=view, asked=asked, status=422)
