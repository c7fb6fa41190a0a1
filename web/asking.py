"""What a reader asks for, as written in the address: kept as given, so that a page can show it again."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from search.bands import PRICE_BANDS

PAGE_SIZE = 20

Many = Literal["kind", "site", "specialty", "band"]
"""Parameters that may be given several times."""

MANY: tuple[Many, ...] = ("kind", "site", "specialty", "band")

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def _without_control(text: object) -> object:
    """Control characters mean nothing in a search and cannot stand in a page."""
    return _CONTROL.sub(" ", text).strip() if isinstance(text, str) else text


def _without_repeats(values: object) -> object:
    if not isinstance(values, list | tuple):
        return values
    return tuple(dict.fromkeys(value for value in map(_without_control, values) if value))


Given = Annotated[str, BeforeValidator(_without_control)]
Values = Annotated[tuple[str, ...], BeforeValidator(_without_repeats)]


class Asked(BaseModel):
    """The parameters of a search, unread: every value may still be nonsense."""

    model_config = ConfigDict(frozen=True)

    q: Given = Field(
        "", description='Words, a "phrase in quotes", or -words to leave out. Empty: everything.'
    )
    kind: Values = Field((), description="offer, request or specialist; may be repeated.")
    site: Values = Field((), description="Key of a marketplace, like khamsat; may be repeated.")
    specialty: Values = Field((), description="Key of a specialty, like logo-design; may be repeated.")
    band: Values = Field(
        (),
        description=f"Price range in USD: {', '.join(band.name for band in PRICE_BANDS)}; may be repeated.",
    )
    min_price: Given = Field("", description="Lowest price in USD.")
    max_price: Given = Field("", description="Highest price in USD.")
    sort: Given = Field("", description="relevance (default), newest or price.")
    page: Given = Field("", description="Number of the page, from 1.")

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
        """Return the same search with other values, back on its first page."""
        return self.model_copy(update={"page": "", **values})

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
        """Whether anything but words, order and page was given."""
        return any(True for _ in self.pairs("q", "sort", "page"))
