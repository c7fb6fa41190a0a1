"""Saved searches, what they found (the ledger), and the messages that tell of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; changes of before are news to nobody."""
    _make_state()
    _make_searches()
    _make_ledger()
    _make_deliveries()
    _make_dues()


def _make_state() -> None:
    made = op.create_table(
        "alert_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("matched_seq", sa.BigInteger(), nullable=False),
        sa.Column("searches_version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alert_state"),
        comment="One row: the last change matched, and the number of the last write to a saved search.",
    )
    meta = sa.table("meta", sa.column("last_seq"))
    last = op.get_bind().scalar(sa.select(meta.c.last_seq)) or 0
    op.bulk_insert(made, [{"id": 1, "matched_seq": last, "searches_version": 0}])


def _make_searches() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("contacts", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("since_seq", sa.BigInteger(), nullable=False),
        sa.Column("pause", sa.String()),
        sa.Column("pause_note", sa.Text(), nullable=False),
        sa.Column("reminded_at", _MOMENT),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_saved_searches"),
    )
    for name in ("person", "version", "expires_at"):
        op.create_index(f"ix_saved_searches_{name}", "saved_searches", [name])
    op.create_table(
        "removed_searches",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_removed_searches"),
        comment="So that a process that matches hears of it: a random key, nothing of anybody.",
    )
    op.create_index("ix_removed_searches_version", "removed_searches", ["version"])


def _make_ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", _SEQUENCE, nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("change_class", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("matched_at", _MOMENT, nullable=False),
        sa.Column("buyer", sa.String()),
        sa.Column("signature", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_ledger"),
        sa.ForeignKeyConstraint(
            ["search"], ["saved_searches.key"], name="fk_ledger_search_saved_searches", ondelete="CASCADE"
        ),
    )
    op.create_index("uq_ledger_news", "ledger", ["search", "ref", "change_class"], unique=True)


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", _SEQUENCE, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("search", sa.String()),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _MOMENT, nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("leased_until", _MOMENT),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("sent_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(
            ["search"], ["saved_searches.key"], name="fk_deliveries_search_saved_searches", ondelete="CASCADE"
        ),
    )
    op.create_index("uq_deliveries_key", "deliveries", ["key"], unique=True)
    op.create_index("ix_deliveries_state_next_try_at_id", "deliveries", ["state", "next_try_at", "id"])
    op.create_index("ix_deliveries_contact_state_id", "deliveries", ["contact", "state", "id"])
    op.create_index("ix_deliveries_search_created_at", "deliveries", ["search", "created_at"])


def _make_dues() -> None:
    op.create_table(
        "dues",
        sa.Column("ledger", _SEQUENCE, nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("delivery", _SEQUENCE),
        sa.PrimaryKeyConstraint("ledger", "contact", name="pk_dues"),
        sa.ForeignKeyConstraint(["ledger"], ["ledger.id"], name="fk_dues_ledger_ledger", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.id"], name="fk_dues_delivery_deliveries", ondelete="SET NULL"
        ),
        comment="What of the ledger each contact of a search is to be told, and by which message it was.",
    )
    op.create_index("ix_dues_state_due_at", "dues", ["state", "due_at"])
    op.create_index("ix_dues_search_contact_state_due_at", "dues", ["search", "contact", "state", "due_at"])
    op.create_index("ix_dues_delivery", "dues", ["delivery"])
