"""What a reader of a calendar has been given."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventops.agenda.rules import AskedBy
from eventops.core.db import Base, Id, ShortText, reference


class FeedAddress(Base):
    """A delegate's secret calendar address; only its hash is kept."""

    __tablename__ = "feed_address"

    id: Mapped[Id]
    delegate_id: Mapped[str] = reference("delegate")
    secret_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sealed_secret: Mapped[bytes]
    """So that the reader's own page can show the address again."""
    language: Mapped[str] = mapped_column(sa.String(12))
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    fetched_by: Mapped[ShortText] = mapped_column(default="")
    """Name of the program that fetched last."""
    fetched_etag: Mapped[ShortText] = mapped_column(default="")


class FeedCopy(Base):
    """The last whole body of a personal calendar: served again rather than an error page."""

    __tablename__ = "feed_copy"
    __table_args__ = (sa.UniqueConstraint("delegate_id", "language"),)

    id: Mapped[Id]
    delegate_id: Mapped[str] = reference("delegate", index=False)
    language: Mapped[str] = mapped_column(sa.String(12))
    etag: Mapped[ShortText]
    changed_at: Mapped[datetime]
    """Last-Modified of this body."""
    body: Mapped[bytes] = mapped_column(deferred=True)
    """Compressed by zlib."""


class ReaderPart(Base):
    """A reader's own row for a session: only when *their* part of it changed."""

    __tablename__ = "reader_part"
    __table_args__ = (sa.UniqueConstraint("delegate_id", "session_id"),)

    id: Mapped[Id]
    delegate_id: Mapped[str] = reference("delegate", index=False)
    session_id: Mapped[str] = reference("programme_session")
    counter: Mapped[int]
    changed_at: Mapped[datetime]


class Seating(Base):
    """Where somebody sits in one session, and what stands on the plate before them."""

    __tablename__ = "seating"
    __table_args__ = (sa.UniqueConstraint("delegate_id", "session_id"),)

    id: Mapped[Id]
    session_id: Mapped[str] = reference("programme_session")
    delegate_id: Mapped[str] = reference("delegate", index=False)
    seat: Mapped[ShortText]
    """As the plan of the room calls it: B-14."""
    plate: Mapped[ShortText]
    """Empty: their name."""
    entered_by: Mapped[ShortText]
    entered_at: Mapped[datetime]


class News(Base):
    """What one publication, or several within minutes, tells everybody whom it touches.

    It is held first: later publications join it, and the desk may withdraw it. Then letters are
    written and agendas show it.
    """

    __tablename__ = "programme_news"

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    since: Mapped[int]
    """The version before the first that it tells of."""
    version: Mapped[int]
    """The last version that it tells of."""
    made_by: Mapped[ShortText]
    made_at: Mapped[datetime]
    """By the domain clock, as the versions; the two times below by the real one, as letters."""
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    """When it went out, by the domain clock."""
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[ShortText] = mapped_column(default="")


class NewsReader(Base):
    """What a piece of news tells one person, and whether they have seen it."""

    __tablename__ = "news_reader"
    __table_args__ = (sa.UniqueConstraint("news_id", "delegate_id"),)

    id: Mapped[Id]
    news_id: Mapped[str] = reference("programme_news", index=False)
    delegate_id: Mapped[str] = reference("delegate")
    items: Mapped[dict[str, Any]]
    """Session's code → ``[version before, own part then, own part now]``; parts as short digests,
    empty where the session was not, or is not, in the agenda."""
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[ShortText] = mapped_column(default="")
    reminded_at: Mapped[datetime | None]


class Substitution(Base):
    """One person in another's place: at one session's table, or at the head from a given time."""

    __tablename__ = "substitution"

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    delegation_id: Mapped[str] = reference("delegation")
    session_id: Mapped[str | None] = reference("programme_session")
    """The session concerned; None when it is about the head for a meeting."""
    meeting_id: Mapped[str | None] = reference("meeting", index=False)
    """With a session: on whose list there a place was free."""
    leaving_id: Mapped[str | None] = reference("delegate", index=False)
    """Whose place is taken; None when the place was empty."""
    entering_id: Mapped[str] = reference("delegate", index=False)
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    asked_by: Mapped[ShortText]
    """Who asked for it, as they said who they are."""
    channel: Mapped[AskedBy]
    reason: Mapped[str]
    entered_by: Mapped[ShortText]
    entered_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[ShortText] = mapped_column(default="")


class SubstitutionTask(Base):
    """Something that must follow a substitution, with whose it is."""

    __tablename__ = "substitution_task"
    __table_args__ = (sa.UniqueConstraint("substitution_id", "task"),)

    id: Mapped[Id]
    substitution_id: Mapped[str] = reference("substitution", index=False)
    task: Mapped[ShortText]
    """badge, pin, seat, plate, interpreter, speakers or chair."""
    owner: Mapped[ShortText]
    """The account role that sees to it."""
    done_at: Mapped[datetime | None]
    done_by: Mapped[ShortText] = mapped_column(default="")
