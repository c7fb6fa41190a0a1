"""A store and an index to follow it, and what the one must hold of the other."""

from contextlib import contextmanager

from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import Indexer
from aggregator.indexing.documents import is_searchable
from aggregator.store import open_store
from search.engines import open_engine
from search.query import LARGEST_LIMIT, Query


@contextmanager
def indexer_in(folder):
    """What another process would open there."""
    engine = open_engine(f"tantivy:{folder / 'index'}", for_rebuild=True)
    with open_store(f"sqlite:///{folder / 'dalil.db'}") as store:
        yield Indexer(engine, store, load_taxonomy())
    engine.close()


def titles_found(engine):
    """Ref and title of everything in the index."""
    hits = engine.search(Query(limit=LARGEST_LIMIT)).hits
    return {hit.ref: hit.title.text for hit in hits}


def titles_stored(store):
    """Ref and title of everything that the index must hold."""
    return {one.ref: one.title for one in store.listings.iterate() if is_searchable(one)}
