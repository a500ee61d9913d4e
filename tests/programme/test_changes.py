"""What publishing would change: told field by field, in a stable order."""

import datetime
from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from eventops.programme.audience import parse
from eventops.programme.changes import (
    Change,
    Changes,
    FieldChange,
    Subject,
    Verb,
    compare,
    sentences,
)
from eventops.programme.dayfile import loads
from eventops.programme.plan import EditionPlan, SessionPlan
from eventops.programme.rules import Status
from tests.programme.plans import editions
from tests.programme.small import TEXTS

PLAN = loads(TEXTS)
MONDAY, FRIDAY = PLAN.days
OPENING, RETREAT = MONDAY.sessions
LUNCH, CLOSING = FRIDAY.sessions


def with_sessions(monday: tuple[SessionPlan, ...], friday: tuple[SessionPlan, ...]) -> EditionPlan:
    return replace(PLAN, days=(replace(MONDAY, sessions=monday), replace(FRIDAY, sessions=friday)))


def test_same_plan_has_no_changes() -> None:
    assert compare(PLAN, loads(TEXTS)) == Changes()
    assert not compare(PLAN, PLAN)


def test_session_that_moves_is_changed_in_date_time_and_room_and_nothing_else() -> None:
    moved = replace(RETREAT, start=datetime.time(9), end=datetime.time(10), room="annex")
    after = with_sessions((OPENING,), (moved, LUNCH, CLOSING))
    assert compare(PLAN, after) == Changes(
        (
            Change(
                Subject.SESSION,
                "x7k2",
                Verb.CHANGED,
                RETREAT.title,
                (
                    FieldChange("date", MONDAY.date, FRIDAY.date),
                    FieldChange("start", datetime.time(10), datetime.time(9)),
                    FieldChange("end", datetime.time(11, 45), datetime.time(10)),
                    FieldChange("room", "grand-hall", "annex"),
                ),
            ),
        )
    )


def test_added_and_removed_sessions_are_named_and_listed_apart() -> None:
    talk = replace(LUNCH, code="talk", title={"en": "Talk", "vi": "Phiên"})
    changes = compare(PLAN, with_sessions((OPENING, RETREAT), (talk, CLOSING)))
    removed = Change(Subject.SESSION, "lunch", Verb.REMOVED, LUNCH.title)
    added = Change(Subject.SESSION, "talk", Verb.ADDED, talk.title)
    assert changes == Changes((removed, added))
    assert changes.of(Subject.SESSION, Verb.ADDED) == (added,)
    assert changes.of(Subject.SESSION) == (removed, added)
    assert changes.of(Subject.ROOM) == ()


def test_status_written_out_as_confirmed_is_no_change() -> None:
    confirmed = replace(OPENING, status=Status.CONFIRMED)
    assert not compare(PLAN, with_sessions((confirmed, RETREAT), (LUNCH, CLOSING)))


def test_new_order_of_rooms_is_a_change_of_the_whole() -> None:
    after = replace(PLAN, rooms=PLAN.rooms[::-1])
    assert compare(PLAN, after) == Changes(
        (
            Change(
                Subject.ROOM,
                "",
                Verb.CHANGED,
                {},
                (FieldChange("order", ("grand-hall", "annex"), ("annex", "grand-hall")),),
            ),
        )
    )


def test_edition_never_published_is_all_added() -> None:
    changes = compare(None, PLAN)
    assert {change.verb for change in changes.entries} == {Verb.ADDED}
    assert [(change.subject, change.code) for change in changes.entries] == [
        ("series", ""),
        ("edition", "forum-2026"),
        ("rule", "friday 11:30-14:15"),
        ("rule", "saturday 09:00-10:00"),
        ("rule", "sunday 09:00-10:00"),
        ("meeting", "council"),
        ("meeting", "wg-ai"),
        ("venue", "centre"),
        ("room", "grand-hall"),
        ("room", "annex"),
        ("gate", "e1"),
        ("gate", "z1"),
        ("gate", "g1"),
        ("group", "ams"),
        ("group", "partner"),
        ("party", "VN"),
        ("party", "CN"),
        ("party", "HOST"),
        ("day", "2026-03-02"),
        ("day", "2026-03-06"),
        ("session", "opening"),
        ("session", "x7k2"),
        ("session", "lunch"),
        ("session", "closing"),
    ]


def test_changes_are_said_in_plain_sentences() -> None:
    opening = replace(
        OPENING,
        title=OPENING.title | {"vi": "Lễ khai mạc"},
        start=datetime.time(9),
        doors=None,
        audience=(parse("ams 1+8"),),
    )
    after = replace(
        with_sessions((opening, RETREAT), (CLOSING,)),
        chair="CN",
        rooms=(replace(PLAN.rooms[0], illustrative=False), PLAN.rooms[1]),
        parties=PLAN.parties[1:],
    )
    assert sentences(compare(PLAN, after)) == (
        'edition forum-2026 "3rd Lotus Forum" changed: chair VN → CN',
        'room grand-hall "Grand Hall" changed: illustrative yes → no',
        'party VN "Viet Nam" removed',
        'session lunch "Lunch" removed',
        (
            'session opening "Opening of the "Lotus" Forum" changed: title.vi Khai mạc Diễn đàn Sen → '
            "Lễ khai mạc; start 08:30 → 09:00; doors 07:15 → none; audience ams 1+8, partner 1+4, "
            "named(speakers) → ams 1+8"
        ),
    )


def settled(plan: EditionPlan) -> EditionPlan:
    """The plan with every status written out."""
    days = (
        replace(
            day,
            sessions=tuple(
                replace(session, status=session.status or Status.CONFIRMED)
                for session in day.sessions
            ),
        )
        for day in plan.days
    )
    return replace(plan, days=tuple(days))


@settings(max_examples=80, deadline=None)
@given(editions(), editions(), st.sampled_from([item.name for item in fields(EditionPlan)]))
def test_plans_without_changes_between_them_are_the_same_plan(
    one: EditionPlan, other: EditionPlan, field: str
) -> None:
    after = replace(one, **{field: getattr(other, field)})
    assert bool(compare(one, after)) == (settled(one) != settled(after))
