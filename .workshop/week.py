"""A week of six hundred sessions for `bench.py`: values only, as the conflict engine takes them."""

import random
import statistics
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventops.programme.conflicts.facts import Facts, People
    from eventops.programme.conflicts.prepared import Prepared
    from eventops.programme.plan import Planned, SessionPlan

DAYS, ROOMS, DELEGATIONS, PEOPLE = 5, 20, 40, 1000
TIMES = (
    ("08:30", "09:45"),
    ("10:00", "11:00"),
    ("11:10", "12:10"),
    ("13:30", "14:30"),
    ("14:40", "15:50"),
    ("16:00", "17:30"),
)
MONDAY = date(2026, 1, 12)
ROUNDS = 30


def busy_week() -> "Prepared":
    """Every room has six sessions a day; every tenth session stands where it should not."""
    from eventops.programme.conflicts.prepared import prepare

    return prepare(sessions(), facts())


def sessions() -> "list[Planned]":
    """Each room has a body of its own; partners, speakers and interpreters go from room to room."""
    drawn = random.Random(0)  # noqa: S311 - a week is drawn, not guarded
    found: list[Planned] = []
    for day in range(DAYS):
        for room in range(ROOMS):
            for place, (start, end) in enumerate(TIMES):
                number = len(found)
                astray = drawn.randrange(ROOMS) if number % 10 == 0 else room
                audience = ["ams 1+3", "ASEC", f"named(t{astray * len(TIMES) + place})"]
                if number % 4 == 0:
                    audience.append(f"P{10 + min(day * len(TIMES) + place, 28)} 1+6")
                plan = _at(_session(number, room, astray, audience), start, end)
                found.append((MONDAY + timedelta(day), plan))
    return found


def _session(number: int, room: int, astray: int, audience: list[str]) -> "SessionPlan":
    from eventops.programme.audience import parse
    from eventops.programme.plan import SessionPlan
    from eventops.programme.rules import Access, Track

    return SessionPlan(
        code=f"s{number}",
        meeting=f"body-{room}",
        track=Track.PARTNER if number % 4 == 0 else Track.WG,
        title={"en": f"Session {number}", "vi": f"Phiên {number}"},
        start=time(8),
        end=time(9),
        room=f"room-{astray}",
        access=Access.RESTRICTED,
        audience=tuple(parse(rule) for rule in audience),
        source="I",
    )


def _at(plan: "SessionPlan", start: str, end: str) -> "SessionPlan":
    return replace(plan, start=time.fromisoformat(start), end=time.fromisoformat(end))


def facts() -> "Facts":
    """Ten members, thirty partners, twenty rooms in two buildings, Friday hours kept free."""
    from eventops.delegations.rules import PartyKind
    from eventops.editions.rules import MeetingLevel
    from eventops.programme.conflicts.facts import Facts, PartyFacts
    from eventops.programme.plan import ConflictsPlan, LocalRule, RoomPlan, VenuePlan, Weekday

    kinds = [PartyKind.MEMBER] * 10 + [PartyKind.PARTNER] * (DELEGATIONS - 11)
    parties = {
        f"P{number}": PartyFacts(kind, ("ams",) if kind is PartyKind.MEMBER else (), number)
        for number, kind in enumerate(kinds)
    }
    said = {"en": "x", "vi": "x"}
    opens, closes = time(7), time(22)
    return Facts(
        rooms={
            f"room-{number}": RoomPlan(
                code=f"room-{number}", venue=f"v{number % 2}", name=said, seats=60
            )
            for number in range(ROOMS)
        },
        venues={
            code: VenuePlan(code=code, name=said, opens=opens, closes=closes)
            for code in ("v0", "v1")
        },
        parties=parties | {"ASEC": PartyFacts(PartyKind.SECRETARIAT, (), -1)},
        levels={f"body-{number}": MeetingLevel.WORKING for number in range(ROOMS)},
        rules=(LocalRule(weekday=Weekday.FRIDAY, start=time(12, 10), end=time(13, 30), name=said),),
        holidays={},
        judged=ConflictsPlan(),
        people=_people(),
    )


def _people() -> "People":
    """A thousand people in forty delegations, a head for every body, tags on four hundred."""
    from eventops.programme.conflicts.facts import Member, People

    each = PEOPLE // DELEGATIONS
    codes = [*(f"P{number}" for number in range(DELEGATIONS - 1)), "ASEC"]
    members = {f"{code}-{number}": Member(code) for code in codes for number in range(each)}
    speakers = [f"{code}-{number}" for number in range(ROOMS, each) for code in codes]
    return People(
        members=members,
        accredited=dict.fromkeys(codes, each),
        approved=frozenset(codes),
        heads={(code, f"body-{room}"): f"{code}-{room}" for code in codes for room in range(ROOMS)},
        tags={f"t{tag}": (speakers[tag],) for tag in range(ROOMS * len(TIMES))},
    )


@dataclass(frozen=True)
class PureBar:
    """What a decision may cost in CPU alone, without any request."""

    what: str
    decide: Callable[[], object]
    cpu_ms: float


def conflict_bars() -> list[PureBar]:
    """Six hundred sessions, twenty rooms, forty delegations, a thousand people."""

    from eventops.programme.conflicts.engine import every, touched_by

    ready = busy_week()
    day, plan = ready.sessions[250]
    drop = replace(plan, start=time(9), end=time(10, 30), room="room-3")
    return [
        PureBar("600 sessions made ready", busy_week, 60),
        PureBar("all conflicts of them", lambda: every(ready), 5),
        PureBar("hints for one drag", lambda: touched_by(ready, (day, drop)), 3),
    ]


def bench_conflicts() -> list[str]:
    """Print a line a decision; the names of those whose bar is broken."""
    broken = []
    for bar in conflict_bars():
        spent = []
        for _ in range(ROUNDS):
            started = process_time()
            bar.decide()
            spent.append((process_time() - started) * 1000)
        cpu = statistics.median(spent)
        good = cpu <= bar.cpu_ms
        print(f"{bar.what:24} {cpu:8.2f} ms CPU (bar {bar.cpu_ms:g}){'' if good else '  BROKEN'}")
        if not good:
            broken.append(bar.what)
    return broken
