"""One person who stands in two delegations, since two entries were joined."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role, Viewer
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import registration_by_id
from eventops.accreditation.rules import State
from eventops.badges.models import Badge
from eventops.core.db import Db, transaction
from eventops.core.errors import Conflict
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.queries import delegate_by_id
from eventops.editions.models import Edition
from eventops.editions.queries import edition_by_slug
from eventops.portal.bulk import Decision, decide_several
from eventops.portal.history import History, history_of
from eventops.portal.services import (
    IDENTITY,
    approve_person,
    correct_person,
    refuse_person,
    withdraw_person,
)
from eventops.portal.taking_back import undo_decision
from tests.portal.little import AS_THEY_ARE, AT, BY, SECRETS, SLUG, delegation_of, publish_little
from tests.portal.spreadsheet.lists import faults
from tests.portal.test_merging import come, merge

OFFICER = "user:officer"


def in_both(db: Db, edition: Edition) -> tuple[Registration, Registration]:
    """Ann for AA and for BB, both handed in, one person."""
    ann, twin = come(db, edition, "AA", "Ann Lee"), come(db, edition, "BB", "Ann Lee")
    merge(db, edition, ann, twin)
    return ann, twin


def approve(db: Db, registration: Registration) -> None:
    approve_person(db, registration, secrets=SECRETS, by=OFFICER, now=AT, waiver=AS_THEY_ARE)


def looking(edition: Edition, *roles: Role) -> Viewer:
    held = frozenset((edition.id, role) for role in roles)
    return Viewer("somebody", "session", "somebody@mail.example", "Somebody", "en", held)


def correct(
    db: Db, edition: Edition, registration: Registration, *roles: Role, **said: Any
) -> None:
    delegate = delegate_by_id(db, registration.delegate_id)
    known = {name: getattr(delegate.person, name) for name in IDENTITY if name != "function"}
    told = NominationDraft(**known, function=delegate.function)
    viewer = looking(edition, *roles)
    correct_person(db, edition, delegate, replace(told, **said), None, viewer=viewer, now=AT)


@pytest.mark.parametrize("said", [{"full_name": "Someone Else"}, {"email": "thief@bb.example"}])
def test_who_was_approved_for_one_delegation_is_not_the_others_to_rename(
    db: Db, said: dict[str, str]
) -> None:
    edition = publish_little(db)
    ann, twin = in_both(db, edition)
    approve(db, ann)
    with pytest.raises(Conflict, match="person_decided"):
        correct(db, edition, twin, **said)
    correct(db, edition, twin, position="Director", diet="halal")
    assert twin.delegate.position == "Director"
    correct(db, edition, twin, Role.ACCREDITATION, **said)


def test_who_is_decided_nowhere_is_still_the_focal_points_to_correct(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = in_both(db, edition)
    correct(db, edition, twin, full_name="Ann Lee-Ong")
    assert ann.delegate.person.full_name == "Ann Lee-Ong"


def test_nobody_is_accredited_for_two_delegations(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = in_both(db, edition)
    approve(db, ann)
    with pytest.raises(Conflict) as refused:
        approve(db, twin)
    party = delegation_of(db, "AA").party.name
    assert (refused.value.code, refused.value.facts) == ("accredited_elsewhere", {"party": party})
    assert (twin.state, db.scalars(sa.select(Badge.registration_id)).all()) == (
        State.SUBMITTED,
        [ann.id],
    )
    withdraw_person(db, edition, ann, by=BY, now=AT)
    approve(db, twin)
    assert twin.state is State.APPROVED


def test_one_of_two_is_approved_when_both_are_chosen_at_once(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = in_both(db, edition)
    outcomes = decide_several(
        db,
        edition,
        [ann.id, twin.id],
        Decision(State.APPROVED, incomplete=True),
        secrets=SECRETS,
        by=BY,
        now=AT,
        seen=State.SUBMITTED,
    )
    assert [each.code for each in outcomes] == ["", "accredited_elsewhere"]
    assert sorted([ann.state, twin.state]) == [State.APPROVED, State.SUBMITTED]


def test_two_officers_at_once_accredit_one_person_once(own_engine: Engine) -> None:
    with transaction(own_engine) as db:
        edition = publish_little(db)
        ids = [each.id for each in in_both(db, edition)]
    start = Barrier(len(ids))

    def decide(registration_id: str) -> str:
        start.wait()
        try:
            with transaction(own_engine) as db:
                edition_id = edition_by_slug(db, SLUG).id
                approve(db, registration_by_id(db, edition_id, registration_id))
        except Conflict as refused:
            return refused.code
        return "done"

    with ThreadPoolExecutor(len(ids)) as officers:
        assert sorted(officers.map(decide, ids)) == ["accredited_elsewhere", "done"]


def test_an_approval_does_not_come_back_beside_another(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = in_both(db, edition)
    approve(db, ann)
    refuse_person(db, edition, ann, "late", by=OFFICER, now=AT)
    approve(db, twin)
    with pytest.raises(Conflict, match="accredited_elsewhere"):
        undo_decision(db, edition, ann, secrets=SECRETS, by=OFFICER, now=AT)


def told(db: Db, code: str) -> list[str]:
    shown: History = history_of(db, delegation_of(db, code), told=None, most=50, after=0)
    return [each.code for each in shown.happenings]


def test_what_was_done_to_the_person_is_no_story_of_either_delegation(db: Db) -> None:
    edition = publish_little(db)
    ann = come(db, edition, "AA", "Ann Lee")
    again = come(db, edition, "AA", "Lee Ann")
    merge(db, edition, ann, again)
    assert "did_people_merged" in told(db, "AA")
    merge(db, edition, ann, come(db, edition, "BB", "Ann Lee"))
    assert [("did_people_merged" in told(db, code)) for code in ("AA", "BB")] == [False, False]
    assert "did_registration_submitted" in told(db, "BB")


def test_a_file_cannot_rename_who_was_approved_for_another_delegation(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = in_both(db, edition)
    head = ("Reference", "Full name", "Title or post")
    renamed, promoted = (twin.delegate_id, "Ann Hacked", ""), (twin.delegate_id, "Ann Lee", "Envoy")
    assert faults(db, edition, [head, renamed], "BB") == []
    approve(db, ann)
    assert faults(db, edition, [head, renamed], "BB") == [(2, "B (Full name)", "person_decided")]
    assert faults(db, edition, [head, promoted], "BB") == []
