"""The values of the invented world, the same for all sites, so that benchmarks need no pages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from replay.content.addresses import HOMES, path_of


class Site(StrEnum):
    """The three sites that are played."""

    MOSTAQL = "mostaql"
    KHAMSAT = "khamsat"
    KAFIIL = "kafiil"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented: `name` is what pages show (`سامي ك.`), `handle` what addresses carry."""

    name: str
    handle: str
    country: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """Where a site files a listing: `parent` and `group` are empty where the site has one level only."""

    slug: str
    label: str
    parent: str = ""
    parent_label: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars, whole; `low` and `high` are equal for a fixed price."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Invented:
    """One listing of one site as its owner wrote it."""

    site: str
    kind: str
    """`request`, `offer` or `specialist`."""
    id: str
    title: str
    description: str
    """Paragraphs parted by an empty line, lines by a newline."""
    skills: tuple[str, ...]
    category: Category
    price: Price | None
    days: int | None
    """Days of work wanted or promised; None for a specialist."""
    author: Person
    """The client of a request, the seller of an offer, the specialist."""
    posted: datetime
    topic: str
    """The trade, a key of the topics."""
    odd_href: str | None = None
    """An address written in the row instead of the listing's own; only hostile samples have one."""
    odd_price: str | None = None
    """A price written on the page instead of `price`; only hostile samples have one."""

    @property
    def path(self) -> str:
        """Path of its page on the site, quoted."""
        return path_of(self)

    @property
    def url(self) -> str:
        """Public address of its page."""
        return HOMES[self.site] + self.path
