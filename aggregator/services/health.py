"""Says whether Dalil can do its work now, for operators and for whatever watches over it."""

import logging
from dataclasses import dataclass

from aggregator.errors import DalilError
from aggregator.indexing import Indexer, IndexStatus
from aggregator.plugin_manager import Plugins
from aggregator.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """What was found: `listings` are all in the store, also those gone from their sites, which no index has.

    `changes_waiting` are in the store but not yet in the index; `problems` are for operators to read.
    """

    healthy: bool
    listings: int
    indexed: int
    changes_waiting: int
    problems: tuple[str, ...]


class Health:
    """Looks at store, index and plugins."""

    def __init__(self, store: Store, indexer: Indexer, *, plugins: Plugins) -> None:
        self._store = store
        self._indexer = indexer
        self._plugins = plugins

    def check(self) -> HealthReport:
        """Look once; never raises for what it finds. A plugin that failed is told but is no illness."""
        listings, index = self._listings(), self._index()
        problems = [str(failure) for failure in self._plugins.failures]
        # Why is for operators, in the log and in `dalil index status`: it names paths and hosts.
        if listings is None:
            problems.append("the store does not answer")
        elif index is None:
            problems.append("the search index does not answer")
        elif index.fault:
            problems.append("the search index must be rebuilt")
        return HealthReport(
            healthy=index is not None and index.usable,
            listings=listings or 0,
            indexed=index.documents if index else 0,
            changes_waiting=index.changes_waiting if index else 0,
            problems=tuple(problems),
        )

    def _listings(self) -> int | None:
        try:
            return self._store.listings.total()
        except DalilError as error:
            _log.warning("the store is ill: %s", error)
            return None

    def _index(self) -> IndexStatus | None:
        """Return how the index stands to the store, so the store is asked, too."""
        try:
            return self._indexer.status()
        except DalilError as error:
            _log.warning("the index is ill: %s", error)
            return None
