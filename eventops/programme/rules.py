"""Words of the programme."""

import enum


class Access(enum.StrEnum):
    """How a session's audience rules are enforced (model.md)."""

    OPEN = "open"
    BY_DELEGATION = "by delegation"
    RESTRICTED = "restricted"
    CLOSED = "closed"


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


class Mark(enum.StrEnum):
    """What is told of a session while its day goes on."""

    RUNNING = "running"
    LATE = "late"
    ENDED = "ended"


LATE_BY = (5, 10, 15, 20, 30)
"""Minutes that one tap may tell."""
