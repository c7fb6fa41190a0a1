"""Servers that take messages."""

import pytest

from tests.alerts.channels.http_provider import HttpProvider


@pytest.fixture
def provider():
    running = HttpProvider()
    yield running
    running.stop()
