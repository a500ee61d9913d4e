"""Delegations: quotas by line, papers, liaison, imports, consent, substitutions, instruments, receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "not_the_same",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("one_id", sa.String(length=20), nullable=False),
        sa.Column("other_id", sa.String(length=20), nullable=False),
        sa.Column("said_by", sa.String(length=200), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["one_id"], ["person.id"], name=op.f("fk_not_the_same_one_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["person.id"], name=op.f("fk_not_the_same_other_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_the_same")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_not_the_same_one_id_other_id")),
    )
    with op.batch_alter_table("not_the_same") as batch_op:
        batch_op.create_index(batch_op.f("ix_not_the_same_other_id"), ["other_id"], unique=False)

    op.create_table(
        "category_terms",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("officer_id", sa.String(length=20), nullable=True),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_category_terms_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["user_account.id"],
            name=op.f("fk_category_terms_officer_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_terms")),
        sa.UniqueConstraint(
            "edition_id", "category", name=op.f("uq_category_terms_edition_id_category")
        ),
    )
    with op.batch_alter_table("category_terms") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_category_terms_officer_id"), ["officer_id"], unique=False
        )

    op.create_table(
        "consent",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_consent_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent") as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "letter_text",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("letter", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_letter_text_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
        sa.UniqueConstraint(
            "edition_id",
            "letter",
            "language",
            name=op.f("uq_letter_text_edition_id_letter_language"),
        ),
    )
    op.create_table(
        "privacy_notice",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_privacy_notice_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_notice")),
        sa.UniqueConstraint(
            "edition_id", "version", name=op.f("uq_privacy_notice_edition_id_version")
        ),
    )
    op.create_table(
        "delegation_document",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_delegation_document_delegation_id_delegation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_document")),
    )
    with op.batch_alter_table("delegation_document") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delegation_document_delegation_id"), ["delegation_id"], unique=False
        )

    op.create_table(
        "import_file",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("sent_by", sa.String(length=200), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_import_file_delegation_id_delegation"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_import_file_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
    )
    with op.batch_alter_table("import_file") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_file_delegation_id"), ["delegation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_import_file_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "liaison_assignment",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_liaison_assignment_delegation_id_delegation"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_liaison_assignment_user_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison_assignment")),
        sa.UniqueConstraint(
            "delegation_id", "user_id", name=op.f("uq_liaison_assignment_delegation_id_user_id")
        ),
    )
    with op.batch_alter_table("liaison_assignment") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_liaison_assignment_user_id"), ["user_id"], unique=False
        )

    op.create_table(
        "quota_line",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_quota_line_delegation_id_delegation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_line")),
        sa.UniqueConstraint(
            "delegation_id", "scope", "key", name=op.f("uq_quota_line_delegation_id_scope_key")
        ),
    )
    op.create_table(
        "feed_copy",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("delegate_id", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("etag", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_feed_copy_delegate_id_delegate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_copy")),
        sa.UniqueConstraint(
            "delegate_id", "language", name=op.f("uq_feed_copy_delegate_id_language")
        ),
    )
    op.create_table(
        "instrument",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("opens", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key_number", sa.Integer(), nullable=True),
        sa.Column("serial", sa.String(length=8), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("holder_id", sa.String(length=20), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_instrument_delegation_id_delegation"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_instrument_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["delegate.id"], name=op.f("fk_instrument_holder_id_delegate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint(
            "delegation_id",
            "kind",
            "opens",
            "number",
            name=op.f("uq_instrument_delegation_id_kind_opens_number"),
        ),
        sa.UniqueConstraint("edition_id", "serial", name=op.f("uq_instrument_edition_id_serial")),
    )
    with op.batch_alter_table("instrument") as batch_op:
        batch_op.create_index(batch_op.f("ix_instrument_holder_id"), ["holder_id"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.String(length=200), nullable=False),
        sa.Column("taken_by_id", sa.String(length=20), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_receipt_delegation_id_delegation")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_receipt_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["delegate.id"], name=op.f("fk_receipt_taken_by_id_delegate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_receipt_edition_id_number")),
    )
    with op.batch_alter_table("receipt") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_receipt_delegation_id"), ["delegation_id"], unique=False
        )

    op.create_table(
        "substitution",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=20), nullable=True),
        sa.Column("meeting_id", sa.String(length=20), nullable=True),
        sa.Column("leaving_id", sa.String(length=20), nullable=True),
        sa.Column("entering_id", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_substitution_delegation_id_delegation"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_substitution_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["entering_id"], ["delegate.id"], name=op.f("fk_substitution_entering_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["leaving_id"], ["delegate.id"], name=op.f("fk_substitution_leaving_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_substitution_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["programme_session.id"],
            name=op.f("fk_substitution_session_id_programme_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    with op.batch_alter_table("substitution") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_substitution_delegation_id"), ["delegation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_substitution_edition_id"), ["edition_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_substitution_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "instrument_move",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("instrument_id", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("holder_id", sa.String(length=20), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["delegate.id"], name=op.f("fk_instrument_move_holder_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_instrument_move_instrument_id_instrument"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_move")),
    )
    with op.batch_alter_table("instrument_move") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_instrument_move_instrument_id"), ["instrument_id"], unique=False
        )

    op.create_table(
        "substitution_task",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("substitution_id", sa.String(length=20), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["substitution_id"],
            ["substitution.id"],
            name=op.f("fk_substitution_task_substitution_id_substitution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution_task")),
        sa.UniqueConstraint(
            "substitution_id", "task", name=op.f("uq_substitution_task_substitution_id_task")
        ),
    )
    op.create_table(
        "receipt_line",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("receipt_id", sa.String(length=20), nullable=False),
        sa.Column("badge_id", sa.String(length=20), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["badge_id"], ["badge.id"], name=op.f("fk_receipt_line_badge_id_badge")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_receipt_line_receipt_id_receipt")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_line")),
        sa.UniqueConstraint(
            "receipt_id", "badge_id", name=op.f("uq_receipt_line_receipt_id_badge_id")
        ),
    )
    with op.batch_alter_table("receipt_line") as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_line_badge_id"), ["badge_id"], unique=False)

    with op.batch_alter_table("badge") as batch_op:
        batch_op.add_column(sa.Column("replaces_id", sa.String(length=20), nullable=True))
        batch_op.alter_column("registration_id", existing_type=sa.VARCHAR(length=20), nullable=True)
        batch_op.drop_constraint(batch_op.f("uq_badge_registration_id_issue"), type_="unique")
        batch_op.create_index(
            batch_op.f("ix_badge_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(
            "uq_badge_living",
            ["registration_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('issued', 'printed', 'collected')"),
            postgresql_where=sa.text("state IN ('issued', 'printed', 'collected')"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_badge_replaces_id_badge"), "badge", ["replaces_id"], ["id"]
        )

    with op.batch_alter_table("delegate") as batch_op:
        batch_op.add_column(
            sa.Column("diet", sa.String(length=200), nullable=False, server_default=sa.text("''"))
        )

    with op.batch_alter_table("delegation") as batch_op:
        batch_op.add_column(sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("letter") as batch_op:
        batch_op.add_column(
            sa.Column("about", sa.String(length=60), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column("kind", sa.String(length=200), nullable=False, server_default=sa.text("''"))
        )
        batch_op.create_index(batch_op.f("ix_letter_about"), ["about"], unique=False)

    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(
            sa.Column(
                "mrz_name", sa.String(length=200), nullable=False, server_default=sa.text("''")
            )
        )
        batch_op.add_column(sa.Column("born_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("document_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("document_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column(
                "document_end", sa.String(length=200), nullable=False, server_default=sa.text("''")
            )
        )
        batch_op.create_index(
            batch_op.f("ix_person_document_hash"), ["document_hash"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_search_name"), ["search_name"], unique=False)

    with op.batch_alter_table("registration") as batch_op:
        batch_op.add_column(
            sa.Column("block_reason", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column(
                "channel", sa.String(length=32), nullable=False, server_default=sa.text("'form'")
            )
        )
        batch_op.add_column(
            sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("only_day", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("words", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("before", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("cleared_by", sa.String(length=60), nullable=True))
        batch_op.drop_index(batch_op.f("ix_registration_edition_id_state"))
        batch_op.create_index(
            batch_op.f("ix_registration_edition_id_state_submitted_at"),
            ["edition_id", "state", "submitted_at"],
            unique=False,
        )

    with op.batch_alter_table("photo") as batch_op:
        batch_op.add_column(
            sa.Column(
                "doubts",
                sa.JSON(none_as_null=True),
                nullable=False,
                server_default=sa.text("'[]'"),
            )
        )

    with op.batch_alter_table("scan") as batch_op:
        batch_op.add_column(sa.Column("instrument_id", sa.String(length=20), nullable=True))
        batch_op.create_index(batch_op.f("ix_scan_instrument_id"), ["instrument_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_scan_instrument_id_instrument"), "instrument", ["instrument_id"], ["id"]
        )

    # The rows that were there have their values; new ones get theirs from the program.
    with op.batch_alter_table("delegate") as batch_op:
        batch_op.alter_column(
            "diet",
            existing_type=sa.String(length=200),
            existing_nullable=False,
            server_default=None,
        )
    with op.batch_alter_table("letter") as batch_op:
        batch_op.alter_column(
            "about",
            existing_type=sa.String(length=60),
            existing_nullable=False,
            server_default=None,
        )
        batch_op.alter_column(
            "kind",
            existing_type=sa.String(length=200),
            existing_nullable=False,
            server_default=None,
        )
    with op.batch_alter_table("person") as batch_op:
        batch_op.alter_column(
            "mrz_name",
            existing_type=sa.String(length=200),
            existing_nullable=False,
            server_default=None,
        )
        batch_op.alter_column(
            "document_end",
            existing_type=sa.String(length=200),
            existing_nullable=False,
            server_default=None,
        )
    with op.batch_alter_table("registration") as batch_op:
        batch_op.alter_column(
            "block_reason", existing_type=sa.Text(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "channel",
            existing_type=sa.String(length=32),
            existing_nullable=False,
            server_default=None,
        )
        batch_op.alter_column(
            "late", existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "words", existing_type=sa.Text(), existing_nullable=False, server_default=None
        )
    with op.batch_alter_table("photo") as batch_op:
        batch_op.alter_column(
            "doubts",
            existing_type=sa.JSON(none_as_null=True),
            existing_nullable=False,
            server_default=None,
        )


def downgrade() -> None:

    with op.batch_alter_table("scan") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_scan_instrument_id_instrument"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_scan_instrument_id"))
        batch_op.drop_column("instrument_id")

    with op.batch_alter_table("photo") as batch_op:
        batch_op.drop_column("doubts")

    with op.batch_alter_table("registration") as batch_op:
        batch_op.drop_column("only_day")
        batch_op.drop_index(batch_op.f("ix_registration_edition_id_state_submitted_at"))
        batch_op.create_index(
            batch_op.f("ix_registration_edition_id_state"), ["edition_id", "state"], unique=False
        )
        batch_op.drop_column("cleared_by")
        batch_op.drop_column("cleared_at")
        batch_op.drop_column("before")
        batch_op.drop_column("words")
        batch_op.drop_column("late")
        batch_op.drop_column("channel")
        batch_op.drop_column("block_reason")

    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_search_name"))
        batch_op.drop_index(batch_op.f("ix_person_document_hash"))
        batch_op.drop_column("document_end")
        batch_op.drop_column("document_hash")
        batch_op.drop_column("document_sealed")
        batch_op.drop_column("born_on")
        batch_op.drop_column("mrz_name")

    with op.batch_alter_table("letter") as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_about"))
        batch_op.drop_column("kind")
        batch_op.drop_column("about")

    with op.batch_alter_table("delegation") as batch_op:
        batch_op.drop_column("submitted_at")

    with op.batch_alter_table("delegate") as batch_op:
        batch_op.drop_column("diet")

    # What is nobody's yet has no place in the older table.
    columns = ("id", "registration_id", "replaces_id")
    badge = sa.table("badge", *(sa.column(name) for name in columns))
    line, scan = (sa.table(name, sa.column("badge_id")) for name in ("receipt_line", "scan"))
    nobodys = sa.select(badge.c.id).where(badge.c.registration_id.is_(None))
    op.execute(sa.delete(line).where(line.c.badge_id.in_(nobodys)))
    op.execute(sa.update(scan).where(scan.c.badge_id.in_(nobodys)).values(badge_id=None))
    op.execute(sa.update(badge).where(badge.c.replaces_id.in_(nobodys)).values(replaces_id=None))
    op.execute(sa.delete(badge).where(badge.c.registration_id.is_(None)))
    with op.batch_alter_table("badge") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_badge_replaces_id_badge"), type_="foreignkey")
        batch_op.drop_index(
            "uq_badge_living",
            sqlite_where=sa.text("state IN ('issued', 'printed', 'collected')"),
            postgresql_where=sa.text("state IN ('issued', 'printed', 'collected')"),
        )
        batch_op.drop_index(batch_op.f("ix_badge_registration_id"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_badge_registration_id_issue"), ["registration_id", "issue"]
        )
        batch_op.alter_column(
            "registration_id", existing_type=sa.VARCHAR(length=20), nullable=False
        )
        batch_op.drop_column("replaces_id")

    with op.batch_alter_table("receipt_line") as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_line_badge_id"))

    op.drop_table("receipt_line")
    op.drop_table("substitution_task")
    with op.batch_alter_table("instrument_move") as batch_op:
        batch_op.drop_index(batch_op.f("ix_instrument_move_instrument_id"))

    op.drop_table("instrument_move")
    with op.batch_alter_table("substitution") as batch_op:
        batch_op.drop_index(batch_op.f("ix_substitution_session_id"))
        batch_op.drop_index(batch_op.f("ix_substitution_edition_id"))
        batch_op.drop_index(batch_op.f("ix_substitution_delegation_id"))

    op.drop_table("substitution")
    with op.batch_alter_table("receipt") as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_delegation_id"))

    op.drop_table("receipt")
    with op.batch_alter_table("instrument") as batch_op:
        batch_op.drop_index(batch_op.f("ix_instrument_holder_id"))

    op.drop_table("instrument")
    op.drop_table("feed_copy")
    op.drop_table("quota_line")
    with op.batch_alter_table("liaison_assignment") as batch_op:
        batch_op.drop_index(batch_op.f("ix_liaison_assignment_user_id"))

    op.drop_table("liaison_assignment")
    with op.batch_alter_table("import_file") as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_file_edition_id"))
        batch_op.drop_index(batch_op.f("ix_import_file_delegation_id"))

    op.drop_table("import_file")
    with op.batch_alter_table("delegation_document") as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegation_document_delegation_id"))

    op.drop_table("delegation_document")
    op.drop_table("privacy_notice")
    op.drop_table("letter_text")
    with op.batch_alter_table("consent") as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_person_id"))
        batch_op.drop_index(batch_op.f("ix_consent_edition_id"))

    op.drop_table("consent")
    with op.batch_alter_table("category_terms") as batch_op:
        batch_op.drop_index(batch_op.f("ix_category_terms_officer_id"))

    op.drop_table("category_terms")
    with op.batch_alter_table("not_the_same") as batch_op:
        batch_op.drop_index(batch_op.f("ix_not_the_same_other_id"))

    op.drop_table("not_the_same")
