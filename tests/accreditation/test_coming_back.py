"""Withdrawals taken back, refusals reversed, and places by category: on both databases."""

from datetime import timedelta

import pytest

from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import late_queue
from eventops.accreditation.rules import Category, State
from eventops.accreditation.services import (
    approve,
    ask_more,
    categorise,
    nominate,
    refuse,
    reinstate,
    submit,
    withdraw,
)
from eventops.accreditation.terms import Terms, count_late_for, set_terms, terms_of
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.delegations.arrangements import set_quota
from eventops.delegations.rules import QuotaScope
from eventops.delegations.services import add_delegate, correct_delegate
from tests.portal.little import (
    AT,
    BY,
    delegation_of,
    draft,
    journal_of,
    officer,
    order,
    publish_little,
)

DAY = timedelta(days=1)


def nominated(db: Db, name: str, *lists: str, function: str = "delegate") -> Registration:
    who = draft(db, name, *lists, function=function)
    delegate = add_delegate(db, delegation_of(db, "AA"), who, by=BY, now=AT)
    return nominate(db, delegate, by=BY, now=AT)


def submitted(db: Db, name: str, *lists: str, function: str = "delegate") -> Registration:
    registration = nominated(db, name, *lists, function=function)
    submit(db, registration, by=BY, now=AT)
    return registration


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.NOMINATED, State.NOMINATED),
        (State.SUBMITTED, State.SUBMITTED),
        (State.MORE_INFORMATION, State.MORE_INFORMATION),
        (State.APPROVED, State.SUBMITTED),
    ],
)
def test_a_withdrawal_is_taken_back(db: Db, before: State, after: State) -> None:
    publish_little(db)
    one = nominated(db, "Ann", "main", "wg-x")
    if before is not State.NOMINATED:
        submit(db, one, by=BY, now=AT)
    if before is State.APPROVED:
        approve(db, one, by=BY, now=AT)
    if before is State.MORE_INFORMATION:
        ask_more(db, one, "Which post?", by=BY, now=AT)
    nominated(db, "Ben", "main", "wg-x")
    withdraw(db, one, by=BY, now=AT)
    reinstate(db, one, by=BY, now=AT)
    question = "Which post?" if before is State.MORE_INFORMATION else ""
    assert (one.state, one.reason) == (after, question)
    assert (order(db, "AA", "main"), order(db, "AA", "wg-x")) == (["Ben", "Ann"], ["Ben", "Ann"])
    with pytest.raises(Conflict, match="wrong_state"):
        reinstate(db, one, by=BY, now=AT)
    delegate = f"delegate:{one.delegate_id}"
    assert journal_of(db, delegate) == ["delegate added", "lists left", "lists rejoined"]


def test_a_withdrawal_is_not_taken_back_into_a_place_given_away(db: Db) -> None:
    publish_little(db)
    one = submitted(db, "Ann", "main")
    withdraw(db, one, by=BY, now=AT)
    for number in range(5):
        nominated(db, f"Person {number}")
    with pytest.raises(Conflict, match="quota_full"):
        reinstate(db, one, by=BY, now=AT)
    assert (one.state, order(db, "AA", "main")) == (State.WITHDRAWN, [])


def test_who_is_refused_and_approved_stands_at_the_end_of_their_lists(db: Db) -> None:
    publish_little(db)
    one = submitted(db, "Ann", "main", "wg-x")
    submitted(db, "Ben", "main")
    refuse(db, one, "late", by=BY, now=AT)
    assert order(db, "AA", "main") == ["Ben"]
    approve(db, one, by=BY, now=AT)
    assert (order(db, "AA", "main"), order(db, "AA", "wg-x")) == (["Ben", "Ann"], ["Ann"])


def test_lists_left_by_a_correction_are_not_brought_back(db: Db) -> None:
    publish_little(db)
    one = submitted(db, "Ann", "main")
    withdraw(db, one, by=BY, now=AT)
    reinstate(db, one, by=BY, now=AT)
    correct_delegate(db, one.delegate, draft(db, "Ann"), by=BY, now=AT)
    withdraw(db, one, by=BY, now=AT)
    reinstate(db, one, by=BY, now=AT)
    assert order(db, "AA", "main") == []


def test_a_category_takes_as_many_as_it_has_places(db: Db) -> None:
    publish_little(db)
    heads = {(QuotaScope.CATEGORY, "head"): 1}
    set_quota(db, delegation_of(db, "AA"), 5, heads, by=BY, now=AT)
    nominated(db, "Ann", function="head")
    ben = nominated(db, "Ben")
    with pytest.raises(Conflict) as refused:
        nominated(db, "Cat", function="head")
    assert (refused.value.code, refused.value.facts) == (
        "category_full",
        {"places": 1, "category": "category_head"},
    )
    ben.delegate.function = "head"
    with pytest.raises(Conflict, match="category_full"):
        categorise(db, ben, by=BY, now=AT)


def test_an_approval_oversells_neither_category_nor_level_lowered_meanwhile(db: Db) -> None:
    publish_little(db)
    people = [submitted(db, f"Person {number}", "main") for number in range(3)]
    for line, code in (
        ((QuotaScope.CATEGORY, "delegate"), "category_full"),
        ((QuotaScope.LEVEL, "minister"), "level_full"),
    ):
        set_quota(db, delegation_of(db, "AA"), 5, {line: 1}, by=BY, now=AT)
        if people[0].state is not State.APPROVED:
            approve(db, people[0], by=BY, now=AT)
        with pytest.raises(Conflict, match=code):
            approve(db, people[1], by=BY, now=AT)
    elsewhere = submitted(db, "Elsewhere", "wg-x")
    approve(db, elsewhere, by=BY, now=AT)
    assert [one.state for one in people] == [State.APPROVED, State.SUBMITTED, State.SUBMITTED]


def test_after_the_last_day_a_nomination_is_late_and_waits_for_the_named_officer(db: Db) -> None:
    edition = publish_little(db)
    named = officer(db, edition, Role.ACCREDITATION)
    other = officer(db, edition, Role.PROTOCOL)
    delegates = Terms(Category.DELEGATE, AT - DAY, named, walk_in=False)
    assert set_terms(db, edition, delegates, by=BY, now=AT)
    assert not set_terms(db, edition, delegates, by=BY, now=AT)
    set_terms(db, edition, Terms(Category.HEAD, AT + DAY), by=BY, now=AT)
    set_terms(db, edition, Terms(Category.SECURITY, AT - DAY), by=BY, now=AT)
    late = submitted(db, "Late")
    in_time = submitted(db, "In time", function="head")
    guard = submitted(db, "Guard", function="security")
    assert [one.late for one in (late, in_time, guard)] == [True, False, True]
    waiting = {
        user.id: [line.registration.id for line in late_queue(db, edition.id, user.id, most=9)]
        for user in (named, other)
    }
    # Nobody is named for security, so that it waits for every officer.
    assert waiting == {named.id: [guard.id, late.id], other.id: [guard.id]}
    assert [count_late_for(db, edition.id, user.id) for user in (named, other)] == [2, 1]
    assert terms_of(db, edition.id)[Category.DELEGATE] == delegates
    assert terms_of(db, edition.id)[Category.MEDIA] == Terms(Category.MEDIA)
    assert journal_of(db, f"edition:{edition.id}")[-3:] == ["terms set"] * 3
