"""The same search for programs: JSON by the public schema of listings, no key, no script."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import AwareDatetime, BaseModel, Field

from aggregator.domain.identity import Ref
from aggregator.domain.listing import Listing
from aggregator.domain.money import MoneyRange
from aggregator.errors import BadInput
from aggregator.services.searching import FoundListing, SearchPage
from search.results import FacetCount, Highlight
from web.asking import PAGE_SIZE, Asked, Given
from web.deps import TheDesk
from web.failures import not_found
from web.reading import LARGEST_ANSWER, Problem, read
from web.views.paging import pages_of
from web.words import Language, load_words

router = APIRouter(prefix="/api/v1", tags=["search"])

AnyListing = Annotated[Listing, Field(discriminator="kind")]


class AskedByProgram(Asked):
    """The parameters of the search page, and how many results an answer holds."""

    limit: Given = Field(str(PAGE_SIZE), description=f"Results per page, 1 to {LARGEST_ANSWER}.")


class Found(BaseModel):
    """A listing and where in its text the search matched; spans count characters, the end is outside."""

    listing: AnyListing
    title: Highlight
    snippet: Highlight
    score: float


class Answer(BaseModel):
    """A page of results. `relaxed`: none had all words, so these have most of them.

    `pages` is how many may be asked for: results after number 10,000 are counted, not shown.
    `ignored_words` are words beyond the number that a search may have.
    """

    total: int
    page: int
    pages: int
    relaxed: bool
    ignored_words: int
    results: list[Found]
    facets: dict[str, list[FacetCount]]


class PriceSince(BaseModel):
    """A price that the listing had, and when it was first seen."""

    at: AwareDatetime
    price: MoneyRange | None


class ListingAnswer(BaseModel):
    """A listing and all prices that it ever had, oldest first."""

    listing: AnyListing
    prices: list[PriceSince]


class Fault(BaseModel):
    """What is wrong with one parameter; `code` stays the same whatever the message says."""

    field: str
    code: str
    message: str


class Failure(BaseModel):
    """Why there is no answer."""

    message: str
    faults: list[Fault]


_FAILURES: dict[int | str, dict[str, Any]] = {
    404: {"model": Failure, "description": "There is no such listing."},
    422: {"model": Failure, "description": "A parameter makes no sense."},
    503: {"model": Failure, "description": "The index does not answer; see the Retry-After header."},
}


@router.get("/search", responses={code: _FAILURES[code] for code in (422, 503)}, response_model=Answer)
def search(asked: Annotated[AskedByProgram, Query()], desk: TheDesk) -> Answer | Response:
    """Search all marketplaces."""
    reading = read(asked, desk.known, limit=asked.limit)
    if reading.query is None:
        return JSONResponse(_failure(reading.problems).model_dump(), 422)
    return _answer(desk.dalil.searching.search(reading.query), reading.page)


@router.get("/listings/{ref:path}", responses={404: _FAILURES[404]})
def listing(ref: str, desk: TheDesk) -> ListingAnswer:
    """Return one listing by its ref, like `mostaql:request:1250000`."""
    catalogue = desk.dalil.catalogue
    try:
        known = Ref.parse(ref)
    except BadInput as error:
        raise not_found() from error
    if (found := catalogue.listing(known)) is None:
        raise not_found()
    prices = [PriceSince(at=point.at, price=point.price) for point in catalogue.prices(known)]
    return ListingAnswer(listing=found, prices=prices)


def _answer(page: SearchPage, number: int) -> Answer:
    return Answer(
        total=page.total,
        page=number,
        pages=pages_of(page.total, page.query.limit),
        relaxed=page.relaxed,
        ignored_words=page.ignored_words,
        results=[_found(one) for one in page.found],
        facets={name: list(counts) for name, counts in page.facets.items()},
    )


def _found(one: FoundListing) -> Found:
    return Found(listing=one.listing, title=one.title, snippet=one.snippet, score=one.score)


def _failure(problems: tuple[Problem, ...]) -> Failure:
    words = load_words(Language.EN)
    faults = [Fault(field=one.field, code=one.code, message=one.told(words)) for one in problems]
    return Failure(message=words("problem.title"), faults=faults)
