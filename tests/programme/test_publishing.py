"""Publishing an edition's text: the database says what the text said, and counts what changed."""

import datetime
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.core.journal import JournalEntry
from eventops.core.resources import folder
from eventops.delegations.models import Delegation, Party
from eventops.editions.models import Room
from eventops.editions.rules import ReEntry
from eventops.programme.audience import parse
from eventops.programme.dayfile import load
from eventops.programme.models import Session, Version
from eventops.programme.plan import DayPlan, EditionPlan, GroupPlan, SessionPlan
from eventops.programme.queries import plan_of
from eventops.programme.rules import Access, Illustrative, Status, Track
from eventops.programme.services import Publication, publish
from tests.programme.plans import editions

NOW = datetime.datetime(2030, 1, 1, tzinfo=UTC)
LITTLE = Path(__file__).parents[1] / "little"
SCHEDULES = sorted(path.parent for path in folder("schedules").glob("*/edition.toml"))


@pytest.fixture
def plan() -> EditionPlan:
    return load(LITTLE)


def codes(plan: EditionPlan) -> list[str]:
    return [session.code for _, session in plan.dated_sessions()]


def put(db: Db, plan: EditionPlan, *, later: int = 0) -> Publication:
    done = publish(db, plan, by="cli", now=NOW + timedelta(minutes=later))
    db.expire_all()
    return done


def told(db: Db, plan: EditionPlan) -> EditionPlan:
    return plan_of(db, plan.slug)


def counters(db: Db) -> dict[str, int]:
    query = sa.select(Session.code, Session.counter).order_by(Session.code)
    return {row.code: row.counter for row in db.execute(query)}


def with_session(plan: EditionPlan, code: str, **changes: object) -> EditionPlan:
    """The plan with something of one session changed."""

    def changed(day: DayPlan) -> DayPlan:
        return replace(
            day,
            sessions=tuple(
                replace(each, **changes) if each.code == code else each  # type: ignore[arg-type]  # each test names real fields
                for each in day.sessions
            ),
        )

    return replace(plan, days=tuple(changed(day) for day in plan.days))


def session_of(plan: EditionPlan, code: str) -> SessionPlan:
    return next(each for _, each in plan.dated_sessions() if each.code == code)


@pytest.mark.parametrize("path", SCHEDULES, ids=lambda path: path.name)
def test_schedule_is_published_whole(db: Db, path: Path) -> None:
    plan = load(path)
    done = put(db, plan)
    assert (done.version, done.changed) == (1, tuple(codes(plan)))
    assert told(db, plan) == plan
    assert put(db, plan) == Publication(done.edition_id, None, ())


def test_three_schedules_live_in_one_database(db: Db) -> None:
    plans = [load(path) for path in SCHEDULES]
    for plan in plans:
        put(db, plan)
    assert len(plans) == 3
    assert [told(db, plan) for plan in plans] == plans


@given(plan=editions())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_database_says_what_any_plan_said(db: Db, plan: EditionPlan) -> None:
    with db.begin_nested() as savepoint:
        put(db, plan)
        assert told(db, plan) == plan
        assert put(db, plan).version is None
        savepoint.rollback()
    db.expunge_all()


@given(first=editions(), second=editions(), data=st.data())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_database_says_what_the_later_of_two_plans_said(
    db: Db, first: EditionPlan, second: EditionPlan, data: st.DataObject
) -> None:
    """Everything may change between them but sessions, which must not vanish."""
    later = replace(second, slug=first.slug)
    with db.begin_nested() as savepoint:
        put(db, replace(first, days=()))
        put(db, later, later=1)
        assert told(db, later) == later
        savepoint.rollback()
    db.expunge_all()


def test_first_version_is_journalled_and_numbered(db: Db, plan: EditionPlan) -> None:
    done = put(db, plan)
    put(db, with_session(plan, "forum", note="New."), later=5)
    versions = db.scalars(sa.select(Version).order_by(Version.number)).all()
    assert [(each.number, each.published_at, each.published_by) for each in versions] == [
        (1, NOW, "cli"),
        (2, NOW + timedelta(minutes=5), "cli"),
    ]
    query = sa.select(JournalEntry).where(JournalEntry.edition_id == done.edition_id)
    entries = db.scalars(query.order_by(JournalEntry.position)).all()
    assert [(each.action, each.facts) for each in entries] == [
        ("programme published", {"version": 1, "sessions": codes(plan)}),
        ("programme published", {"version": 2, "sessions": ["forum"]}),
    ]


def test_publishing_the_same_again_says_nothing_new(db: Db, plan: EditionPlan) -> None:
    first = put(db, plan)
    assert put(db, plan, later=5) == Publication(first.edition_id, None, ())
    assert db.scalar(sa.select(sa.func.count()).select_from(Version)) == 1
    assert db.scalar(sa.select(sa.func.count()).select_from(JournalEntry)) == 1


VISIBLE: dict[str, object] = {
    "title": {"en": "Open forum, renamed", "vi": "Diễn đàn mở"},
    "start": datetime.time(9, 45),
    "end": datetime.time(11, 15),
    "room": "blue",
    "track": Track.SOCIAL,
    "access": Access.RESTRICTED,
    "status": Status.CANCELLED,
    "note": "Bring a badge.",
    "doors": datetime.time(9),
    "doors_close": datetime.time(9, 40),
    "illustrative": (Illustrative.TIME,),
}
UNSEEN: dict[str, object] = {
    "audience": (parse("members 1+1"),),
    "source": "D1",
    "meeting": "main",
    "re_entry": ReEntry.ONCE,
}


@pytest.mark.parametrize("field", VISIBLE)
def test_counter_rises_when_what_people_see_changes(db: Db, plan: EditionPlan, field: str) -> None:
    put(db, plan)
    later = with_session(plan, "forum", **{field: VISIBLE[field]})
    done = put(db, later, later=5)
    assert (done.version, done.changed) == (2, ("forum",))
    assert counters(db) == {**dict.fromkeys(codes(plan), 0), "forum": 1}
    query = sa.select(Session.code, Session.changed_at)
    times = {row.code: row.changed_at for row in db.execute(query)}
    assert times == {**dict.fromkeys(codes(plan), NOW), "forum": NOW + timedelta(minutes=5)}
    assert told(db, plan) == later


@pytest.mark.parametrize("field", UNSEEN)
def test_counter_stays_when_people_see_no_change(db: Db, plan: EditionPlan, field: str) -> None:
    put(db, plan)
    later = with_session(plan, "forum", **{field: UNSEEN[field]})
    done = put(db, later, later=5)
    assert (done.version, done.changed) == (2, ())
    assert set(counters(db).values()) == {0}
    assert told(db, plan) == later


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


def test_confirmed_and_nothing_said_look_alike(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    later = with_session(plan, "forum", status=Status.CONFIRMED)
    assert put(db, later).changed == ()
    assert told(db, plan) == later


def test_counter_rises_again_when_a_change_is_taken_back(db: Db, plan: EditionPlan) -> None:
    """A calendar that has read the change must be told of its end."""
    put(db, plan)
    put(db, with_session(plan, "forum", note="Moved."))
    put(db, plan)
    assert counters(db)["forum"] == 2


def test_session_that_moves_to_another_day_keeps_its_row(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    before = db.scalars(sa.select(Session.id).where(Session.code == "forum")).one()
    monday, tuesday = plan.days
    forum = session_of(plan, "forum")
    later = replace(
        plan,
        days=(
            replace(
                monday,
                sessions=(
                    *monday.sessions,
                    replace(forum, start=datetime.time(15), end=datetime.time(16)),
                ),
            ),
            replace(tuesday, sessions=tuple(s for s in tuesday.sessions if s.code != "forum")),
        ),
    )
    assert put(db, later).changed == ("forum",)
    assert db.scalars(sa.select(Session.id).where(Session.code == "forum")).one() == before
    assert told(db, plan) == later


def test_added_session_begins_at_nought(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    monday = plan.days[0]
    extra = replace(
        session_of(plan, "plenary"),
        code="tea",
        start=datetime.time(15),
        end=datetime.time(16),
    )
    later = replace(
        plan, days=(replace(monday, sessions=(*monday.sessions, extra)), *plan.days[1:])
    )
    assert put(db, later).changed == ("tea",)
    assert counters(db) == dict.fromkeys([*codes(plan), "tea"], 0)
    assert told(db, plan) == later


def without(plan: EditionPlan, *gone: str) -> EditionPlan:
    return replace(
        plan,
        days=tuple(
            replace(day, sessions=tuple(each for each in day.sessions if each.code not in gone))
            for day in plan.days
        ),
    )


def test_session_left_out_is_refused_and_nothing_changes(db: Db, plan: EditionPlan) -> None:
    put(db, plan)
    with pytest.raises(Conflict) as caught, db.begin_nested():
        put(db, without(plan, "forum", "opening"))
    assert (caught.value.code, caught.value.facts) == (
        "sessions_vanish",
        {"codes": ["forum", "opening"]},
    )
    db.expire_all()
    assert told(db, plan) == plan


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


def test_room_taken_away_while_a_session_is_in_it_is_refused(db: Db, plan: EditionPlan) -> None:
    """The check refuses such a text; what was entered on site may still stand in the way."""
    put(db, plan)
    put(db, in_room(plan, "blue", "hall"))
    blue = db.scalars(sa.select(Room.id).where(Room.code == "blue")).one()
    on_site = Session(
        edition_id=db.scalars(sa.select(Session.edition_id).limit(1)).one(),
        room_id=blue,
        code="on-site",
        track=Track.SERVICE,
        title={"en": "On site"},
        starts_at=NOW,
        ends_at=NOW,
        access=Access.OPEN,
        audience=[],
        source="",
        illustrative=[],
        counter=0,
        digest="0" * 64,
        changed_at=NOW,
    )
    db.add(on_site)
    db.flush()
    with pytest.raises(Conflict) as caught, db.begin_nested():
        put(db, replace(in_room(plan, "blue", "hall"), rooms=plan.rooms[:1]))
    assert caught.value.code == "sessions_vanish"


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
