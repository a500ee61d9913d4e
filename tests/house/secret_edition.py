"""The little edition with a closed and a restricted session that nothing else resembles."""

from dataclasses import replace
from datetime import time

from eventops.delegations.rules import PartyKind
from eventops.programme.audience import parse
from eventops.programme.dayfile import load
from eventops.programme.plan import EditionPlan, PartyPlan, RoomPlan, SessionPlan
from eventops.programme.rules import Access, Track
from tests.portal.little import AT, TEXT

CODE, ROOM = "z9k4w", "quetzal"
CLOSED = (
    CODE,
    ROOM,
    "Zanzibar consultation",
    "Tham vấn Zanzibar",
    "Quetzal Chamber",
    "Phòng Quetzal",
    "okapi papers",
    "Umbra",
    "Zembla",
    "Zem bla quốc",
    "Perpetua Wolfenstein",
    "Balthasar Quimby",
)
"""Of the closed session: code, room, titles, note, source, its party and its people."""

RESTRICTED = ("Xanadu", "Xa na đu", "Leocadia Frumpkin")
"""Of the restricted one: its party, which no other session invites, and its head."""

DURING = AT.replace(day=4, hour=8, minute=10)
"""15:10 in the little edition, while the closed session runs."""


def secret_plan() -> EditionPlan:
    """The little edition with a closed and a restricted session that nothing else resembles."""
    plan = load(TEXT)
    room = RoomPlan(
        code=ROOM,
        venue="house",
        name={"en": CLOSED[4], "vi": CLOSED[5]},
        seats=8,
        illustrative=True,
    )
    closed = session(
        code=CODE,
        track=Track.BILATERAL,
        title={"en": CLOSED[2], "vi": CLOSED[3]},
        room=ROOM,
        access=Access.CLOSED,
        audience=(parse("ZQ 1+1"),),
        note=f"Bring the {CLOSED[6]}.",
        source=CLOSED[7],
    )
    restricted = session(
        code="inner",
        track=Track.PARTNER,
        title={"en": "Inner dialogue", "vi": "Đối thoại hẹp"},
        room="blue",
        access=Access.RESTRICTED,
        audience=(parse("XQ 1+1"),),
        source="I",
    )
    first, second = plan.days
    day = replace(first, sessions=(*first.sessions, closed, restricted))
    # Where everyone is invited, every party is a choice of the filter, whatever else it attends.
    members = tuple(replace(each, audience=(parse("members"),)) for each in second.sessions)
    second = replace(second, sessions=members)
    parties = (party("ZQ", CLOSED[8], CLOSED[9]), party("XQ", RESTRICTED[0], RESTRICTED[1]))
    return replace(
        plan,
        rooms=(*plan.rooms, room),
        parties=(*plan.parties, *parties),
        days=(day, second),
    )


def session(**told: object) -> SessionPlan:
    when = {"start": time(15), "end": time(16), "meeting": "main"}
    return SessionPlan(**{**when, **told})  # type: ignore[arg-type]  # each session names real fields


def party(code: str, english: str, vietnamese: str) -> PartyPlan:
    return PartyPlan(
        code=code,
        kind=PartyKind.PARTNER,
        name={"en": english, "vi": vietnamese},
        sort=english,
        state=True,
        quota=5,
    )
