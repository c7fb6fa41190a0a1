"""Elasticsearch 8 and 9, through their own client library: the only module that knows it."""

from http import HTTPStatus
from typing import Any

from elasticsearch import (
    ApiError,
    ConnectionError,  # noqa: A004  the library's own
    ConnectionTimeout,
    Elasticsearch,
    SerializationError,
    SSLError,
    TransportError,
    UnsupportedProductError,
)

from search.engines.elastic import (
    Address,
    ElasticEngine,
    PointsInTime,
    Request,
    answered,
    other_product,
    read_address,
    unreachable,
)
from search.engines.elastic.client import CONNECTIONS, timeouts
from search.interface import Engine

_HINT = "for OpenSearch begin it with opensearch+"


def open_at(url: str, *, for_rebuild: bool) -> Engine:
    """Open the index at `elasticsearch+http(s)://...`; see `read_address`."""
    address = read_address(url)
    return ElasticEngine(ElasticsearchClient(address), address, for_rebuild=for_rebuild)


class ElasticsearchClient:
    """Brings requests to an Elasticsearch cluster."""

    points_in_time = PointsInTime(opening="/_pit", id="id", closing="/_pit", several=False)

    def __init__(self, address: Address) -> None:
        self._name = address.name
        client = Elasticsearch(
            hosts=list(address.hosts),
            headers=address.headers,
            max_retries=len(address.hosts),
            retry_on_timeout=len(address.hosts) > 1,
            connections_per_node=CONNECTIONS,
            ca_certs=address.ca,  # type: ignore[arg-type]  # None is the default, too
        )
        self._clients = {
            slow: client.options(request_timeout=timeout)  # type: ignore[arg-type]  # urllib3 takes either
            for slow, timeout in timeouts(address.timeout).items()
        }

    def send(self, request: Request) -> Any:  # noqa: ANN401  JSON
        """Return what a node answers; see the protocol."""
        try:
            answer = self._clients[request.slow].perform_request(
                request.method,
                request.path,
                params=request.parameters,
                headers=request.headers,
                body=request.body,
            )
        except UnsupportedProductError as error:
            raise other_product(self._name, _HINT) from error
        except ApiError as error:
            if _is_strange(error):
                raise other_product(self._name, _HINT) from error
            return answered(self._name, error.meta.status, error.body)
        except SerializationError as error:
            raise unreachable(self._name, "it sends no JSON") from error
        except SSLError as error:
            raise unreachable(
                self._name, "its certificate is not one we trust; ca=FILE names others"
            ) from error
        except ConnectionTimeout as error:
            raise unreachable(self._name, "no answer in time") from error
        except ConnectionError as error:
            raise unreachable(self._name, "no connection") from error
        except TransportError as error:
            raise unreachable(self._name, type(error).__name__) from error
        return answered(self._name, answer.meta.status, answer.body)

    def close(self) -> None:
        """Close all connections."""
        self._clients[False].close()


def _is_strange(error: ApiError) -> bool:
    """Whether who answers does not know Elasticsearch's own kind of JSON, which the library makes of ours."""
    return error.meta.status == HTTPStatus.NOT_ACCEPTABLE and "x-elastic-product" not in error.meta.headers
