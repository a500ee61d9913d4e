"""Scans at the doors, in the words of those who stand there."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventops.accreditation.rules import State
from eventops.badges.models import BadgeState
from eventops.badges.services import reissue_badge, set_state
from eventops.checkin.models import ReviewItem, ReviewKind, Scan
from eventops.editions.models import Gate
from eventops.editions.rules import ReEntry
from eventops.programme.models import Session
from tests.checkin.scene import BEFORE, SECRETS, Scene, at, row

OVERRIDE = {"reason": "known to me", "supervisor": "S1"}


def count(scene: Scene) -> int:
    return scene.db.scalar(sa.select(sa.func.count()).select_from(Scan)) or 0


def reviews(scene: Scene) -> list[ReviewKind]:
    return list(scene.db.scalars(sa.select(ReviewItem.kind).order_by(ReviewItem.kind)))


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


def test_the_same_id_gets_the_same_answer_and_writes_nothing(scene: Scene) -> None:
    scan = scene.scan("AA2", "r1")
    first = scene.send(scan, now=at("12:45"))[0]
    again = scene.send(scan, now=at("12:50"), door="Door 2")[0]
    assert (first.duplicate, again.duplicate) == (False, True)
    assert (again.verdict, again.reason, again.bearer) == (
        first.verdict,
        first.reason,
        first.bearer,
    )
    assert count(scene) == 1


def test_the_same_id_with_another_badge_is_flagged(scene: Scene) -> None:
    scan = scene.scan("AA2")
    other = {**scan, "code": scene.code("AA3")}
    said = [scene.say(each, now=at("08:30")) for each in (scan, other, other)]
    assert said == [[("admit", "ok")], [("invalid", "bad_row")], [("invalid", "bad_row")]]
    assert (count(scene), reviews(scene)) == (1, [ReviewKind.SAME_ID])


def test_one_bad_row_fails_no_other(scene: Scene) -> None:
    said = scene.say(
        {"id": "no uuid"}, scene.scan("AA2"), row("h1", scanned_at="tea time"), now=at("08:30")
    )
    assert said == [("invalid", "bad_row"), ("admit", "ok"), ("invalid", "bad_row")]
    assert reviews(scene) == [ReviewKind.BAD_ROW, ReviewKind.BAD_ROW]


def test_an_undone_arrival_never_happened(scene: Scene) -> None:
    scan = scene.scan("AA2", "r1")
    undo = row("r1", method="undo", annuls=scan["id"])
    said = [scene.say(each, now=at("12:45")) for each in (scan, undo, scan)]
    assert said == [[("admit", "ok")], [("refuse", "annulled")], [("refuse", "annulled")]]
    assert scene.say(scene.scan("AA2", "r1"), now=at("12:50")) == [("admit", "ok")]


def test_an_undo_that_comes_first_waits_for_its_scan(scene: Scene) -> None:
    scan = scene.scan("AA2", "r1")
    scene.send(row("r1", method="undo", annuls=scan["id"]), now=at("12:45"))
    assert scene.say(scan, now=at("12:46")) == [("refuse", "annulled")]
    assert scene.say(scene.scan("AA2", "r1"), now=at("12:50")) == [("admit", "ok")]


def test_a_scan_and_its_undo_may_come_in_one_upload(scene: Scene) -> None:
    scan = scene.scan("AA2", "r1")
    undo = row("r1", method="undo", annuls=scan["id"])
    assert scene.say(undo, scan, scene.scan("AA2", "r1"), now=at("12:45")) == [
        ("refuse", "annulled"),
        ("refuse", "annulled"),
        ("admit", "ok"),
    ]


def test_what_a_door_decided_offline_is_kept_and_reviewed(scene: Scene) -> None:
    offline = {"verdict": "admit", "reason": "ok"}
    first, second = (scene.scan("AA2", "r1", **offline) for _ in range(2))
    answers = scene.send(first, second, now=at("12:45"))
    assert [(each.verdict, each.reason) for each in answers] == [("admit", "ok")] * 2
    assert answers[1].facts["server"] == {"verdict": "ask", "reason": "already_inside"}
    assert reviews(scene) == [ReviewKind.DECIDED_OTHERWISE]


def test_an_offline_serial_is_proven_by_the_hash_of_its_code(scene: Scene) -> None:
    from eventops.badges.code import sha256

    offline = {"method": "serial", "verdict": "admit", "reason": "ok"}
    badge = {"code": scene.badge("AA2").serial}
    good = row("h1", **offline, **badge, code_sha256=sha256(scene.code("AA2")))
    bad = row("h1", **offline, **badge, code_sha256=sha256(scene.code("AA3")))
    answers = scene.send(good, bad, row("h1", **offline, **badge), now=at("08:30"))
    assert [each.bearer is not None for each in answers] == [True, False, False]
    assert [each.facts["server"]["reason"] for each in answers] == [
        "ok",
        "forged",
        "check_identity",
    ]


def test_a_clock_an_hour_slow_is_corrected_and_both_times_are_kept(scene: Scene) -> None:
    scan = scene.scan("AA2")
    assert scene.say(scan, now=at("08:30"), late=timedelta(hours=1)) == [("admit", "ok")]
    stored = scene.db.get_one(Scan, scan["id"])
    assert (stored.scanned_at, stored.device_time) == (at("08:30"), at("07:30"))
    assert stored.facts["clock"] == 3600.0


def test_rows_are_judged_in_the_order_of_their_times(scene: Scene) -> None:
    later = scene.scan("AA2", "r1", scanned_at=at("12:50").isoformat())
    earlier = scene.scan("AA2", "r1", scanned_at=at("12:45").isoformat())
    said = scene.say(later, earlier, now=at("12:55"))
    assert said == [("ask", "already_inside"), ("admit", "ok")]


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
