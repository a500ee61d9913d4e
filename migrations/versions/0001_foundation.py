"""foundation."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(
        "ix_attempt_kind_subject_at", "attempt", ["kind", "subject", "at"], unique=False
    )
    op.create_table(
        "clock_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_shift")),
    )
    op.create_table(
        "instance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
    )
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint(
            "edition_id", "position", name=op.f("uq_journal_entry_edition_id_position")
        ),
    )
    op.create_index(op.f("ix_journal_entry_subject"), "journal_entry", ["subject"], unique=False)
    op.create_table(
        "journal_head",
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column(
            "state",
            sa.Enum("queued", "sent", "failed", name="letterstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index("ix_letter_state_not_before", "letter", ["state", "not_before"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("style", sa.String(length=200), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("badge_name", sa.String(length=200), nullable=False),
        sa.Column("own_script", sa.String(length=200), nullable=False),
        sa.Column("own_language", sa.String(length=200), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("search_name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_email"), "person", ["email"], unique=False)
    op.create_table(
        "series",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("name", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("code", name=op.f("uq_series_code")),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("series_id", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=200), nullable=False),
        sa.Column("name", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("theme", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("city", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("organiser", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("zone", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("host", sa.String(length=200), nullable=False),
        sa.Column("chair", sa.String(length=200), nullable=False),
        sa.Column("next_chair", sa.String(length=200), nullable=True),
        sa.Column("night_hour", sa.String(length=200), nullable=False),
        sa.Column("duty", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("local_rules", sa.JSON(), nullable=False),
        sa.Column("days", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("calendar_epoch", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_edition_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("slug", name=op.f("uq_edition_slug")),
    )
    op.create_index(op.f("ix_edition_series_id"), "edition", ["series_id"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_photo_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    op.create_index(op.f("ix_photo_person_id"), "photo", ["person_id"], unique=True)
    op.create_table(
        "role_grant",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "programme editor",
                "accreditation officer",
                "vetting officer",
                "badge desk",
                "protocol officer",
                "media officer",
                "liaison officer",
                "door supervisor",
                "viewer",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_role_grant_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint(
            "user_id", "edition_id", "role", name=op.f("uq_role_grant_user_id_edition_id_role")
        ),
    )
    op.create_index(op.f("ix_role_grant_edition_id"), "role_grant", ["edition_id"], unique=False)
    op.create_index(op.f("ix_role_grant_user_id"), "role_grant", ["user_id"], unique=False)
    op.create_table(
        "sign_in_token",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("reusable", sa.Boolean(), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=True),
        sa.Column("next_path", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_sign_in_token_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_token_user_id"), "sign_in_token", ["user_id"], unique=False)
    op.create_table(
        "user_session",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=20), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_user_session_secret_hash")),
    )
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"], unique=False)
    op.create_table(
        "device",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("gates", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "active",
                "retired",
                "lost",
                name="devicestate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("enrolment_hash", sa.String(length=64), nullable=True),
        sa.Column("enrolment_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enrolment_reusable", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_device_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("enrolment_hash", name=op.f("uq_device_enrolment_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    op.create_index(op.f("ix_device_edition_id"), "device", ["edition_id"], unique=False)
    op.create_table(
        "gate",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("name", sa.JSON(none_as_null=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("building", "zone", "room", name="gatekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("rooms", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("categories", sa.JSON(none_as_null=True), nullable=False),
        sa.Column(
            "re_entry",
            sa.Enum("free", "in-out", "once", name="reentry", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_gate_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_gate_edition_id_code")),
    )
    op.create_index(op.f("ix_gate_edition_id"), "gate", ["edition_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=200), nullable=False),
        sa.Column("name", sa.JSON(none_as_null=True), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "minister",
                "senior",
                "working",
                "other",
                name="meetinglevel",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_meeting_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_meeting_edition_id_code")),
    )
    op.create_index(op.f("ix_meeting_edition_id"), "meeting", ["edition_id"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "member",
                "partner",
                "organisation",
                "secretariat",
                "host",
                "guest",
                "media",
                "business",
                name="partykind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("groups", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("name", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("flag", sa.Text(), nullable=True),
        sa.Column("is_state", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_party_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_party_edition_id_code")),
    )
    op.create_index(op.f("ix_party_edition_id"), "party", ["edition_id"], unique=False)
    op.create_table(
        "party_group",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("name", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_party_group_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_group")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_party_group_edition_id_code")),
    )
    op.create_index(op.f("ix_party_group_edition_id"), "party_group", ["edition_id"], unique=False)
    op.create_table(
        "programme_version",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_programme_version_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_version")),
        sa.UniqueConstraint(
            "edition_id", "number", name=op.f("uq_programme_version_edition_id_number")
        ),
    )
    op.create_index(
        op.f("ix_programme_version_edition_id"), "programme_version", ["edition_id"], unique=False
    )
    op.create_table(
        "signing_key",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_signing_key_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_signing_key_edition_id_number")),
    )
    op.create_index(op.f("ix_signing_key_edition_id"), "signing_key", ["edition_id"], unique=False)
    op.create_table(
        "venue",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("name", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("address", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_venue_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_venue_edition_id_code")),
    )
    op.create_index(op.f("ix_venue_edition_id"), "venue", ["edition_id"], unique=False)
    op.create_table(
        "delegation",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("party_id", sa.String(length=20), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "invited",
                "focal_point_named",
                "list_open",
                "submitted",
                name="delegationstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_delegation_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_delegation_party_id_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index(op.f("ix_delegation_edition_id"), "delegation", ["edition_id"], unique=False)
    op.create_index(op.f("ix_delegation_party_id"), "delegation", ["party_id"], unique=True)
    op.create_table(
        "review_item",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("device_id", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "bad_row",
                "same_id",
                "decided_otherwise",
                "clock",
                "lost_device",
                name="reviewkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_review_item_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_review_item_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_item")),
        sa.UniqueConstraint(
            "device_id", "kind", "digest", name=op.f("uq_review_item_device_id_kind_digest")
        ),
    )
    op.create_index(op.f("ix_review_item_edition_id"), "review_item", ["edition_id"], unique=False)
    op.create_table(
        "room",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("venue_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("name", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("column", sa.Text(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_room_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_room_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_room_edition_id_code")),
    )
    op.create_index(op.f("ix_room_edition_id"), "room", ["edition_id"], unique=False)
    op.create_index(op.f("ix_room_venue_id"), "room", ["venue_id"], unique=False)
    op.create_table(
        "delegate",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("function", sa.String(length=200), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_delegate_delegation_id_delegation")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_delegate_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegate")),
        sa.UniqueConstraint(
            "delegation_id", "person_id", name=op.f("uq_delegate_delegation_id_person_id")
        ),
    )
    op.create_index(op.f("ix_delegate_delegation_id"), "delegate", ["delegation_id"], unique=False)
    op.create_index(op.f("ix_delegate_person_id"), "delegate", ["person_id"], unique=False)
    op.create_table(
        "focal_point",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_focal_point_delegation_id_delegation"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_focal_point_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focal_point")),
        sa.UniqueConstraint(
            "delegation_id", "user_id", name=op.f("uq_focal_point_delegation_id_user_id")
        ),
    )
    op.create_index(op.f("ix_focal_point_user_id"), "focal_point", ["user_id"], unique=False)
    op.create_table(
        "programme_session",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("meeting_id", sa.String(length=20), nullable=True),
        sa.Column("room_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column(
            "track",
            sa.Enum(
                "ministers",
                "officials",
                "wg",
                "partner",
                "bilateral",
                "ceremony",
                "side",
                "social",
                "service",
                name="track",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("doors_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("doors_close_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actual_start_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actual_end_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "access",
            sa.Enum(
                "open",
                "by delegation",
                "restricted",
                "closed",
                name="access",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("audience", sa.JSON(none_as_null=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "tentative", "confirmed", "cancelled", name="status", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.Column(
            "re_entry",
            sa.Enum("free", "in-out", "once", name="reentry", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("illustrative", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_programme_session_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_programme_session_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_programme_session_room_id_room")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_session")),
        sa.UniqueConstraint(
            "edition_id", "code", name=op.f("uq_programme_session_edition_id_code")
        ),
    )
    op.create_index(
        op.f("ix_programme_session_edition_id"), "programme_session", ["edition_id"], unique=False
    )
    op.create_index(
        op.f("ix_programme_session_meeting_id"), "programme_session", ["meeting_id"], unique=False
    )
    op.create_index(
        op.f("ix_programme_session_room_id"), "programme_session", ["room_id"], unique=False
    )
    op.create_index(
        op.f("ix_programme_session_starts_at"), "programme_session", ["starts_at"], unique=False
    )
    op.create_table(
        "audience_change",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=20), nullable=False),
        sa.Column("delegate_id", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("add", "remove", name="changekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("capacity", sa.String(length=200), nullable=False),
        sa.Column("seat", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_audience_change_delegate_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["programme_session.id"],
            name=op.f("fk_audience_change_session_id_programme_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience_change")),
    )
    op.create_index(
        op.f("ix_audience_change_delegate_id"), "audience_change", ["delegate_id"], unique=False
    )
    op.create_index(
        op.f("ix_audience_change_session_id"), "audience_change", ["session_id"], unique=False
    )
    op.create_table(
        "feed_address",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("delegate_id", sa.String(length=20), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_by", sa.String(length=200), nullable=False),
        sa.Column("fetched_etag", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_feed_address_delegate_id_delegate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_address")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_feed_address_secret_hash")),
    )
    op.create_index(
        op.f("ix_feed_address_delegate_id"), "feed_address", ["delegate_id"], unique=False
    )
    op.create_table(
        "list_entry",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("delegation_id", sa.String(length=20), nullable=False),
        sa.Column("meeting_id", sa.String(length=20), nullable=False),
        sa.Column("delegate_id", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_list_entry_delegate_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_list_entry_delegation_id_delegation"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_list_entry_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_entry")),
        sa.UniqueConstraint(
            "delegate_id", "meeting_id", name=op.f("uq_list_entry_delegate_id_meeting_id")
        ),
        sa.UniqueConstraint(
            "delegation_id",
            "meeting_id",
            "position",
            name=op.f("uq_list_entry_delegation_id_meeting_id_position"),
        ),
    )
    op.create_index(op.f("ix_list_entry_meeting_id"), "list_entry", ["meeting_id"], unique=False)
    op.create_table(
        "reader_part",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("delegate_id", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=20), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_reader_part_delegate_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["programme_session.id"],
            name=op.f("fk_reader_part_session_id_programme_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_part")),
        sa.UniqueConstraint(
            "delegate_id", "session_id", name=op.f("uq_reader_part_delegate_id_session_id")
        ),
    )
    op.create_index(op.f("ix_reader_part_session_id"), "reader_part", ["session_id"], unique=False)
    op.create_table(
        "registration",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("delegate_id", sa.String(length=20), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "head",
                "delegate",
                "secretariat",
                "media",
                "staff",
                "security",
                "guest",
                "business",
                name="category",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "nominated",
                "submitted",
                "checked",
                "approved",
                "more_information",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("print_block", sa.Boolean(), nullable=False),
        sa.Column("issue_block", sa.Boolean(), nullable=False),
        sa.Column("door_block", sa.Boolean(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_registration_delegate_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_registration_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
    )
    op.create_index(
        op.f("ix_registration_delegate_id"), "registration", ["delegate_id"], unique=True
    )
    op.create_index(
        "ix_registration_edition_id_state", "registration", ["edition_id", "state"], unique=False
    )
    op.create_table(
        "tagging",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("tag", sa.String(length=200), nullable=False),
        sa.Column("delegate_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_tagging_delegate_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_tagging_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tagging")),
        sa.UniqueConstraint(
            "edition_id", "tag", "delegate_id", name=op.f("uq_tagging_edition_id_tag_delegate_id")
        ),
    )
    op.create_index(op.f("ix_tagging_delegate_id"), "tagging", ["delegate_id"], unique=False)
    op.create_index(op.f("ix_tagging_edition_id"), "tagging", ["edition_id"], unique=False)
    op.create_table(
        "badge",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("registration_id", sa.String(length=20), nullable=False),
        sa.Column("key_number", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(length=8), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("flags", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "issued",
                "printed",
                "collected",
                "lost",
                "replaced",
                "revoked",
                "returned",
                name="badgestate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_badge_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_badge_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
        sa.UniqueConstraint("edition_id", "serial", name=op.f("uq_badge_edition_id_serial")),
        sa.UniqueConstraint(
            "registration_id", "issue", name=op.f("uq_badge_registration_id_issue")
        ),
    )
    op.create_table(
        "scan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("edition_id", sa.String(length=20), nullable=False),
        sa.Column("device_id", sa.String(length=20), nullable=False),
        sa.Column("gate_code", sa.String(length=200), nullable=False),
        sa.Column("session_id", sa.String(length=20), nullable=True),
        sa.Column("delegate_id", sa.String(length=20), nullable=True),
        sa.Column("badge_id", sa.String(length=20), nullable=True),
        sa.Column("method", sa.String(length=200), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("presented", sa.String(length=64), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "admit", "refuse", "ask", "invalid", name="verdict", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("offline", sa.Boolean(), nullable=False),
        sa.Column("annuls", sa.String(length=36), nullable=True),
        sa.Column("annulled_by", sa.String(length=36), nullable=True),
        sa.Column("override", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_scan_badge_id_badge")),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["delegate.id"], name=op.f("fk_scan_delegate_id_delegate")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_scan_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_scan_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["programme_session.id"],
            name=op.f("fk_scan_session_id_programme_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    op.create_index(op.f("ix_scan_annuls"), "scan", ["annuls"], unique=False)
    op.create_index(op.f("ix_scan_badge_id"), "scan", ["badge_id"], unique=False)
    op.create_index(
        "ix_scan_delegate_id_session_id", "scan", ["delegate_id", "session_id"], unique=False
    )
    op.create_index(op.f("ix_scan_device_id"), "scan", ["device_id"], unique=False)
    op.create_index(
        "ix_scan_edition_id_received_at", "scan", ["edition_id", "received_at"], unique=False
    )
    op.create_index(op.f("ix_scan_session_id"), "scan", ["session_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_scan_session_id"), table_name="scan")
    op.drop_index("ix_scan_edition_id_received_at", table_name="scan")
    op.drop_index(op.f("ix_scan_device_id"), table_name="scan")
    op.drop_index("ix_scan_delegate_id_session_id", table_name="scan")
    op.drop_index(op.f("ix_scan_badge_id"), table_name="scan")
    op.drop_index(op.f("ix_scan_annuls"), table_name="scan")
    op.drop_table("scan")
    op.drop_table("badge")
    op.drop_index(op.f("ix_tagging_edition_id"), table_name="tagging")
    op.drop_index(op.f("ix_tagging_delegate_id"), table_name="tagging")
    op.drop_table("tagging")
    op.drop_index("ix_registration_edition_id_state", table_name="registration")
    op.drop_index(op.f("ix_registration_delegate_id"), table_name="registration")
    op.drop_table("registration")
    op.drop_index(op.f("ix_reader_part_session_id"), table_name="reader_part")
    op.drop_table("reader_part")
    op.drop_index(op.f("ix_list_entry_meeting_id"), table_name="list_entry")
    op.drop_table("list_entry")
    op.drop_index(op.f("ix_feed_address_delegate_id"), table_name="feed_address")
    op.drop_table("feed_address")
    op.drop_index(op.f("ix_audience_change_session_id"), table_name="audience_change")
    op.drop_index(op.f("ix_audience_change_delegate_id"), table_name="audience_change")
    op.drop_table("audience_change")
    op.drop_index(op.f("ix_programme_session_starts_at"), table_name="programme_session")
    op.drop_index(op.f("ix_programme_session_room_id"), table_name="programme_session")
    op.drop_index(op.f("ix_programme_session_meeting_id"), table_name="programme_session")
    op.drop_index(op.f("ix_programme_session_edition_id"), table_name="programme_session")
    op.drop_table("programme_session")
    op.drop_index(op.f("ix_focal_point_user_id"), table_name="focal_point")
    op.drop_table("focal_point")
    op.drop_index(op.f("ix_delegate_person_id"), table_name="delegate")
    op.drop_index(op.f("ix_delegate_delegation_id"), table_name="delegate")
    op.drop_table("delegate")
    op.drop_index(op.f("ix_room_venue_id"), table_name="room")
    op.drop_index(op.f("ix_room_edition_id"), table_name="room")
    op.drop_table("room")
    op.drop_index(op.f("ix_review_item_edition_id"), table_name="review_item")
    op.drop_table("review_item")
    op.drop_index(op.f("ix_delegation_party_id"), table_name="delegation")
    op.drop_index(op.f("ix_delegation_edition_id"), table_name="delegation")
    op.drop_table("delegation")
    op.drop_index(op.f("ix_venue_edition_id"), table_name="venue")
    op.drop_table("venue")
    op.drop_index(op.f("ix_signing_key_edition_id"), table_name="signing_key")
    op.drop_table("signing_key")
    op.drop_index(op.f("ix_programme_version_edition_id"), table_name="programme_version")
    op.drop_table("programme_version")
    op.drop_index(op.f("ix_party_group_edition_id"), table_name="party_group")
    op.drop_table("party_group")
    op.drop_index(op.f("ix_party_edition_id"), table_name="party")
    op.drop_table("party")
    op.drop_index(op.f("ix_meeting_edition_id"), table_name="meeting")
    op.drop_table("meeting")
    op.drop_index(op.f("ix_gate_edition_id"), table_name="gate")
    op.drop_table("gate")
    op.drop_index(op.f("ix_device_edition_id"), table_name="device")
    op.drop_table("device")
    op.drop_index(op.f("ix_user_session_user_id"), table_name="user_session")
    op.drop_table("user_session")
    op.drop_index(op.f("ix_sign_in_token_user_id"), table_name="sign_in_token")
    op.drop_table("sign_in_token")
    op.drop_index(op.f("ix_role_grant_user_id"), table_name="role_grant")
    op.drop_index(op.f("ix_role_grant_edition_id"), table_name="role_grant")
    op.drop_table("role_grant")
    op.drop_index(op.f("ix_photo_person_id"), table_name="photo")
    op.drop_table("photo")
    op.drop_index(op.f("ix_edition_series_id"), table_name="edition")
    op.drop_table("edition")
    op.drop_table("user_account")
    op.drop_table("series")
    op.drop_index(op.f("ix_person_email"), table_name="person")
    op.drop_table("person")
    op.drop_index("ix_letter_state_not_before", table_name="letter")
    op.drop_table("letter")
    op.drop_table("journal_head")
    op.drop_index(op.f("ix_journal_entry_subject"), table_name="journal_entry")
    op.drop_table("journal_entry")
    op.drop_table("instance")
    op.drop_table("clock_shift")
    op.drop_index("ix_attempt_kind_subject_at", table_name="attempt")
    op.drop_table("attempt")
