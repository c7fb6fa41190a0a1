"""The engine on disk keeps the contract of all engines."""

import pytest

from search.conformance import EngineConformance
from search.engines import open_engine


class TestDisk(EngineConformance):
    @pytest.fixture
    def open_again(self, tmp_path):
        return lambda: open_engine(f"tantivy:{tmp_path / 'index'}")
