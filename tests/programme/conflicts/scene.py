"""A small conference as values: two buildings, three delegations and their people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from eventops.delegations.rules import PartyKind
from eventops.editions.rules import MeetingLevel
from eventops.programme.audience import parse
from eventops.programme.conflicts.clash import Clash
from eventops.programme.conflicts.engine import every
from eventops.programme.conflicts.facts import Facts, Member, PartyFacts, People
from eventops.programme.conflicts.prepared import prepare
from eventops.programme.plan import (
    ConflictsPlan,
    HolidayPlan,
    LocalRule,
    Planned,
    RoomPlan,
    SessionPlan,
    VenuePlan,
    Weekday,
)
from eventops.programme.rules import Access, Track

MON, THU, FRI = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 6)
NIGHT = {"en": "Night of lanterns", "vi": "Đêm hoa đăng"}
PRAYER = {"en": "Friday prayer", "vi": "Cầu nguyện thứ Sáu"}


def _room(code: str, venue: str, seats: int, column: str | None = None) -> RoomPlan:
    name = {"en": code.title(), "vi": code.title()}
    return RoomPlan(code=code, venue=venue, name=name, seats=seats, column=column)


ROOMS = (
    _room("hall", "centre", 60, "hall"),
    _room("stage", "centre", 10, "hall"),
    _room("library", "centre", 30),
    _room("palace", "palace", 30),
)
CENTRE = VenuePlan(
    code="centre", name={"en": "Centre", "vi": "Trung tâm"}, opens=time(7), closes=time(1)
)
PALACE = VenuePlan(code="palace", name={"en": "Palace", "vi": "Cung"})
PEOPLE = People(
    members={
        "an": Member("VN", "head", frozenset({"council", "wg-ai"})),
        "binh": Member("VN", "delegate", frozenset({"council", "wg-sea"})),
        "chi": Member("VN", "chair", frozenset({"council"})),
        "dara": Member("KH", "head", frozenset({"council"})),
        "inge": Member("HOST", "interpreter"),
    },
    accredited={"VN": 3, "KH": 1, "CN": 2},
    approved=frozenset({"VN", "KH", "CN"}),
    heads={
        ("VN", "council"): "an",
        ("VN", "wg-ai"): "an",
        ("VN", "wg-sea"): "binh",
        ("KH", "council"): "dara",
    },
    tags={"interpreters": ("inge",), "speakers": ("binh",)},
)
FACTS = Facts(
    rooms={room.code: room for room in ROOMS},
    venues={"centre": CENTRE, "palace": PALACE},
    parties={
        "VN": PartyFacts(PartyKind.MEMBER, ("ams",), -1),
        "KH": PartyFacts(PartyKind.MEMBER, ("ams",), -1),
        "CN": PartyFacts(PartyKind.PARTNER, ("partner",), 0),
        "JP": PartyFacts(PartyKind.PARTNER, ("partner",), 1),
        "HOST": PartyFacts(PartyKind.HOST, (), -1),
    },
    levels={
        "council": MeetingLevel.MINISTER,
        "wg-ai": MeetingLevel.WORKING,
        "wg-sea": MeetingLevel.WORKING,
    },
    rules=(LocalRule(weekday=Weekday.FRIDAY, start=time(11, 30), end=time(14, 15), name=PRAYER),),
    holidays={THU: HolidayPlan(date=THU, name=NIGHT)},
    judged=ConflictsPlan(),
    people=PEOPLE,
)


def session(
    code: str, start: str, end: str, room: str = "hall", day: date = MON, **more: Any
) -> Planned:
    """A side event that nobody in particular is expected at, unless told otherwise."""
    audience: Sequence[str] = more.pop("audience", ["everyone"])
    told = {"track": Track.SIDE, "access": Access.RESTRICTED, "meeting": None, **more}
    plan = SessionPlan(
        code=code,
        title={"en": code.title(), "vi": code.title()},
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        room=room,
        audience=tuple(parse(rule) for rule in audience),
        source="I",
        **told,
    )
    return day, plan


def heads(code: str, start: str, end: str, room: str = "hall", **more: Any) -> Planned:
    """A session of the council for the head of Viet Nam alone."""
    return session(code, start, end, room, **{"meeting": "council", "audience": ["VN 1+0"], **more})


def judged(**told: Any) -> Facts:
    """The same conference, judged otherwise."""
    return replace(FACTS, judged=ConflictsPlan(**told))


def found(*sessions: Planned, facts: Facts = FACTS, parked: Sequence[str] = ()) -> list[Clash]:
    return list(every(prepare(sessions, facts, parked)))


def told(*sessions: Planned, facts: Facts = FACTS, parked: Sequence[str] = ()) -> list[Any]:
    """Rule, sessions and facts of every conflict."""
    conflicts = found(*sessions, facts=facts, parked=parked)
    return [(each.rule.value, each.sessions, dict(each.facts)) for each in conflicts]
