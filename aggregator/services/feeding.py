"""What the feed of a saved search shows: the newest that it would tell of, to whoever has its address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from aggregator.alerts.criteria import passes, to_query
from aggregator.domain.alert import SavedSearch
from aggregator.domain.listing import Listing, Status
from aggregator.errors import LinkInvalid
from aggregator.indexing import search_errors
from aggregator.services.signed_links import SignedLinks
from aggregator.store import Store
from search.interface import Engine

MOST_ENTRIES = 50
_LOOKED_AT = 500
"""Newest hits: what has no field in the engine is sorted out after it."""


@dataclass(frozen=True, slots=True)
class SavedFeed:
    """A saved search and the newest listings that it shows."""

    search: SavedSearch
    listings: tuple[Listing, ...]


class Feeding:
    """Reads feeds; the address is all that is needed, and it dies with its search."""

    def __init__(
        self,
        engine: Engine,
        store: Store,
        signed: SignedLinks,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._store = store
        self._signed = signed
        self._clock = clock

    def read(self, token: str) -> SavedFeed:
        """Return what a feed shows; raises LinkInvalid for a forged address or a search that is gone."""
        search = self._store.searches.get(self._signed.fed(token))
        if search is None:
            raise LinkInvalid
        with search_errors():
            hits = self._engine.search(to_query(search.criteria, limit=_LOOKED_AT)).hits
        stored = self._store.listings.get_many([hit.ref for hit in hits])
        shown = (stored[hit.ref] for hit in hits if hit.ref in stored)
        now = self._clock()
        wanted = [
            one for one in shown if one.status is not Status.GONE and passes(search.criteria, one, now=now)
        ]
        return SavedFeed(search, tuple(wanted[:MOST_ENTRIES]))
