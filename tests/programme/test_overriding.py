"""Conflicts that may stand: kept with the reason, journalled without it, bound to the situation."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import Invalid, NotFound
from eventops.core.journal import JournalEntry
from eventops.editions.models import Edition
from eventops.editions.queries import edition_by_slug
from eventops.programme.conflicts.clash import Clash
from eventops.programme.models import ConflictOverride
from eventops.programme.overriding import living_overrides, override_conflict, revoke_override
from eventops.programme.plan import EditionPlan
from tests.programme.conflicts.scene import found, session
from tests.programme.published import NOW, put


@pytest.fixture
def edition(db: Db, plan: EditionPlan) -> Edition:
    put(db, plan)
    return edition_by_slug(db, plan.slug)


@pytest.fixture
def conflict() -> Clash:
    return found(session("a", "09:00", "10:00"), session("b", "09:30", "11:00"))[0]


def let_stand(db: Db, edition: Edition, conflict: Clash, reason: str) -> ConflictOverride:
    return override_conflict(db, edition, conflict, reason=reason, by="user:u", now=NOW)


def journalled(db: Db) -> list[tuple[str, str, dict[str, object]]]:
    query = sa.select(JournalEntry).where(JournalEntry.subject.like("conflict_override:%"))
    rows = db.scalars(query.order_by(JournalEntry.position))
    return [(row.action, row.actor, row.facts) for row in rows]


def test_reason_is_kept_and_the_journal_says_rule_and_sessions(
    db: Db, edition: Edition, conflict: Clash
) -> None:
    made = let_stand(db, edition, conflict, "  The hall can be divided. ")
    assert [
        (each.reason, each.situation, each.made_by) for each in living_overrides(db, edition.id)
    ] == [("The hall can be divided.", conflict.situation, "user:u")]
    revoke_override(db, edition, made.id, by="user:v", now=NOW)
    revoke_override(db, edition, made.id, by="user:w", now=NOW)
    assert (living_overrides(db, edition.id), made.revoked_by) == ([], "user:v")
    facts = {"rule": "room_taken", "sessions": ["a", "b"]}
    assert journalled(db) == [
        ("conflict overridden", "user:u", facts),
        ("conflict override revoked", "user:v", facts),
    ]


def test_same_situation_is_overridden_once(db: Db, edition: Edition, conflict: Clash) -> None:
    first = let_stand(db, edition, conflict, "Divided.")
    assert let_stand(db, edition, conflict, "Again.") is first
    moved = replace(conflict, where=((0, 1, "hall"), (0, 1, "hall")))
    assert let_stand(db, edition, moved, "Again.") is not first
    assert len(living_overrides(db, edition.id)) == 2


def test_reason_must_be_given(db: Db, edition: Edition, conflict: Clash) -> None:
    with pytest.raises(Invalid) as fault:
        let_stand(db, edition, conflict, " \n ")
    assert (fault.value.code, fault.value.facts) == ("reason_needed", {"field": "reason"})
    assert journalled(db) == []


def test_exception_of_another_edition_is_not_there(
    db: Db, edition: Edition, conflict: Clash, plan: EditionPlan
) -> None:
    made = let_stand(db, edition, conflict, "Divided.")
    put(db, replace(plan, slug="other-2031"))
    with pytest.raises(NotFound):
        revoke_override(db, edition_by_slug(db, "other-2031"), made.id, by="user:v", now=NOW)
