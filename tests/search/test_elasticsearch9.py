"""Elasticsearch 9 keeps the contract of all engines; a real one is started, once."""

import pytest

from search.conformance import EngineConformance
from search.engines import open_engine
from tests.search.clusters import address


@pytest.mark.slow
class TestElasticsearch9(EngineConformance):
    @pytest.fixture
    def open_again(self, elasticsearch9):
        return lambda: open_engine(address(elasticsearch9, "conformance"))
