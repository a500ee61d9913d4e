"""Sessions, who is expected at them, and the published versions."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.core.db import Base, Id, ShortText, reference
from eventops.editions.models import Meeting, Room
from eventops.editions.rules import ReEntry
from eventops.programme.rules import Access, ChangeKind, ConflictRule, Mark, Status, Track


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
    name: Mapped[str | None] = mapped_column(sa.String(200))
    """What the desk calls it: "as approved by the chair"."""


class VersionSession(Base):
    """What a session said from a version on: a row for each whose content that version changed.

    A session's content in version N is its row of the highest number up to N. Versions published
    before contents were kept have none.
    """

    __tablename__ = "programme_version_session"
    __table_args__ = (sa.UniqueConstraint("version_id", "code"),)

    id: Mapped[Id]
    version_id: Mapped[str] = reference("programme_version")
    code: Mapped[ShortText]
    content: Mapped[dict[str, Any]]


class DraftSession(Base):
    """A session as the working draft has it, where that differs from what is published."""

    __tablename__ = "programme_draft"
    __table_args__ = (sa.UniqueConstraint("edition_id", "code"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    code: Mapped[ShortText]
    content: Mapped[dict[str, Any]]
    parked: Mapped[bool]
    """In the tray: it keeps its last day, time and room and takes none of them."""
    edited_by: Mapped[ShortText]
    edited_at: Mapped[datetime]


class DraftStep(Base):
    """One undoable act of an editor on the draft, with every session it touched."""

    __tablename__ = "programme_draft_step"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    number: Mapped[int]
    act: Mapped[ShortText]
    """Code of what was done; ``facts`` are what its sentence says."""
    facts: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]]
    """Code → ``{"content": …, "parked": …}``, or None where there was no such session."""
    after: Mapped[dict[str, Any]]
    made_by: Mapped[ShortText]
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    gone: Mapped[bool] = mapped_column(default=False)
    """No more to be undone or redone: another act or a publication came between."""


class PastOpening(Base):
    """An editor may change what has begun, for a while and for a reason (past.py)."""

    __tablename__ = "programme_past_opening"

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    opened_by: Mapped[ShortText]
    opened_at: Mapped[datetime]
    open_until: Mapped[datetime]
    reason: Mapped[str]


class SessionMark(Base):
    """One tap at room, door or desk: a session runs, starts late, has ended."""

    __tablename__ = "session_mark"
    __table_args__ = (sa.UniqueConstraint("session_id", "number"),)

    id: Mapped[Id]
    session_id: Mapped[str] = reference("programme_session", index=False)
    number: Mapped[int]
    state: Mapped[Mark]
    minutes: Mapped[int | None]
    """How late it is to start, when that was told."""
    start_before: Mapped[datetime | None]
    end_before: Mapped[datetime | None]
    """What the session's actual times were before, for undoing."""
    made_by: Mapped[ShortText]
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


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
