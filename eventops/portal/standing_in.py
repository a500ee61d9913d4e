"""Substitution as its page needs it: who may ask, who holds a place, who may take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from eventops.accounts.rules import Role, Viewer
from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT
from eventops.agenda.entitlement import Entitlement, Standing, entitlement
from eventops.agenda.queries import Plan, plan_for, standings_of_delegations
from eventops.agenda.substituting import may_take
from eventops.agenda.substitution import over
from eventops.badges.queries import living_badge_of
from eventops.core.db import Db
from eventops.core.errors import NotAllowed
from eventops.delegations.models import Delegate, Delegation
from eventops.delegations.queries import delegates_of, is_focal_point, is_liaison
from eventops.editions.models import Edition
from eventops.programme.models import Session
from eventops.programme.rules import Access, Track

SUBSTITUTION_DESK = (Role.ACCREDITATION, Role.PROTOCOL, Role.BADGE_DESK)
"""Roles that may enter what a delegation asks for, and tick what follows."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a place at a session that another could take."""

    delegate: Delegate
    entitlement: Entitlement


@dataclass(frozen=True, slots=True)
class Table:
    """A session ahead with those of a delegation who hold a place, and those who could take one."""

    session: Session
    holders: tuple[Holder, ...]
    others: tuple[Delegate, ...]


def may_substitute(db: Db, delegation: Delegation, viewer: Viewer) -> bool:
    """Focal point of the delegation, desk, or its liaison officer."""
    if viewer.holds(*SUBSTITUTION_DESK, edition_id=delegation.edition_id):
        return True
    return is_focal_point(db, viewer.user_id, delegation.id) or is_liaison(db, viewer, delegation)


def require_substitute(db: Db, delegation: Delegation, viewer: Viewer) -> None:
    """Raise NotAllowed ``not_close_to`` for those who may only look."""
    if not may_substitute(db, delegation, viewer):
        raise NotAllowed("not_close_to")


def may_tick(db: Db, delegation: Delegation, owner: str, viewer: Viewer) -> bool:
    """Whether a task is the viewer's to tick: its owner's role, the desk, the liaison officer."""
    roles = (*SUBSTITUTION_DESK, *((Role(owner),) if owner != Role.LIAISON else ()))
    return viewer.holds(*roles, edition_id=delegation.edition_id) or (
        owner == Role.LIAISON and is_liaison(db, viewer, delegation)
    )


def tables_ahead(db: Db, edition: Edition, delegation: Delegation, *, now: datetime) -> list[Table]:
    """The sessions not over yet at which somebody of the delegation holds a place, by time."""
    plan, people = plan_for(db, edition), standings_of_delegations(db, (delegation.id,))
    members = _members(db, delegation)
    found = [
        _table(plan, each.session, people, members)
        for each in plan.sessions
        if not over(each.session, now) and each.session.track is not Track.SERVICE
    ]
    return [table for table in found if table.holders]


def table_of(db: Db, edition: Edition, delegation: Delegation, session: Session) -> Table:
    """Who holds a place at one session, and who could take it."""
    plan, people = plan_for(db, edition), standings_of_delegations(db, (delegation.id,))
    return _table(plan, session, people, _members(db, delegation))


def _table(
    plan: Plan, session: Session, people: Mapping[str, Standing], members: Sequence[Delegate]
) -> Table:
    expectation = plan.expectation(session.id)
    held = {member.id: entitlement(people[member.id], expectation, plan.duty) for member in members}
    takers = list(held.values())
    if members:
        takers.append(
            entitlement(_newcomer(people[members[0].id], len(people)), expectation, plan.duty)
        )
    holders = [
        Holder(member, held[member.id])
        for member in members
        if held[member.id].grade.shown and any(may_take(taker, held[member.id]) for taker in takers)
    ]
    others = [
        member
        for member in members
        if any(may_take(held[member.id], holder.entitlement) for holder in holders)
    ]
    return Table(session, tuple(sorted(holders, key=_by_place)), tuple(others))


def _newcomer(member: Standing, count: int) -> Standing:
    """What somebody of the same party would be who is on no list yet: a deputy flown in."""
    return Standing("", member.party, member.groups, nth_of_function=count + 1)


def _by_place(holder: Holder) -> tuple[int, int]:
    place = holder.entitlement.facts.get("place", 0)
    return (place or 1_000, holder.delegate.rank)


def _members(db: Db, delegation: Delegation) -> list[Delegate]:
    """The people of a delegation who were neither refused nor withdrawn, by rank."""
    gone = sa.select(Registration.delegate_id).where(
        Registration.edition_id == delegation.edition_id, Registration.state.in_(OUT)
    )
    left = set(db.scalars(gone))
    return [each for each in delegates_of(db, delegation.id) if each.id not in left]


def members_of(db: Db, delegation: Delegation) -> list[Delegate]:
    """Who may hold a place or an instrument at all."""
    return _members(db, delegation)


def badge_state(db: Db, delegate_id: str) -> str:
    """State of somebody's living badge; empty without one."""
    badge = living_badge_of(db, delegate_id)
    return badge.state.value if badge else ""


def elsewhere(
    db: Db, edition: Edition, delegation: Delegation, delegate_id: str, session: Session
) -> list[Session]:
    """Where else somebody is expected while a session lasts; what is open to all does not count."""
    plan, people = plan_for(db, edition), standings_of_delegations(db, (delegation.id,))
    return [
        each.session
        for each in plan.sessions
        if each.session.id != session.id
        and each.session.access is not Access.OPEN
        and each.session.track is not Track.SERVICE
        and each.session.starts_at < session.ends_at
        and each.session.ends_at > session.starts_at
        and entitlement(people[delegate_id], each.expectation, plan.duty).grade.shown
    ]
