"""Elasticsearch 8 keeps what may differ from version 9; a real one is started, once."""

import pytest

from search.conformance.comparing import Agrees
from search.conformance.enduring import Endures
from search.conformance.rebuilding import Rebuilds
from search.conformance.writing import Writes
from search.engines import open_engine
from tests.search.clusters import address


@pytest.mark.slow
class TestElasticsearch8(Writes, Rebuilds, Endures, Agrees):
    @pytest.fixture
    def open_again(self, elasticsearch8):
        return lambda: open_engine(address(elasticsearch8, "conformance"))
