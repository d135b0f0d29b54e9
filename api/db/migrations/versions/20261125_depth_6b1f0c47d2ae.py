"""Whether an engagement asks in depth. A column that may be added in place: no table is made anew, so none is emptied.

Revision 6b1f0c47d2ae, after 10a769b022bc; 2026-11-25 04:20:11.384120.
"""

import sqlalchemy as sa
from alembic import op

revision = "6b1f0c47d2ae"
down_revision = "10a769b022bc"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("engagement", sa.Column("in_depth", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("engagement", "in_depth")
