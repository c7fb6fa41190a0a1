"""The tables of alerts: what people saved, what was found for them, and the messages that tell it."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from aggregator.store.tables import SEQUENCE, Moment, metadata

alert_state = Table(
    "alert_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("matched_seq", BigInteger, nullable=False),
    Column("searches_version", BigInteger, nullable=False),
    comment="One row: the last change matched, and the number of the last write to a saved search.",
)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("key", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("name", String, nullable=False),
    Column("criteria", Text, nullable=False),
    Column("schedule", Text, nullable=False),
    Column("contacts", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("since_seq", BigInteger, nullable=False),
    Column("pause", String),
    Column("pause_note", Text, nullable=False),
    Column("reminded_at", Moment),
    Column("version", BigInteger, nullable=False),
    Index(None, "person"),
    Index(None, "version"),
    Index(None, "expires_at"),
)

removed_searches = Table(
    "removed_searches",
    metadata,
    Column("key", String, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Index(None, "version"),
    comment="So that a process that matches hears of it: a random key, nothing of anybody.",
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", SEQUENCE, primary_key=True),
    Column("search", ForeignKey("saved_searches.key", ondelete="CASCADE"), nullable=False),
    Column("ref", String, nullable=False),
    Column("change_class", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("matched_at", Moment, nullable=False),
    Column("buyer", String),
    Column("signature", Text),
    Index("uq_ledger_news", "search", "ref", "change_class", unique=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", SEQUENCE, primary_key=True),
    Column("key", String, nullable=False),
    Column("contact", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("search", ForeignKey("saved_searches.key", ondelete="CASCADE")),
    Column("content", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Moment, nullable=False),
    Column("owner", String),
    Column("leased_until", Moment),
    Column("answer", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Index("uq_deliveries_key", "key", unique=True),
    Index(None, "state", "next_try_at", "id"),
    Index(None, "contact", "state", "id"),
    Index(None, "search", "created_at"),
)

dues = Table(
    "dues",
    metadata,
    Column("ledger", ForeignKey("ledger.id", ondelete="CASCADE"), primary_key=True),
    Column("contact", String, primary_key=True),
    Column("search", String, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("delivery", ForeignKey("deliveries.id", ondelete="SET NULL")),
    Index(None, "state", "due_at"),
    Index(None, "search", "contact", "state", "due_at"),
    Index(None, "delivery"),
    comment="What of the ledger each contact of a search is to be told, and by which message it was.",
)
