"""Tells by a short print whether a list row says anything new, so that known pages end a crawl."""

import hashlib
from collections.abc import Iterable
from dataclasses import fields

from aggregator.sdk.drafts import Draft
from aggregator.sdk.times import Ago
from aggregator.store.values import RowPrint

CORE = ("title", "description", "status")
"""What cannot change in a row unless the full page has changed, too."""


def row_print(draft: Draft) -> RowPrint:
    """Prints of all facts of a row and of its core; "3 hours ago" is no fact, it changes by itself."""
    facts = {fact.name: getattr(draft, fact.name) for fact in fields(draft)}
    lasting = {name: value for name, value in facts.items() if not isinstance(value, Ago)}
    return RowPrint(row=_print(lasting.items()), core=_print((name, facts[name]) for name in CORE))


def _print(facts: Iterable[tuple[str, object]]) -> str:
    return hashlib.blake2s(repr(list(facts)).encode(errors="surrogatepass"), digest_size=12).hexdigest()
