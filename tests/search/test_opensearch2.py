"""OpenSearch 2 keeps what may differ from version 3; a real one is started, once."""

import pytest

from search.conformance.comparing import Agrees
from search.conformance.enduring import Endures
from search.conformance.rebuilding import Rebuilds
from search.conformance.writing import Writes
from search.engines import open_engine
from tests.search.clusters import address


@pytest.mark.slow
class TestOpenSearch2(Writes, Rebuilds, Endures, Agrees):
    @pytest.fixture
    def open_again(self, opensearch2):
        return lambda: open_engine(address(opensearch2, "conformance"))
