"""Finding substitutions: whom and what they are about, who entered them, what is still open."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from eventops.accounts.queries import names_of
from eventops.accreditation.models import Registration
from eventops.agenda.follow_up import Task
from eventops.agenda.models import Substitution, SubstitutionTask
from eventops.agenda.queries import change_of
from eventops.agenda.substituting import Change
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Delegation, Party
from eventops.editions.models import Meeting
from eventops.programme.models import Session
from eventops.programme.reading import with_places


@dataclass(frozen=True, slots=True)
class Line:
    """A substitution with everybody in it; ``session`` or ``meeting`` is there."""

    substitution: Substitution
    party: Party
    entering: Delegate
    leaving: Delegate | None
    session: Session | None
    meeting: Meeting | None
    tasks: tuple[SubstitutionTask, ...]
    people: Mapping[str, str]
    """``user:<id>`` → name, of those who entered, undid and ticked."""

    @property
    def open_tasks(self) -> tuple[SubstitutionTask, ...]:
        """What still has to be done; nothing once it was undone."""
        if self.substitution.undone_at is not None:
            return ()
        return tuple(task for task in self.tasks if task.done_at is None)

    def name(self, actor: str) -> str:
        """Who did something, by name where a user did."""
        return self.people.get(actor, "")


def living_changes(db: Db, delegation_id: str) -> list[Change]:
    """A delegation's substitutions that were not undone, as they were entered."""
    rows = db.execute(
        sa.select(Substitution, Session.code, Meeting.code, Registration.state)
        .outerjoin(Session, Session.id == Substitution.session_id)
        .outerjoin(Meeting, Meeting.id == Substitution.meeting_id)
        .outerjoin(Registration, Registration.delegate_id == Substitution.entering_id)
        .where(Substitution.delegation_id == delegation_id, Substitution.undone_at.is_(None))
        .order_by(Substitution.entered_at, Substitution.id)
    )
    return [
        change_of(row, session or "", meeting or "", state) for row, session, meeting, state in rows
    ]


def trail_of(db: Db, delegation: Delegation) -> list[Line]:
    """Every substitution of a delegation, the latest first; undone ones too."""
    return _lines(db, Substitution.delegation_id == delegation.id)


def trail_of_edition(db: Db, edition_id: str, *, session_id: str | None = None) -> list[Line]:
    """Every substitution of an edition, or of one session, the latest first."""
    wanted = [Substitution.edition_id == edition_id]
    if session_id is not None:
        wanted.append(Substitution.session_id == session_id)
    return _lines(db, *wanted)


def line_of(db: Db, delegation: Delegation, substitution_id: str) -> Line:
    """One substitution of a delegation; raises NotFound ``no_substitution``."""
    found = _lines(
        db, Substitution.delegation_id == delegation.id, Substitution.id == substitution_id
    )
    if not found:
        raise NotFound("no_substitution")
    return found[0]


def _lines(db: Db, *wanted: sa.ColumnElement[bool]) -> list[Line]:
    query = (
        sa.select(Substitution, Delegation)
        .join(Delegation, Delegation.id == Substitution.delegation_id)
        .where(*wanted)
        .options(joinedload(Delegation.party))
        .order_by(Substitution.entered_at.desc(), Substitution.id)
    )
    rows = [(row, delegation.party) for row, delegation in db.execute(query)]
    made = [row for row, _party in rows]
    delegates = _delegates(db, made)
    sessions = _sessions(db, {row.session_id for row in made if row.session_id})
    meetings = _meetings(db, {row.meeting_id for row in made if row.meeting_id})
    tasks = _tasks(db, made)
    people = _names(db, made, tasks)
    return [
        Line(
            substitution=row,
            party=party,
            entering=delegates[row.entering_id],
            leaving=delegates.get(row.leaving_id or ""),
            session=sessions.get(row.session_id or ""),
            meeting=meetings.get(row.meeting_id or ""),
            tasks=tuple(tasks.get(row.id, ())),
            people=people,
        )
        for row, party in rows
    ]


def _delegates(db: Db, made: Iterable[Substitution]) -> dict[str, Delegate]:
    ids = {each for row in made for each in (row.leaving_id, row.entering_id) if each}
    query = (
        sa.select(Delegate)
        .join(Delegate.person)
        .where(Delegate.id.in_(ids))
        .options(contains_eager(Delegate.person))
        .order_by(Delegate.id)
    )
    return {each.id: each for each in db.scalars(query)}


def _sessions(db: Db, ids: set[str]) -> dict[str, Session]:
    query = with_places(sa.select(Session).where(Session.id.in_(ids)).order_by(Session.code))
    return {each.id: each for each in db.scalars(query)}


def _meetings(db: Db, ids: set[str]) -> dict[str, Meeting]:
    query = sa.select(Meeting).where(Meeting.id.in_(ids)).order_by(Meeting.code)
    return {each.id: each for each in db.scalars(query)}


def _tasks(db: Db, made: Iterable[Substitution]) -> dict[str, list[SubstitutionTask]]:
    """Substitution → its tasks as the rule listed them."""
    query = sa.select(SubstitutionTask).where(
        SubstitutionTask.substitution_id.in_({row.id for row in made})
    )
    found: dict[str, list[SubstitutionTask]] = defaultdict(list)
    for each in db.scalars(query.order_by(SubstitutionTask.substitution_id, SubstitutionTask.id)):
        found[each.substitution_id].append(each)
    return {key: sorted(tasks, key=_order) for key, tasks in found.items()}


def _order(task: SubstitutionTask) -> int:
    return list(Task).index(Task(task.task))


def _names(
    db: Db, made: Iterable[Substitution], tasks: Mapping[str, Iterable[SubstitutionTask]]
) -> dict[str, str]:
    actors = {actor for row in made for actor in (row.entered_by, row.undone_by)}
    actors |= {task.done_by for of_one in tasks.values() for task in of_one}
    return names_of(db, actors - {""})
