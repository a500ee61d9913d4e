"""The rows that an act on the seats of one session leaves, and how they are found again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from eventops.agenda.asking import Request
from eventops.agenda.benches import Formula, Step
from eventops.agenda.entitlement import Entitlement, Grade
from eventops.agenda.follow_up import OWNERS, Circumstances, tasks_after
from eventops.agenda.models import Substitution, SubstitutionTask
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Invalid
from eventops.delegations.models import Delegate, Delegation
from eventops.editions.models import Meeting
from eventops.programme.models import AudienceChange, Session
from eventops.programme.rules import ChangeKind


def holds(row: AudienceChange) -> bool:
    """Whether it is in force until further notice."""
    return row.valid_until is None


def lifted(row: AudienceChange) -> datetime | None:
    """When an act ended what an earlier one had entered; None for what was undone or still holds."""
    if row.valid_until is None or row.valid_until != row.valid_from:
        return None
    return row.valid_until if row.valid_until > row.entered_at else None


def substitutions_at(db: Db, delegation: Delegation, session: Session) -> Sequence[Substitution]:
    """A delegation's living substitutions at one session, as they were entered."""
    query = sa.select(Substitution).where(
        Substitution.delegation_id == delegation.id,
        Substitution.session_id == session.id,
        Substitution.undone_at.is_(None),
    )
    return db.scalars(query.order_by(Substitution.entered_at, Substitution.id)).all()


def changes_at(db: Db, delegation: Delegation, session: Session) -> Sequence[AudienceChange]:
    """A delegation's people named for one session or taken out of it, as that was entered."""
    query = (
        sa.select(AudienceChange)
        .join(Delegate, Delegate.id == AudienceChange.delegate_id)
        .where(Delegate.delegation_id == delegation.id, AudienceChange.session_id == session.id)
    )
    return db.scalars(query.order_by(AudienceChange.entered_at, AudienceChange.id)).all()


class Act:
    """The rows of one act."""

    def __init__(
        self,
        db: Db,
        delegation: Delegation,
        session: Session,
        request: Request | None,
        by: str,
        now: datetime,
    ) -> None:
        self.db, self.delegation, self.session = db, delegation, session
        self.request, self.by, self.now = request, by, now
        self.steps = 0
        """So many were entered; each a moment after the one before, since they build on each other."""

    def take(
        self,
        step: Step,
        formula: Formula,
        held: Entitlement | None,
        badges: Mapping[str, str],
    ) -> None:
        """Enter one step."""
        if step.back is not None:
            self._lift(step.back)
        elif step.entering is None:
            self.change(str(step.leaving), ChangeKind.REMOVE)
        else:
            self._enter(step, formula, held, badges.get(step.entering, ""))

    def change(self, delegate_id: str, kind: ChangeKind) -> None:
        """Name a person, or take them out, from now on."""
        self.db.add(
            AudienceChange(
                session_id=self.session.id,
                delegate_id=delegate_id,
                kind=kind,
                capacity="table" if kind is ChangeKind.ADD else "",
                seat="",
                valid_from=self.now,
                entered_by=self.by,
                entered_at=self.now,
                reason=self.request.reason if self.request else "",
            )
        )

    def tell(self, action: str, **facts: object) -> None:
        """Into the journal, by ids alone."""
        journal.record(
            self.db,
            action,
            f"session:{self.session.id}",
            by=self.by,
            now=self.now,
            edition_id=self.delegation.edition_id,
            delegation=self.delegation.id,
            **facts,
        )

    def _lift(self, delegate_id: str) -> None:
        for row in changes_at(self.db, self.delegation, self.session):
            if row.delegate_id == delegate_id and row.kind is ChangeKind.REMOVE and holds(row):
                row.valid_from = row.valid_until = self.now

    def _enter(self, step: Step, formula: Formula, held: Entitlement | None, badge: str) -> None:
        request = self.request
        if request is None:
            raise Invalid("reason_missing", field="reason")
        made = Substitution(
            edition_id=self.delegation.edition_id,
            delegation_id=self.delegation.id,
            session_id=self.session.id,
            meeting_id=None if step.leaving else self._meeting(formula.list),
            leaving_id=step.leaving,
            entering_id=step.entering,
            valid_from=self.now,
            asked_by=request.asked_by,
            channel=request.channel,
            reason=request.reason,
            entered_by=self.by,
            entered_at=self.now + timedelta(microseconds=self.steps),
        )
        self.steps += 1
        self.db.add(made)
        self.db.flush()
        case = Circumstances(
            head=held is not None and held.grade is Grade.HEAD,
            capacity=held.capacity if held and held.capacity else "table",
            seat=held.seat if held else "",
            badge=badge,
        )
        for task in tasks_after(case):
            owner = OWNERS[task].value
            self.db.add(SubstitutionTask(substitution_id=made.id, task=task.value, owner=owner))

    def _meeting(self, code: str) -> str:
        query = sa.select(Meeting.id).where(
            Meeting.edition_id == self.delegation.edition_id, Meeting.code == code
        )
        return self.db.scalars(query).one()
