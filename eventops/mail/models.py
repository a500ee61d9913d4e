"""The outbox: a letter is a row written in the transaction that causes it."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventops.core.db import Base, Id, ShortText


class LetterState(enum.StrEnum):
    """Queued → sent, or failed after the last try."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class Letter(Base):
    """One mail to one recipient."""

    __tablename__ = "letter"
    __table_args__ = (sa.Index("ix_letter_state_not_before", "state", "not_before"),)

    id: Mapped[Id]
    recipient: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[ShortText]
    body: Mapped[str]
    language: Mapped[str] = mapped_column(sa.String(12))
    state: Mapped[LetterState] = mapped_column(default=LetterState.QUEUED)
    made_at: Mapped[datetime]
    not_before: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(sa.String(60), default="", index=True)
    """What it concerns, as ``<table>:<id>``."""
    kind: Mapped[ShortText] = mapped_column(default="")
    """Which letter it is: invitation, reminder, approved …"""
    calendars: Mapped[list[dict[str, str]] | None]
    """Calendar parts: ``name`` of the file, iTIP ``method`` and ``text``. The first stands beside
    the words, for programs that take it in; all are attached."""
