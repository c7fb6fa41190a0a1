"""OpenSearch 3 keeps the contract of all engines; a real one is started, once."""

import pytest

from search.conformance import EngineConformance
from search.engines import open_engine
from tests.search.clusters import address


@pytest.mark.slow
class TestOpenSearch(EngineConformance):
    @pytest.fixture
    def open_again(self, opensearch):
        return lambda: open_engine(address(opensearch, "conformance"))
