"""What a reader asks for, as written in the address: kept as given, so that a page can show it again."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from search.bands import DELIVERY_BANDS, PRICE_BANDS, RATING_BANDS, Band

PAGE_SIZE = 20

Many = Literal[
    "kind", "site", "specialty", "band", "delivery_band", "rating_band", "pricing", "status", "language"
]
"""Parameters that may be given several times."""

MANY: tuple[Many, ...] = (
    *("kind", "site", "specialty", "band", "delivery_band", "rating_band", "pricing", "status", "language"),
)

PLACE = ("page", "after")
"""Parameters that say which part of an answer is wanted, not of which question."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def without_control(text: str) -> str:
    """Drop control characters: they mean nothing in what people write and cannot stand in a page."""
    return _CONTROL.sub(" ", text).strip()


def _without_control(text: object) -> object:
    return without_control(text) if isinstance(text, str) else text


def _without_repeats(values: object) -> object:
    if not isinstance(values, list | tuple):
        return values
    return tuple(dict.fromkeys(value for value in map(_without_control, values) if value))


def _names(bands: tuple[Band, ...]) -> str:
    return ", ".join(band.name for band in bands)


Given = Annotated[str, BeforeValidator(_without_control)]
Values = Annotated[tuple[str, ...], BeforeValidator(_without_repeats)]


class Asked(BaseModel):
    """The parameters of a search, unread: every value may still be nonsense."""

    model_config = ConfigDict(frozen=True)

    q: Given = Field(
        "",
        description=(
            'Words, a "phrase in quotes", -words to leave out, and filters like site:khamsat, kind:offer, '
            "price:50..200, days:3, rating:4.5. Empty: everything."
        ),
    )
    kind: Values = Field((), description="offer, request or specialist; may be repeated.")
    site: Values = Field((), description="Key of a marketplace, like khamsat; may be repeated.")
    specialty: Values = Field((), description="Key of a specialty, like logo-design; may be repeated.")
    band: Values = Field((), description=f"Price range in USD: {_names(PRICE_BANDS)}; may be repeated.")
    delivery_band: Values = Field(
        (),
        description=f"Delivery in days, under the second number: {_names(DELIVERY_BANDS)}; may be repeated.",
    )
    rating_band: Values = Field(
        (), description=f"Stars, under the second number: {_names(RATING_BANDS)}; may be repeated."
    )
    pricing: Values = Field((), description="fixed or hourly; may be repeated.")
    status: Values = Field(
        (), description="open, in_progress, completed, closed, ... as its site says; may be repeated."
    )
    language: Values = Field((), description="Language of the listing, ar or en; may be repeated.")
    min_price: Given = Field("", description="Lowest price in USD.")
    max_price: Given = Field("", description="Highest price in USD.")
    max_delivery_days: Given = Field("", description="Longest delivery in days.")
    min_rating: Given = Field("", description="Lowest rating in stars, 0 to 5.")
    posted_within: Given = Field("", description="Posted in so many days before now, from 1.")
    posted_after: Given = Field(
        "", description="Posted on this day or later: 2026-11-20, or a moment like 2026-11-20T18:00:00Z."
    )
    posted_before: Given = Field("", description="Posted on this day or earlier; written like posted_after.")
    sort: Given = Field("", description="relevance (default), newest, price or rating.")
    page: Given = Field("", description="Number of the page, from 1.")
    after: Given = Field(
        "", description="`next` of the answer before, instead of a page number: reads on however far."
    )

    def pairs(self, *without: str) -> Iterator[tuple[str, str]]:
        """Name and value of everything that was given, as in an address."""
        for name in type(self).model_fields:
            if name in without:
                continue
            value = getattr(self, name)
            for one in value if isinstance(value, tuple) else (value,):
                if one:
                    yield name, one

    def replaced(self, **values: str | tuple[str, ...]) -> Self:
        """Return the same search with other values, back at its beginning."""
        return self.model_copy(update={"page": "", "after": "", **values})

    def toggled(self, name: Many, value: str) -> Self:
        """Return the same search with one value of a filter chosen, or no longer chosen."""
        chosen: tuple[str, ...] = getattr(self, name)
        rest = tuple(known for known in chosen if known != value)
        return self.replaced(**{name: rest if value in chosen else (*chosen, value)})

    def unfiltered(self) -> Self:
        """Return the words and the order alone."""
        return type(self)(q=self.q, sort=self.sort)

    @property
    def filtered(self) -> bool:
        """Whether anything but words, order and place was given."""
        return any(True for _ in self.pairs("q", "sort", *PLACE))
