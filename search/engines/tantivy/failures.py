"""Translates tantivy's errors, which are all ValueErrors, into ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from search.errors import EngineUnavailable, IndexBusy, IndexCorrupt, SearchError

_MEANINGS: tuple[tuple[str, type[SearchError]], ...] = (
    ("LockBusy", IndexBusy),
    ("No space left", EngineUnavailable),
    ("Permission denied", EngineUnavailable),
    ("Too many open files", EngineUnavailable),
)
"""Words in tantivy's message and what they mean; any other failure of a file is damage."""

_PANIC = "PanicException"
"""How Rust's panics arrive: damaged bytes cause them, and the class cannot be imported."""


@contextmanager
def tantivy_errors(what: str) -> Iterator[None]:
    """Raise our error for one of tantivy's that happens while doing `what`."""
    try:
        yield
    except ValueError as error:
        meaning = next((ours for words, ours in _MEANINGS if words in str(error)), IndexCorrupt)
        raise meaning(f"{what}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise IndexCorrupt(f"{what}: {error}") from error
