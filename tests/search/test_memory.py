"""The engine in memory keeps the contract of all engines."""

import pytest

from search.conformance import EngineConformance
from search.engines import open_engine


class TestMemory(EngineConformance):
    endures = False

    @pytest.fixture
    def open_again(self):
        return lambda: open_engine("tantivy::memory:")
