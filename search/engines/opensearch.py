"""OpenSearch, through its own client library: the only module that knows it."""

from http import HTTPStatus
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConnectionError,  # noqa: A004  the library's own
    ConnectionTimeout,
    OpenSearchException,
    SerializationError,
    SSLError,
    TransportError,
)

from search.engines.elastic import (
    Address,
    ElasticEngine,
    PointsInTime,
    Request,
    answered,
    read_address,
    unreachable,
)
from search.engines.elastic.client import CONNECTIONS, timeouts
from search.interface import Engine

_EVERYDAY = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
"""Refusals that callers await; the library would log each as a warning."""


def open_at(url: str, *, for_rebuild: bool) -> Engine:
    """Open the index at `opensearch+http(s)://...`; see `read_address`."""
    address = read_address(url)
    return ElasticEngine(OpenSearchClient(address), address, for_rebuild=for_rebuild)


class OpenSearchClient:
    """Brings requests to an OpenSearch cluster."""

    points_in_time = PointsInTime(
        opening="/_search/point_in_time", id="pit_id", closing="/_search/point_in_time", several=True
    )

    def __init__(self, address: Address) -> None:
        self._name = address.name
        self._timeouts = timeouts(address.timeout)
        self._client = OpenSearch(
            hosts=list(address.hosts),
            headers=address.headers,
            ca_certs=address.ca,
            max_retries=len(address.hosts),
            retry_on_timeout=len(address.hosts) > 1,
            pool_maxsize=CONNECTIONS,
        )

    def send(self, request: Request) -> Any:  # noqa: ANN401  JSON
        """Return what a node answers; see the protocol."""
        try:
            answer = self._client.transport.perform_request(
                request.method,
                request.path,
                params=dict(request.parameters),
                body=request.body,
                headers=request.headers,
                timeout=self._timeouts[request.slow],  # type: ignore[arg-type]  # urllib3 takes either
                ignore=_EVERYDAY,
            )
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
            return answered(self._name, int(error.status_code), error.info)
        except OpenSearchException as error:
            raise unreachable(self._name, type(error).__name__) from error
        failed = isinstance(answer, dict) and "error" in answer and "status" in answer
        return answered(self._name, answer["status"] if failed else HTTPStatus.OK, answer)

    def close(self) -> None:
        """Close all connections."""
        self._client.close()
