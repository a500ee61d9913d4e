"""Scans at the doors, in the words of those who stand there."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventops.accreditation.rules import State
from eventops.badges.code import sign
from eventops.badges.emergency import bind_emergency, end_unused, make_emergency
from eventops.badges.models import BadgeState
from eventops.badges.services import (
    KEY_PURPOSE,
    body_of,
    code_of,
    ensure_key,
    reissue_badge,
    set_state,
)
from eventops.core.signing import unseal
from eventops.editions.models import Gate
from eventops.editions.queries import edition_by_slug
from eventops.editions.rules import ReEntry
from eventops.programme.dayfile import load
from eventops.programme.models import Session
from eventops.programme.services import publish
from tests.checkin.scene import BEFORE, LITTLE, SECRETS, Scene, at, row

OVERRIDE = {"reason": "known to me", "supervisor": "S1"}


def test_a_delegate_on_the_list_is_welcome_in_the_window(scene: Scene) -> None:
    assert scene.say(scene.scan("AA2"), now=at("08:30")) == [("admit", "ok")]


def test_whoever_comes_before_the_doors_open_is_told_when_they_do(scene: Scene) -> None:
    answer = scene.send(scene.scan("AA2"), now=at("07:30"))[0]
    assert (answer.verdict, answer.reason) == ("refuse", "too_early")
    assert answer.facts["opens"] == "2030-03-04T01:00:00+00:00"


def test_a_head_of_delegation_never_sees_red(scene: Scene) -> None:
    assert scene.say(scene.scan("AA1"), now=at("07:30")) == [("ask", "too_early")]


def test_after_the_doors_close_the_supervisor_is_asked(scene: Scene) -> None:
    assert scene.say(scene.scan("AA2"), now=at("08:55")) == [("ask", "too_late")]


def test_whoever_is_not_expected_is_told_where_they_are(scene: Scene) -> None:
    answer = scene.send(scene.scan("AA4", "r1"), now=at("12:45"))[0]
    assert (answer.verdict, answer.reason) == ("refuse", "closed_not_named")
    early = scene.send(scene.scan("AA2", "r1"), now=at("08:30"))[0]
    assert early.reason == "too_early"
    press = scene.send(scene.scan("PRESS1", "r1"), now=at("08:30"))[0]
    assert press.facts["nearest"] == {"room": {"en": "Hall", "vi": "Hội trường"}}


def test_a_gate_free_to_pass_admits_again_and_says_since_when(scene: Scene) -> None:
    scene.send(scene.scan("AA2"), now=at("08:30"))
    answer = scene.send(scene.scan("AA2"), now=at("08:40"), door="Door 2")[0]
    assert (answer.verdict, answer.reason) == ("admit", "ok_again")
    assert answer.facts["first_seen"] == {
        "at": "2030-03-04T01:30:00+00:00",
        "gate": "h1",
        "device": "Door 1",
    }


def test_a_gate_to_pass_once_asks_the_second_time(scene: Scene) -> None:
    assert scene.say(scene.scan("AA2", "r1"), now=at("12:45")) == [("admit", "ok")]
    assert scene.say(scene.scan("AA2", "r1"), now=at("12:50")) == [("ask", "already_inside")]


def test_a_session_overrides_the_policy_of_its_gate(scene: Scene) -> None:
    scene.db.execute(
        sa.update(Session).where(Session.code == "opening").values(re_entry=ReEntry.ONCE)
    )
    scene.db.expire_all()
    assert scene.say(scene.scan("AA2"), scene.scan("AA2"), now=at("08:30")) == [
        ("admit", "ok"),
        ("ask", "already_inside"),
    ]


def test_where_exits_are_scanned_going_out_lets_in_again(scene: Scene) -> None:
    scene.db.execute(sa.update(Gate).where(Gate.code == "h1").values(re_entry=ReEntry.IN_OUT))
    scene.db.expire_all()
    said = [
        scene.say(scene.scan("AA2", direction=direction), now=at("08:30") + timedelta(minutes=n))
        for n, direction in enumerate(("in", "in", "out", "in"))
    ]
    assert said == [
        [("admit", "ok")],
        [("ask", "already_inside")],
        [("admit", "ok_exit")],
        [("admit", "ok_again")],
    ]


def test_a_withdrawn_guest_may_leave_but_not_enter(scene: Scene) -> None:
    scene.send(scene.scan("AA2"), now=at("08:30"))
    scene.people["AA2"].state = State.WITHDRAWN
    scene.db.flush()
    assert scene.say(scene.scan("AA2", direction="out"), scene.scan("AA2"), now=at("08:40")) == [
        ("admit", "ok_exit"),
        ("refuse", "withdrawn"),
    ]


@pytest.mark.parametrize(
    ("state", "reason"),
    [(State.SUBMITTED, "not_approved"), (State.REFUSED, "not_approved")],
)
def test_people_not_approved_are_admitted_by_no_path(
    scene: Scene, state: State, reason: str
) -> None:
    code, serial = scene.code("AA2"), scene.badge("AA2").serial
    scene.people["AA2"].state = state
    scene.db.flush()
    paths: list[dict[str, Any]] = [
        {"code": code},
        {"code": code, "override": OVERRIDE},
        {"method": "serial", "code": serial, "override": OVERRIDE},
        {"method": "recognised", "person": scene.delegate("AA2"), "override": OVERRIDE},
    ]
    said = scene.say(
        *(row(gate, **each) for each in paths for gate in ("h1", "b1")), now=at("08:30")
    )
    assert said == [("refuse", reason)] * 8


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (BadgeState.LOST, "lost"),
        (BadgeState.REVOKED, "revoked"),
        (BadgeState.RETURNED, "revoked"),
    ],
)
def test_a_dead_badge_opens_nothing(scene: Scene, state: BadgeState, reason: str) -> None:
    scan = scene.scan("AA2", override=OVERRIDE)
    set_state(scene.db, scene.badge("AA2"), state, by="test", now=BEFORE)
    assert scene.say(scan, now=at("08:30")) == [("refuse", reason)]


def test_only_the_newest_badge_of_a_person_opens(scene: Scene) -> None:
    old = scene.scan("AA2")
    reissue_badge(scene.db, scene.people["AA2"], secrets=SECRETS, by="test", now=BEFORE)
    assert scene.say(old, scene.scan("AA2"), now=at("08:30")) == [
        ("refuse", "replaced"),
        ("admit", "ok"),
    ]


def test_a_badge_blocked_by_vetting_is_stopped(scene: Scene) -> None:
    scene.people["AA2"].door_block = True
    scene.db.flush()
    assert scene.say(scene.scan("AA2", "b1"), now=at("08:30")) == [("refuse", "blocked")]


def test_codes_that_are_no_badge_of_ours(scene: Scene) -> None:
    code = scene.code("AA2")
    forged = code[:-9] + ("0" if code[-9] != "0" else "1") + code[-8:]
    said = scene.say(
        row("h1", code="https://example.org/wifi"), row("h1", code=forged), now=at("08:30")
    )
    assert said == [("refuse", "malformed"), ("refuse", "forged")]


def test_a_badge_of_the_house_is_expired_the_day_after(scene: Scene) -> None:
    badge = scene.badge("AA2")
    badge.last_day = badge.last_day.replace(day=4)
    scene.db.flush()
    assert scene.say(scene.scan("AA2", "b1"), now=at("10:00", 5)) == [("refuse", "expired")]
    assert scene.say(scene.scan("AA3", "b1"), now=at("10:00", 3)) == [("refuse", "gate_closed")]


def test_a_restricted_session_counts_the_seats_of_a_delegation(scene: Scene) -> None:
    said = [
        scene.say(scene.scan(who), now=at("10:40")) for who in ("AA1", "AA3", "AA2", "BB1", "BB2")
    ]
    assert said == [
        [("admit", "ok")],
        [("admit", "ok")],  # a reserve takes the free seat
        [("ask", "seats_taken")],
        [("admit", "ok")],
        [("admit", "ok")],
    ]


def test_a_full_room_asks(scene: Scene) -> None:
    scene.send(scene.scan("AA1"), scene.scan("BB1"), now=at("08:30"))
    session = scene.db.scalars(sa.select(Session).where(Session.code == "opening")).one()
    scene.db.execute(sa.text("UPDATE room SET seats = 2 WHERE id = :id"), {"id": session.room_id})
    scene.db.expire_all()
    assert scene.say(scene.scan("AA2"), now=at("08:40")) == [("ask", "room_full")]


def test_a_typed_serial_asks_for_the_face_and_a_supervisor_may_admit(scene: Scene) -> None:
    typed = {"method": "serial", "code": scene.badge("AA2").serial.lower()}
    said = scene.say(row("h1", **typed), row("h1", **typed, override=OVERRIDE), now=at("08:30"))
    assert said == [("ask", "check_identity"), ("admit", "overridden")]


def test_heads_are_known_by_sight_and_their_colleagues_beside_a_badge(scene: Scene) -> None:
    badge = scene.scan("AA1")
    other = {"method": "recognised", "party_of": badge["id"]}
    said = scene.say(
        row("h1", method="recognised", person=scene.delegate("BB1")),
        row("h1", method="recognised", person=scene.delegate("AA2")),
        badge,
        row("h1", **other, person=scene.delegate("AA2")),
        row("h1", **other, person=scene.delegate("BB2")),
        now=at("08:30"),
    )
    assert said == [
        ("admit", "ok_recognised"),
        ("ask", "check_identity"),
        ("admit", "ok"),
        ("admit", "ok_recognised"),
        ("ask", "check_identity"),
    ]


def test_a_device_serves_its_own_gates_alone(scene: Scene) -> None:
    scene.doors["Door 1"].gates = ["h1"]
    scene.db.flush()
    said = scene.say(scene.scan("AA2", "r1"), scene.scan("AA2", "zz"), now=at("12:45"))
    assert said == [("refuse", "gate_closed"), ("refuse", "gate_closed")]


def test_a_cancelled_session_admits_nobody(scene: Scene) -> None:
    scene.db.execute(sa.update(Session).where(Session.code == "q7m2").values(status="cancelled"))
    scene.db.expire_all()
    assert scene.say(scene.scan("AA2", "r1"), now=at("12:45")) == [("refuse", "session_cancelled")]


def test_an_empty_room_has_no_session(scene: Scene) -> None:
    assert scene.say(scene.scan("AA2", "r1"), now=at("18:00")) == [("refuse", "no_session_now")]


def test_a_badge_of_another_edition_is_told_apart_from_a_forged_one(scene: Scene) -> None:
    publish(scene.db, replace(load(LITTLE), slug="little-2031"), by="test", now=BEFORE)
    edition = edition_by_slug(scene.db, "little-2031")
    key = ensure_key(scene.db, edition, secret=SECRETS[0], by="test", now=BEFORE)
    seed = unseal(SECRETS, key.sealed_seed, purpose=KEY_PURPOSE)
    theirs = sign(body_of(scene.badge("AA2")), edition=edition.slug, private=seed)
    assert scene.say(row("h1", code=theirs), now=at("08:30")) == [("refuse", "wrong_edition")]


def test_an_emergency_badge_opens_nothing_before_it_is_somebodys(scene: Scene) -> None:
    day = at("08:30").date()
    made = make_emergency(scene.db, scene.edition, 2, day, secrets=SECRETS, by="test", now=BEFORE)
    spare, unused = (
        code_of(scene.db, badge, edition=scene.edition, secrets=SECRETS) for badge in made
    )
    typed = row("h1", method="serial", code=made[0].serial)
    for one in (row("h1", code=spare), typed):
        assert scene.say(one, now=at("08:30")) == [("refuse", "not_bound")]
    old = scene.scan("AA2")
    bind_emergency(scene.db, made[0], scene.people["AA2"], today=day, by="test", now=at("08:31"))
    end_unused(scene.db, scene.edition.id, day, by="test", now=at("08:31"))
    answers = scene.say(old, row("h1", code=spare), row("h1", code=unused), now=at("08:32"))
    assert answers == [("refuse", "replaced"), ("admit", "ok"), ("refuse", "revoked")]
    assert scene.say(row("h1", code=spare), now=at("08:30", 5)) == [("refuse", "expired")]
