"""The tables of people: who may be written to, where, and the hashes of what opens their doors."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from aggregator.store.tables import Moment, metadata

people = Table(
    "people",
    metadata,
    Column("key", String, primary_key=True),
    Column("address", String, nullable=False),
    Column("language", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("epoch", Integer, nullable=False),
    Index("uq_people_address", "address", unique=True),
    Index(None, "confirmed_at", "created_at"),
    comment="Signed links carry the epoch: one more, and all that were ever sent are void.",
)

contacts = Table(
    "contacts",
    metadata,
    Column("key", String, primary_key=True),
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), nullable=False),
    Column("channel", String, nullable=False),
    Column("target", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("secrets", Text, nullable=False),
    Index("uq_contacts_target", "person", "channel", "target", unique=True),
)

tokens = Table(
    "tokens",
    metadata,
    Column("hash", String, primary_key=True),
    Column("purpose", String, nullable=False),
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), nullable=False),
    Column("contact", ForeignKey("contacts.key", ondelete="CASCADE")),
    Column("payload", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "person", "purpose"),
    Index(None, "contact"),
    Index(None, "expires_at"),
    comment="Of 256 random bits each, only their hash: who reads this table can open nothing.",
)

attempts = Table(
    "attempts",
    metadata,
    Column("subject", String, primary_key=True),
    Column("window_at", Moment, primary_key=True),
    Column("count", Integer, nullable=False),
    Index(None, "window_at"),
    comment="How often somebody (a keyed hash) asked for something in a window of time.",
)
