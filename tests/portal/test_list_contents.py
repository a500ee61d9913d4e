"""Which list holds whom, in which order, whatever the database."""

from dataclasses import dataclass

import pytest
from sqlalchemy import event

from eventops.accreditation.models import Registration
from eventops.accreditation.photos import keep_photo
from eventops.accreditation.rules import State
from eventops.badges.models import BadgeState
from eventops.badges.services import issue_badge, set_state
from eventops.core.db import Db
from eventops.delegations.models import Delegate
from eventops.delegations.queries import delegations_of
from eventops.editions.models import Edition
from eventops.portal.lists.attendance import attendance
from eventops.portal.lists.contents import ListName, groups
from tests.accreditation.test_photos import picture
from tests.portal.little import AT, BY, SECRETS, publish_little, register


@dataclass
class Scene:
    """The little edition with people of two delegations."""

    edition: Edition
    people: dict[str, Registration]


def add(
    db: Db,
    scene: Scene,
    code: str,
    name: str,
    *lists: str,
    rank: int = 5,
    state: State,
    diet: str = "",
) -> None:
    one = register(db, scene.edition, code, name, *lists)
    delegate = db.get_one(Delegate, one.delegate_id)
    delegate.rank, delegate.diet, one.state = rank, diet, state
    scene.people[name] = one


@pytest.fixture
def scene(db: Db) -> Scene:
    found = Scene(publish_little(db), {})
    add(db, found, "BB", "Bert", "main", state=State.APPROVED, diet="Halal")
    add(db, found, "AA", "Zoe", "main", "wg-x", rank=9, state=State.APPROVED)
    add(db, found, "AA", "Cid", rank=1, state=State.SUBMITTED, diet="vegetarian ")
    add(db, found, "AA", "Ann", "main", rank=1, state=State.APPROVED, diet="Vegetarian")
    add(db, found, "AA", "Out", rank=1, state=State.REFUSED, diet="vegetarian")
    add(db, found, "PRESS", "Pia", state=State.NOMINATED, diet=" ")
    db.flush()
    return found


def listed(db: Db, scene: Scene, name: ListName) -> list[tuple[str, list[str]]]:
    everyone = attendance(db, scene.edition.id, delegations_of(db, scene.edition.id))
    return [
        (group.key, [line.who.full_name for line in group.lines])
        for group in groups(name, everyone)
    ]


def test_provisional_list_holds_everybody_not_out_by_precedence(db: Db, scene: Scene) -> None:
    assert listed(db, scene, ListName.PROVISIONAL) == [
        ("AA", ["Zoe", "Ann", "Cid"]),
        ("BB", ["Bert"]),
        ("PRESS", ["Pia"]),
    ]


def test_final_list_holds_the_approved_alone(db: Db, scene: Scene) -> None:
    assert listed(db, scene, ListName.FINAL) == [("AA", ["Zoe", "Ann"]), ("BB", ["Bert"])]


def test_heads_stand_by_level_of_meetings(db: Db, scene: Scene) -> None:
    everyone = attendance(db, scene.edition.id, delegations_of(db, scene.edition.id))
    assert [
        (group.key, [(line.who.full_name, line.meetings) for line in group.lines])
        for group in groups(ListName.HEADS, everyone)
    ] == [
        ("minister", [("Zoe", ("MAIN-1",)), ("Bert", ("MAIN-1",))]),
        ("working", [("Zoe", ("WG-X",))]),
    ]


def test_next_on_the_list_leads_when_the_first_is_refused(db: Db, scene: Scene) -> None:
    scene.people["Zoe"].state = State.REFUSED
    db.flush()
    assert listed(db, scene, ListName.HEADS) == [("minister", ["Ann", "Bert"])]


def test_dietary_needs_are_grouped_whatever_their_case(db: Db, scene: Scene) -> None:
    assert listed(db, scene, ListName.DIET) == [("Vegetarian", ["Ann", "Cid"]), ("Halal", ["Bert"])]


def test_missing_photos_leave_out_who_has_one(db: Db, scene: Scene) -> None:
    delegate = db.get_one(Delegate, scene.people["Ann"].delegate_id)
    sent = picture((480, 640))
    keep_photo(db, delegate.person_id, sent, by=BY, now=AT, edition_id=scene.edition.id)
    assert listed(db, scene, ListName.PHOTOS) == [
        ("AA", ["Zoe", "Cid"]),
        ("BB", ["Bert"]),
        ("PRESS", ["Pia"]),
    ]


def test_badges_to_collect_are_those_of_the_approved_not_in_their_hands(
    db: Db, scene: Scene
) -> None:
    for name, state in (("Bert", BadgeState.COLLECTED), ("Ann", BadgeState.PRINTED)):
        badge = issue_badge(db, scene.people[name], secrets=SECRETS, by=BY, now=AT)
        set_state(db, badge, state, by=BY, now=AT)
    db.flush()
    everyone = attendance(db, scene.edition.id, delegations_of(db, scene.edition.id))
    assert [
        (group.key, [(line.who.full_name, line.who.badge) for line in group.lines])
        for group in groups(ListName.BADGES, everyone)
    ] == [("delegate", [("Zoe", None), ("Ann", BadgeState.PRINTED)])]


def test_reading_takes_as_many_statements_for_many_as_for_few(db: Db, scene: Scene) -> None:
    def statements() -> int:
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        db.expunge_all()
        engine = db.get_bind().engine
        event.listen(engine, "before_cursor_execute", note)
        attendance(db, scene.edition.id, delegations_of(db, scene.edition.id))
        event.remove(engine, "before_cursor_execute", note)
        return count

    few = statements()
    for number in range(4):
        add(db, scene, "STAFF", f"S{number}", "main", state=State.APPROVED)
    db.flush()
    assert (few, statements()) == (4, 4)
