"""Signing keys and the badges they made. A code is never stored: it can be made again."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.accreditation.models import Registration
from eventops.core.db import Base, Id, ShortText, reference

LIVING_SQL = "state IN ('issued', 'printed', 'collected')"
"""A person has one living badge at most; the database holds that."""


class InstrumentKind(enum.StrEnum):
    """What passes from hand to hand within a delegation (domain note 3.3)."""

    FLOATER = "floater"
    PIN = "pin"


class InstrumentState(enum.StrEnum):
    """At the desk → with the delegation → back, or lost."""

    AT_DESK = "at_desk"
    ISSUED = "issued"
    RETURNED = "returned"
    LOST = "lost"


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
        sa.Index(
            "uq_badge_living",
            "registration_id",
            unique=True,
            sqlite_where=sa.text(LIVING_SQL),
            postgresql_where=sa.text(LIVING_SQL),
        ),
    )

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition", index=False)
    registration_id: Mapped[str | None] = reference("registration")
    """None for an emergency badge that lies printed at the desk and is nobody's yet."""
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
    replaces_id: Mapped[str | None] = reference("badge", index=False)
    """The badge whose place it took."""

    registration: Mapped[Registration | None] = relationship(lazy="raise")

    @property
    def owner(self) -> Registration:
        """Whose it is; ValueError for an emergency badge that nobody has been given yet."""
        if self.registration is None:
            raise ValueError("this badge is nobody's yet")
        return self.registration


class Instrument(Base):
    """A floater or a pin: counted, numbered, transferable within a delegation."""

    __tablename__ = "instrument"
    __table_args__ = (
        sa.UniqueConstraint("delegation_id", "kind", "opens", "number"),
        sa.UniqueConstraint("edition_id", "serial"),
    )

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition", index=False)
    delegation_id: Mapped[str] = reference("delegation", index=False)
    kind: Mapped[InstrumentKind]
    opens: Mapped[ShortText]
    """The track of the sessions it opens; empty for all."""
    number: Mapped[int]
    """From 1 within delegation, kind and track."""
    key_number: Mapped[int | None]
    serial: Mapped[str | None] = mapped_column(sa.String(8))
    """Of a floater's own code; a pin has none."""
    last_day: Mapped[date]
    state: Mapped[InstrumentState]
    holder_id: Mapped[str | None] = reference("delegate")
    made_at: Mapped[datetime]


class InstrumentMove(Base):
    """One line of the ledger: who had a floater or pin from when."""

    __tablename__ = "instrument_move"

    id: Mapped[Id]
    instrument_id: Mapped[str] = reference("instrument")
    state: Mapped[InstrumentState]
    holder_id: Mapped[str | None] = reference("delegate", index=False)
    note: Mapped[ShortText]
    at: Mapped[datetime]
    by: Mapped[ShortText]


class Receipt(Base):
    """Custody of badges handed over together to one member of a delegation."""

    __tablename__ = "receipt"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition", index=False)
    delegation_id: Mapped[str] = reference("delegation")
    number: Mapped[int]
    taken_by: Mapped[str]
    """Style and name of whoever signed, as on their own badge or letter of authorisation."""
    taken_by_id: Mapped[str | None] = reference("delegate", index=False)
    made_at: Mapped[datetime]
    made_by: Mapped[ShortText]


class ReceiptLine(Base):
    """One badge on a receipt."""

    __tablename__ = "receipt_line"
    __table_args__ = (sa.UniqueConstraint("receipt_id", "badge_id"),)

    id: Mapped[Id]
    receipt_id: Mapped[str] = reference("receipt", index=False)
    badge_id: Mapped[str] = reference("badge")
    undone_at: Mapped[datetime | None]
    """When the badge was found to have stayed at the desk, or came straight back."""
