"""The embedded engine: tantivy in this process, on disk or in memory."""

from pathlib import Path

from search.engines.tantivy.disk import DiskEngine
from search.engines.tantivy.memory import MemoryEngine
from search.errors import UnknownEngine
from search.interface import Engine

MEMORY = ":memory:"


def open_at(url: str, *, for_rebuild: bool) -> Engine:
    """Open the index at `tantivy:` and an absolute path, or a new one in memory (`tantivy::memory:`)."""
    place = url.partition(":")[2]
    if place == MEMORY:
        return MemoryEngine()
    path = Path(place)
    if not path.is_absolute() or "\0" in place:
        raise UnknownEngine(f"tantivy:{place[:80]}: an absolute path or {MEMORY} must follow")
    return DiskEngine(path, for_rebuild=for_rebuild)
