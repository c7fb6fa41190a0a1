"""The rating of a listing as a number of its own, so that a site's mean can be asked for."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BATCH = 1_000

_listings = sa.table("listings", sa.column("ref"), sa.column("stars"), sa.column("data"))


def upgrade() -> None:
    """Add the column, and read it from what is stored."""
    op.add_column("listings", sa.Column("stars", sa.Float()))
    op.create_index("ix_listings_site_stars", "listings", ["site", "stars"])
    after = ""
    while after := _fill(after):
        pass


def _fill(after: str) -> str:
    """Fill some rows behind a ref; the last of them, or nothing."""
    columns = (_listings.c.ref, _listings.c.data)
    some = sa.select(*columns).where(_listings.c.ref > after).order_by(_listings.c.ref).limit(BATCH)
    rows = op.get_bind().execute(some).all()
    for ref, data in rows:
        if rating := json.loads(data).get("rating"):
            this = sa.update(_listings).where(_listings.c.ref == ref)
            op.get_bind().execute(this.values(stars=float(rating["value"])))
    return rows[-1].ref if rows else ""
