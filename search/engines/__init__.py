"""Chooses an engine by URL, so that nobody else knows which there are."""

import re
from importlib import import_module

from search.errors import UnknownEngine
from search.interface import Engine

ENGINES = {
    "tantivy": "search.engines.tantivy",
    "elasticsearch+http": "search.engines.elasticsearch",
    "elasticsearch+https": "search.engines.elasticsearch",
    "opensearch+http": "search.engines.opensearch",
    "opensearch+https": "search.engines.opensearch",
}
"""By scheme the module whose `open_at` opens a URL; only the chosen one is imported, as some take long."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")


def open_engine(url: str, *, for_rebuild: bool = False) -> Engine:
    """Open the engine that `url` names.

    `tantivy:/absolute/path`, `tantivy::memory:`, or `elasticsearch+` or `opensearch+` before
    `http(s)://[user:password@]host[:port][,host...][/name][?api_key=&ca=&timeout=&shards=&replicas=]`.

    Raises UnknownEngine, EngineUnavailable, and IndexOutdated or IndexCorrupt when the index
    needs a rebuild; with `for_rebuild` such an index is opened all the same, and everything but
    `rebuild`, `status` and `close` goes on raising until it has been rebuilt. A server that does
    not answer yet is opened with `for_rebuild`, too: the next call tries again.
    """
    scheme, colon, _ = url.partition(":")
    try:
        module = ENGINES[scheme]
    except KeyError:
        # Not the whole URL: there may be a password in it, and without a colon the scheme is the whole.
        shown = repr(scheme[:80]) if colon and _SCHEME.fullmatch(scheme) else "a URL like this"
        raise UnknownEngine(f"no engine for {shown}; known: {', '.join(sorted(ENGINES))}") from None
    engine: Engine = import_module(module).open_at(url, for_rebuild=for_rebuild)
    return engine
