"""Publishing an edition's text: the database says what the text said, and counts what changed."""

import datetime
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.core.journal import JournalEntry
from eventops.core.resources import folder
from eventops.editions.rules import ReEntry
from eventops.programme.audience import parse
from eventops.programme.dayfile import load
from eventops.programme.models import Session, Version
from eventops.programme.plan import EditionPlan
from eventops.programme.rules import Access, Illustrative, Status, Track
from eventops.programme.services import Publication
from tests.programme.plans import editions
from tests.programme.published import NOW, codes, counters, put, session_of, told, with_session

SCHEDULES = sorted(path.parent for path in folder("schedules").glob("*/edition.toml"))


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
