"""Says whether Dalil can do its work now, for operators and for whatever watches over it."""

from dataclasses import dataclass

from aggregator.errors import DalilError
from aggregator.indexing import Indexer
from aggregator.plugin_manager import Plugins
from aggregator.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """`changes_waiting` are in the store but not yet in the index; `problems` are for operators to read."""

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
        problems = [str(failure) for failure in self._plugins.failures]
        try:
            listings = sum(count.total - count.gone for count in self._store.listings.counts())
            index = self._indexer.status()
        except DalilError as error:
            return HealthReport(
                healthy=False, listings=0, indexed=0, changes_waiting=0, problems=(*problems, str(error))
            )
        if index.fault:
            problems.append("the search index must be rebuilt")  # why is for operators: it names paths
        return HealthReport(
            healthy=index.usable,
            listings=listings,
            indexed=index.documents,
            changes_waiting=index.changes_waiting,
            problems=tuple(problems),
        )
