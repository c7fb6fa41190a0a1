"""Addresses of indexes on the servers that tests are lent."""

from servers import Server


def address(server: Server, alias: str) -> str:
    """The engine URL of an index, with all nodes of the server."""
    hosts = ",".join(url.removeprefix("http://") for url in server.nodes)
    return f"{server.distribution.scheme}+http://{hosts}/{alias}"
