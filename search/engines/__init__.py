"""Chooses an engine by URL, so that nobody else knows which there are."""

from search.engines.tantivy import open_tantivy
from search.errors import UnknownEngine
from search.interface import Engine

ENGINES = {"tantivy": open_tantivy}


def open_engine(url: str, *, for_rebuild: bool = False) -> Engine:
    """Open the engine that `url` names: `tantivy:/absolute/path` or `tantivy::memory:`.

    Raises UnknownEngine, EngineUnavailable, and IndexOutdated or IndexCorrupt when the index
    needs a rebuild; with `for_rebuild` such an index is opened all the same, and everything but
    `rebuild`, `status` and `close` goes on raising until it has been rebuilt.
    """
    scheme, _, rest = url.partition(":")
    try:
        opener = ENGINES[scheme]
    except KeyError:
        raise UnknownEngine(f"no engine for {url[:80]!r}; known: {', '.join(sorted(ENGINES))}") from None
    return opener(rest, for_rebuild=for_rebuild)
