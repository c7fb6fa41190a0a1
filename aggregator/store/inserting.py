"""Inserts many rows at once: what SQLAlchemy does for each single value took a fifth of an import."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler

Row = Sequence[object]
"""The values of one row, one a column, in the table's order."""

_Convert = Callable[[Any], Any] | None


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, in few round trips."""
    if not rows:
        return
    compiled, converters = _prepared(table, connection.dialect)
    columns = [
        values if convert is None else [convert(value) for value in values]
        for values, convert in zip(zip(*rows, strict=True), converters, strict=True)
    ]
    ready = list(zip(*columns, strict=True))
    names = table.columns.keys()
    given: Any = ready if compiled.positional else [dict(zip(names, row, strict=True)) for row in ready]
    connection.exec_driver_sql(str(compiled), given)


@lru_cache
def _prepared(table: Table, dialect: Dialect) -> tuple[SQLCompiler, list[_Convert]]:
    """The statement in the words of a database, and how each column's values are told to its driver."""
    compiled = insert(table).compile(dialect=dialect, column_keys=table.columns.keys())
    assert isinstance(compiled, SQLCompiler)  # noqa: S101  tells the type checker what an insert compiles to
    types = [column.type.dialect_impl(dialect) for column in table.columns]
    return compiled, [kind.bind_processor(dialect) for kind in types]
