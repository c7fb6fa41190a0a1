"""Every test that asks for a store runs on SQLite and on PostgreSQL."""

import pytest

from aggregator.store import open_store
from tests.store.schemas import own_schema


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def url(request, tmp_path):
    if request.param == "postgres":
        with own_schema(request.getfixturevalue("postgres")) as address:
            yield address
    else:
        yield f"sqlite:///{tmp_path / 'new folder' / 'dalil.db'}"


@pytest.fixture
def store(url):
    with open_store(url) as opened:
        yield opened
