"""A name that no other store has: an index tells by it whose listings it holds."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_meta = sa.table("meta", sa.column("identity"))


def upgrade() -> None:
    """Add the column, and draw the name."""
    op.add_column("meta", sa.Column("identity", sa.String()))
    op.execute(sa.update(_meta).values(identity=uuid4().hex))
