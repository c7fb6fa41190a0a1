"""Tells what goes wrong in search in the words of the application."""

from collections.abc import Iterator
from contextlib import contextmanager

from aggregator.errors import IndexUnavailable
from search.errors import IndexUnusable, SearchError


@contextmanager
def search_errors() -> Iterator[None]:
    """Raise what goes wrong in search as IndexUnavailable, with a line that says what to do."""
    try:
        yield
    except IndexUnusable as error:
        raise IndexUnavailable(f"the search index must be rebuilt (dalil index rebuild): {error}") from error
    except SearchError as error:
        raise IndexUnavailable(f"the search index does not answer: {error}") from error
