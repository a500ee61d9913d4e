"""Floaters at the door: the badge first, for which no seat is left, then the floater."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventops.badges.code import sha256
from eventops.badges.instruments import (
    floater_code,
    give_back,
    hand_over,
    make_instruments,
    report_lost,
)
from eventops.badges.models import Instrument, InstrumentKind
from eventops.checkin.models import Scan
from eventops.core.db import Db
from eventops.delegations.models import Delegation, Party
from tests.checkin.scene import BEFORE, SECRETS, Scene, at, build, row

NOW = at("10:35")
"""The plenary's doors are open; it counts 1 + 1 seats a delegation, and AA has four people."""
FULL = ("ask", "seats_taken")


@pytest.fixture
def scene(db: Db) -> Scene:
    """Both seats of AA are taken."""
    made = build(db)
    assert made.say(made.scan("AA1"), made.scan("AA2"), now=at("10:10")) == [("admit", "ok")] * 2
    return made


def delegation(scene: Scene, code: str) -> Delegation:
    query = sa.select(Delegation).join(Delegation.party).where(Party.code == code)
    return scene.db.scalars(query.options(joinedload(Delegation.party))).one()


def floater(
    scene: Scene, *, party: str = "AA", opens: str = "", at_desk: bool = False
) -> Instrument:
    where = scene.db, scene.edition, delegation(scene, party), InstrumentKind.FLOATER
    (made,) = make_instruments(*where, opens, 1, secret=SECRETS[0], by="test", now=BEFORE)
    if not at_desk:
        hand_over(scene.db, made, None, by="test", now=BEFORE)
    return made


def shown(scene: Scene, one: Instrument, gate: str = "h1", **more: Any) -> dict[str, Any]:
    code = floater_code(scene.db, one, edition=scene.edition, secrets=SECRETS)
    return row(gate, **({"code": code} | more))


def test_person_then_floater_is_admitted(scene: Scene) -> None:
    one = floater(scene)
    assert scene.say(scene.scan("AA3"), now=NOW) == [FULL]
    scan = shown(scene, one)
    answer = scene.send(scan, now=NOW + timedelta(seconds=20))[0]
    assert (answer.verdict.value, answer.reason) == ("admit", "ok_floater")
    assert answer.bearer is not None
    assert answer.bearer.delegate_id == scene.delegate("AA3")
    stored = scene.db.get_one(Scan, scan["id"])
    assert (stored.instrument_id, stored.delegate_id) == (one.id, scene.delegate("AA3"))
    again = NOW + timedelta(minutes=9)
    assert scene.say(scene.scan("AA3"), now=again) == [("admit", "ok_again")]


def test_the_whole_exchange_may_come_in_one_upload(scene: Scene) -> None:
    early, late = ((NOW - timedelta(seconds=each)).isoformat() for each in (40, 20))
    one = floater(scene)
    rows = scene.scan("AA3", scanned_at=early), shown(scene, one, scanned_at=late)
    assert scene.say(*reversed(rows), now=NOW) == [("admit", "ok_floater"), FULL]


def test_a_seat_by_floater_is_not_one_of_the_counted(scene: Scene) -> None:
    one, hour = floater(scene), NOW + timedelta(minutes=1)
    scene.say(scene.scan("AA3"), now=NOW)
    scene.say(shown(scene, one), now=NOW)
    taken_back = row("h1", method="undo", annuls=_scan_of(scene, "AA2"))
    scene.say(taken_back, now=hour)
    assert scene.say(scene.scan("AA4"), now=hour) == [("admit", "ok")]


def _scan_of(scene: Scene, who: str) -> str:
    found = scene.db.scalar(sa.select(Scan.id).where(Scan.delegate_id == scene.delegate(who)))
    return str(found)


def test_floater_is_not_needed_while_a_seat_is_free(scene: Scene) -> None:
    one, hour = floater(scene), NOW + timedelta(seconds=30)
    scene.say(scene.scan("AA3"), now=NOW)
    scene.say(row("h1", method="undo", annuls=_scan_of(scene, "AA2")), now=NOW)
    assert scene.say(shown(scene, one), now=hour) == [("admit", "ok")]
    scene.say(scene.scan("AA4"), now=hour)
    assert scene.say(shown(scene, one), now=hour) == [("admit", "ok_floater")]


@pytest.mark.parametrize("minutes", [0, 2])
def test_floater_follows_within_two_minutes(scene: Scene, minutes: int) -> None:
    one = floater(scene)
    scene.say(scene.scan("AA3"), now=NOW)
    told = NOW + timedelta(minutes=minutes)
    assert scene.say(shown(scene, one), now=told) == [("admit", "ok_floater")]


def test_floater_alone_asks_for_the_badge(scene: Scene) -> None:
    one, alone = floater(scene), [("ask", "floater_alone")]
    assert scene.say(shown(scene, one), now=NOW) == alone
    scene.say(scene.scan("AA3"), now=NOW)
    late = NOW + timedelta(minutes=2, seconds=1)
    assert scene.say(shown(scene, one), now=late) == alone
    scene.say(scene.scan("AA3"), now=late)
    assert scene.say(shown(scene, one), now=late, door="Door 2") == alone
    assert scene.say(shown(scene, one, "r1"), now=late) == alone


def test_floater_belongs_to_the_last_badge_shown(scene: Scene) -> None:
    one = floater(scene)
    scene.say(scene.scan("AA3"), now=NOW)
    both_at_once = scene.say(scene.scan("AA4"), now=NOW), scene.say(shown(scene, one), now=NOW)
    assert both_at_once == ([FULL], [("ask", "floater_alone")])
    scene.say(scene.scan("BB2"), now=NOW + timedelta(seconds=1))
    after = NOW + timedelta(seconds=2)
    assert scene.say(shown(scene, one), now=after) == [("ask", "floater_alone")]


def test_undone_question_waits_for_no_floater(scene: Scene) -> None:
    one, scan = floater(scene), scene.scan("AA3")
    scene.say(scan, now=NOW)
    scene.say(row("h1", method="undo", annuls=scan["id"]), now=NOW)
    assert scene.say(shown(scene, one), now=NOW) == [("ask", "floater_alone")]


def test_wrong_floater_leaves_the_question_open_for_the_right_one(scene: Scene) -> None:
    theirs, ours = floater(scene, party="BB"), floater(scene)
    scene.say(scene.scan("AA3"), now=NOW)
    assert scene.say(shown(scene, theirs), now=NOW) == [("ask", "floater_not_theirs")]
    assert scene.say(row("h1", code="nothing of ours"), now=NOW) == [("refuse", "malformed")]
    assert scene.say(shown(scene, ours), now=NOW) == [("admit", "ok_floater")]


def test_one_floater_brings_in_one_person_at_a_time(scene: Scene) -> None:
    one = floater(scene)
    for number, (who, told) in enumerate((("AA3", "ok_floater"), ("AA4", "floater_in_use"))):
        moment = NOW + timedelta(seconds=number)
        assert scene.say(scene.scan(who), now=moment) == [FULL]
        assert [each.reason for each in scene.send(shown(scene, one), now=moment)] == [told]
    leaves = scene.scan("AA3", direction="out")
    assert scene.say(leaves, now=NOW + timedelta(seconds=2)) == [("admit", "ok_exit")]
    later = NOW + timedelta(seconds=3)
    scene.say(scene.scan("AA4"), now=later)
    assert scene.say(shown(scene, one), now=later) == [("admit", "ok_floater")]


def test_undoing_the_floater_frees_it(scene: Scene) -> None:
    one = floater(scene)
    scene.say(scene.scan("AA3"), now=NOW)
    scan = shown(scene, one)
    scene.say(scan, now=NOW)
    scene.say(row("h1", method="undo", annuls=scan["id"]), now=NOW)
    later = NOW + timedelta(seconds=1)
    scene.say(scene.scan("AA4"), now=later)
    assert scene.say(shown(scene, one), now=later) == [("admit", "ok_floater")]


def test_floater_that_is_no_longer_out_opens_nothing(scene: Scene) -> None:
    lying, back, lost = floater(scene, at_desk=True), floater(scene), floater(scene)
    give_back(scene.db, back, by="test", now=NOW)
    report_lost(scene.db, lost, by="test", now=NOW)
    scene.say(scene.scan("AA3"), now=NOW)
    told = scene.say(*(shown(scene, each) for each in (lying, back, lost)), now=NOW)
    assert told == [
        ("ask", "floater_not_issued"),
        ("ask", "floater_not_issued"),
        ("refuse", "lost"),
    ]


@pytest.mark.parametrize(
    ("opens", "told"),
    [("ministers", ("admit", "ok_floater")), ("wg", ("ask", "floater_not_here"))],
)
def test_floater_opens_its_own_kind_of_session(
    scene: Scene, opens: str, told: tuple[str, str]
) -> None:
    one = floater(scene, opens=opens)
    scene.say(scene.scan("AA3"), now=NOW)
    assert scene.say(shown(scene, one), now=NOW) == [told]


def test_floater_brings_nobody_in_whose_badge_is_only_typed(scene: Scene) -> None:
    one = floater(scene)
    typed = row("h1", method="serial", code=scene.badge("AA3").serial)
    assert scene.say(typed, now=NOW) == [FULL]
    assert scene.say(shown(scene, one), now=NOW) == [("ask", "check_identity")]


def test_typed_serial_of_a_floater_proves_nothing(scene: Scene) -> None:
    one = floater(scene)
    scene.say(scene.scan("AA3"), now=NOW)
    typed = row("h1", method="serial", code=one.serial)
    assert scene.say(typed, now=NOW) == [("ask", "floater_alone")]
    code = floater_code(scene.db, one, edition=scene.edition, secrets=SECRETS)
    hashed = {**typed, "id": row("h1")["id"], "code_sha256": sha256(code)}
    assert scene.say(hashed, now=NOW) == [("admit", "ok_floater")]
    forged = {**typed, "id": row("h1")["id"], "code_sha256": "0" * 64}
    assert scene.say(forged, now=NOW) == [("refuse", "forged")]


def test_floater_sent_again_is_the_same_scan(scene: Scene) -> None:
    one = floater(scene)
    scene.say(scene.scan("AA3"), now=NOW)
    scan = shown(scene, one)
    first, again = (scene.send(scan, now=NOW)[0] for _twice in range(2))
    assert (first.reason, again.reason, again.duplicate) == ("ok_floater", "ok_floater", True)


def test_floater_decided_offline_counts_as_one(scene: Scene) -> None:
    one = floater(scene)
    early = (NOW - timedelta(minutes=1)).isoformat()
    asked = scene.scan("AA3", scanned_at=early, verdict="ask", reason="seats_taken")
    scan = shown(scene, one, verdict="admit", reason="ok_floater")
    assert scene.say(asked, scan, now=NOW) == [FULL, ("admit", "ok_floater")]
    stored = scene.db.get_one(Scan, scan["id"])
    assert stored.facts["server"] == {"verdict": "admit", "reason": "ok_floater"}
    later = NOW + timedelta(seconds=1)
    scene.say(scene.scan("AA4"), now=later)
    assert scene.say(shown(scene, one), now=later) == [("ask", "floater_in_use")]


def test_floater_leaves_no_session_and_opens_no_building(scene: Scene) -> None:
    one = floater(scene)
    assert (
        scene.say(shown(scene, one, direction="out"), shown(scene, one, "b1"), now=NOW)
        == [("ask", "floater_alone")] * 2
    )


def test_pin_is_said_of_a_head_known_by_sight(scene: Scene) -> None:
    where = scene.db, scene.edition, delegation(scene, "BB"), InstrumentKind.PIN
    pins = make_instruments(*where, "", 2, secret=SECRETS[0], by="test", now=BEFORE)
    hand_over(scene.db, pins[1], scene.delegate("BB1"), by="test", now=BEFORE)
    seen = row("h1", method="recognised", person=scene.delegate("BB1"))
    answer = scene.send(seen, now=NOW)[0]
    assert (answer.reason, answer.facts["pin"]) == ("ok_recognised", 2)
