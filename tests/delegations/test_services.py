"""Adding, correcting and ordering the people of a delegation."""

import pytest

from eventops.core.db import Db
from eventops.core.errors import Invalid, NotFound
from eventops.delegations.arrangements import name_focal_point
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate
from eventops.delegations.ordering import move_on_list
from eventops.delegations.queries import focal_points_of, is_focal_point
from eventops.delegations.rules import DelegationState
from eventops.delegations.services import (
    add_delegate,
    correct_delegate,
    leave_lists,
)
from tests.portal.little import (
    AT,
    BY,
    delegation_of,
    draft,
    journal_of,
    meeting_id,
    order,
    publish_little,
)


def add(db: Db, code: str, name: str, *lists: str) -> Delegate:
    return add_delegate(db, delegation_of(db, code), draft(db, name, *lists), by=BY, now=AT)


def test_a_new_person_stands_last_on_the_chosen_lists(db: Db) -> None:
    publish_little(db)
    add(db, "AA", "First", "main", "wg-x")
    add(db, "AA", "Second", "main")
    add(db, "AA", "Third", "wg-x", "main")
    add(db, "BB", "Stranger", "main")
    assert order(db, "AA", "main") == ["First", "Second", "Third"]
    assert order(db, "AA", "wg-x") == ["First", "Third"]
    assert [add(db, "AA", "Fourth").rank, add(db, "AA", "Fifth").rank] == [4, 5]


def test_the_list_opens_with_the_first_person(db: Db) -> None:
    publish_little(db)
    before = delegation_of(db, "AA").state
    delegate = add(db, "AA", "First", "main")
    assert (before, delegation_of(db, "AA").state) == (
        DelegationState.INVITED,
        DelegationState.OPEN,
    )
    assert journal_of(db, f"delegate:{delegate.id}") == ["delegate added"]


def test_a_person_cannot_join_the_list_of_an_unknown_meeting(db: Db) -> None:
    publish_little(db)
    sent = NominationDraft(full_name="Ann", meetings=("0" * 20,))
    with pytest.raises(NotFound, match="no_meeting"):
        add_delegate(db, delegation_of(db, "AA"), sent, by=BY, now=AT)


def test_a_correction_tells_what_changed_and_keeps_places(db: Db) -> None:
    publish_little(db)
    first, _second = add(db, "AA", "Ann", "main"), add(db, "AA", "Ben", "main")
    sent = NominationDraft(
        full_name="Anne",
        badge_name="Ann",
        sort_name="Ann",
        function="deputy",
        meetings=(meeting_id(db, "main"), meeting_id(db, "wg-x")),
    )
    changed = correct_delegate(db, first, sent, by=BY, now=AT)
    assert changed == ("full_name", "function", "meetings")
    assert (order(db, "AA", "main"), order(db, "AA", "wg-x")) == (["Anne", "Ben"], ["Anne"])
    assert correct_delegate(db, first, sent, by=BY, now=AT) == ()
    assert first.person.search_name == "anne"


def test_a_correction_takes_a_person_off_a_list(db: Db) -> None:
    publish_little(db)
    first, _second = add(db, "AA", "Ann", "main"), add(db, "AA", "Ben", "main")
    assert correct_delegate(db, first, draft(db, "Ann"), by=BY, now=AT) == ("meetings",)
    assert order(db, "AA", "main") == ["Ben"]


def test_a_language_once_known_is_not_guessed_again(db: Db) -> None:
    publish_little(db)
    sent = NominationDraft(full_name="Yamada", own_script="山田", own_language="ja")
    delegate = add_delegate(db, delegation_of(db, "AA"), sent, by=BY, now=AT)
    again = NominationDraft(full_name="Yamada", own_script="山田")
    assert correct_delegate(db, delegate, again, by=BY, now=AT) == ()
    assert delegate.person.own_language == "ja"


def test_moving_changes_two_places_and_no_other(db: Db) -> None:
    publish_little(db)
    delegation = delegation_of(db, "AA")
    people = [add(db, "AA", name, "main", "wg-x") for name in ("A", "B", "C", "D")]
    main = meeting_id(db, "main")
    move_on_list(db, delegation, main, people[2].id, "up", by=BY, now=AT)
    assert order(db, "AA", "main") == ["A", "C", "B", "D"]
    move_on_list(db, delegation, main, people[0].id, "down", by=BY, now=AT)
    assert order(db, "AA", "main") == ["C", "A", "B", "D"]
    assert order(db, "AA", "wg-x") == ["A", "B", "C", "D"]


def test_moving_beyond_the_end_changes_nothing(db: Db) -> None:
    publish_little(db)
    delegation, main = delegation_of(db, "AA"), meeting_id(db, "main")
    first, last = add(db, "AA", "A", "main"), add(db, "AA", "B", "main")
    move_on_list(db, delegation, main, first.id, "up", by=BY, now=AT)
    move_on_list(db, delegation, main, last.id, "down", by=BY, now=AT)
    assert order(db, "AA", "main") == ["A", "B"]
    assert journal_of(db, f"delegate:{first.id}") == ["delegate added"]


def test_moving_somebody_who_is_not_on_the_list_is_refused(db: Db) -> None:
    publish_little(db)
    delegation, stranger = delegation_of(db, "AA"), add(db, "BB", "B", "main")
    with pytest.raises(NotFound, match="no_delegate"):
        move_on_list(db, delegation, meeting_id(db, "main"), stranger.id, "up", by=BY, now=AT)


def test_a_list_closes_up_behind_who_leaves(db: Db) -> None:
    edition = publish_little(db)
    people = [add(db, "AA", name, "main") for name in ("A", "B", "C")]
    leave_lists(db, people[1], by=BY, now=AT, edition_id=edition.id)
    add(db, "AA", "D", "main")
    assert order(db, "AA", "main") == ["A", "C", "D"]


def test_naming_a_focal_point_twice_changes_nothing(db: Db) -> None:
    publish_little(db)
    delegation = delegation_of(db, "AA")
    for _turn in range(2):
        user = name_focal_point(db, delegation, "Ann@A.example", "Ann", by=BY, now=AT)
    assert [each.email for each in focal_points_of(db, delegation.id)] == ["ann@a.example"]
    assert is_focal_point(db, user.id, delegation.id)
    assert delegation.state is DelegationState.NAMED
    assert journal_of(db, f"delegation:{delegation.id}") == ["focal point named"]


def test_a_focal_point_needs_a_mailbox(db: Db) -> None:
    publish_little(db)
    with pytest.raises(Invalid, match="not_a_mailbox"):
        name_focal_point(db, delegation_of(db, "AA"), " ", "Ann", by=BY, now=AT)
