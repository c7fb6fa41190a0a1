"""A lock between processes that a kill releases, with a clear end to waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from search.errors import EngineUnavailable, IndexBusy


@contextmanager
def hold(path: Path, *, patience: float) -> Iterator[None]:
    """Hold the lock file at `path`, waiting at most `patience` seconds (IndexBusy)."""
    lock = FileLock(path)
    try:
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise IndexBusy(f"another process is writing ({path})") from error
    except OSError as error:
        raise EngineUnavailable(f"{path} cannot be written: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()
