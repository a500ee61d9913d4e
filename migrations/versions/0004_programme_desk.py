"""Programme desk: where a person sits in a session, and what their plate says."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seating",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=20), nullable=False),
        sa.Column("delegate_id", sa.String(length=20), nullable=False),
        sa.Column("seat", sa.String(length=200), nullable=False),
        sa.Column("plate", sa.String(length=200), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_seating_delegate_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["programme_session.id"],
            name=op.f("fk_seating_session_id_programme_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating")),
        sa.UniqueConstraint(
            "delegate_id", "session_id", name=op.f("uq_seating_delegate_id_session_id")
        ),
    )
    with op.batch_alter_table("seating") as batch_op:
        batch_op.create_index(batch_op.f("ix_seating_session_id"), ["session_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("seating") as batch_op:
        batch_op.drop_index(batch_op.f("ix_seating_session_id"))
    op.drop_table("seating")
