"""Programme desk: the working draft and its steps, what each version said, how conflicts are judged."""

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
        "programme_past_opening",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("opened_by", sa.String(length=200), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_programme_past_opening_edition_id_edition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_past_opening")),
    )
    with op.batch_alter_table("programme_past_opening") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_past_opening_edition_id"), ["edition_id"], unique=False
        )
    _conflicts()
    _seating()
    with op.batch_alter_table("receipt") as batch_op:
        batch_op.alter_column(
            "taken_by",
            existing_type=sa.String(length=200),
            type_=sa.Text(),
            existing_nullable=False,
        )
    _displays()
    _news()


def downgrade() -> None:
    _no_news()
    _no_displays()
    with op.batch_alter_table("receipt") as batch_op:
        batch_op.alter_column(
            "taken_by",
            existing_type=sa.Text(),
            type_=sa.String(length=200),
            postgresql_using="left(taken_by, 200)",
            existing_nullable=False,
        )
    _no_seating()
    _no_conflicts()
    op.drop_table("programme_past_opening")
    op.drop_table("programme_draft_step")
    op.drop_table("programme_draft")
    op.drop_table("programme_version_session")
    with op.batch_alter_table("programme_version") as batch_op:
        batch_op.drop_column("name")


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


def _seating() -> None:
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


def _no_seating() -> None:
    with op.batch_alter_table("seating") as batch_op:
        batch_op.drop_index(batch_op.f("ix_seating_session_id"))
    op.drop_table("seating")


def _displays() -> None:
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


def _no_displays() -> None:
    with op.batch_alter_table("display") as batch_op:
        batch_op.drop_index(batch_op.f("ix_display_room_id"))
        batch_op.drop_index(batch_op.f("ix_display_edition_id"))

    op.drop_table("display")


def _news() -> None:
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


def _no_news() -> None:
    with op.batch_alter_table("letter") as batch_op:
        batch_op.drop_column("calendars")
    op.drop_table("session_mark")
    op.drop_table("news_reader")
    op.drop_table("programme_news")
