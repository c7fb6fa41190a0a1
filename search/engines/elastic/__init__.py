"""What Elasticsearch and OpenSearch have in common: nearly all, as both speak the same JSON over HTTP."""

from search.engines.elastic.address import Address, read_address
from search.engines.elastic.client import Client, PointsInTime, Request, answered, other_product, unreachable
from search.engines.elastic.engine import ElasticEngine

__all__ = [
    "Address",
    "Client",
    "ElasticEngine",
    "PointsInTime",
    "Request",
    "answered",
    "other_product",
    "read_address",
    "unreachable",
]
