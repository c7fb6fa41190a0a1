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
    other_product,
    read_address,
    unreachable,
)
from search.engines.elastic.client import CONNECTIONS, Refused, timeouts
from search.interface import Engine

_EVERYDAY = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
"""Refusals that callers await; the library would log each as a warning."""

_HINT = "for Elasticsearch begin it with elasticsearch+"


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
        self._met = False
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
        if not self._met:
            self._meet()
        return self._send(request)

    def _meet(self) -> None:
        """Look once whether this is OpenSearch: Elasticsearch takes most of what we send, and fails late.

        Not by the front page: who may use some indexes only is not let see it. A path that one of the
        two does not know is answered alike to all.
        """
        try:
            self._send(Request(method="GET", path="/_search/point_in_time/_all"))
        except Refused as refused:
            if "no handler found" in refused.reason:
                raise other_product(self._name, _HINT) from refused
        self._met = True

    def _send(self, request: Request) -> Any:  # noqa: ANN401  JSON
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
        failed = isinstance(answer, dict) and "error" in answer
        status = answer.get("status", HTTPStatus.BAD_REQUEST) if failed else HTTPStatus.OK
        return answered(self._name, status, answer)

    def close(self) -> None:
        """Close all connections."""
        self._client.close()
