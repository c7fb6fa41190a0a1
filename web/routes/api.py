"""The same search for programs: JSON by the public schema of listings, no key, no script."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from aggregator.domain.identity import Ref
from aggregator.domain.listing import Listing
from aggregator.errors import BadInput
from web.amounts import read_number
from web.asking import PAGE_SIZE, Asked, Given
from web.deps import Desk, TheDesk
from web.failures import not_found
from web.problems import LARGEST_ANSWER, LONGEST_TEXT, Problem, forged_mark, shown
from web.reading import read
from web.routes.answers import (
    FAILURES,
    Answer,
    ListingAnswer,
    PriceSince,
    SimilarAnswer,
    Suggestions,
    answer,
    failure,
    found,
)

router = APIRouter(prefix="/api/v1", tags=["search"])

_LARGEST_LIST = 50
_SIMILAR, _SUGGESTED = 6, 8


class AskedByProgram(Asked):
    """The parameters of the search page, and how many results an answer holds."""

    limit: Given = Field(str(PAGE_SIZE), description=f"Results per page, 1 to {LARGEST_ANSWER}.")


class AskedToComplete(BaseModel):
    """What somebody has typed so far."""

    model_config = ConfigDict(frozen=True)

    q: Given = Field("", description="The beginning of a question; a slip in it is forgiven.")
    limit: Given = Field(str(_SUGGESTED), description=f"Suggestions at most, 1 to {_LARGEST_LIST}.")


class AskedForMore(BaseModel):
    """How many similar listings are wanted."""

    model_config = ConfigDict(frozen=True)

    limit: Given = Field(str(_SIMILAR), description=f"Listings at most, 1 to {_LARGEST_LIST}.")


@router.get("/search", responses={code: FAILURES[code] for code in (422, 503)}, response_model=Answer)
def search(asked: Annotated[AskedByProgram, Query()], desk: TheDesk) -> Answer | Response:
    """Search all marketplaces."""
    reading = read(asked, desk.known, limit=asked.limit)
    if reading.query is None:
        return _refused(*reading.problems)
    try:
        page = desk.dalil.searching.search(reading.query)
    except BadInput:
        return _refused(forged_mark(asked))
    return answer(page, reading.page)


@router.get("/suggest", responses={code: FAILURES[code] for code in (422, 503)}, response_model=Suggestions)
def suggest(asked: Annotated[AskedToComplete, Query()], desk: TheDesk) -> Suggestions | Response:
    """Complete what somebody types, with names and titles that listings have."""
    if len(asked.q) > LONGEST_TEXT:
        return _refused(Problem(field="q", code="too_long", facts={"limit": LONGEST_TEXT}))
    if isinstance(limit := _list_limit(asked.limit), Problem):
        return _refused(limit)
    return Suggestions(q=asked.q, suggestions=list(desk.dalil.searching.suggest(asked.q, limit=limit)))


@router.get("/listings/{ref:path}/similar", responses=FAILURES, response_model=SimilarAnswer)
def similar(ref: str, asked: Annotated[AskedForMore, Query()], desk: TheDesk) -> SimilarAnswer | Response:
    """Return listings of the same kind most like the one of a ref, which may be gone from its site."""
    listing = _listing(ref, desk)
    if isinstance(limit := _list_limit(asked.limit), Problem):
        return _refused(limit)
    return SimilarAnswer(
        results=[found(one) for one in desk.dalil.searching.similar(listing.ref, limit=limit)]
    )


@router.get("/listings/{ref:path}", responses={code: FAILURES[code] for code in (404, 503)})
def listing(ref: str, desk: TheDesk) -> ListingAnswer:
    """Return one listing by its ref, like `mostaql:request:1250000`."""
    listing = _listing(ref, desk)
    prices = desk.dalil.catalogue.prices(Ref.parse(listing.ref))
    return ListingAnswer(
        listing=listing, prices=[PriceSince(at=point.at, price=point.price) for point in prices]
    )


def _listing(ref: str, desk: Desk) -> Listing:
    try:
        known = desk.dalil.catalogue.listing(Ref.parse(ref))
    except BadInput as error:
        raise not_found() from error
    if known is None:
        raise not_found()
    return known


def _list_limit(given: str) -> int | Problem:
    limit = read_number(given)
    if limit is None:
        return Problem(field="limit", code="not_a_number", facts={"given": shown(given)})
    if limit > _LARGEST_LIST:
        return Problem(field="limit", code="too_large", facts={"given": shown(given), "limit": _LARGEST_LIST})
    return limit


def _refused(*problems: Problem) -> Response:
    return JSONResponse(failure(problems).model_dump(), 422)
