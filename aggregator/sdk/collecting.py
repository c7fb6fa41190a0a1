"""Reads all that a page or row says into drafts; a fact that does not fit is told, the rest is kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from web_poet.fields import get_fields_dict

from aggregator.domain.identity import Kind
from aggregator.errors import PageMismatch
from aggregator.sdk.drafts import Draft
from aggregator.sdk.pages import REQUIRED, FeedPage, Follow, ItemPage, ListPage, Row

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Collected:
    """A draft of a kind, or None where a required field failed, and every field that did not fit."""

    kind: Kind
    draft: Draft | None
    mismatches: tuple[PageMismatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedPage:
    """All that one page gave: its own listings, those of other kinds it names, and where it leads.

    `mismatches` are those of the page itself (`next`, `lists`, `also`), not of its listings.
    """

    found: tuple[Collected, ...]
    also: tuple[Collected, ...] = ()
    next: Follow | None = None
    lists: tuple[str, ...] = ()
    mismatches: tuple[PageMismatch, ...] = ()


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
            elif name in REQUIRED:
                mismatches.append(PageMismatch(name, "expected a value, found nothing"))
    if not facts.keys() >= REQUIRED:
        return Collected(source.draft.kind, None, tuple(mismatches))
    return Collected(source.draft.kind, source.draft(**facts), tuple(mismatches))


def says_nothing(draft: Draft | None) -> bool:
    """Whether a draft states no fact beyond those that an address and any title give."""
    if draft is None:
        return True
    facts = {fact.name: getattr(draft, fact.name) for fact in fields(draft) if fact.name not in REQUIRED}
    party = facts.pop("party")
    named = party is not None and party.name != draft.title  # a profile is headed by its owner's name
    return not named and not any(facts.values())


def collect_page(page: ListPage | ItemPage) -> CollectedPage:
    """Read a page with all its rows; a next link that does not fit costs the next page, not this one."""
    faults: list[PageMismatch] = []
    also = _told("also", lambda: _once(map(collect, page.also())), faults) or ()
    if isinstance(page, ItemPage):
        return CollectedPage(found=(collect(page),), also=also, mismatches=tuple(faults))
    found = tuple(map(collect, page.found_rows()))
    if isinstance(page, FeedPage):
        return CollectedPage(found=found, also=also, mismatches=tuple(faults))
    following = _told("next", page.next, faults)
    lists = _told("lists", lambda: tuple(page.lists()), faults) or ()
    return CollectedPage(found=found, also=also, next=following, lists=lists, mismatches=tuple(faults))


def _once(named: Iterable[Collected]) -> tuple[Collected, ...]:
    """Each listing once: a list names a seller beside every offer of theirs."""
    return tuple(
        {found.draft and (found.draft.kind, found.draft.external_id): found for found in named}.values()
    )


def _told(name: str, read: Callable[[], Fact], faults: list[PageMismatch]) -> Fact | None:
    try:
        return read()
    except ValueError as error:
        faults.append(PageMismatch(name, str(error)))
        return None
