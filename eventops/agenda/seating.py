"""Verbs of the seats page: who takes a delegation's seats at one session, and the way back.

The lists stay as they are. A wish becomes rows that say from when, by whom and why: one person in
another's place or on a free one (``Substitution``), a place left empty or a person named for a
closed session (``AudienceChange``). All rows of one act bear its time; the last act can be undone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from eventops.agenda.asking import Request, checked
from eventops.agenda.benches import Formula, bench_of, formula_for, is_met, steps_towards
from eventops.agenda.entitlement import entitlement
from eventops.agenda.queries import Plan, plan_for, standings_of_delegations
from eventops.agenda.seating_acts import Act, changes_at, holds, lifted, substitutions_at
from eventops.agenda.services import following_readers
from eventops.agenda.substitution import over
from eventops.core.db import Db
from eventops.core.errors import Conflict, NotFound
from eventops.delegations.models import Delegation
from eventops.delegations.services import lock_quota
from eventops.editions.models import Edition
from eventops.programme.models import Session
from eventops.programme.rules import Access, ChangeKind


def take_seats(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    session: Session,
    wish: Sequence[str | None],
    *,
    request: Request,
    badges: Mapping[str, str],
    by: str,
    now: datetime,
) -> bool:
    """Say who takes the seats of one session, the head first; whether that changed anything.

    ``badges`` are the states of living badges by delegate. Raises Invalid as the request or the
    wish is faulty, NotFound ``no_delegate``, Conflict ``session_over``, ``no_counted_seats`` or
    ``seats_refused``.
    """
    request = checked(request)
    lock_quota(db, delegation.id)
    _require_ahead(session, now)
    plan = plan_for(db, edition)
    people = standings_of_delegations(db, (delegation.id,))
    expectation, formula = plan.expectation(session.id), _formula(plan, delegation, session)
    if any(each not in people for each in wish if each is not None):
        raise NotFound("no_delegate")
    steps = steps_towards(bench_of(people, expectation, formula), wish)
    if not steps:
        return False
    act = Act(db, delegation, session, request, by, now)
    with following_readers(db, edition, now=now, delegation_id=delegation.id):
        for step in steps:
            leaving = people[step.leaving] if step.leaving else None
            held = entitlement(leaving, expectation, plan.duty) if leaving else None
            act.take(step, formula, held, badges)
        db.flush()
        after = plan_for(db, edition).expectation(session.id)
        if not is_met(standings_of_delegations(db, (delegation.id,)), after, formula, wish):
            raise Conflict("seats_refused")
    act.tell("seats taken", steps=len(steps), seats=[each for each in wish if each])
    return True


def name_for_session(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    session: Session,
    delegate_id: str,
    *,
    request: Request,
    by: str,
    now: datetime,
) -> None:
    """Name a person for a closed session at which their delegation has no counted seats.

    Raises as ``take_seats``, and Conflict ``not_closed``, ``seats_are_counted`` or ``named_already``.
    """
    request = checked(request)
    lock_quota(db, delegation.id)
    _require_ahead(session, now)
    if session.access is not Access.CLOSED:
        raise Conflict("not_closed")
    plan, people = plan_for(db, edition), standings_of_delegations(db, (delegation.id,))
    expectation = plan.expectation(session.id)
    if delegate_id not in people:
        raise NotFound("no_delegate")
    party = delegation.party
    if formula_for(expectation, party.code, party.groups) is not None:
        raise Conflict("seats_are_counted")
    if delegate_id in expectation.added:
        raise Conflict("named_already")
    act = Act(db, delegation, session, request, by, now)
    with following_readers(db, edition, now=now, delegation_id=delegation.id):
        act.change(delegate_id, ChangeKind.ADD)
    act.tell("person named", delegate=delegate_id)


def unname(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    session: Session,
    delegate_id: str,
    *,
    by: str,
    now: datetime,
) -> None:
    """Take a naming back. Raises Conflict ``session_over``, NotFound ``not_named``."""
    lock_quota(db, delegation.id)
    _require_ahead(session, now)
    rows = [
        row
        for row in changes_at(db, delegation, session)
        if row.kind is ChangeKind.ADD and row.delegate_id == delegate_id and holds(row)
    ]
    if not rows:
        raise NotFound("not_named")
    with following_readers(db, edition, now=now, delegation_id=delegation.id):
        for row in rows:
            row.valid_from = row.valid_until = now
    act = Act(db, delegation, session, None, by, now)
    act.tell("naming taken back", delegate=delegate_id)


def undo_seats(
    db: Db, edition: Edition, delegation: Delegation, session: Session, *, by: str, now: datetime
) -> None:
    """Take the last act back, whoever did it. Raises Conflict ``session_over`` or ``seats_as_listed``."""
    lock_quota(db, delegation.id)
    _require_ahead(session, now)
    at = last_act(db, delegation, session)
    if at is None:
        raise Conflict("seats_as_listed")
    with following_readers(db, edition, now=now, delegation_id=delegation.id):
        for made in substitutions_at(db, delegation, session):
            if made.valid_from == at:
                made.undone_at, made.undone_by = now, by
        for row in changes_at(db, delegation, session):
            if row.entered_at == at and holds(row):
                row.valid_from = row.valid_until = row.entered_at
            elif lifted(row) == at:
                row.valid_from, row.valid_until = row.entered_at, None
    Act(db, delegation, session, None, by, now).tell("seats undone")


def last_act(db: Db, delegation: Delegation, session: Session) -> datetime | None:
    """When the seats of a session were changed last; None when they are as the list has them."""
    acts = [made.valid_from for made in substitutions_at(db, delegation, session)]
    for row in changes_at(db, delegation, session):
        ended = lifted(row)
        if ended is not None:
            acts.append(ended)
        elif holds(row):
            acts.append(row.entered_at)
    return max(acts, default=None)


def _formula(plan: Plan, delegation: Delegation, session: Session) -> Formula:
    party = delegation.party
    found = formula_for(plan.expectation(session.id), party.code, party.groups)
    if found is None:
        raise Conflict("no_counted_seats")
    return found


def _require_ahead(session: Session, now: datetime) -> None:
    if over(session, now):
        raise Conflict("session_over")
