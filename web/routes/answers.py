"""What programs are answered with: the forms of the JSON, from which its description is made."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, Field

from aggregator.domain.listing import Listing
from aggregator.domain.money import MoneyRange
from aggregator.services.searching import FoundListing, SearchPage
from search.bands import PriceSpread
from search.results import FacetCount, Highlight, Misread, Suggestion
from web.problems import Problem
from web.views.paging import pages_of
from web.words import Language, load_words

AnyListing = Annotated[Listing, Field(discriminator="kind")]


class Copy(BaseModel):
    """Another listing of the same text: reposted, or posted at another marketplace too."""

    ref: str
    site: str
    title: str
    url: str


class Found(BaseModel):
    """A listing and where in its text the search matched; spans count characters, the end is outside.

    `copies` are the first of the `copies_count` listings with the same text.
    """

    listing: AnyListing
    title: Highlight
    snippet: Highlight
    score: float
    copies: list[Copy]
    copies_count: int


class Answer(BaseModel):
    """A page of results.

    `relaxed`: few have all words (as many as `all_words` says, and they come first by relevance),
    so those with most of them were taken, too. `pages` is at most how many may be asked for:
    results after number 10,000 are reached with `after` only, which takes the `next` of the
    answer before (null: there is no more); `page` then says 1.
    `ignored_words` are words beyond the number that a search may have, `misread` pieces of `q`
    that look like a filter but are none, and so were read as words. `did_you_mean` is a `q` with
    a likely slip mended. `prices` spreads the lowest prices (USD) of all results; percentiles by
    share, right to a tenth.
    """

    total: int
    page: int
    pages: int
    next: str | None
    relaxed: bool
    all_words: int
    did_you_mean: str | None
    misread: list[Misread]
    ignored_words: int
    results: list[Found]
    facets: dict[str, list[FacetCount]]
    prices: PriceSpread | None


class SimilarAnswer(BaseModel):
    """Listings of the same kind that are most like one, the nearest first."""

    results: list[Found]


class Suggestions(BaseModel):
    """What may complete `q`, and in how many listings (about) it stands; the most frequent first."""

    q: str
    suggestions: list[Suggestion]


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


FAILURES: dict[int | str, dict[str, Any]] = {
    404: {"model": Failure, "description": "There is no such listing."},
    422: {"model": Failure, "description": "A parameter makes no sense."},
    503: {"model": Failure, "description": "The index does not answer; see the Retry-After header."},
}
"""Answers other than the wished one, by status."""


def answer(page: SearchPage, number: int) -> Answer:
    """Return a page of results as programs read it."""
    return Answer(
        total=page.total,
        page=number,
        pages=pages_of(page.total, page.query.limit),
        next=page.next,
        relaxed=page.relaxed,
        all_words=page.all_words,
        did_you_mean=page.did_you_mean,
        misread=list(page.misread),
        ignored_words=page.ignored_words,
        results=[found(one) for one in page.found],
        facets={name: list(counts) for name, counts in page.facets.items()},
        prices=page.prices,
    )


def found(one: FoundListing) -> Found:
    """Return one result as programs read it."""
    return Found(
        listing=one.listing,
        title=one.title,
        snippet=one.snippet,
        score=one.score,
        copies=[Copy(ref=copy.ref, site=copy.site, title=copy.title, url=copy.url) for copy in one.copies],
        copies_count=one.copies_count,
    )


def failure(problems: tuple[Problem, ...]) -> Failure:
    """Say what is wrong with each parameter, in English."""
    words = load_words(Language.EN)
    faults = [Fault(field=one.field, code=one.code, message=one.told(words)) for one in problems]
    return Failure(message=words("problem.title"), faults=faults)
