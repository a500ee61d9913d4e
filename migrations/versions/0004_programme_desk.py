"""Programme desk. Conflicts: how an edition judges them, venue hours, holidays, overrides."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _conflicts()


def downgrade() -> None:
    _no_conflicts()


def _conflicts() -> None:
    with op.batch_alter_table("edition") as batch_op:
        batch_op.add_column(sa.Column("conflicts", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(
            sa.Column("holidays", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
    with op.batch_alter_table("edition") as batch_op:
        batch_op.alter_column(
            "holidays", existing_type=sa.JSON(), existing_nullable=False, server_default=None
        )
    with op.batch_alter_table("venue") as batch_op:
        batch_op.add_column(sa.Column("opens", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("closes", sa.Time(), nullable=True))
    op.create_table(
        "conflict_override",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("sessions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("situation", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_conflict_override_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_override")),
    )
    with op.batch_alter_table("conflict_override") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conflict_override_edition_id"), ["edition_id"], unique=False
        )


def _no_conflicts() -> None:
    with op.batch_alter_table("conflict_override") as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_override_edition_id"))
    op.drop_table("conflict_override")
    with op.batch_alter_table("venue") as batch_op:
        batch_op.drop_column("closes")
        batch_op.drop_column("opens")
    with op.batch_alter_table("edition") as batch_op:
        batch_op.drop_column("holidays")
        batch_op.drop_column("conflicts")
