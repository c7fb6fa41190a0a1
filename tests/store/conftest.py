"""Every test that asks for a store runs on SQLite and on PostgreSQL."""

import pytest

from aggregator.store import open_store
from tests.store.schemas import own_database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def url(request, tmp_path):
    with own_database(request, tmp_path / "new folder" / "dalil.db") as address:
        yield address


@pytest.fixture
def store(url):
    with open_store(url) as opened:
        yield opened
