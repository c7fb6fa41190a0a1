"""People, where they can be written to, and their tokens."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _make_people()
    _make_contacts()
    _make_tokens()
    _make_attempts()


def _make_people() -> None:
    op.create_table(
        "people",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("confirmed_at", _MOMENT),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_people"),
        comment="Signed links carry the epoch: one more, and all that were ever sent are void.",
    )
    op.create_index("uq_people_address", "people", ["address"], unique=True)
    op.create_index("ix_people_confirmed_at_created_at", "people", ["confirmed_at", "created_at"])


def _make_contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("confirmed_at", _MOMENT),
        sa.Column("secrets", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_contacts"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_contacts_person_people", ondelete="CASCADE"
        ),
    )
    op.create_index("uq_contacts_target", "contacts", ["person", "channel", "target"], unique=True)


def _make_tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("contact", sa.String()),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.PrimaryKeyConstraint("hash", name="pk_tokens"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_tokens_person_people", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact"], ["contacts.key"], name="fk_tokens_contact_contacts", ondelete="CASCADE"
        ),
        comment="Of 256 random bits each, only their hash: who reads this table can open nothing.",
    )
    op.create_index("ix_tokens_person_purpose", "tokens", ["person", "purpose"])
    op.create_index("ix_tokens_contact", "tokens", ["contact"])
    op.create_index("ix_tokens_expires_at", "tokens", ["expires_at"])


def _make_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("window_at", _MOMENT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "window_at", name="pk_attempts"),
        comment="How often somebody (a keyed hash) asked for something in a window of time.",
    )
    op.create_index("ix_attempts_window_at", "attempts", ["window_at"])
