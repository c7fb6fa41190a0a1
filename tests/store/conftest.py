"""Every test that asks for a store runs on SQLite, and on the server of DALIL_TEST_DATABASE_URL if set."""

import os
import uuid
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from aggregator.store import open_store

GIVEN = os.environ.get("DALIL_TEST_DATABASE_URL", "")


@contextmanager
def own_schema(url):
    """A corner of the server that belongs to one test alone."""
    server = sa.create_engine(url)
    name = f"dalil_test_{uuid.uuid4().hex}"
    with server.begin() as connection:
        connection.execute(sa.schema.CreateSchema(name))
    address = server.url.update_query_dict({"options": f"-csearch_path={name}"})
    try:
        yield address.render_as_string(hide_password=False)
    finally:
        with server.begin() as connection:
            connection.execute(sa.schema.DropSchema(name, cascade=True))
        server.dispose()


@pytest.fixture(params=["sqlite", *(["server"] if GIVEN else [])])
def url(request, tmp_path):
    if request.param == "server":
        with own_schema(GIVEN) as address:
            yield address
    else:
        yield f"sqlite:///{tmp_path / 'new folder' / 'dalil.db'}"


@pytest.fixture
def store(url):
    with open_store(url) as opened:
        yield opened
