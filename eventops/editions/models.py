"""Series → edition → meeting, the places of an edition, and the screens in them."""

from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.core.db import Base, Id, ShortText, reference
from eventops.editions.rules import GateKind, MeetingLevel, ReEntry


class Instance(Base):
    """This installation: the name in every UID, drawn once, and whether its people are invented."""

    __tablename__ = "instance"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[ShortText]
    demo: Mapped[bool]


class Series(Base):
    """A conference that comes again: ADGMIN, VIDW."""

    __tablename__ = "series"

    id: Mapped[Id]
    code: Mapped[ShortText] = mapped_column(unique=True)
    name: Mapped[dict[str, str]]
    note: Mapped[str | None]


class Edition(Base):
    """One week, one host, one zone. The slug never changes, since badges sign it."""

    __tablename__ = "edition"

    id: Mapped[Id]
    series_id: Mapped[str] = reference("series")
    slug: Mapped[ShortText] = mapped_column(unique=True)
    short_name: Mapped[ShortText]
    name: Mapped[dict[str, list[str]]]
    theme: Mapped[dict[str, list[str]] | None]
    city: Mapped[dict[str, str]]
    organiser: Mapped[dict[str, str]]
    zone: Mapped[ShortText]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    languages: Mapped[list[str]]
    host: Mapped[ShortText]
    chair: Mapped[ShortText]
    next_chair: Mapped[str | None] = mapped_column(sa.String(200))
    night_hour: Mapped[ShortText]
    duty: Mapped[list[str]]
    conflicts: Mapped[dict[str, Any] | None]
    """How conflicts are judged, as far as the text says: severities, minutes, orders."""
    local_rules: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    holidays: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    days: Mapped[dict[str, Any]]
    """ISO date → ``{"title": Multilingual, "note": text or absent}``."""
    source: Mapped[str]
    note: Mapped[str | None]
    calendar_epoch: Mapped[int] = mapped_column(default=1)
    """Part of every feed's ETag: raising it makes every reader fetch again."""

    series: Mapped[Series] = relationship(lazy="raise")


class Meeting(Base):
    """A body within an edition; delegations keep one ordered list for each."""

    __tablename__ = "meeting"
    __table_args__ = (sa.UniqueConstraint("edition_id", "code"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    code: Mapped[ShortText]
    short_name: Mapped[ShortText]
    name: Mapped[dict[str, str]]
    level: Mapped[MeetingLevel]
    position: Mapped[int]
    source: Mapped[str | None]
    note: Mapped[str | None]


class Venue(Base):
    """A building."""

    __tablename__ = "venue"
    __table_args__ = (sa.UniqueConstraint("edition_id", "code"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    code: Mapped[ShortText]
    name: Mapped[dict[str, str]]
    address: Mapped[dict[str, str] | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    opens: Mapped[time | None]
    closes: Mapped[time | None]
    illustrative: Mapped[bool]
    note: Mapped[str | None]
    position: Mapped[int]


class Room(Base):
    """A place where one session at a time is held."""

    __tablename__ = "room"
    __table_args__ = (sa.UniqueConstraint("edition_id", "code"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    venue_id: Mapped[str] = reference("venue")
    code: Mapped[ShortText]
    name: Mapped[dict[str, str]]
    seats: Mapped[int]
    column: Mapped[str | None]
    """Rooms of one column share it on the public grid."""
    illustrative: Mapped[bool]
    note: Mapped[str | None]
    position: Mapped[int]

    venue: Mapped[Venue] = relationship(lazy="raise")


class Gate(Base):
    """A door where badges are checked."""

    __tablename__ = "gate"
    __table_args__ = (sa.UniqueConstraint("edition_id", "code"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    code: Mapped[ShortText]
    name: Mapped[dict[str, str]]
    kind: Mapped[GateKind]
    rooms: Mapped[list[str]]
    """Codes of the rooms behind it (kind room)."""
    categories: Mapped[list[str]]
    """Badge categories it lets in (kind zone)."""
    re_entry: Mapped[ReEntry]
    note: Mapped[str | None]
    position: Mapped[int]


class Display(Base):
    """A screen beside a door or in a foyer, which shows what is on with a token of its own."""

    __tablename__ = "display"

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    room_id: Mapped[str | None] = reference("room")
    """The room whose sign it is; none: it shows all rooms."""
    name: Mapped[ShortText]
    language: Mapped[str] = mapped_column(sa.String(12))
    """Which of the two languages stands first."""
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_by: Mapped[ShortText]
    made_at: Mapped[datetime]
    """By the security clock, like the two below."""
    revoked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    """When it last asked, to the minute."""

    edition: Mapped[Edition] = relationship(lazy="raise")
    room: Mapped[Room | None] = relationship(lazy="raise")
