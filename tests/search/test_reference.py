"""The engine that others are compared with keeps the contract of all engines itself."""

import pytest

from search.conformance import EngineConformance
from search.conformance.reference import ReferenceEngine


class TestReference(EngineConformance):
    endures = False

    @pytest.fixture
    def open_again(self):
        return ReferenceEngine
