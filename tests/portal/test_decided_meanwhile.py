"""What somebody else did between looking and acting counts: it is read under the lock."""

from typing import Any

import pytest
import sqlalchemy as sa

from eventops.accreditation.models import ImportFile, Registration
from eventops.accreditation.rules import Category, ImportState, State
from eventops.accreditation.services import choose_category
from eventops.badges.models import Badge, BadgeState
from eventops.badges.queries import living_badge
from eventops.core.db import Db
from eventops.core.errors import Conflict, NotFound
from eventops.delegations.models import QuotaLine
from eventops.delegations.rules import QuotaScope
from eventops.portal.spreadsheet.files import discard, keep_file
from eventops.portal.spreadsheet.known import Scope
from eventops.portal.taking_back import undo_decision
from tests.portal.little import AT, BY, SECRETS, publish_little
from tests.portal.test_merging import come, merge
from tests.portal.test_two_delegations import OFFICER, approve, correct


def meanwhile(db: Db, row: Registration | Badge | ImportFile, **values: Any) -> None:
    """Another officer's change, of which this session knows nothing."""
    db.flush()
    change = sa.update(type(row)).where(type(row).id == row.id).values(**values)
    db.execute(change.execution_options(synchronize_session=False))


def test_a_person_approved_meanwhile_is_not_renamed(db: Db) -> None:
    edition = publish_little(db)
    ann = come(db, edition, "AA", "Ann Lee")
    meanwhile(db, ann, state=State.APPROVED)
    with pytest.raises(Conflict, match="person_decided"):
        correct(db, edition, ann, full_name="Someone Else")
    meanwhile(db, ann, state=State.WITHDRAWN)
    with pytest.raises(Conflict, match="person_left"):
        correct(db, edition, ann, position="Director")


def test_a_badge_printed_meanwhile_keeps_its_approval(db: Db) -> None:
    edition = publish_little(db)
    ann = come(db, edition, "AA", "Ann Lee")
    approve(db, ann)
    badge = living_badge(db, ann.id)
    assert badge is not None
    meanwhile(db, badge, state=BadgeState.PRINTED)
    with pytest.raises(Conflict, match="badge_is_out"):
        undo_decision(db, edition, ann, secrets=SECRETS, by=OFFICER, now=AT)
    assert ann.state is State.APPROVED


def test_a_registration_refused_meanwhile_swallows_nobody(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = come(db, edition, "AA", "Ann Lee"), come(db, edition, "AA", "Lee Ann")
    meanwhile(db, ann, state=State.REFUSED)
    with pytest.raises(Conflict, match="keep_the_other"):
        merge(db, edition, ann, twin)
    assert twin.state is State.SUBMITTED


def test_people_joined_meanwhile_are_no_pair_any_more(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = come(db, edition, "AA", "Ann Lee"), come(db, edition, "BB", "Ann Lee")
    db.flush()
    to_ann = sa.text("UPDATE delegate SET person_id = :person WHERE id = :twin")
    db.execute(to_ann, {"person": ann.delegate.person_id, "twin": twin.delegate_id})
    with pytest.raises(NotFound, match="no_person"):
        merge(db, edition, ann, twin)


def test_a_file_confirmed_meanwhile_is_not_thrown_away(db: Db) -> None:
    scope = Scope(publish_little(db), None, officer=True, desk=True, on=AT.date())
    file = keep_file(db, scope, "people.csv", b"", 1, by=BY, now=AT)
    meanwhile(db, file, state=ImportState.RUNNING)
    with pytest.raises(Conflict, match="import_over"):
        discard(db, file, by=BY, now=AT)
    assert db.scalars(sa.select(ImportFile.state)).all() == [ImportState.RUNNING]


def test_somebody_back_meanwhile_gets_no_category_that_is_full(db: Db) -> None:
    edition = publish_little(db)
    ann = come(db, edition, "AA", "Ann Lee")
    aa = ann.delegate.delegation_id
    db.add(QuotaLine(delegation_id=aa, scope=QuotaScope.CATEGORY, key="guest", places=0))
    ann.state = State.WITHDRAWN
    db.flush()
    meanwhile(db, ann, state=State.SUBMITTED)
    with pytest.raises(Conflict, match="category_full"):
        choose_category(db, ann, Category.GUEST, by=BY, now=AT)
