"""Scans sent again, taken back, decided offline, or told by a clock that is wrong."""

from datetime import timedelta

import sqlalchemy as sa

from eventops.badges.code import sha256
from eventops.checkin.models import ReviewItem, ReviewKind, Scan
from tests.checkin.scene import Scene, at, row


def count(scene: Scene) -> int:
    return scene.db.scalar(sa.select(sa.func.count()).select_from(Scan)) or 0


def reviews(scene: Scene) -> list[ReviewKind]:
    return list(scene.db.scalars(sa.select(ReviewItem.kind).order_by(ReviewItem.kind)))


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
