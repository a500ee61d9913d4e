"""Sessions with all delegations: seats by formula, named and expected, against the room."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from eventops.agenda.benches import seats_by_function, undecided_seats
from eventops.agenda.entitlement import Standing
from eventops.agenda.queries import Expected, Plan, plan_for, standings
from eventops.agenda.turnout import Turnout, turnouts
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation
from eventops.delegations.queries import delegations_of
from eventops.editions.models import Edition
from eventops.portal.seats.contents import (
    DelegationSeats,
    expected_session,
    is_shown,
    members_by_id,
    seats_in,
)
from eventops.programme.models import Session
from eventops.programme.rules import Access


@dataclass(frozen=True, slots=True)
class SessionSeats:
    """A session with the seats that the rules give, and what the room has."""

    session: Session
    by_formula: int
    used: int
    others: int
    """Expected without a counted seat; those of an open session are not."""
    turnout: Turnout

    @property
    def room(self) -> int:
        """Seats of the room."""
        return self.session.room.seats

    @property
    def wanted(self) -> int:
        """Seats that the formulas give, and those who come beside them."""
        return self.by_formula + self.others

    @property
    def over(self) -> int:
        """How many more than the room has; below nought, how many it has left."""
        return self.wanted - self.room


def overview(db: Db, edition: Edition, day: date | None, *, closed: bool) -> list[SessionSeats]:
    """Sessions by time with their seats; of one day, or of all."""
    plan = plan_for(db, edition)
    wanted = [
        each
        for each in plan.sessions
        if is_shown(each.session, day) and (closed or each.session.access is not Access.CLOSED)
    ]
    every = _Delegations(db, edition)
    told = turnouts(db, plan, [each.session.id for each in wanted])
    return [_summed(each, every.at(plan, each), told[each.session.id]) for each in wanted]


def all_at(
    db: Db, edition: Edition, session_code: str, *, closed: bool
) -> tuple[SessionSeats, list[DelegationSeats]]:
    """One session with every delegation that is expected, in protocol order."""
    plan = plan_for(db, edition)
    each = expected_session(plan, session_code, closed=closed)
    found = _Delegations(db, edition).at(plan, each)
    told = turnouts(db, plan, [each.session.id])[each.session.id]
    shown = [one for one in found if one.bench or one.others]
    return _summed(each, shown, told), shown


def everybody(
    db: Db, edition: Edition, *, session: str | None, day: date | None
) -> list[tuple[Session, list[DelegationSeats]]]:
    """Sessions by time, one or a day's or all, each with every delegation."""
    plan, every = plan_for(db, edition), _Delegations(db, edition)
    return [
        (each.session, every.at(plan, each))
        for each in plan.sessions
        if session in (None, each.session.code) and is_shown(each.session, day)
    ]


class _Delegations:
    """Every delegation of an edition with its people, read once."""

    def __init__(self, db: Db, edition: Edition) -> None:
        self.delegations = delegations_of(db, edition.id)
        self.members = members_by_id(db, Delegation.edition_id == edition.id)
        self.people = _by_delegation(db, edition)

    def at(self, plan: Plan, each: Expected) -> list[DelegationSeats]:
        """All of them at one session, in protocol order."""
        return [
            seats_in(plan, each, one, self.people.get(one.id, {}), self.members)
            for one in self.delegations
        ]


def _by_delegation(db: Db, edition: Edition) -> dict[str, dict[str, Standing]]:
    whose = dict(
        db.execute(
            sa.select(Delegate.id, Delegate.delegation_id)
            .join(Delegate.delegation)
            .where(Delegation.edition_id == edition.id)
        ).all()
    )
    found: dict[str, dict[str, Standing]] = defaultdict(dict)
    for delegate_id, standing in standings(db, edition.id).items():
        found[whose[delegate_id]][delegate_id] = standing
    return found


def _summed(each: Expected, found: Iterable[DelegationSeats], turnout: Turnout) -> SessionSeats:
    """Whoever comes for a function takes a counted seat too, though no list gives it."""
    by_formula, used, others = undecided_seats(each.expectation), 0, 0
    for one in found:
        party = one.delegation.party
        by_formula += one.bench.formula.seats if one.bench else 0
        by_formula += seats_by_function(each.expectation, party.code, party.groups)
        counted = sum(sitting.entitlement.counted for sitting in one.others)
        used += one.used + counted
        others += len(one.others) - counted
    return SessionSeats(each.session, by_formula, used, others, turnout)
