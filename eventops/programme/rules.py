"""Words of the programme."""

import enum


class Access(enum.StrEnum):
    """How a session's audience rules are enforced (model.md)."""

    OPEN = "open"
    BY_DELEGATION = "by delegation"
    RESTRICTED = "restricted"
    CLOSED = "closed"


PUBLIC_AUDIENCE = (Access.OPEN, Access.BY_DELEGATION)
"""Levels of sessions of which everyone may know who is expected."""


class Track(enum.StrEnum):
    """The nine hues of the programme."""

    MINISTERS = "ministers"
    OFFICIALS = "officials"
    WG = "wg"
    PARTNER = "partner"
    BILATERAL = "bilateral"
    CEREMONY = "ceremony"
    SIDE = "side"
    SOCIAL = "social"
    SERVICE = "service"


class Status(enum.StrEnum):
    """As in iCalendar (RFC 5545, 3.8.1.11)."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Illustrative(enum.StrEnum):
    """What of a session is not documented."""

    TIME = "time"
    ROOM = "room"
    SESSION = "session"


class ChangeKind(enum.StrEnum):
    """What an audience change does to one person."""

    ADD = "add"
    REMOVE = "remove"
