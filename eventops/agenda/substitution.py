"""Verbs of substitution: one person in another's place, the way back, and what must follow."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT
from eventops.agenda.asking import Request, checked
from eventops.agenda.entitlement import Entitlement, Grade, Standing, entitlement
from eventops.agenda.follow_up import OWNERS, Circumstances, tasks_after
from eventops.agenda.models import Substitution, SubstitutionTask
from eventops.agenda.queries import Plan, plan_for, standings_of_delegations
from eventops.agenda.services import following_readers
from eventops.agenda.substituting import Change, head_of, may_take, standing_after
from eventops.agenda.trail import living_changes
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.delegations.models import Delegation
from eventops.delegations.services import lock_quota
from eventops.editions.models import Edition, Meeting
from eventops.programme.models import Session
from eventops.programme.phases import actual_times
from eventops.programme.rules import Status

OLDEST_BEGIN = timedelta(days=1)
"""An alternate is entered when it happens; what was long ago is history."""

PRESIDES = ("chair", "jury")


def replace_at_session(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    session: Session,
    *,
    leaving_id: str,
    entering_id: str,
    request: Request,
    badge: str,
    by: str,
    now: datetime,
) -> Substitution:
    """Let one person take another's place at one session, up to its last minute.

    ``badge`` is the state of the entering person's living badge, empty without one.
    Raises Invalid ``same_person`` or as the request is faulty, NotFound ``no_delegate``, Conflict
    ``session_over``, ``leaving_has_no_place``, ``entering_left``, ``entering_has_place`` or
    ``entering_may_not``.
    """
    request = checked(request)
    lock_quota(db, delegation.id)
    if over(session, now):
        raise Conflict("session_over")
    people = standings_of_delegations(db, (delegation.id,))
    _require_two(db, people, leaving_id, entering_id)
    plan = plan_for(db, edition)
    change = Change(entering_id, leaving_id, session=session.code)
    place = _place_taken(db, plan, delegation, session, people, change)
    made = Substitution(
        edition_id=edition.id,
        delegation_id=delegation.id,
        session_id=session.id,
        leaving_id=leaving_id,
        entering_id=entering_id,
        valid_from=now,
        **_trail(request, by, now),
    )
    case = Circumstances(
        head=place.grade is Grade.HEAD,
        capacity=place.capacity,
        seat=place.seat,
        badge=badge,
        presides=people[leaving_id].function in PRESIDES,
    )
    return _enter(db, edition, made, case, by=by, now=now)


def name_alternate(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    meeting: Meeting,
    *,
    entering_id: str,
    begins: datetime,
    until: datetime | None,
    request: Request,
    badge: str,
    by: str,
    now: datetime,
) -> Substitution:
    """Let another person be head for a meeting at every session that starts from a time on.

    The ordered list is not rewritten; ``badge`` as above. Raises Invalid ``until_too_early``, ``begin_too_old`` or as
    the request is faulty, NotFound ``no_delegate``, Conflict ``entering_left`` or ``is_head``.
    """
    request = checked(request)
    if begins < now - OLDEST_BEGIN:
        raise Invalid("begin_too_old", field="begins")
    if until is not None and until <= max(begins, now):
        raise Invalid("until_too_early", field="until")
    lock_quota(db, delegation.id)
    people = standings_of_delegations(db, (delegation.id,))
    _require_member(db, people, entering_id)
    leaving_id = head_at(db, delegation, people, meeting, begins)
    if leaving_id == entering_id:
        raise Conflict("is_head")
    made = Substitution(
        edition_id=edition.id,
        delegation_id=delegation.id,
        meeting_id=meeting.id,
        leaving_id=leaving_id,
        entering_id=entering_id,
        valid_from=begins,
        valid_until=until,
        **_trail(request, by, now),
    )
    case = Circumstances(head=True, capacity="table", seat="", badge=badge)
    return _enter(db, edition, made, case, by=by, now=now)


def head_at(
    db: Db, delegation: Delegation, people: Mapping[str, Standing], meeting: Meeting, at: datetime
) -> str | None:
    """Who leads the delegation at a meeting's sessions that start at a time."""
    changes = living_changes(db, delegation.id)
    here = [each for each in changes if each.list == meeting.code and each.concerns("", at)]
    return head_of(people, meeting.code, here)


def undo_substitution(
    db: Db, edition: Edition, substitution: Substitution, *, by: str, now: datetime
) -> None:
    """Give the place back; undoing twice changes nothing.

    Raises Conflict ``session_over``, or ``undo_later_first`` when a later one builds on it.
    """
    lock_quota(db, substitution.delegation_id)
    db.refresh(substitution)
    if substitution.undone_at is not None:
        return
    if substitution.session_id is not None:
        session = db.get_one(Session, substitution.session_id)
        if over(session, now):
            raise Conflict("session_over")
    if _builds_on(db, substitution):
        raise Conflict("undo_later_first")
    delegation_id = substitution.delegation_id
    with following_readers(db, edition, now=now, delegation_id=delegation_id):
        substitution.undone_at, substitution.undone_by = now, by
    _journal(db, "substitution undone", substitution, by=by, now=now)


def set_task(
    db: Db, substitution: Substitution, task: str, *, done: bool, by: str, now: datetime
) -> SubstitutionTask:
    """Tick a task, or open it again. Raises NotFound ``no_task``, Conflict ``undone_already``."""
    lock_quota(db, substitution.delegation_id)
    db.refresh(substitution, ["undone_at"])
    found = db.scalar(
        sa.select(SubstitutionTask)
        .where(SubstitutionTask.substitution_id == substitution.id, SubstitutionTask.task == task)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("no_task")
    if substitution.undone_at is not None:
        raise Conflict("undone_already")
    if (found.done_at is not None) != done:
        found.done_at, found.done_by = (now, by) if done else (None, "")
        _journal(db, "substitution task", substitution, by=by, now=now, task=task, done=done)
    return found


def over(session: Session, now: datetime) -> bool:
    """Whether nobody can take a seat at the session any more."""
    return session.status is Status.CANCELLED or actual_times(session)[1] < now


def _place_taken(
    db: Db,
    plan: Plan,
    delegation: Delegation,
    session: Session,
    people: Mapping[str, Standing],
    change: Change,
) -> Entitlement:
    """The place as it is held now, after making sure that the other will hold it."""
    expectation = plan.expectation(session.id)
    leaving, entering = people[str(change.leaving)], people[change.entering]
    place = entitlement(leaving, expectation, plan.duty)
    if not place.grade.shown:
        raise Conflict("leaving_has_no_place")
    if not may_take(entitlement(entering, expectation, plan.duty), place):
        raise Conflict("entering_has_place")
    bare = {each: replace(standing, instead={}) for each, standing in people.items()}
    changes = [*living_changes(db, delegation.id), change]
    after = standing_after(bare, changes, {session.code: session.starts_at})
    taken = entitlement(after[change.entering], expectation, plan.duty)
    if (taken.grade, taken.capacity) != (place.grade, place.capacity):
        raise Conflict("entering_may_not")
    return place


def _require_two(db: Db, people: Mapping[str, Standing], leaving_id: str, entering_id: str) -> None:
    if leaving_id not in people:
        raise NotFound("no_delegate")
    if leaving_id == entering_id:
        raise Invalid("same_person", field="entering")
    _require_member(db, people, entering_id)


def _require_member(db: Db, people: Mapping[str, Standing], entering_id: str) -> None:
    if entering_id not in people:
        raise NotFound("no_delegate")
    state = db.scalar(sa.select(Registration.state).where(Registration.delegate_id == entering_id))
    if state in OUT:
        raise Conflict("entering_left")


def _enter(
    db: Db,
    edition: Edition,
    made: Substitution,
    case: Circumstances,
    *,
    by: str,
    now: datetime,
) -> Substitution:
    """Store it with its tasks; both persons' calendars follow."""
    with following_readers(db, edition, now=now, delegation_id=made.delegation_id):
        db.add(made)
    for task in tasks_after(case):
        db.add(SubstitutionTask(substitution_id=made.id, task=task.value, owner=OWNERS[task].value))
    db.flush()
    _journal(
        db,
        "substitution entered",
        made,
        by=by,
        now=now,
        delegation=made.delegation_id,
        session=made.session_id,
        meeting=made.meeting_id,
        leaving=made.leaving_id,
        entering=made.entering_id,
        channel=made.channel.value,
    )
    return made


def _builds_on(db: Db, substitution: Substitution) -> bool:
    """Whether a later one of the same session or list concerns one of the two."""
    both = [each for each in (substitution.leaving_id, substitution.entering_id) if each]
    later = sa.select(Substitution.id).where(
        Substitution.delegation_id == substitution.delegation_id,
        Substitution.undone_at.is_(None),
        Substitution.id != substitution.id,
        Substitution.entered_at >= substitution.entered_at,
        Substitution.session_id == substitution.session_id
        if substitution.session_id
        else Substitution.meeting_id == substitution.meeting_id,
        sa.or_(Substitution.leaving_id.in_(both), Substitution.entering_id.in_(both)),
    )
    return db.scalar(later.limit(1)) is not None


def _trail(request: Request, by: str, now: datetime) -> dict[str, object]:
    return {
        "asked_by": request.asked_by,
        "channel": request.channel,
        "reason": request.reason,
        "entered_by": by,
        "entered_at": now,
    }


def _journal(
    db: Db, action: str, substitution: Substitution, *, by: str, now: datetime, **facts: object
) -> None:
    journal.record(
        db,
        action,
        f"substitution:{substitution.id}",
        by=by,
        now=now,
        edition_id=substitution.edition_id,
        **facts,
    )
