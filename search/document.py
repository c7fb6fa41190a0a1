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
    `posted_at` is aware. None means that the site does not say.
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

    @property
    def price_low(self) -> float | None:
        """The lowest stated price in USD: a missing bound is taken as the other one, never guessed."""
        return self.price_max if self.price_min is None else self.price_min

    @property
    def price_high(self) -> float | None:
        """The highest stated price in USD, read like `price_low`."""
        return self.price_min if self.price_max is None else self.price_max


class FieldType(StrEnum):
    """How an engine must treat a field."""

    TOKENS = "tokens"
    KEYWORD = "keyword"
    KEYWORDS = "keywords"
    NUMBER = "number"
    SORT_KEY = "sort_key"
    STORED = "stored"


class Layer(StrEnum):
    """How closely a token follows the word that was written."""

    EXACT = "exact"
    STEM = "stem"
    CONCEPT = "concept"


# Rarer tokens score higher by themselves, and a word is rarer than its stem, a stem than its concept.
LAYER_WEIGHT = {
    Layer.EXACT: 1.0,  # what was asked for, letter by letter: nothing may outrank it
    Layer.STEM: 0.85,  # the same word with an article, a plural or a possessive: nearly as good
    Layer.CONCEPT: 0.65,  # another word of the trade for it: right, but after those who use the asker's word
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One row of the field table.

    An `analysed` field is a TOKENS field fed from the document's attribute `source` through one
    layer of the analysis; its `weight` multiplies what a match in it is worth.
    """

    name: str
    type: FieldType
    source: str
    weight: float = 0.0
    layer: Layer | None = None

    @property
    def analysed(self) -> bool:
        """Whether the field holds tokens of the analysis."""
        return self.layer is not None


TEXT_WEIGHT = {
    "title": 3.0,  # people put what they sell or need into the title
    "skills": 2.0,  # chosen from a list, so meant, but often long and padded
    "description": 1.0,  # the measure of the others
    "labels": 0.5,  # our and the site's category names: they help to find, they say little about this one
}

TEXT_FIELDS = tuple(
    Field(name=f"{source}_{layer}", type=FieldType.TOKENS, source=source, weight=weight * factor, layer=layer)
    for source, weight in TEXT_WEIGHT.items()
    for layer, factor in LAYER_WEIGHT.items()
)

FIELDS: tuple[Field, ...] = (
    Field(name="ref", type=FieldType.KEYWORD, source="ref"),
    Field(name="site", type=FieldType.KEYWORD, source="site"),
    Field(name="kind", type=FieldType.KEYWORD, source="kind"),
    Field(name="specialty", type=FieldType.KEYWORDS, source="specialties"),
    Field(name="status", type=FieldType.KEYWORD, source="status"),
    Field(name="language", type=FieldType.KEYWORD, source="language"),
    Field(name="price_band", type=FieldType.KEYWORD, source="price_low"),
    Field(name="price_low", type=FieldType.NUMBER, source="price_low"),
    Field(name="price_high", type=FieldType.NUMBER, source="price_high"),
    Field(name="by_newest", type=FieldType.SORT_KEY, source="posted_at"),
    Field(name="by_price", type=FieldType.SORT_KEY, source="price_low"),
    Field(name="title", type=FieldType.STORED, source="title"),
    Field(name="description", type=FieldType.STORED, source="description"),
    *TEXT_FIELDS,
)

SCHEMA_VERSION = 3
"""Raise it whenever the table above or what an engine stores changes meaning."""
