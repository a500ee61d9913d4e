"""Series → edition → meeting, and the places of an edition."""

import enum
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.core.db import Base, Id, ShortText, reference


class GateKind(enum.StrEnum):
    """What a gate stands before (model.md, Gates)."""

    BUILDING = "building"
    ZONE = "zone"
    ROOM = "room"


class ReEntry(enum.StrEnum):
    """What a second arrival of one person means."""

    FREE = "free"
    IN_OUT = "in-out"
    ONCE = "once"


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


class Edition(Base):
    """One week, one host, one zone. The slug never changes, since badges sign it."""

    __tablename__ = "edition"

    id: Mapped[Id]
    series_id: Mapped[str] = reference("series")
    slug: Mapped[ShortText] = mapped_column(unique=True)
    short_name: Mapped[ShortText]
    name: Mapped[dict[str, list[str]]]
    theme: Mapped[dict[str, list[str]]]
    city: Mapped[dict[str, str]]
    organiser: Mapped[dict[str, str]]
    zone: Mapped[ShortText]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    languages: Mapped[list[str]]
    host: Mapped[ShortText]
    chair: Mapped[ShortText]
    next_chair: Mapped[ShortText]
    night_hour: Mapped[ShortText]
    duty: Mapped[list[str]]
    local_rules: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    days: Mapped[dict[str, Any]]
    """ISO date → the day's title in each language."""
    source: Mapped[str]
    note: Mapped[str]
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
    level: Mapped[ShortText]
    position: Mapped[int]
    source: Mapped[str]
    note: Mapped[str]


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
    illustrative: Mapped[bool]
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
    position: Mapped[int]
