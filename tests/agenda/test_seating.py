"""Who takes the seats of one session: agenda, counters and door follow, and the way back."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventops.agenda.entitlement import Grade
from eventops.agenda.models import Substitution
from eventops.agenda.rules import OwnSeat
from eventops.agenda.seat_plan import seats_given, set_seats
from eventops.agenda.seating import (
    last_act,
    name_for_session,
    take_seats,
    undo_seats,
    unname,
)
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegation, Party
from eventops.programme.models import AudienceChange
from tests.agenda.standing_in import ASKED, NOW, agenda, aland, alternate, counters, session, swap
from tests.checkin.scene import Scene, at, build, people_of


@pytest.fixture
def scene(db: Db) -> Scene:
    """AA1 to AA5 stand on the list of AA in this order; AA6 came late and is on none."""
    made = build(db)
    people_of(made, (("AA", "delegate"), ("AA", "deputy")))
    late = made.delegate("AA6")
    db.execute(sa.text("DELETE FROM list_entry WHERE delegate_id = :late"), {"late": late})
    return made


def take(scene: Scene, *who: str | None, code: str = "plenary", **more: Any) -> bool:
    wish = [scene.delegate(each) if each else None for each in who]
    told = {"request": ASKED, "badges": {}, "by": "user:x", "now": NOW, **more}
    where = scene.edition, aland(scene), session(scene, code)
    return take_seats(scene.db, *where, wish, **told)


def undo(scene: Scene, code: str = "plenary", **more: Any) -> None:
    told = {"by": "user:y", "now": NOW, **more}
    undo_seats(scene.db, scene.edition, aland(scene), session(scene, code), **told)


def grades(scene: Scene, code: str = "plenary") -> dict[str, Grade]:
    return {who: agenda(scene, who)[code] for who in ("AA1", "AA2", "AA3", "AA6")}


AS_LISTED = {
    "AA1": Grade.HEAD,
    "AA2": Grade.SEATED,
    "AA3": Grade.RESERVE,
    "AA6": Grade.NONE,
}


def test_others_take_the_seats_and_nobody_elses_calendar_moves(scene: Scene) -> None:
    assert grades(scene) == AS_LISTED
    assert take(scene, "AA6", "AA3") is True
    assert grades(scene) == {
        "AA1": Grade.NONE,
        "AA2": Grade.NONE,
        "AA3": Grade.SEATED,
        "AA6": Grade.HEAD,
    }
    assert counters(scene) == {(who, "plenary"): 1 for who in ("AA1", "AA2", "AA3", "AA6")}
    rows = scene.scan("AA6"), scene.scan("AA3")
    assert scene.say(*rows, now=NOW) == [("admit", "ok")] * 2


def test_wish_that_is_met_already_changes_nothing(scene: Scene) -> None:
    assert take(scene, "AA1", "AA2") is False
    assert (counters(scene), last_act(scene.db, aland(scene), session(scene, "plenary"))) == (
        {},
        None,
    )


def test_head_and_next_change_places(scene: Scene) -> None:
    take(scene, "AA2", "AA1")
    assert grades(scene) | {"AA1": Grade.SEATED, "AA2": Grade.HEAD} == grades(scene)
    undo(scene)
    assert grades(scene) == AS_LISTED


def test_seat_left_empty_is_free_at_the_door_and_taken_again(scene: Scene) -> None:
    take(scene, "AA1", None)
    assert grades(scene) == {**AS_LISTED, "AA2": Grade.NONE}
    assert scene.say(scene.scan("AA1"), now=NOW) == [("admit", "ok")]
    assert scene.say(scene.scan("AA3"), now=NOW) == [("admit", "ok")]  # a reserve on the free seat
    later = at("10:40")
    take(scene, "AA1", "AA2", now=later)
    assert grades(scene) == AS_LISTED
    undo(scene, now=later)
    assert grades(scene)["AA2"] is Grade.NONE
    undo(scene, now=later)
    assert grades(scene) == AS_LISTED
    with pytest.raises(Conflict, match="seats_as_listed"):
        undo(scene, now=later)


def test_whoever_takes_an_empty_seat_ends_its_being_empty(scene: Scene) -> None:
    take(scene, "AA1", None)
    take(scene, "AA1", "AA6", now=at("10:40"))
    assert grades(scene) == {**AS_LISTED, "AA2": Grade.NONE, "AA6": Grade.SEATED}
    undo(scene, now=at("10:41"))
    assert grades(scene) == {**AS_LISTED, "AA2": Grade.NONE}


def test_free_seat_of_a_short_list_is_taken_by_somebody_on_none(scene: Scene) -> None:
    scene.db.execute(
        sa.text("DELETE FROM list_entry WHERE delegate_id != :first"),
        {"first": scene.delegate("AA1")},
    )
    for code in ("plenary", "q7m2"):
        take(scene, "AA1", "AA6", code=code)
        assert agenda(scene, "AA6")[code] is Grade.SEATED
    assert scene.say(scene.scan("AA6", "r1"), now=at("13:05")) == [("admit", "ok")]
    undo(scene, "q7m2")
    assert agenda(scene, "AA6")["q7m2"] is Grade.NONE


def test_acts_are_rows_that_say_who_when_and_why(scene: Scene) -> None:
    take(scene, "AA6", None)
    (made,) = scene.db.scalars(sa.select(Substitution))
    (out,) = scene.db.scalars(sa.select(AudienceChange))
    assert (made.leaving_id, made.entering_id) == (scene.delegate("AA1"), scene.delegate("AA6"))
    assert (made.asked_by, made.reason) == (ASKED.asked_by, ASKED.reason)
    assert (out.delegate_id, out.valid_from, out.valid_until, out.entered_by, out.reason) == (
        scene.delegate("AA2"),
        NOW,
        None,
        "user:x",
        ASKED.reason,
    )
    told = scene.db.scalars(
        sa.select(JournalEntry.action).where(
            JournalEntry.subject == f"session:{session(scene, 'plenary').id}"
        )
    )
    assert list(told) == ["seats taken"]


def test_act_is_refused_whole(scene: Scene) -> None:
    with pytest.raises(Conflict, match="session_over"):
        take(scene, "AA6", "AA3", now=at("12:01"))
    with pytest.raises(Conflict, match="no_counted_seats"):
        take(scene, "AA6", code="forum")
    with pytest.raises(Invalid, match="seat_twice"):
        take(scene, "AA6", "AA6")
    assert counters(scene) == {}


def test_seats_follow_another_head_of_the_meeting(scene: Scene) -> None:
    alternate(scene, "AA6", at("10:00"))
    take(scene, "AA6", "AA3")
    assert grades(scene) == {
        "AA1": Grade.NONE,
        "AA2": Grade.NONE,
        "AA3": Grade.SEATED,
        "AA6": Grade.HEAD,
    }


def label(scene: Scene, **seats: tuple[str, str]) -> int:
    here = session(scene, "plenary").id
    given = {(scene.delegate(who), here): OwnSeat(*each) for who, each in seats.items()}
    return len(set_seats(scene.db, scene.edition, given, by="user:x", now=NOW))


def told(scene: Scene, who: str) -> tuple[str, str]:
    answer = scene.send(scene.scan(who), now=NOW)[0]
    return str(answer.facts.get("seat", "")), str(answer.facts.get("plate", ""))


def test_label_reaches_the_door_and_moves_one_calendar_alone(scene: Scene) -> None:
    assert label(scene, AA1=("B-14", "H.E. AA1"), AA2=("B-15", "")) == 2
    assert counters(scene) == {("AA1", "plenary"): 1, ("AA2", "plenary"): 1}
    assert label(scene, AA1=("B-14", "H.E. AA1"), AA2=("B-16", "")) == 1
    assert counters(scene) == {("AA1", "plenary"): 1, ("AA2", "plenary"): 2}
    assert (told(scene, "AA1"), told(scene, "AA2")) == (("B-14", "H.E. AA1"), ("B-16", ""))


def test_empty_label_is_taken_away(scene: Scene) -> None:
    label(scene, AA1=("B-14", ""))
    assert label(scene, AA1=("", "")) == 1
    assert seats_given(scene.db, [session(scene, "plenary").id]) == {}


def test_two_people_never_get_one_seat(scene: Scene) -> None:
    label(scene, AA1=("B-14", ""))
    with pytest.raises(Invalid, match="seat_taken_twice"):
        label(scene, AA2=("b-14", ""))
    assert label(scene, AA1=("B-15", ""), AA2=("B-14", "")) == 2


def test_seat_goes_with_the_place_and_the_plate_does_not(scene: Scene) -> None:
    label(scene, AA2=("B-15", "Mr AA2"))
    swap(scene, "AA2", "AA6")
    assert told(scene, "AA6") == ("B-15", "")


def test_label_of_a_reserve_is_not_told(scene: Scene) -> None:
    label(scene, AA3=("B-20", ""))
    assert counters(scene) == {}


def test_closed_session_without_counted_seats_gets_people_by_name(scene: Scene) -> None:
    query = sa.select(Delegation).join(Delegation.party).where(Party.code == "PRESS")
    press = scene.db.scalars(query.options(joinedload(Delegation.party))).one()
    where = scene.db, scene.edition, press, session(scene, "q7m2"), scene.delegate("PRESS1")
    scan = scene.scan("PRESS1", "r1")
    name_for_session(*where, request=ASKED, by="user:x", now=NOW)
    with pytest.raises(Conflict, match="named_already"):
        name_for_session(*where, request=ASKED, by="user:x", now=NOW)
    assert scene.say(scan, now=at("13:05")) == [("admit", "ok")]
    unname(*where, by="user:x", now=NOW)
    assert agenda(scene, "PRESS1")["q7m2"] is Grade.NONE
    own = scene.edition, aland(scene), session(scene, "q7m2"), scene.delegate("AA6")
    with pytest.raises(Conflict, match="seats_are_counted"):
        name_for_session(scene.db, *own, request=ASKED, by="user:x", now=NOW)
