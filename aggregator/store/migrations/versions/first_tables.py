"""The first tables: listings, what happened to them, and what a crawl has to remember."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables and the one row of `meta`."""
    _meta()
    _listings()
    _changes()
    _price_history()
    _crawl_reports()
    _unmapped_labels()
    _pauses()
    _visits()


def _meta() -> None:
    meta = op.create_table(
        "meta",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_meta"),
        comment="The one row of facts on the store itself; whoever writes anything locks it first.",
    )
    op.bulk_insert(meta, [{"id": 1, "last_seq": 0}])


def _listings() -> None:
    op.create_table(
        "listings",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("page_due", sa.Boolean(), nullable=False),
        sa.Column("first_seen_at", _MOMENT, nullable=False),
        sa.Column("last_seen_at", _MOMENT, nullable=False),
        sa.Column("row_print", sa.String()),
        sa.Column("core_print", sa.String()),
        sa.Column("row_changed_at", _MOMENT),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_listings"),
    )
    for last in (["page_due", "first_seen_at"], ["complete", "last_seen_at"]):
        columns = ["site", "kind", *last]
        op.create_index(f"ix_listings_{'_'.join(columns)}", "listings", columns)


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("seq", _SEQUENCE, autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_changes"),
        sa.ForeignKeyConstraint(["ref"], ["listings.ref"], name="fk_changes_ref_listings"),
    )
    op.create_index("ix_changes_ref_seq", "changes", ["ref", "seq"])


def _price_history() -> None:
    op.create_table(
        "price_history",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref", "seq", name="pk_price_history"),
        sa.ForeignKeyConstraint(["ref"], ["listings.ref"], name="fk_price_history_ref_listings"),
    )


def _crawl_reports() -> None:
    op.create_table(
        "crawl_reports",
        sa.Column("id", _SEQUENCE, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_crawl_reports"),
    )
    for columns in (["site", "started_at"], ["started_at"]):
        op.create_index(f"ix_crawl_reports_{'_'.join(columns)}", "crawl_reports", columns)


def _unmapped_labels() -> None:
    op.create_table(
        "unmapped_labels",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("first_seen_at", _MOMENT, nullable=False),
        sa.Column("last_seen_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("site", "label", name="pk_unmapped_labels"),
    )


def _pauses() -> None:
    op.create_table(
        "pauses",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("site", "scope", name="pk_pauses"),
    )


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("list_url", sa.String(), nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=False),
        sa.Column("max_pages", sa.Integer()),
        sa.PrimaryKeyConstraint("site", "list_url", name="pk_visits"),
    )
