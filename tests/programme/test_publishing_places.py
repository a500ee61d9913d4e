"""Publishing changed places, parties, groups and days: what counts, what goes, what must stay."""

import datetime
from dataclasses import replace

import pytest
import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.delegations.models import Delegation, Party
from eventops.editions.models import Room
from eventops.editions.queries import edition_by_slug
from eventops.programme.audience import parse
from eventops.programme.plan import DayPlan, EditionPlan, GroupPlan
from tests.portal.little import register
from tests.programme.published import codes, put, session_of, told, with_session


def renamed(plan: EditionPlan) -> dict[str, EditionPlan]:
    """The plan with a place called, or lying, differently."""
    (house,), (hall, blue), (door, *gates) = plan.venues, plan.rooms, plan.gates[::-1]
    name = {"en": "Another name", "vi": "Tên khác"}
    return {
        "room": replace(plan, rooms=(hall, replace(blue, name=name))),
        "door": replace(plan, gates=(*reversed(gates), replace(door, name=name))),
        "venue": replace(plan, venues=(replace(house, name=name),)),
        "position": replace(plan, venues=(replace(house, latitude=21.5),)),
        "zone": replace(plan, zone="Asia/Brunei"),
    }


@pytest.mark.parametrize("what", ["room", "door", "venue", "position", "zone"])
def test_counter_rises_for_the_sessions_of_a_place_that_changes(
    db: Db, plan: EditionPlan, what: str
) -> None:
    put(db, plan)
    later = renamed(plan)[what]
    inside = ("q7m2", "group-x") if what in ("room", "door") else tuple(codes(plan))
    assert put(db, later).changed == inside
    assert told(db, plan) == later


def test_counter_stays_when_a_room_changes_its_seats(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    later = replace(plan, rooms=tuple(replace(room, seats=7) for room in plan.rooms))
    assert put(db, later).changed == ()


def in_room(plan: EditionPlan, old: str, new: str) -> EditionPlan:
    """Every session, and every gate, of one room in the other."""
    for code in codes(plan):
        if session_of(plan, code).room == old:
            plan = with_session(plan, code, room=new)
    gates = tuple(
        replace(gate, rooms=tuple(new if room == old else room for room in gate.rooms))
        for gate in plan.gates
    )
    return replace(plan, gates=gates)


def test_room_moved_out_of_and_taken_away_is_gone(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    hall, blue = plan.rooms
    green = replace(blue, code="green", name={"en": "Green Room", "vi": "Phòng Xanh lá"})
    later = replace(in_room(plan, "blue", "green"), rooms=(hall, green))
    assert put(db, later).changed == ("q7m2", "group-x")
    assert list(db.scalars(sa.select(Room.code).order_by(Room.position))) == ["hall", "green"]
    assert told(db, plan) == later


def test_order_of_rooms_is_kept_when_it_changes(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    later = replace(plan, rooms=plan.rooms[::-1])
    assert put(db, later).changed == ()
    assert told(db, plan) == later


def test_party_added_brings_its_delegation_and_party_removed_takes_it(
    db: Db, plan: EditionPlan
) -> None:
    put(db, plan)
    press = plan.parties[-1]
    guest = replace(press, code="GUEST", quota=9)
    later = replace(plan, parties=(*plan.parties[:-1], guest))
    later = with_session(later, "opening", audience=(parse("members 1+3"),))
    put(db, later)
    query = sa.select(Party.code, Delegation.quota).join(Delegation).order_by(Party.position)
    assert [tuple(row) for row in db.execute(query)] == [
        ("AA", 5),
        ("BB", 5),
        ("STAFF", 4),
        ("GUEST", 9),
    ]
    assert told(db, plan) == later


def test_quota_that_changes_reaches_the_delegation(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    later = replace(plan, parties=(replace(plan.parties[0], quota=12), *plan.parties[1:]))
    put(db, later)
    assert told(db, plan) == later


def test_group_and_day_without_sessions_come_and_go(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    empty = DayPlan(date=datetime.date(2030, 3, 6), title={"en": "Departure"}, note="Free.")
    later = replace(
        plan,
        groups=(*plan.groups, GroupPlan(code="friends", name={"en": "Friends"})),
        days=(*plan.days, empty),
        ends=empty.date,
    )
    put(db, later)
    assert told(db, plan) == later
    put(db, plan)
    assert told(db, plan) == plan


def test_party_that_sends_people_cannot_be_taken_away(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    register(db, edition_by_slug(db, plan.slug), "PRESS", "Anna Andersson", function="media")
    db.flush()
    later = replace(plan, parties=plan.parties[:-1])
    later = with_session(later, "opening", audience=(parse("members 1+3"),))
    with pytest.raises(Conflict) as caught, db.begin_nested():
        put(db, later)
    assert caught.value.code == "still_in_use"
    db.expire_all()
    assert told(db, plan) == plan
