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


class Mark(enum.StrEnum):
    """What is told of a session while its day goes on."""

    RUNNING = "running"
    LATE = "late"
    ENDED = "ended"


LATE_BY = (5, 10, 15, 20, 30)
"""Minutes that one tap may tell."""


class Severity(enum.StrEnum):
    """What a conflict does to the programme."""

    BLOCKS = "blocks"
    WARNS = "warns"
    INFORMS = "informs"


class ConflictRule(enum.StrEnum):
    """What the conflict engine looks for, in the order in which it is told."""

    ROOM_TAKEN = "room_taken"
    PRINCIPAL_TWICE = "principal_twice"
    STAFF_TWICE = "staff_twice"
    LOCAL_RULE = "local_rule"
    HOLIDAY = "holiday"
    OUTSIDE_HOURS = "outside_hours"
    ROOM_TOO_SMALL = "room_too_small"
    COVERAGE = "coverage"
    TURN_ROUND = "turn_round"
    WALKING_TIME = "walking_time"
    PARTNER_UNNAMED = "partner_unnamed"
    PARTNER_ABSENT = "partner_absent"
    OPENING_ORDER = "opening_order"
    PARTNER_ORDER = "partner_order"


USUAL_SEVERITY = {
    ConflictRule.ROOM_TAKEN: Severity.BLOCKS,
    ConflictRule.PRINCIPAL_TWICE: Severity.BLOCKS,
    ConflictRule.LOCAL_RULE: Severity.BLOCKS,
    ConflictRule.PARTNER_ABSENT: Severity.INFORMS,
    ConflictRule.PARTNER_ORDER: Severity.INFORMS,
}
"""Where an edition is silent; every other rule warns."""

TURN_ROUND_MINUTES = 5
ROOM_WALK_MINUTES = 5
VENUE_WALK_MINUTES = 20
"""Minutes to make a room ready, to the next room, and to another building, where none are told."""
