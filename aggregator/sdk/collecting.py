"""Reads all fields of a row or page into a draft; a field that does not fit is told, the rest is kept."""

from dataclasses import dataclass
from typing import Any

from web_poet.fields import get_fields_dict

from aggregator.errors import PageMismatch
from aggregator.sdk.drafts import Draft
from aggregator.sdk.pages import REQUIRED, ItemPage, Row


@dataclass(frozen=True, slots=True)
class Collected:
    """A draft, or None where a required field failed, and every field that did not fit."""

    draft: Draft | None
    mismatches: tuple[PageMismatch, ...]


def collect(source: Row | ItemPage) -> Collected:
    """Read every field of `source`; whatever else than ValueError a field raises is the plugin's fault."""
    facts: dict[str, Any] = {}
    mismatches: list[PageMismatch] = []
    for name in get_fields_dict(source):
        try:
            value = getattr(source, name)
        except ValueError as error:
            mismatches.append(PageMismatch(name, str(error)))
        else:
            if value is not None:
                facts[name] = value
    if not facts.keys() >= REQUIRED:
        return Collected(None, tuple(mismatches))
    return Collected(source.draft(**facts), tuple(mismatches))
