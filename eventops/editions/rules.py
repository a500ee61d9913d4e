"""Words of an edition's structure."""

import enum


class MeetingLevel(enum.StrEnum):
    """Who meets: it decides who is head of a delegation there."""

    MINISTER = "minister"
    SENIOR = "senior"
    WORKING = "working"
    OTHER = "other"


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
