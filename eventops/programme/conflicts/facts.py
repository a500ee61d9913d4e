"""What the engine knows beside the sessions: places, parties, people, and how the edition judges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from eventops.delegations.rules import PartyKind
from eventops.editions.rules import MeetingLevel
from eventops.programme.plan import (
    ConflictsPlan,
    EditionPlan,
    HolidayPlan,
    LocalRule,
    RoomPlan,
    VenuePlan,
)

"""A session with its day, as ``EditionPlan.dated_sessions`` yields it."""

PARTNER_KINDS = (PartyKind.PARTNER, PartyKind.ORGANISATION)
"""Parties that a consultation may be with."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a delegation, as far as audience rules ask."""

    party: str
    function: str = "delegate"
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Naming:
    """A person added to one session by name, for a time or for good."""

    person: str
    capacity: str = "table"


@dataclass(frozen=True, slots=True)
class Here:
    """What people decided for one session beside the rules."""

    added: tuple[Naming, ...] = ()
    removed: frozenset[str] = frozenset()
    heads: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    """(party, list) → who is head there instead."""
    instead: Mapping[str, str | None] = field(default_factory=dict)
    """Person → who comes in their right; None when nobody does."""


@dataclass(frozen=True, slots=True)
class People:
    """Who is accredited, heads a list, or stands under a tag. People are ids of delegates."""

    members: Mapping[str, Member] = field(default_factory=dict)
    accredited: Mapping[str, int] = field(default_factory=dict)
    """Party → approved people who may sit in a session."""
    approved: frozenset[str] = frozenset()
    """Parties of which anybody is approved."""
    heads: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(party, list) → head of delegation there."""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at: Mapping[str, Here] = field(default_factory=dict)
    """Session → what differs there."""


@dataclass(frozen=True, slots=True)
class PartyFacts:
    kind: PartyKind
    groups: tuple[str, ...]
    place: int
    """In the edition's order of partners; −1 when it has none."""


@dataclass(frozen=True)
class Facts:
    rooms: Mapping[str, RoomPlan]
    venues: Mapping[str, VenuePlan]
    parties: Mapping[str, PartyFacts]
    levels: Mapping[str, MeetingLevel]
    rules: tuple[LocalRule, ...]
    holidays: Mapping[date, HolidayPlan]
    judged: ConflictsPlan
    people: People | None
    """None when only the text is known: then nothing is said of anybody's coming."""

    @cached_property
    def place_of_room(self) -> dict[str, int]:
        """Room → its place among the rooms."""
        return {code: place for place, code in enumerate(self.rooms)}

    def hours(self, room: str) -> tuple[time, time] | None:
        """When the building of a room is open, if that is told."""
        venue = self.venues[self.rooms[room].venue]
        if venue.opens is None or venue.closes is None:
            return None
        return venue.opens, venue.closes


def facts_of(plan: EditionPlan, people: People | None = None) -> Facts:
    """All that the text of an edition tells, and what is known of its people."""
    judged = plan.conflicts or ConflictsPlan()
    order = judged.partners or tuple(
        party.code for party in plan.parties if party.kind in PARTNER_KINDS
    )
    places = {code: place for place, code in enumerate(order)}
    return Facts(
        rooms={room.code: room for room in plan.rooms},
        venues={venue.code: venue for venue in plan.venues},
        parties={
            party.code: PartyFacts(party.kind, party.groups, places.get(party.code, -1))
            for party in plan.parties
        },
        levels={meeting.code: meeting.level for meeting in plan.meetings},
        rules=plan.rules,
        holidays={holiday.date: holiday for holiday in plan.holidays},
        judged=judged,
        people=people,
    )
