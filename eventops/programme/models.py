"""Sessions, who is expected at them, and the published versions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.core.db import Base, Id, ShortText, reference
from eventops.editions.models import Meeting, Room
from eventops.editions.rules import ReEntry
from eventops.programme.rules import Access, ChangeKind, ConflictRule, Status, Track


class Session(Base):
    """One item of the programme; belongs to a meeting, or to none for services."""

    __tablename__ = "programme_session"
    __table_args__ = (sa.UniqueConstraint("edition_id", "code"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    meeting_id: Mapped[str | None] = reference("meeting")
    room_id: Mapped[str] = reference("room")
    code: Mapped[ShortText]
    track: Mapped[Track]
    title: Mapped[dict[str, str]]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    doors_at: Mapped[datetime | None]
    """The admission window, when it is not the usual half hour before."""
    doors_close_at: Mapped[datetime | None]
    actual_start_at: Mapped[datetime | None]
    actual_end_at: Mapped[datetime | None]
    access: Mapped[Access]
    audience: Mapped[list[str]]
    status: Mapped[Status | None]
    """None is confirmed, as in the text."""
    re_entry: Mapped[ReEntry | None]
    source: Mapped[str]
    illustrative: Mapped[list[str]]
    note: Mapped[str | None]

    counter: Mapped[int] = mapped_column(default=0)
    """Raised when ``digest`` changes on publishing: the session's part of SEQUENCE."""
    digest: Mapped[str] = mapped_column(sa.String(64))
    changed_at: Mapped[datetime]

    meeting: Mapped[Meeting | None] = relationship(lazy="raise")
    room: Mapped[Room] = relationship(lazy="raise")


class Version(Base):
    """One publication of an edition's programme."""

    __tablename__ = "programme_version"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    number: Mapped[int]
    published_at: Mapped[datetime]
    published_by: Mapped[ShortText]
    note: Mapped[str]


class Tagging(Base):
    """A delegate under a tag of ``named(tag)``: the text holds the tag, never the people."""

    __tablename__ = "tagging"
    __table_args__ = (sa.UniqueConstraint("edition_id", "tag", "delegate_id"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    tag: Mapped[ShortText]
    delegate_id: Mapped[str] = reference("delegate")


class AudienceChange(Base):
    """A person named for one session, or taken out of it, on top of the rules."""

    __tablename__ = "audience_change"

    id: Mapped[Id]
    session_id: Mapped[str] = reference("programme_session")
    delegate_id: Mapped[str] = reference("delegate")
    kind: Mapped[ChangeKind]
    capacity: Mapped[ShortText]
    seat: Mapped[ShortText]
    valid_from: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    entered_by: Mapped[ShortText]
    entered_at: Mapped[datetime]
    reason: Mapped[str]


class ConflictOverride(Base):
    """A conflict that may stand, with the reason; bound to the situation as it was then."""

    __tablename__ = "conflict_override"

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    rule: Mapped[ConflictRule]
    sessions: Mapped[list[str]]
    """Codes, as in the conflict."""
    situation: Mapped[str] = mapped_column(sa.String(64))
    """Digest of sessions, times, rooms and facts: another situation is another conflict."""
    reason: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[ShortText]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[ShortText] = mapped_column(default="")
