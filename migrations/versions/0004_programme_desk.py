"""The programme desk: screens with tokens of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Screens: room signs and walls
    op.create_table(
        "display",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("room_id", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_display_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_display_room_id_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_display")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_display_token_hash")),
    )
    with op.batch_alter_table("display") as batch_op:
        batch_op.create_index(batch_op.f("ix_display_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_display_room_id"), ["room_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("display") as batch_op:
        batch_op.drop_index(batch_op.f("ix_display_room_id"))
        batch_op.drop_index(batch_op.f("ix_display_edition_id"))

    op.drop_table("display")
