"""Databases that belong to one test each: SQLite files, and corners of one PostgreSQL."""

import uuid
from contextlib import contextmanager

import sqlalchemy as sa


@contextmanager
def own_schema(url):
    """Lend the address of an empty schema; it goes with all that is in it."""
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


@contextmanager
def own_database(request, file):
    """Lend the address of an empty database of the kind that a fixture's parameter names."""
    if request.param == "postgres":
        with own_schema(request.getfixturevalue("postgres")) as address:
            yield address
    else:
        yield f"sqlite:///{file}"
