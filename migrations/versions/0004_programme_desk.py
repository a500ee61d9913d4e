"""Programme desk: the working draft and its steps, and what each version said."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("programme_version") as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(length=200), nullable=True))

    op.create_table(
        "programme_version_session",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("version_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["programme_version.id"],
            name=op.f("fk_programme_version_session_version_id_programme_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_version_session")),
        sa.UniqueConstraint(
            "version_id", "code", name=op.f("uq_programme_version_session_version_id_code")
        ),
    )
    with op.batch_alter_table("programme_version_session") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_version_session_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "programme_draft",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.Column("edited_by", sa.String(length=200), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_programme_draft_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_draft")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_programme_draft_edition_id_code")),
    )
    with op.batch_alter_table("programme_draft") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_draft_edition_id"), ["edition_id"], unique=False
        )

    op.create_table(
        "programme_draft_step",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_programme_draft_step_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_draft_step")),
        sa.UniqueConstraint(
            "edition_id", "number", name=op.f("uq_programme_draft_step_edition_id_number")
        ),
    )
    with op.batch_alter_table("programme_draft_step") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_draft_step_edition_id"), ["edition_id"], unique=False
        )

    op.create_table(
        "programme_news",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_programme_news_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_news")),
    )
    with op.batch_alter_table("programme_news") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_news_edition_id"), ["edition_id"], unique=False
        )

    op.create_table(
        "news_reader",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("news_id", sa.String(length=20), nullable=False),
        sa.Column("delegate_id", sa.String(length=20), nullable=False),
        sa.Column("items", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.String(length=200), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_news_reader_delegate_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["news_id"], ["programme_news.id"], name=op.f("fk_news_reader_news_id_programme_news")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_reader")),
        sa.UniqueConstraint(
            "news_id", "delegate_id", name=op.f("uq_news_reader_news_id_delegate_id")
        ),
    )
    with op.batch_alter_table("news_reader") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_news_reader_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "session_mark",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("start_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["programme_session.id"],
            name=op.f("fk_session_mark_session_id_programme_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_mark")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_session_mark_session_id_number")),
    )

    with op.batch_alter_table("letter") as batch_op:
        batch_op.add_column(sa.Column("calendars", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("letter") as batch_op:
        batch_op.drop_column("calendars")
    op.drop_table("session_mark")
    op.drop_table("news_reader")
    op.drop_table("programme_news")
    op.drop_table("programme_draft_step")
    op.drop_table("programme_draft")
    op.drop_table("programme_version_session")
    with op.batch_alter_table("programme_version") as batch_op:
        batch_op.drop_column("name")
