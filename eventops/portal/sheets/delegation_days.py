"""What delegations attend on a day and who sits where: read for all of them in the same statements."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from eventops.agenda.entitlement import ORDER, Entitlement, Grade, Standing, entitlement
from eventops.agenda.feed_state import way_in
from eventops.agenda.queries import Expected, Plan, plan_for, standings_of_delegations
from eventops.core.db import Db
from eventops.core.multilingual import Multilingual
from eventops.delegations.models import Delegation
from eventops.editions.models import Edition, Gate
from eventops.editions.queries import gates_of
from eventops.editions.rules import GateKind
from eventops.portal.lists.attendance import Attendee, attendance
from eventops.programme.models import Session


@dataclass(frozen=True, slots=True)
class Attending:
    """Somebody at a session, and in what right."""

    who: Attendee
    answer: Entitlement


@dataclass(frozen=True, slots=True)
class Attended:
    """A session of the day as a delegation meets it; people in the order of their seats."""

    session: Session
    door: Multilingual | None
    people: tuple[Attending, ...]
    for_all: bool
    """Whoever of the delegation likes may come."""


@dataclass(frozen=True, slots=True)
class DelegationDay:
    """A delegation's day, by time."""

    delegation: Delegation
    sessions: tuple[Attended, ...]


def delegation_days(
    db: Db, edition: Edition, seen: Sequence[Delegation], on: date
) -> list[DelegationDay]:
    """The day of each delegation, which are those that the viewer may see."""
    plan = plan_for(db, edition)
    of_day = [each for each in plan.sessions if _is_on(each, on, ZoneInfo(edition.zone))]
    people = attendance(db, edition.id, seen).people
    standing = standings_of_delegations(db, [each.id for each in seen])
    doors = _doors(db, edition)
    by_party: dict[str, list[Attendee]] = defaultdict(list)
    for who in people:
        by_party[who.party.code].append(who)
    return [
        DelegationDay(
            each, tuple(_attended(plan, of_day, by_party[each.party.code], standing, doors))
        )
        for each in seen
    ]


def _is_on(each: Expected, on: date, zone: ZoneInfo) -> bool:
    return each.session.starts_at.astimezone(zone).date() == on


def _doors(db: Db, edition: Edition) -> dict[str, list[Gate]]:
    """Room code → its doors."""
    doors: dict[str, list[Gate]] = defaultdict(list)
    for gate in gates_of(db, edition.id):
        for room in gate.rooms if gate.kind is GateKind.ROOM else ():
            doors[room].append(gate)
    return doors


def _attended(
    plan: Plan,
    of_day: Sequence[Expected],
    people: Sequence[Attendee],
    standing: Mapping[str, Standing],
    doors: Mapping[str, Sequence[Gate]],
) -> Iterator[Attended]:
    for each in of_day:
        answers = [
            Attending(
                who, entitlement(standing[who.standing.delegate_id], each.expectation, plan.duty)
            )
            for who in people
        ]
        shown = sorted((one for one in answers if one.answer.grade.shown), key=_seat_order)
        named = tuple(one for one in shown if one.answer.reason != "any_badge")
        if shown:
            room = each.session.room
            door = way_in(room, doors.get(room.code, ()))
            yield Attended(each.session, door, named, for_all=len(named) < len(shown))


def _seat_order(each: Attending) -> tuple[int, int, tuple[int, str, bool, int, str, str, str]]:
    """Heads, then seats in the order of the delegation's list, then the others."""
    answer = each.answer
    place = answer.facts.get("place", 0) if answer.grade in (Grade.HEAD, Grade.SEATED) else 0
    return ORDER[answer.grade], int(place), each.who.standing.order
