"""The tables as they are now; how an older database becomes like this is told in `migrations`."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """An aware moment, in UTC on every database: SQLite keeps no zone, PostgreSQL answers in its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a moment that could be any of 24 (ValueError)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        """Give the moment its zone."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


SEQUENCE = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's row id is an INTEGER, and as wide as a BIGINT."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    }
)

meta = Table(
    "meta",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("origin", String),
    Column("identity", String),
    comment="The one row of facts on the store itself; whoever writes anything locks it first.",
)

listings = Table(
    "listings",
    metadata,
    Column("ref", String, primary_key=True),
    Column("site", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("url", String, nullable=False),
    Column("status", String, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("page_due", Boolean, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("row_print", String),
    Column("core_print", String),
    Column("row_changed_at", Moment),
    Column("last_seq", BigInteger, nullable=False),
    Column("stars", Float),
    Column("data", Text, nullable=False),
    Index(None, "site", "kind", "page_due", "first_seen_at"),
    Index(None, "site", "kind", "complete", "last_seen_at"),
    Index(None, "site", "stars"),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=False),
    Column("ref", ForeignKey("listings.ref"), nullable=False),
    Column("kind", String, nullable=False),
    Column("fields", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "ref", "seq"),
)

price_history = Table(
    "price_history",
    metadata,
    Column("ref", ForeignKey("listings.ref"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("data", Text, nullable=False),
)

crawl_reports = Table(
    "crawl_reports",
    metadata,
    Column("id", SEQUENCE, primary_key=True),
    Column("site", String, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("data", Text, nullable=False),
    Index(None, "site", "started_at"),
    Index(None, "started_at"),
)

unmapped_labels = Table(
    "unmapped_labels",
    metadata,
    Column("site", String, primary_key=True),
    Column("label", String, primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
)

pauses = Table(
    "pauses",
    metadata,
    Column("site", String, primary_key=True),
    Column("scope", String, primary_key=True),
    Column("level", Integer, nullable=False),
    Column("until", Moment, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("site", String, primary_key=True),
    Column("list_url", String, primary_key=True),
    Column("ended_at", Moment, nullable=False),
    Column("max_pages", Integer),
)
