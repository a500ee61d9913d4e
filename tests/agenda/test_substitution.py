"""A substitution is felt at once by agenda, calendar counters and door; undoing it restores them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventops.accreditation.queries import registration_by_id
from eventops.accreditation.rules import State
from eventops.agenda.asking import Request
from eventops.agenda.entitlement import Grade
from eventops.agenda.rules import AskedBy
from eventops.agenda.substitution import (
    set_task,
    undo_substitution,
)
from eventops.agenda.trail import line_of, trail_of, trail_of_edition
from eventops.core.db import Db
from eventops.core.errors import Conflict, DomainError, Invalid, NotFound
from eventops.portal.services import refuse_person, withdraw_person
from eventops.programme.models import AudienceChange
from eventops.programme.rules import ChangeKind, Status
from tests.agenda.standing_in import NOW, agenda, aland, alternate, counters, session, swap
from tests.checkin.scene import Scene, at, build, people_of


@pytest.fixture
def scene(db: Db) -> Scene:
    """AA1 to AA5 stand on the list of AA in this order; AA6 came late and is on none."""
    made = build(db)
    people_of(made, (("AA", "delegate"), ("AA", "deputy")))
    late = made.delegate("AA6")
    db.execute(sa.text("DELETE FROM list_entry WHERE delegate_id = :late"), {"late": late})
    return made


def refused(kind: type[DomainError]) -> Any:
    return pytest.raises(kind)


def test_the_other_enters_and_the_first_stays_out(scene: Scene) -> None:
    before = agenda(scene, "AA1")
    assert scene.say(scene.scan("AA6"), now=NOW) == [("refuse", "not_expected")]
    swap(scene, "AA1", "AA6")
    assert agenda(scene, "AA6")["plenary"] is Grade.HEAD
    assert agenda(scene, "AA1") == {**before, "plenary": Grade.NONE}
    rows = scene.scan("AA6"), scene.scan("AA1"), scene.scan("AA2")
    assert scene.say(*rows, now=NOW) == [
        ("admit", "ok"),
        ("ask", "not_expected"),  # a head by category: asked, never refused
        ("admit", "ok"),
    ]
    assert counters(scene) == {("AA1", "plenary"): 1, ("AA6", "plenary"): 1}


def test_who_was_inside_already_takes_no_seat_from_who_enters(scene: Scene) -> None:
    assert scene.say(scene.scan("AA1"), scene.scan("AA2"), now=NOW) == [("admit", "ok")] * 2
    swap(scene, "AA2", "AA6")
    assert scene.say(scene.scan("AA6"), now=NOW) == [("admit", "ok")]
    assert scene.say(scene.scan("AA3"), now=NOW) == [("ask", "seats_taken")]


def test_undoing_gives_the_place_back_and_raises_the_counters_again(scene: Scene) -> None:
    before = [agenda(scene, who) for who in ("AA1", "AA6")]
    made = swap(scene, "AA1", "AA6")
    for _twice in range(2):
        undo_substitution(scene.db, scene.edition, made, by="user:y", now=NOW)
    assert [agenda(scene, who) for who in ("AA1", "AA6")] == before
    assert counters(scene) == {("AA1", "plenary"): 2, ("AA6", "plenary"): 2}
    assert (made.undone_at, made.undone_by) == (NOW, "user:y")


def test_closed_session_lets_the_other_in_and_names_the_first_no_more(scene: Scene) -> None:
    inside = at("13:10")
    swap(scene, "AA2", "AA6", "q7m2")
    rows = scene.scan("AA6", "r1"), scene.scan("AA2", "r1")
    assert scene.say(*rows, now=inside) == [("admit", "ok"), ("refuse", "closed_not_named")]


def test_seat_by_name_goes_to_who_enters(scene: Scene) -> None:
    plenary = session(scene, "plenary")
    naming = AudienceChange(
        session_id=plenary.id,
        delegate_id=scene.delegate("AA4"),
        kind=ChangeKind.ADD,
        capacity="table",
        seat="B7",
        entered_by="user:x",
        entered_at=NOW,
        reason="Speaker",
    )
    scene.db.add(naming)
    scene.db.flush()
    made = swap(scene, "AA4", "AA6")
    answer = scene.send(scene.scan("AA6"), now=NOW)[0]
    assert (answer.reason, answer.facts["seat"]) == ("ok", "B7")
    tasks = line_of(scene.db, aland(scene), made.id).tasks
    assert [each.task for each in tasks] == ["seat", "plate"]


def test_alternate_leads_every_session_that_starts_from_then_on(scene: Scene) -> None:
    made = alternate(scene, "AA6", at("10:00"))
    assert agenda(scene, "AA6") == {
        "opening": Grade.NONE,
        "plenary": Grade.HEAD,
        "q7m2": Grade.HEAD,
    }
    assert agenda(scene, "AA1") == {
        "opening": Grade.HEAD,
        "plenary": Grade.NONE,
        "q7m2": Grade.NONE,
    }
    assert agenda(scene, "AA2")["plenary"] is Grade.SEATED
    assert made.leaving_id == scene.delegate("AA1")
    assert counters(scene) == {
        (who, code): 1 for who in ("AA1", "AA6") for code in ("plenary", "q7m2")
    }


def test_alternate_until_a_time_gives_the_head_back(scene: Scene) -> None:
    alternate(scene, "AA2", at("10:00"), at("12:30"))
    assert agenda(scene, "AA2")["plenary"] is Grade.HEAD
    assert agenda(scene, "AA2")["q7m2"] is Grade.SEATED
    assert agenda(scene, "AA1")["q7m2"] is Grade.HEAD
    assert agenda(scene, "AA3")["plenary"] is Grade.SEATED  # moved up behind AA2


def test_the_default_order_is_not_rewritten(scene: Scene) -> None:
    entries = sa.text("SELECT delegate_id, position FROM list_entry ORDER BY 1, 2")
    before = scene.db.execute(entries).all()
    alternate(scene, "AA6", at("10:00"))
    swap(scene, "AA2", "AA5")
    assert scene.db.execute(entries).all() == before


def test_head_and_pin_have_followers_and_a_seat_has_fewer(scene: Scene) -> None:
    head = alternate(scene, "AA6", at("10:00"))
    seat = swap(scene, "AA2", "AA5")
    told = {
        line.substitution.id: [(task.task, task.owner) for task in line.tasks]
        for line in trail_of(scene.db, aland(scene))
    }
    assert told == {
        head.id: [
            ("badge", "badge desk"),
            ("pin", "protocol officer"),
            ("seat", "protocol officer"),
            ("plate", "protocol officer"),
            ("speakers", "programme editor"),
            ("interpreter", "liaison officer"),
            ("chair", "protocol officer"),
        ],
        seat.id: [("seat", "protocol officer"), ("plate", "protocol officer")],
    }


def test_a_task_is_ticked_and_opened_again(scene: Scene) -> None:
    made = swap(scene, "AA2", "AA5")
    ticked = set_task(scene.db, made, "plate", done=True, by="user:z", now=NOW)
    assert (ticked.done_at, ticked.done_by) == (NOW, "user:z")
    line = line_of(scene.db, aland(scene), made.id)
    assert [task.task for task in line.open_tasks] == ["seat"]
    opened = set_task(scene.db, made, "plate", done=False, by="user:z", now=NOW)
    assert (opened.done_at, opened.done_by) == (None, "")
    with refused(NotFound):
        set_task(scene.db, made, "dance", done=True, by="user:z", now=NOW)
    undo_substitution(scene.db, scene.edition, made, by="user:y", now=NOW)
    with refused(Conflict):
        set_task(scene.db, made, "plate", done=True, by="user:z", now=NOW)
    assert line_of(scene.db, aland(scene), made.id).open_tasks == ()


@pytest.mark.parametrize(
    ("leaving", "entering", "more", "code"),
    [
        ("AA1", "AA1", {}, "same_person"),
        ("AA5", "AA6", {}, "leaving_has_no_place"),
        ("AA2", "AA1", {}, "entering_has_place"),
        ("AA1", "AA6", {"now": at("12:01")}, "session_over"),
        ("AA1", "BB2", {}, "no_delegate"),
        ("BB1", "AA6", {}, "no_delegate"),
        ("AA1", "AA6", {"request": Request(" ", AskedBy.MAIL, "x")}, "asker_missing"),
        ("AA1", "AA6", {"request": Request("x", AskedBy.MAIL, "\n")}, "reason_missing"),
        ("AA1", "AA6", {"request": Request("x\ty", AskedBy.MAIL, "x")}, "text_unprintable"),
        ("AA1", "AA6", {"request": Request("x", AskedBy.MAIL, "x" * 1001)}, "text_too_long"),
    ],
)
def test_what_cannot_be_is_refused(
    scene: Scene, leaving: str, entering: str, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(DomainError) as fault:
        swap(scene, leaving, entering, **more)
    assert fault.value.code == code
    assert trail_of_edition(scene.db, scene.edition.id) == []


def test_who_was_withdrawn_or_taken_out_does_not_enter(scene: Scene) -> None:
    scene.people["AA6"].state = State.WITHDRAWN
    with pytest.raises(Conflict, match="entering_left"):
        swap(scene, "AA1", "AA6")
    scene.people["AA6"].state = State.APPROVED
    out = AudienceChange(
        session_id=session(scene, "plenary").id,
        delegate_id=scene.delegate("AA6"),
        kind=ChangeKind.REMOVE,
        capacity="",
        seat="",
        entered_by="user:x",
        entered_at=NOW,
        reason="",
    )
    scene.db.add(out)
    scene.db.flush()
    with pytest.raises(Conflict, match="entering_may_not"):
        swap(scene, "AA1", "AA6")


def test_cancelled_session_keeps_its_places(scene: Scene) -> None:
    session(scene, "plenary").status = Status.CANCELLED
    with pytest.raises(Conflict, match="session_over"):
        swap(scene, "AA1", "AA6")


@pytest.mark.parametrize(
    ("entering", "begins", "until", "code"),
    [
        ("AA1", at("10:00"), None, "is_head"),
        ("AA6", at("10:00"), at("09:00"), "until_too_early"),
        ("AA6", at("10:00"), at("10:30"), "until_too_early"),
        ("AA6", at("10:34") - timedelta(days=1), None, "begin_too_old"),
        ("BB2", at("10:00"), None, "no_delegate"),
    ],
)
def test_alternate_that_cannot_be_is_refused(
    scene: Scene, entering: str, begins: datetime, until: datetime | None, code: str
) -> None:
    with pytest.raises(DomainError) as fault:
        alternate(scene, entering, begins, until)
    assert fault.value.code == code


def test_first_one_is_undone_only_after_the_one_that_builds_on_it(scene: Scene) -> None:
    first = swap(scene, "AA1", "AA6")
    second = swap(scene, "AA6", "AA5", now=NOW + timedelta(minutes=1))
    with pytest.raises(Conflict, match="undo_later_first"):
        undo_substitution(scene.db, scene.edition, first, by="user:y", now=NOW)
    for each in (second, first):
        undo_substitution(scene.db, scene.edition, each, by="user:y", now=NOW)
    assert agenda(scene, "AA1")["plenary"] is Grade.HEAD


def test_what_is_over_is_not_undone(scene: Scene) -> None:
    made = swap(scene, "AA1", "AA6")
    with pytest.raises(Conflict, match="session_over"):
        undo_substitution(scene.db, scene.edition, made, by="user:y", now=at("12:01"))


def test_request_that_says_nothing_names_its_field(scene: Scene) -> None:
    with pytest.raises(Invalid) as fault:
        swap(scene, "AA1", "AA6", request=Request("", AskedBy.MAIL, "x"))
    assert fault.value.facts == {"field": "asked_by"}


@pytest.mark.parametrize("ending", ["refused", "withdrawn"])
def test_place_of_who_will_not_come_after_all_goes_back(scene: Scene, ending: str) -> None:
    before = agenda(scene, "AA1")
    swap(scene, "AA1", "AA6")
    alternate(scene, "AA6", at("12:00"))
    edition = scene.edition
    entered = registration_by_id(scene.db, edition.id, scene.people["AA6"].id)
    if ending == "refused":
        refuse_person(scene.db, edition, entered, "security", by="user:x", now=NOW)
    else:
        withdraw_person(scene.db, edition, entered, by="user:x", now=NOW)
    assert agenda(scene, "AA1") == before
    assert set(agenda(scene, "AA6").values()) == {Grade.NONE}
    assert counters(scene)["AA1", "plenary"] == 2
    again = alternate(scene, "AA2", at("12:00"))
    assert again.leaving_id == scene.delegate("AA1")
