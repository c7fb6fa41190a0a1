"""Asks a node how its cluster is: a server has started when it answers this, not when its process runs."""

import http.client
import json
from dataclasses import dataclass

PATIENCE = 5
"""Seconds an answer is waited for: a node that is coming up takes connections before it answers."""


@dataclass(frozen=True, slots=True)
class Health:
    """What a node knows of its cluster."""

    nodes: int
    """How many nodes it sees, itself among them."""
    status: str
    """`green`: every copy of every shard is there; `yellow`: every shard is; `red`: some are not."""


def health(port: int) -> Health | None:
    """Ask the node at a port of this machine; None when it does not answer (yet)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/_cluster/health")
        response = connection.getresponse()
        answer = json.loads(response.read()) if response.status == http.HTTPStatus.OK else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return Health(nodes=answer["number_of_nodes"], status=answer["status"]) if answer else None
