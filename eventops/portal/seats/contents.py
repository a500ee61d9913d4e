"""What the seats pages show: a delegation's benches, and all delegations at a session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT
from eventops.agenda.benches import Bench, bench_of, formula_for
from eventops.agenda.entitlement import Entitlement, Grade, Standing, entitlement
from eventops.agenda.queries import Expected, Plan, plan_for, standings_of_delegations
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Delegation, Party, Person
from eventops.editions.models import Edition
from eventops.programme.invited import invites
from eventops.programme.models import Session
from eventops.programme.rules import Access, Status, Track
from eventops.web.pages import zoned

GROUPED = (Grade.DUTY, Grade.PHOTO, Grade.OPEN)
"""Grades without a counted seat, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at a session; ``delegate`` has the person loaded."""

    delegate: Delegate
    entitlement: Entitlement


@dataclass(frozen=True, slots=True)
class DelegationSeats:
    """A delegation at one session. ``seats`` has a line a counted seat, None for a free one."""

    delegation: Delegation
    session: Session
    bench: Bench | None
    seats: tuple[Sitting | None, ...]
    others: tuple[Sitting, ...]
    """Expected without a seat by the list: by function, on duty, for photographs, as guests."""
    reserve: tuple[Sitting, ...]
    invited: bool
    """Whether the rules speak of the party at all, counted or not."""

    @property
    def used(self) -> int:
        """Counted seats that somebody holds."""
        return self.bench.used if self.bench else 0

    @property
    def left(self) -> int:
        """Counted seats that are free."""
        return self.bench.formula.seats - self.used if self.bench else 0

    @property
    def expected(self) -> int:
        """Everybody who comes."""
        return self.used + len(self.others)


def seats_of(
    db: Db, edition: Edition, delegation: Delegation, *, day: date | None = None
) -> list[DelegationSeats]:
    """A delegation's sessions by time, with everybody who is expected there."""
    plan, people = plan_for(db, edition), standings_of_delegations(db, (delegation.id,))
    members = members_by_id(db, Delegate.delegation_id == delegation.id)
    found = [
        seats_in(plan, each, delegation, people, members)
        for each in plan.sessions
        if is_shown(each.session, day)
    ]
    return [each for each in found if each.bench or each.others or each.invited]


def seats_at(
    db: Db, edition: Edition, delegation: Delegation, session_code: str, *, desk: bool
) -> DelegationSeats:
    """A delegation at one session; the desk may name people where it is not invited.

    Raises NotFound ``no_session`` where the delegation has nothing to do with a closed one.
    """
    plan, people = plan_for(db, edition), standings_of_delegations(db, (delegation.id,))
    members = members_by_id(db, Delegate.delegation_id == delegation.id)
    each = expected_session(plan, session_code, closed=True)
    found = seats_in(plan, each, delegation, people, members)
    if each.session.access is Access.CLOSED and not (found.invited or found.others or desk):
        raise NotFound("no_session", session=session_code)
    return found


def expected_session(plan: Plan, code: str, *, closed: bool) -> Expected:
    """One session as far as this reader may know of it. Raises NotFound ``no_session``."""
    for each in plan.sessions:
        if each.session.code == code and (closed or each.session.access is not Access.CLOSED):
            return each
    raise NotFound("no_session", session=code)


def members_by_id(db: Db, which: sa.ColumnElement[bool]) -> dict[str, Delegate]:
    """Delegates with their person, who were neither refused nor withdrawn, by rank."""
    out = sa.select(Registration.delegate_id).where(Registration.state.in_(OUT))
    query = (
        sa.select(Delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .join(Delegation.party)
        .where(which, Delegate.id.not_in(out))
        .options(
            contains_eager(Delegate.person),
            contains_eager(Delegate.delegation).contains_eager(Delegation.party),
        )
        .order_by(Party.position, Party.code, Delegate.rank, Person.sort_name, Delegate.id)
    )
    return {each.id: each for each in db.scalars(query)}


def is_shown(session: Session, day: date | None) -> bool:
    """Not what is no meeting, nor what was cancelled; of the day asked for."""
    if session.track is Track.SERVICE or session.status is Status.CANCELLED:
        return False
    return day is None or zoned(session.starts_at).date() == day


def seats_in(
    plan: Plan,
    each: Expected,
    delegation: Delegation,
    people: Mapping[str, Standing],
    members: Mapping[str, Delegate],
) -> DelegationSeats:
    """A delegation at one session, worked out from what was read before."""
    party, expectation = delegation.party, each.expectation
    formula = formula_for(expectation, party.code, party.groups)
    here = {key: standing for key, standing in people.items() if key in members}
    bench = bench_of(people, expectation, formula) if formula else None
    answers = {key: entitlement(standing, expectation, plan.duty) for key, standing in here.items()}
    holders = bench.holders if bench else ()
    reserve = bench.reserve if bench else ()
    others = [
        Sitting(members[key], answer)
        for key, answer in answers.items()
        if key not in holders and answer.grade.shown and answer.reason != "any_badge"
    ]
    return DelegationSeats(
        delegation,
        each.session,
        bench,
        tuple(_sitting(one, members, answers) for one in holders),
        tuple(sorted(others, key=_weight)),
        tuple(
            Sitting(members[one], answers[one])
            for one in reserve
            if one in answers and not answers[one].grade.shown
        ),
        invites((rule for rule, _at in expectation.rules), party.code, party.groups),
    )


def _sitting(
    who: str | None, members: Mapping[str, Delegate], answers: Mapping[str, Entitlement]
) -> Sitting | None:
    return Sitting(members[who], answers[who]) if who is not None and who in members else None


def _weight(sitting: Sitting) -> tuple[int, int]:
    grade = sitting.entitlement.grade
    return (GROUPED.index(grade) if grade in GROUPED else -1, sitting.delegate.rank)


def at_the_table(found: Iterable[DelegationSeats]) -> list[Sitting]:
    """Everybody who may be given a seat by name: all who are expected, but for photographs."""
    return [
        sitting
        for one in found
        for sitting in (*(each for each in one.seats if each), *one.others)
        if sitting.entitlement.grade is not Grade.PHOTO
    ]


def days_with_sessions(sessions: Iterable[Session]) -> list[date]:
    """The days of the programme, as they are at the venue."""
    return sorted({zoned(each.starts_at).date() for each in sessions})
