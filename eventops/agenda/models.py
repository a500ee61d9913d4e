"""What a reader of a calendar has been given."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

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


class ReaderPart(Base):
    """A reader's own row for a session: only when *their* part of it changed."""

    __tablename__ = "reader_part"
    __table_args__ = (sa.UniqueConstraint("delegate_id", "session_id"),)

    id: Mapped[Id]
    delegate_id: Mapped[str] = reference("delegate", index=False)
    session_id: Mapped[str] = reference("programme_session")
    counter: Mapped[int]
    changed_at: Mapped[datetime]
