"""Opens engine and indexer by the settings alone: a process that only indexes loads no plugins for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from aggregator.domain.taxonomy import load_taxonomy
from aggregator.errors import IndexUnavailable, SettingsInvalid
from aggregator.indexing.indexer import Indexer
from aggregator.settings import Settings
from aggregator.store import open_store
from search.engines import open_engine
from search.errors import SearchError, UnknownEngine
from search.interface import Engine


def engine_of(settings: Settings) -> Engine:
    """Open the engine that the settings name, also where its index must be rebuilt.

    Raises SettingsInvalid, IndexUnavailable.
    """
    try:
        return open_engine(settings.search_url, for_rebuild=True)
    except UnknownEngine as error:
        raise SettingsInvalid(f"setting search_url (DALIL_SEARCH_URL): {error}") from error
    except SearchError as error:
        raise IndexUnavailable(f"the search index cannot be opened: {error}") from error


@contextmanager
def open_indexer(settings: Settings) -> Iterator[Indexer]:
    """An indexer with a store and an engine of its own: for a process beside the application's."""
    engine = engine_of(settings)
    try:
        with open_store(settings.database_url) as store:
            yield Indexer(engine, store, load_taxonomy())
    finally:
        engine.close()
