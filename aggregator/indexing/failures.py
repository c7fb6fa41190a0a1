"""Tells what goes wrong in search in the words of the application."""

from collections.abc import Iterator
from contextlib import contextmanager

from aggregator.errors import IndexUnavailable
from search.errors import IndexForeign, IndexUnusable, SearchError

FOREIGN = (
    "the search index is of another store: put another index name at the end of DALIL_SEARCH_URL,"
    " or let this store take its place (dalil index rebuild)"
)


@contextmanager
def search_errors() -> Iterator[None]:
    """Raise what goes wrong in search as IndexUnavailable, with a line that says what to do."""
    try:
        yield
    except IndexUnusable as error:
        raise IndexUnavailable(f"the search index must be rebuilt (dalil index rebuild): {error}") from error
    except IndexForeign as error:
        raise IndexUnavailable(FOREIGN) from error
    except SearchError as error:
        raise IndexUnavailable(f"the search index does not answer: {error}") from error
