"""Devices at the doors and what they scanned."""

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventops.core.db import Base, Id, ShortText, reference


class DeviceState(enum.StrEnum):
    """Waiting for enrolment → active → retired (wiped after upload) or lost (wiped on contact)."""

    WAITING = "waiting"
    ACTIVE = "active"
    RETIRED = "retired"
    LOST = "lost"


class Device(Base):
    """A phone, tablet or fixed scanner with its scope."""

    __tablename__ = "device"

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    name: Mapped[ShortText]
    gates: Mapped[list[str]]
    """Codes of the gates it may serve."""
    from_day: Mapped[date]
    to_day: Mapped[date]
    state: Mapped[DeviceState]
    token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    enrolment_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    enrolment_expires_at: Mapped[datetime | None]
    enrolment_reusable: Mapped[bool] = mapped_column(default=False)
    """Only in a demo."""
    made_at: Mapped[datetime]
    """By the security clock, like the two below."""
    seen_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was retired or marked lost."""


class Verdict(enum.StrEnum):
    """The door's answer."""

    ADMIT = "admit"
    REFUSE = "refuse"
    ASK = "ask"
    INVALID = "invalid"


class Method(enum.StrEnum):
    """How a person was made known to the door."""

    CODE = "code"
    SERIAL = "serial"
    RECOGNISED = "recognised"
    PAPER = "paper"
    UNDO = "undo"


class Scan(Base):
    """One answer given at a door; a resend with the same id is the same scan."""

    __tablename__ = "scan"
    __table_args__ = (
        sa.Index("ix_scan_edition_id_received_at", "edition_id", "received_at"),
        sa.Index("ix_scan_delegate_id_session_id", "delegate_id", "session_id"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    """The device's UUID."""
    edition_id: Mapped[str] = reference("edition", index=False)
    device_id: Mapped[str] = reference("device")
    gate_code: Mapped[ShortText]
    session_id: Mapped[str | None] = reference("programme_session")
    delegate_id: Mapped[str | None] = reference("delegate", index=False)
    badge_id: Mapped[str | None] = reference("badge")
    instrument_id: Mapped[str | None] = reference("instrument")
    """The floater shown after the badge."""
    method: Mapped[ShortText]
    direction: Mapped[str] = mapped_column(sa.String(3))
    presented: Mapped[str] = mapped_column(sa.String(64))
    """SHA-256 of the code, the typed serial or the person: what makes a resend the same scan."""
    scanned_at: Mapped[datetime]
    """Corrected by the device's measured clock error."""
    device_time: Mapped[datetime]
    received_at: Mapped[datetime]
    verdict: Mapped[Verdict]
    reason: Mapped[ShortText]
    facts: Mapped[dict[str, Any]]
    """What fills the reason's sentence, and beside it: ``first_seen``, ``capacity``, ``seat``,
    ``clock`` (seconds the device's clock runs behind ours), ``server`` (what the server would have
    answered to a scan decided offline), ``row`` (what was sent, when it could not be read)."""
    offline: Mapped[bool]
    """Decided by the device, without the server."""
    annuls: Mapped[str | None] = mapped_column(sa.String(36), index=True)
    annulled_by: Mapped[str | None] = mapped_column(sa.String(36))
    override: Mapped[dict[str, Any] | None]


class ReviewKind(enum.StrEnum):
    """Why somebody should look at what a device sent."""

    BAD_ROW = "bad_row"
    SAME_ID = "same_id"
    """A known id came back with another badge."""
    DECIDED_OTHERWISE = "decided_otherwise"
    """The server would not have admitted whom a device admitted offline, or the other way round."""
    CLOCK = "clock"
    """Scanned before the device was enrolled, says the device."""
    LOST_DEVICE = "lost_device"
    """Quarantine: what a device sent after it was marked lost."""


class ReviewItem(Base):
    """Something from a door that counts nowhere until a person has looked at it."""

    __tablename__ = "review_item"
    __table_args__ = (sa.UniqueConstraint("device_id", "kind", "digest"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    device_id: Mapped[str] = reference("device", index=False)
    kind: Mapped[ReviewKind]
    digest: Mapped[str] = mapped_column(sa.String(64))
    """SHA-256 of what was sent: the same thing sent again is the same item."""
    payload: Mapped[dict[str, Any]]
    at: Mapped[datetime]
