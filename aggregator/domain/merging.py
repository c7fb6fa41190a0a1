"""How what was just seen of a listing joins what is stored of it, without losing a stated fact."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from pydantic import JsonValue

from aggregator.domain.listing import Listing, Offer, Party, Rating, Request, Specialist, Status

_FULL_PAGE_FACTS = frozenset({"description", "category_path", "specialty", "skills", "language"})
"""Rows cut these short, or have them from what they cut: a full page knows them better."""

_BOOKKEEPING = frozenset({"first_seen_at", "last_seen_at", "posted_exact"})
"""These tell of our looking, not of the listing."""

_BY_OWN_RULE = _BOOKKEEPING | {"ref", "site", "kind", "posted_at", "status", "complete", "extra"}

_FACTS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.name not in _BOOKKEEPING)
    for kind in (Offer, Request, Specialist)
}
"""Names of the facts of each kind, in the order of its type."""

_PLAIN_FACTS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(name for name in names if name not in _BY_OWN_RULE) for kind, names in _FACTS.items()
}


def merge(stored: Listing, seen: Listing) -> Listing:
    """Return `stored` with every fact that `seen` states; what `seen` does not state stays.

    A row alone (`complete` False) never replaces what the full page said at greater length,
    and an inexact moment of posting never replaces one that is stored. A listing that was
    gone is back, with the status in which it is seen. ValueError for two different listings.
    """
    if stored.ref != seen.ref:
        raise ValueError(f"{seen.ref} cannot be merged into {stored.ref}")
    posted_from = seen if _tells_posting_better(seen, stored) else stored
    return replace(
        stored,
        **_facts(stored, seen),
        posted_at=posted_from.posted_at,
        posted_exact=posted_from.posted_exact,
        last_seen_at=max(stored.last_seen_at, seen.last_seen_at),
        status=_status(stored.status, seen.status),
        complete=stored.complete or seen.complete,
        extra=_extra(stored.extra, seen.extra),
    )


def changed_fields(before: Listing, after: Listing) -> tuple[str, ...]:
    """Names of the facts that differ, in the order of the type; when it was seen is no fact of a listing."""
    return tuple(name for name in _FACTS[type(before)] if getattr(before, name) != getattr(after, name))


def _facts(stored: Listing, seen: Listing) -> dict[str, Any]:
    cut_short = stored.complete and not seen.complete
    facts: dict[str, Any] = {}
    for name in _PLAIN_FACTS[type(seen)]:
        old, new = getattr(stored, name), getattr(seen, name)
        if _is_stated(new) and not (cut_short and name in _FULL_PAGE_FACTS and _is_stated(old)):
            facts[name] = _joined(old, new)
    return facts


def _is_stated(fact: object) -> bool:
    """A count of 0 is a fact; None and empty texts and lists are silence."""
    return fact is not None and fact not in ("", ())


def _joined(old: object, new: object) -> object:
    """A rating shown without its count, or a name without its link, is still the same one."""
    match old, new:
        case Rating(), Rating(count=None):
            return replace(new, count=old.count)
        case Party(), Party(url=None) if old.name == new.name:
            return old
    return new


def _tells_posting_better(seen: Listing, stored: Listing) -> bool:
    return seen.posted_at is not None and (seen.posted_exact or stored.posted_at is None)


def _status(stored: Status, seen: Status) -> Status:
    return stored if seen == Status.UNKNOWN and stored != Status.GONE else seen


def _extra(stored: Mapping[str, JsonValue], seen: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    stated = {key: value for key, value in seen.items() if value is not None}
    return {**seen, **stored, **stated}
