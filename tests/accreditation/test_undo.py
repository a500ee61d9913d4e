"""Taking a decision back: as it was before, and only over one's own last move."""

import pytest

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import BY_OFFICER, UNDOING, State
from eventops.accreditation.services import (
    approve,
    ask_more,
    check,
    nominate,
    refuse,
    submit,
    withdraw,
)
from eventops.accreditation.undoing import undo
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.delegations.services import add_delegate
from tests.accreditation.test_services import nominated
from tests.portal.little import AT, BY, delegation_of, draft, journal_of, order, publish_little

OFFICER, OTHER = "user:officer", "user:other"


def waiting(db: Db, name: str, *lists: str) -> Registration:
    one = nominated(db, name, *lists)
    submit(db, one, by=BY, now=AT)
    return one


def move(db: Db, one: Registration, target: State, *, by: str = OFFICER) -> None:
    match target:
        case State.CHECKED:
            check(db, one, by=by, now=AT)
        case State.APPROVED:
            approve(db, one, by=by, now=AT)
        case State.MORE_INFORMATION:
            ask_more(db, one, "Which ministry?", by=by, now=AT)
        case State.REFUSED:
            refuse(db, one, "late", "The list closed on Friday.", by=by, now=AT)


def stands(one: Registration) -> tuple[object, ...]:
    return one.state, one.reason, one.words, one.decided_at, one.decided_by


@pytest.mark.parametrize(
    ("before", "target"),
    [(before, target) for target, froms in BY_OFFICER.items() for before in froms],
)
def test_every_move_of_an_officer_can_be_undone(db: Db, before: State, target: State) -> None:
    publish_little(db)
    one = waiting(db, "Ann", "main", "wg-x")
    if before is not State.SUBMITTED:
        move(db, one, before)
    known, lists = stands(one), (order(db, "AA", "main"), order(db, "AA", "wg-x"))
    move(db, one, target)
    undo(db, one, by=OFFICER, now=AT)
    assert stands(one) == known
    assert (order(db, "AA", "main"), order(db, "AA", "wg-x")) == lists


def test_undoing_reaches_what_officers_move_and_nothing_else() -> None:
    moves = {(of, to) for to, froms in BY_OFFICER.items() for of in froms}
    assert {(target, of) for target, froms in UNDOING.items() for of in froms} == moves


def test_places_on_the_lists_come_back_where_they_were(db: Db) -> None:
    publish_little(db)
    people = [waiting(db, name, "main") for name in ("Ann", "Ben", "Cat")]
    refuse(db, people[1], "duplicate", by=OFFICER, now=AT)
    assert order(db, "AA", "main") == ["Ann", "Cat"]
    undo(db, people[1], by=OFFICER, now=AT)
    assert order(db, "AA", "main") == ["Ann", "Ben", "Cat"]


def test_a_place_taken_meanwhile_is_kept_by_who_has_it(db: Db) -> None:
    publish_little(db)
    last = waiting(db, "Last", "main")
    refuse(db, last, "duplicate", by=OFFICER, now=AT)
    waiting(db, "Later", "main")
    undo(db, last, by=OFFICER, now=AT)
    assert order(db, "AA", "main") == ["Later", "Last"]


def test_another_officers_decision_is_not_undone(db: Db) -> None:
    publish_little(db)
    one = waiting(db, "Ann")
    approve(db, one, by=OTHER, now=AT)
    with pytest.raises(Conflict, match="nothing_to_undo"):
        undo(db, one, by=OFFICER, now=AT)
    assert one.state is State.APPROVED


def test_what_the_party_did_since_is_not_undone(db: Db) -> None:
    publish_little(db)
    one = waiting(db, "Ann")
    ask_more(db, one, "Which post?", by=OFFICER, now=AT)
    withdraw(db, one, by=OFFICER, now=AT)
    with pytest.raises(Conflict, match="nothing_to_undo"):
        undo(db, one, by=OFFICER, now=AT)
    assert one.state is State.WITHDRAWN


def test_a_decision_is_undone_once(db: Db) -> None:
    publish_little(db)
    one = waiting(db, "Ann")
    approve(db, one, by=OFFICER, now=AT)
    undo(db, one, by=OFFICER, now=AT)
    with pytest.raises(Conflict, match="nothing_to_undo"):
        undo(db, one, by=OFFICER, now=AT)
    assert journal_of(db, f"registration:{one.id}")[-2:] == [
        "registration approved",
        "registration submitted",
    ]


def test_a_refusal_is_not_undone_into_a_place_given_away(db: Db) -> None:
    publish_little(db)
    one = waiting(db, "Ann")
    refuse(db, one, "late", by=OFFICER, now=AT)
    for number in range(5):
        delegate = add_delegate(
            db, delegation_of(db, "AA"), draft(db, f"Person {number}"), by=BY, now=AT
        )
        nominate(db, delegate, by=BY, now=AT)
    with pytest.raises(Conflict, match="quota_full"):
        undo(db, one, by=OFFICER, now=AT)
    assert one.state is State.REFUSED


@pytest.mark.parametrize("target", BY_OFFICER)
def test_nobody_decides_on_a_state_they_did_not_see(db: Db, target: State) -> None:
    publish_little(db)
    one = waiting(db, "Ann")
    verbs = {
        State.CHECKED: lambda: check(db, one, by=OTHER, now=AT, seen=State.MORE_INFORMATION),
        State.APPROVED: lambda: approve(db, one, by=OTHER, now=AT, seen=State.CHECKED),
        State.MORE_INFORMATION: lambda: ask_more(
            db, one, "Which?", by=OTHER, now=AT, seen=State.CHECKED
        ),
        State.REFUSED: lambda: refuse(db, one, "late", by=OTHER, now=AT, seen=State.CHECKED),
    }
    with pytest.raises(Conflict, match="wrong_state"):
        verbs[target]()
    assert one.state is State.SUBMITTED
