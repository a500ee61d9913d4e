"""What entitlement asks for, fetched in a constant number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT, State
from eventops.agenda.entitlement import (
    Entitlement,
    Expectation,
    Standing,
    entitlement,
)
from eventops.agenda.expecting import asked_of, changes_of, expectation_of
from eventops.agenda.models import Seating, Substitution
from eventops.agenda.rules import OwnSeat
from eventops.agenda.substituting import Change, standing_after
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation, ListEntry, Party, Person
from eventops.editions.models import Edition, Meeting
from eventops.programme.audience import Rule, parse
from eventops.programme.models import Session, Tagging
from eventops.programme.queries import BY_TIME, sessions_of


@dataclass(frozen=True, slots=True)
class Expected:
    """A session of the programme with what entitlement needs to know of it."""

    session: Session
    expectation: Expectation


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as one person stands to it."""

    session: Session
    entitlement: Entitlement


@dataclass(frozen=True, slots=True)
class Plan:
    """An edition ready to be asked: who is expected at which session."""

    edition: Edition
    sessions: tuple[Expected, ...]
    duty: tuple[Rule, ...]

    def entries(self, person: Standing) -> list[Entry]:
        """Every session by time with the person's entitlement."""
        return [
            Entry(each.session, entitlement(person, each.expectation, self.duty))
            for each in self.sessions
        ]

    def expectation(self, session_id: str) -> Expectation:
        """What one session expects."""
        return next(each.expectation for each in self.sessions if each.session.id == session_id)


def plan_for(db: Db, edition: Edition) -> Plan:
    """The edition's sessions with their rules read and ``same(code)`` resolved."""
    sessions = sessions_of(db, edition.id)
    by_code = {session.code: asked_of(session) for session in sessions}
    changes = changes_of(db, edition.id)
    return Plan(
        edition,
        tuple(
            Expected(
                session,
                expectation_of(by_code[session.code], by_code, changes.get(session.id, ())),
            )
            for session in sessions
        ),
        tuple(parse(rule) for rule in edition.duty),
    )


def standing_of(db: Db, delegate_id: str) -> Standing:
    """One person's standing; costs what their delegation costs."""
    delegation = (
        sa.select(Delegate.delegation_id).where(Delegate.id == delegate_id).scalar_subquery()
    )
    return _standings(db, Delegate.delegation_id == delegation)[delegate_id]


def standings(db: Db, edition_id: str) -> dict[str, Standing]:
    """Delegate id → standing, of everyone in an edition."""
    return crowd_of(db, edition_id).standings()


def crowd_of(db: Db, edition_id: str) -> "Crowd":
    """Everyone in an edition, whatever the times of its sessions."""
    return _crowd(db, Delegation.edition_id == edition_id)


def standings_of_delegations(db: Db, delegation_ids: Collection[str | None]) -> dict[str, Standing]:
    """Delegate id → standing, of one delegation or several."""
    return _standings(db, Delegate.delegation_id.in_(delegation_ids))


def _standings(db: Db, which: sa.ColumnElement[bool]) -> dict[str, Standing]:
    return _crowd(db, which).standings()


@dataclass(frozen=True, slots=True)
class Crowd:
    """People as their lists have them, and the substitutions among them."""

    people: Mapping[str, Mapping[str, Standing]]
    """Delegation → delegate → standing."""
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)
    """Delegation → its living substitutions as they were entered."""
    starts: Mapping[str, datetime] = field(default_factory=dict)
    """Session → start, of those that substitutions may change."""
    heads: bool = False
    """Whether another leads for a while, so that any session may be concerned."""

    def standings(self, moved: Mapping[str, datetime] | None = None) -> dict[str, Standing]:
        """Everyone as they stand; ``moved`` are sessions that are to start at another time."""
        starts = dict(self.starts)
        starts |= {
            code: at for code, at in (moved or {}).items() if self.heads or code in self.starts
        }
        return {
            delegate_id: standing
            for delegation_id, of_it in self.people.items()
            for delegate_id, standing in (
                standing_after(of_it, self.changes[delegation_id], starts)
                if delegation_id in self.changes
                else of_it
            ).items()
        }


def _crowd(db: Db, which: sa.ColumnElement[bool]) -> Crowd:
    people = db.execute(
        sa.select(
            Delegate.id,
            Delegate.delegation_id,
            Delegate.function,
            Party.code,
            Party.groups,
        )
        .join(Delegate.delegation)
        .join(Delegation.party)
        .join(Delegate.person)
        .where(which)
        .order_by(Delegate.delegation_id, Delegate.rank, Person.sort_name, Delegate.id)
    ).all()
    places, tags, seats = _places(db, which), _tags(db, which), _seats(db, which)
    holders: dict[tuple[str, str], int] = defaultdict(int)
    found: dict[str, dict[str, Standing]] = defaultdict(dict)
    for delegate_id, delegation_id, function, party, groups in people:
        holders[delegation_id, function] += 1
        found[delegation_id][delegate_id] = Standing(
            delegate=delegate_id,
            party=party,
            groups=frozenset(groups),
            function=function,
            places=places.get(delegate_id, {}),
            nth_of_function=holders[delegation_id, function],
            tags=frozenset(tags.get(delegate_id, ())),
            seats=seats.get(delegate_id, {}),
        )
    return _with_changes(db, found, which)


def _with_changes(
    db: Db, people: Mapping[str, Mapping[str, Standing]], which: sa.ColumnElement[bool]
) -> Crowd:
    delegations = sa.select(Delegate.delegation_id).join(Delegate.delegation).where(which)
    rows = db.execute(
        sa.select(Substitution, Session.code, Session.starts_at, Meeting.code, Registration.state)
        .outerjoin(Session, Session.id == Substitution.session_id)
        .outerjoin(Meeting, Meeting.id == Substitution.meeting_id)
        .outerjoin(Registration, Registration.delegate_id == Substitution.entering_id)
        .where(Substitution.undone_at.is_(None), Substitution.delegation_id.in_(delegations))
        .order_by(Substitution.entered_at, Substitution.id)
    ).all()
    if not rows:
        return Crowd(people)
    changes: dict[str, list[Change]] = defaultdict(list)
    for row, session, _starts, meeting, state in rows:
        changes[row.delegation_id].append(change_of(row, session or "", meeting or "", state))
    starts = {code: at for _row, code, at, *_ in rows if code}
    heads = {row.edition_id for row, code, *_ in rows if not code}
    if heads:
        every = sa.select(Session.code, Session.starts_at).where(Session.edition_id.in_(heads))
        starts |= dict(db.execute(every.order_by(*BY_TIME)).all())
    return Crowd(people, dict(changes), starts, bool(heads))


def change_of(row: Substitution, session: str, meeting: str, state: State | None) -> Change:
    """A substitution as the rules see it; ``state`` is that of who enters."""
    return Change(
        entering=row.entering_id,
        leaving=row.leaving_id,
        session=session,
        list="" if session else meeting,
        joins=meeting if session and row.leaving_id is None else "",
        begins=row.valid_from,
        ends=row.valid_until,
        entering_out=state in OUT,
    )


def _places(db: Db, which: sa.ColumnElement[bool]) -> dict[str, dict[str, int]]:
    """Delegate → meeting code → place. Positions may have gaps; places have none."""
    rows = db.execute(
        sa.select(ListEntry.delegation_id, Meeting.code, ListEntry.delegate_id)
        .join(Meeting, Meeting.id == ListEntry.meeting_id)
        .join(Delegate, Delegate.id == ListEntry.delegate_id)
        .join(Delegate.delegation)
        .where(which)
        .order_by(ListEntry.delegation_id, Meeting.code, ListEntry.position)
    )
    places: dict[str, dict[str, int]] = defaultdict(dict)
    lengths: dict[tuple[str, str], int] = defaultdict(int)
    for delegation_id, meeting, delegate_id in rows:
        lengths[delegation_id, meeting] += 1
        places[delegate_id][meeting] = lengths[delegation_id, meeting]
    return places


def _tags(db: Db, which: sa.ColumnElement[bool]) -> dict[str, list[str]]:
    rows = db.execute(
        sa.select(Tagging.delegate_id, Tagging.tag)
        .join(Delegate, Delegate.id == Tagging.delegate_id)
        .join(Delegate.delegation)
        .where(which)
        .order_by(Tagging.delegate_id, Tagging.tag)
    ).all()
    tags: dict[str, list[str]] = defaultdict(list)
    for delegate_id, tag in rows:
        tags[delegate_id].append(tag)
    return tags


def _seats(db: Db, which: sa.ColumnElement[bool]) -> dict[str, dict[str, OwnSeat]]:
    """Delegate → session code → the seat given."""
    rows = db.execute(
        sa.select(Seating.delegate_id, Session.code, Seating.seat, Seating.plate)
        .join(Session, Session.id == Seating.session_id)
        .join(Delegate, Delegate.id == Seating.delegate_id)
        .join(Delegate.delegation)
        .where(which)
        .order_by(Seating.delegate_id, Session.code)
    )
    seats: dict[str, dict[str, OwnSeat]] = defaultdict(dict)
    for delegate_id, session, seat, plate in rows:
        seats[delegate_id][session] = OwnSeat(seat, plate)
    return seats


def agenda_of(db: Db, edition: Edition, delegate_id: str) -> list[Entry]:
    """Every session of the edition as one person stands to it, by time."""
    return plan_for(db, edition).entries(standing_of(db, delegate_id))


def shown(entries: Sequence[Entry]) -> list[Entry]:
    """What agenda and feed show."""
    return [entry for entry in entries if entry.entitlement.grade.shown]
