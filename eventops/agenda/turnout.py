"""How many are expected at a session: counted here alone, so that doors and desk say the same."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT, State
from eventops.agenda.entitlement import Expectation, Standing, entitlement
from eventops.agenda.queries import Expected, Plan, standings
from eventops.core.db import Db
from eventops.programme.audience import Everyone
from eventops.programme.rules import Access, Status


@dataclass(frozen=True, slots=True)
class Turnout:
    """Where any badge may enter, nobody knows who comes: both together end at the room's seats."""

    expected: int = 0
    """Approved people whose agenda shows the session."""
    pending: int = 0
    """Those who will be expected too, once they are approved."""


def turnouts(db: Db, plan: Plan, session_ids: Collection[str]) -> dict[str, Turnout]:
    """Session → how many are expected; none at a cancelled one."""
    if not session_ids:
        return {}
    approved, pending = _people(db, plan.edition.id)
    return {
        each.session.id: _turnout(plan, each, approved, pending)
        for each in plan.sessions
        if each.session.id in session_ids
    }


def _people(db: Db, edition_id: str) -> tuple[list[Standing], list[Standing]]:
    """Everyone approved, and everyone who may still be."""
    query = sa.select(Registration.delegate_id, Registration.state).where(
        Registration.edition_id == edition_id, Registration.state.not_in(OUT)
    )
    states = dict(db.execute(query).all())
    coming = [person for key, person in standings(db, edition_id).items() if key in states]
    approved = [each for each in coming if states[each.delegate] is State.APPROVED]
    return approved, [each for each in coming if states[each.delegate] is not State.APPROVED]


def _turnout(
    plan: Plan, each: Expected, approved: Iterable[Standing], pending: Iterable[Standing]
) -> Turnout:
    if each.session.status is Status.CANCELLED:
        return Turnout()
    sure, perhaps = (_shown(plan, each, people) for people in (approved, pending))
    if _for_all(each.expectation):
        seats = each.session.room.seats
        sure = min(sure, seats)
        perhaps = min(perhaps, seats - sure)
    return Turnout(sure, perhaps)


def _shown(plan: Plan, each: Expected, people: Iterable[Standing]) -> int:
    answers = (entitlement(person, each.expectation, plan.duty) for person in people)
    return sum(answer.grade.shown for answer in answers)


def _for_all(expectation: Expectation) -> bool:
    plain = (rule.who for rule, _ in expectation.rules if not (rule.remove or rule.functions))
    return expectation.access == Access.OPEN or any(isinstance(who, Everyone) for who in plain)
