"""A nomination on its way to a decision, and the photo that goes with it."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.accreditation.rules import Category, Channel, ImportState, State
from eventops.core.db import Base, Id, ShortText, reference
from eventops.delegations.models import Delegate


class Registration(Base):
    """A delegate's accreditation, with the three blocks that vetting sets beside the state."""

    __tablename__ = "registration"
    __table_args__ = (
        sa.Index(
            "ix_registration_edition_id_state_submitted_at", "edition_id", "state", "submitted_at"
        ),
    )

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition", index=False)
    delegate_id: Mapped[str] = reference("delegate", unique=True)
    category: Mapped[Category]
    state: Mapped[State]
    print_block: Mapped[bool] = mapped_column(default=False)
    issue_block: Mapped[bool] = mapped_column(default=False)
    door_block: Mapped[bool] = mapped_column(default=False)
    block_reason: Mapped[str] = mapped_column(default="")
    """Why vetting blocks: one of BLOCK_REASONS, or the officer's own words; for officers only."""
    channel: Mapped[Channel] = mapped_column(default=Channel.FORM)
    late: Mapped[bool] = mapped_column(default=False)
    """Nominated after the category's deadline."""
    only_day: Mapped[date | None]
    """The one day a walk-in was admitted for; None for the whole edition."""
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(sa.String(60))
    reason: Mapped[str] = mapped_column(default="")
    """One of REFUSAL_REASONS, or the question that was asked; the focal point reads it."""
    words: Mapped[str] = mapped_column(default="")
    """What the officer adds to a refusal's reason; the focal point reads it."""
    before: Mapped[dict[str, Any] | None]
    """What the last decision of an officer replaced (rules.Before), so that it can be undone."""
    cleared_at: Mapped[datetime | None]
    """When vetting found nothing against the person."""
    cleared_by: Mapped[str | None] = mapped_column(sa.String(60))

    delegate: Mapped[Delegate] = relationship(lazy="raise")


class Photo(Base):
    """A person's portrait, 3:4 JPEG, re-encoded by us; its id stands in its address."""

    __tablename__ = "photo"

    id: Mapped[Id]
    person_id: Mapped[str] = reference("person", unique=True)
    jpeg: Mapped[bytes] = mapped_column(deferred=True)
    digest: Mapped[ShortText]
    doubts: Mapped[list[str]] = mapped_column(default=list)
    """What a look at its light and sharpness doubts (rules.PHOTO_DOUBTS); empty when nothing."""
    made_at: Mapped[datetime]


class CategoryTerms(Base):
    """Until when a category may be nominated, and which officer decides about those who come late."""

    __tablename__ = "category_terms"
    __table_args__ = (sa.UniqueConstraint("edition_id", "category"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition", index=False)
    category: Mapped[Category]
    deadline_at: Mapped[datetime | None]
    officer_id: Mapped[str | None] = reference("user_account")
    """For late nominations and walk-ins."""
    walk_in: Mapped[bool] = mapped_column(default=True)
    """Whether people of the category may be registered on site."""


class PrivacyNotice(Base):
    """A version of the text that people are told before their data is taken."""

    __tablename__ = "privacy_notice"
    __table_args__ = (sa.UniqueConstraint("edition_id", "version"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition", index=False)
    version: Mapped[int]
    text: Mapped[dict[str, str]]
    made_at: Mapped[datetime]
    made_by: Mapped[ShortText]


class Consent(Base):
    """Under which notice a person's data was given, when and how (domain note 3.8)."""

    __tablename__ = "consent"

    id: Mapped[Id]
    person_id: Mapped[str] = reference("person")
    edition_id: Mapped[str] = reference("edition")
    notice_version: Mapped[int]
    language: Mapped[str] = mapped_column(sa.String(12))
    channel: Mapped[Channel]
    given_at: Mapped[datetime]
    given_by: Mapped[ShortText]
    """``user:<id>``: the person, or whoever declares to have asked them."""
    withdrawn_at: Mapped[datetime | None]


class ImportFile(Base):
    """A spreadsheet that was checked and waits for a yes, or is being taken in."""

    __tablename__ = "import_file"

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    delegation_id: Mapped[str | None] = reference("delegation")
    """The one delegation it may speak of; None for all."""
    name: Mapped[ShortText]
    content: Mapped[bytes] = mapped_column(deferred=True)
    state: Mapped[ImportState]
    rows: Mapped[int]
    rows_done: Mapped[int] = mapped_column(default=0)
    sent_by: Mapped[ShortText]
    sent_at: Mapped[datetime]
    fault: Mapped[str] = mapped_column(default="")


class LetterText(Base):
    """An edition's own wording of a letter, in one language."""

    __tablename__ = "letter_text"
    __table_args__ = (sa.UniqueConstraint("edition_id", "letter", "language"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition", index=False)
    letter: Mapped[ShortText]
    """invitation, reminder, approved …"""
    language: Mapped[str] = mapped_column(sa.String(12))
    subject: Mapped[ShortText]
    body: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[ShortText]
