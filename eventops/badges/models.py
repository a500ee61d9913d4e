"""Signing keys and the badges they made. A code is never stored: it can be made again."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.accreditation.models import Registration
from eventops.core.db import Base, Id, ShortText, reference


class BadgeState(enum.StrEnum):
    """issued → printed → collected → lost | replaced | revoked | returned."""

    ISSUED = "issued"
    PRINTED = "printed"
    COLLECTED = "collected"
    LOST = "lost"
    REPLACED = "replaced"
    REVOKED = "revoked"
    RETURNED = "returned"


class SigningKey(Base):
    """An Ed25519 key of an edition; the seed is sealed with the instance's secret."""

    __tablename__ = "signing_key"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    number: Mapped[int]
    """0–15, four bits of every code."""
    public: Mapped[bytes]
    sealed_seed: Mapped[bytes]
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Badge(Base):
    """One badge of one person; a reissue is a new row with a new serial."""

    __tablename__ = "badge"
    __table_args__ = (
        sa.UniqueConstraint("edition_id", "serial"),
        sa.UniqueConstraint("registration_id", "issue"),
    )

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition", index=False)
    registration_id: Mapped[str] = reference("registration", index=False)
    key_number: Mapped[int]
    serial: Mapped[str] = mapped_column(sa.String(8))
    issue: Mapped[int]
    last_day: Mapped[date]
    flags: Mapped[int]
    """The ninth byte of the code: day, floater, test, escort."""
    state: Mapped[BadgeState]
    issued_at: Mapped[datetime]
    issued_by: Mapped[ShortText]
    state_at: Mapped[datetime]

    registration: Mapped[Registration] = relationship(lazy="raise")
