"""What is indexed of a listing, and the one field table that every engine builds its schema from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """A listing as search sees it; `ref` is its identity and upserts replace by it.

    Prices are US dollars. `specialties` holds the listing's own key and its ancestors'.
    `labels` are the names that the listing stands under: its specialty's and category's, in every
    language, and its own where people look for it by name.
    `posted_at` is aware. `pricing` is "fixed" or "hourly". `rating` is 0 to 5 by `rating_count` people;
    `mean_rating` is the mean of its site, to which few ratings are shrunk. `done` counts the jobs
    that were done: sales of an offer, projects of a specialist. None means that the site does not say.
    """

    ref: str
    site: str
    kind: str
    title: str
    description: str
    skills: tuple[str, ...]
    specialties: tuple[str, ...]
    labels: tuple[str, ...]
    posted_at: datetime | None
    price_min: float | None
    price_max: float | None
    status: str
    language: str | None
    pricing: str | None = None
    delivery_days: float | None = None
    rating: float | None = None
    rating_count: int | None = None
    mean_rating: float | None = None
    done: int | None = None

    @property
    def price_low(self) -> float | None:
        """The lowest stated price in USD: a missing bound is taken as the other one, never guessed."""
        return self.price_max if self.price_min is None else self.price_min

    @property
    def price_high(self) -> float | None:
        """The highest stated price in USD, read like `price_low`."""
        return self.price_min if self.price_max is None else self.price_max


class FieldType(StrEnum):
    """How an engine must treat a field.

    TOKENS holds ready tokens parted by spaces, of which only the presence counts; PLACED keeps
    their places, too, for phrases. KEYWORD is one value as it is, KEYWORDS several; both can be
    asked for and counted. NUMBER is a 64 bit float for ranges, RANK one that multiplies scores.
    SORT_KEY is text to sort by, unique to its document. STORED is only given back.
    """

    TOKENS = "tokens"
    PLACED = "placed"
    KEYWORD = "keyword"
    KEYWORDS = "keywords"
    NUMBER = "number"
    RANK = "rank"
    SORT_KEY = "sort_key"
    STORED = "stored"


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the field table; `why` says what it serves."""

    name: str
    type: FieldType
    why: str


FIELDS: tuple[Field, ...] = (
    Field("ref", FieldType.KEYWORD, "the identity"),
    Field("found", FieldType.TOKENS, "stems and #concepts of everything: whether a listing is a hit"),
    Field("title", FieldType.TOKENS, "stems, #concepts and =words of the title: what it is about"),
    Field("skills", FieldType.TOKENS, "the same of the skills: chosen from a list, so meant"),
    Field("words", FieldType.PLACED, "words as written, part by part: phrases and exact words"),
    Field("site", FieldType.KEYWORD, "filter and facet"),
    Field("kind", FieldType.KEYWORD, "filter and facet"),
    Field("specialty", FieldType.KEYWORDS, "filter and facet; a specialty and those above it"),
    Field("status", FieldType.KEYWORD, "filter"),
    Field("language", FieldType.KEYWORD, "filter"),
    Field("pricing", FieldType.KEYWORD, "filter: fixed or hourly"),
    Field("price_band", FieldType.KEYWORD, "filter and facet"),
    Field("delivery_band", FieldType.KEYWORD, "filter and facet"),
    Field("rating_band", FieldType.KEYWORD, "filter and facet"),
    Field("price_step", FieldType.KEYWORD, "histogram and percentiles of the lowest price"),
    Field("group_kind", FieldType.KEYWORD, "site, kind and bands, counted together"),
    Field("group_price", FieldType.KEYWORD, "price band and step, counted together"),
    Field("group_specialty", FieldType.KEYWORD, "the specialties of one listing, counted together"),
    Field("phrases", FieldType.KEYWORDS, "what can be suggested: skills and pairs of title words"),
    Field("price_low", FieldType.NUMBER, "price range"),
    Field("price_high", FieldType.NUMBER, "price range"),
    Field("posted", FieldType.NUMBER, "date range; seconds since 1970"),
    Field("delivery_days", FieldType.NUMBER, "range"),
    Field("rating", FieldType.NUMBER, "range"),
    Field("rank", FieldType.RANK, "evidence or freshness: which of equally good texts come first"),
    Field("by_newest", FieldType.SORT_KEY, "sort"),
    Field("by_price", FieldType.SORT_KEY, "sort"),
    Field("by_rating", FieldType.SORT_KEY, "sort"),
    Field("card", FieldType.STORED, "what ranking and collapsing read of a candidate"),
    Field("description", FieldType.STORED, "snippets"),
)

FIELD_TYPES = {field.name: field.type for field in FIELDS}


def names_of(*types: FieldType) -> frozenset[str]:
    """Return the names of the fields of these types."""
    return frozenset(name for name, type_ in FIELD_TYPES.items() if type_ in types)


SCHEMA_VERSION = 5
"""Raise it whenever the table above or what an engine stores changes meaning."""
