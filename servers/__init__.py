"""Real search servers on loopback, so that engines are tried against what users run.

    with running(ServerName.OPENSEARCH) as server:
        ...  # server.url answers; it is gone, with all that it stored, after the block

Jars come from Maven Central once and are kept in a cache; a Java runtime comes with the extra `engines`.
"""

from servers.catalog import CATALOG, Distribution, ServerName
from servers.errors import ServerError, ServerNotStarted, ServerUnavailable
from servers.server import Server, running

__all__ = [
    "CATALOG",
    "Distribution",
    "Server",
    "ServerError",
    "ServerName",
    "ServerNotStarted",
    "ServerUnavailable",
    "running",
]
