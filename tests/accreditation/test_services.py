"""From nomination to decision, within the quota."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from eventops.accreditation.models import CategoryTerms, Registration
from eventops.accreditation.queries import counts_by_state, queue, used_places
from eventops.accreditation.rules import (
    BY_FOCAL_POINT,
    BY_OFFICER,
    REFUSAL_REASONS,
    Category,
    State,
)
from eventops.accreditation.services import (
    approve,
    ask_more,
    choose_category,
    nominate,
    refuse,
    submit,
    withdraw,
)
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.delegations.services import add_delegate
from tests.portal.little import (
    AT,
    BY,
    delegation_of,
    draft,
    journal_of,
    order,
    publish_little,
)


def nominated(db: Db, name: str, *lists: str, function: str = "delegate") -> Registration:
    """A registration of AA, whose quota is 5."""
    who = draft(db, name, *lists, function=function)
    delegate = add_delegate(db, delegation_of(db, "AA"), who, by=BY, now=AT)
    return nominate(db, delegate, by=BY, now=AT)


VERBS: dict[State, Callable[[Db, Registration], None]] = {
    State.SUBMITTED: lambda db, one: submit(db, one, by=BY, now=AT),
    State.APPROVED: lambda db, one: approve(db, one, by=BY, now=AT),
    State.MORE_INFORMATION: lambda db, one: ask_more(db, one, "Which post?", by=BY, now=AT),
    State.REFUSED: lambda db, one: refuse(db, one, "late", by=BY, now=AT),
    State.WITHDRAWN: lambda db, one: withdraw(db, one, by=BY, now=AT),
}


def test_the_way_from_nomination_to_approval(db: Db) -> None:
    publish_little(db)
    one = nominated(db, "Ann", function="head")
    for target in (State.SUBMITTED, State.MORE_INFORMATION, State.SUBMITTED, State.APPROVED):
        VERBS[target](db, one)
    assert (one.state, one.category, one.reason, one.decided_by) == ("approved", "head", "", BY)
    assert journal_of(db, f"registration:{one.id}") == [
        "registration nominated",
        "registration submitted",
        "registration more_information",
        "registration submitted",
        "registration approved",
    ]


@pytest.mark.parametrize("target", VERBS)
@pytest.mark.parametrize("state", State)
def test_a_registration_moves_only_where_the_rules_say(db: Db, state: State, target: State) -> None:
    publish_little(db)
    one = nominated(db, "Ann", "main")
    one.state = state
    db.flush()
    if state in {**BY_OFFICER, **BY_FOCAL_POINT}[target]:
        VERBS[target](db, one)
        assert one.state is target
    else:
        with pytest.raises(Conflict, match="wrong_state"):
            VERBS[target](db, one)
        assert (one.state, order(db, "AA", "main")) == (state, ["Ann"])


def test_the_quota_is_full_after_its_last_place(db: Db) -> None:
    publish_little(db)
    people = [nominated(db, f"Person {number}") for number in range(5)]
    with pytest.raises(Conflict) as refused:
        nominated(db, "One too many")
    assert (refused.value.code, refused.value.facts) == ("quota_full", {"quota": 5})
    withdraw(db, people[0], by=BY, now=AT)
    nominated(db, "In the free place")
    assert used_places(db, delegation_of(db, "AA").id) == 5


def test_nobody_is_registered_twice(db: Db) -> None:
    publish_little(db)
    one = nominated(db, "Ann")
    with pytest.raises(Conflict, match="registered_already"):
        nominate(db, one.delegate, by=BY, now=AT)


def test_an_approval_cannot_oversell_a_quota_that_was_lowered(db: Db) -> None:
    publish_little(db)
    people = [nominated(db, f"Person {number}") for number in range(3)]
    for one in people:
        submit(db, one, by=BY, now=AT)
    delegation_of(db, "AA").quota = 2
    db.flush()
    approve(db, people[0], by=BY, now=AT)
    approve(db, people[1], by=BY, now=AT)
    with pytest.raises(Conflict, match="quota_full"):
        approve(db, people[2], by=BY, now=AT)
    assert people[2].state is State.SUBMITTED


def test_a_refused_person_comes_back_only_into_a_free_place(db: Db) -> None:
    publish_little(db)
    refused = nominated(db, "Refused")
    submit(db, refused, by=BY, now=AT)
    refuse(db, refused, "duplicate", by=BY, now=AT)
    others = [nominated(db, f"Person {number}") for number in range(5)]
    with pytest.raises(Conflict, match="quota_full"):
        approve(db, refused, by=BY, now=AT)
    withdraw(db, others[0], by=BY, now=AT)
    approve(db, refused, by=BY, now=AT)
    assert counts_by_state(db, refused.edition_id) == {
        State.NOMINATED: 4,
        State.APPROVED: 1,
        State.WITHDRAWN: 1,
    }


@pytest.mark.parametrize("target", [State.REFUSED, State.WITHDRAWN])
def test_who_is_out_leaves_every_list(db: Db, target: State) -> None:
    publish_little(db)
    out, _stays = nominated(db, "Out", "main", "wg-x"), nominated(db, "Stays", "main", "wg-x")
    submit(db, out, by=BY, now=AT)
    VERBS[target](db, out)
    assert (order(db, "AA", "main"), order(db, "AA", "wg-x")) == (["Stays"], ["Stays"])


@pytest.mark.parametrize("reason", ["", "because", "approved"])
def test_a_refusal_needs_a_known_reason(db: Db, reason: str) -> None:
    publish_little(db)
    one = nominated(db, "Ann")
    submit(db, one, by=BY, now=AT)
    with pytest.raises(Invalid, match="unknown_reason"):
        refuse(db, one, reason, by=BY, now=AT)
    refuse(db, one, REFUSAL_REASONS[0], by=BY, now=AT)
    assert one.reason == REFUSAL_REASONS[0]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (" \n ", "question_missing"),
        ("x" * 1001, "text_too_long"),
        ("a\x1bb", "text_unprintable"),
    ],
)
def test_a_question_must_be_one(db: Db, question: str, code: str) -> None:
    publish_little(db)
    one = nominated(db, "Ann")
    submit(db, one, by=BY, now=AT)
    with pytest.raises(Invalid, match=code):
        ask_more(db, one, question, by=BY, now=AT)
    assert one.state is State.SUBMITTED


def test_the_queue_tells_what_needs_a_look(db: Db) -> None:
    edition = publish_little(db)
    for name in ("Ann Lee", "Lee Ánn", "Ben Ong"):
        submit(db, nominated(db, name), by=BY, now=AT)
    lines = queue(db, edition.id, State.SUBMITTED, most=10)
    assert [
        (line.registration.delegate.person.full_name, line.checks.only_one, line.checks.faults)
        for line in lines
    ] == [("Ann Lee", False, 4), ("Ben Ong", True, 3), ("Lee Ánn", False, 4)]


@pytest.mark.parametrize(("closed", "late"), [(-1, True), (1, False)], ids=["over", "open"])
def test_another_category_judges_anew_whether_somebody_came_late(
    db: Db, closed: int, late: bool
) -> None:
    edition = publish_little(db)
    one = nominated(db, "Ann")
    one.late = not late
    deadline = AT + timedelta(days=closed)
    guest = {"category": Category.GUEST, "deadline_at": deadline}
    db.add(CategoryTerms(edition_id=edition.id, **guest))
    db.flush()
    choose_category(db, one, Category.GUEST, by=BY, now=AT + timedelta(days=9))
    assert one.late is late
