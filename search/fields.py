"""Turns a document into what each field of the table holds: made once, the same for every engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import from_json, to_json

from search.analysis import AGAIN_SIGN, BREAK, EXACT_SIGN, Tokens, list_tokens, named_tokens, text_tokens
from search.bands import DELIVERY_BANDS, PRICE_BANDS, RATING_BANDS, band_of, price_step
from search.document import SearchDocument
from search.duplicates import Signature, signature
from search.evidence import evidence_of, static_rank
from search.groups import group_values
from search.order import newest_key, price_key, rating_key
from search.phrases import phrases_of

FieldValues = Mapping[str, Any]
"""By field name: a string of tokens or one value, a list of values, a number; what is empty is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What ranking and collapsing know of a candidate; see SearchDocument."""

    title: str
    skills: tuple[str, ...]
    kind: str
    posted: float | None
    evidence: float
    specialties: tuple[str, ...]
    signature: Signature | None


def field_values(document: SearchDocument) -> dict[str, Any]:
    """Return what each field holds of `document`; the texts are analysed here."""
    title, description = named_tokens(document.title), text_tokens(document.description)
    skills, labels = list_tokens(document.skills), list_tokens(document.labels)
    evidence = evidence_of(document)
    facts = _facts(document)
    values = {
        **facts,
        **_places(document),
        **group_values(facts | {"specialty": document.specialties}),
        "found": " ".join(_found(title, skills, labels, description=description)),
        "title": _layers(title),
        "skills": _layers(skills),
        "words": _placed(title, skills, description),
        "phrases": phrases_of(document.title, _names(document)),
        "card": _card(document, evidence, _sampled(title, description)),
        "description": document.description,
    }
    return _filled(values)


def hit_values(document: SearchDocument) -> dict[str, Any]:
    """Return the same of the fields alone that decide whether `document` is a hit: a third of the work.

    The tokens of `found` are a set: nobody joins them only to part them again.
    """
    title, description = named_tokens(document.title), text_tokens(document.description)
    skills, labels = list_tokens(document.skills), list_tokens(document.labels)
    values = _facts(document) | {
        "found": frozenset(_found(title, skills, labels, description=description)),
        "words": _placed(title, skills, description),
    }
    return _filled(values)


def signature_of(title: str, description: str) -> Signature | None:
    """Sample the texts of a document, as its card has it, to find copies; None: too short."""
    return _sampled(named_tokens(title), text_tokens(description))


def _sampled(title: Tokens, description: Tokens) -> Signature | None:
    return signature(title.stems + description.stems)


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value or value == 0}


def _facts(document: SearchDocument) -> dict[str, Any]:
    return {
        "ref": document.ref,
        "site": document.site,
        "kind": document.kind,
        "specialty": list(document.specialties),
        "status": document.status,
        "language": document.language,
        "pricing": document.pricing,
        "price_band": band_of(PRICE_BANDS, document.price_low),
        "delivery_band": band_of(DELIVERY_BANDS, document.delivery_days),
        "rating_band": band_of(RATING_BANDS, document.rating),
        "price_step": price_step(document.price_low),
        "price_low": _number(document.price_low),
        "price_high": _number(document.price_high),
        "posted": posted_number(document.posted_at),
        "delivery_days": _number(document.delivery_days),
        "rating": _number(document.rating),
    }


def _places(document: SearchDocument) -> dict[str, Any]:
    return {
        "rank": static_rank(document),
        "by_newest": newest_key(document),
        "by_price": price_key(document),
        "by_rating": rating_key(document),
    }


def _names(document: SearchDocument) -> tuple[str, ...]:
    # A specialist's labels hold a name: people are found by it, but suggested to nobody.
    return document.skills if document.kind == "specialist" else document.skills + document.labels


def _number(amount: float | None) -> float | None:
    return None if amount is None else float(amount)


def posted_number(moment: datetime | None) -> float | None:
    """Return whole seconds since 1970, as the field `posted` has them."""
    return None if moment is None else float(int(moment.timestamp()))


def _found(title: Tokens, skills: Tokens, labels: Tokens, *, description: Tokens) -> list[str]:
    # Presence is all that counts: each token once.
    head, body = {*title.all, *skills.all}, {*description.all}
    again = [AGAIN_SIGN + token for token in head & body]
    return [*head.union(body, labels.all), *again]


def _layers(part: Tokens) -> str:
    return " ".join({*part.all, *[EXACT_SIGN + word for word in part.words if word != BREAK]})


def _placed(*parts: Tokens) -> str:
    return f" {BREAK} ".join(" ".join(part.words) for part in parts if part.words)


def _card(document: SearchDocument, evidence: float, sampled: Signature | None) -> str:
    facts = (
        document.title,
        document.skills,
        document.kind,
        posted_number(document.posted_at),
        evidence,
        document.specialties,
        sampled,
    )
    return to_json(facts).decode()


def read_card(text: str) -> Card:
    """Return the card that `field_values` wrote."""
    title, skills, kind, posted, evidence, specialties, sampled = from_json(text)
    return Card(
        title=title,
        skills=tuple(skills),
        kind=kind,
        posted=posted,
        evidence=evidence,
        specialties=tuple(specialties),
        signature=None if sampled is None else tuple(sampled),
    )
