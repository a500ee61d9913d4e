"""What a file is compared with: the delegations it may speak of and the people in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT, Category, State
from eventops.core.db import Db
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, Delegation, ListEntry, Party, Person
from eventops.delegations.quota import Quota, quotas_of
from eventops.editions.models import Edition, Meeting
from eventops.editions.queries import meetings_of

DRAFT = tuple(field.name for field in fields(NominationDraft))
OF_PERSON = tuple(name for name in DRAFT if name in Person.__table__.columns)
OF_DELEGATE = tuple(name for name in DRAFT if name in Delegate.__table__.columns)
from eventops.portal.services import identities_held


@dataclass(frozen=True, slots=True)
class Scope:
    """What a file may speak of, and for whom it speaks."""

    edition: Edition
    delegation_id: str | None
    """The one delegation; None for all of the edition."""
    officer: bool
    """Whether names of people already approved may be corrected."""
    desk: bool
    """Whether a list that was declared complete takes new names."""
    on: date
    """The day by which birth dates are judged."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody in a delegation, as a draft would say it; registration is None for those without."""

    delegate_id: str
    person_id: str
    delegation_id: str
    search_name: str
    registration_id: str | None
    state: State | None
    category: Category | None
    added_at: datetime
    draft: NominationDraft

    @property
    def is_out(self) -> bool:
        """Refused or withdrawn."""
        return self.state in OUT

    @property
    def takes_a_place(self) -> bool:
        """Whether they count in the delegation's quota."""
        return self.state is not None and not self.is_out


@dataclass(frozen=True, slots=True)
class Known:
    """The database as a file meets it."""

    scope: Scope
    meetings: Sequence[Meeting]
    delegations: Mapping[str, Delegation]
    """By party code, upper case, with the party loaded."""
    people: Mapping[str, Present]
    """By delegate id."""
    held: Collection[str]
    """Ids of people whom an officer has looked at, for whichever delegation; empty for officers."""
    quotas: Mapping[str, Quota]
    """By delegation id."""
    last_rank: Mapping[str, int]
    last_place: Mapping[tuple[str, str], int]
    """(delegation, meeting) → the last position on the list."""

    @property
    def everyone(self) -> bool:
        """Whether a file names the delegation in each row."""
        return self.scope.delegation_id is None

    def in_order(self) -> list[Present]:
        """Those who are not out, by delegation and rank: the order they were read in."""
        return [each for each in self.people.values() if not each.is_out]


def what_is_known(db: Db, scope: Scope) -> Known:
    """Everything a check needs, in as many statements whatever the size."""
    meetings = meetings_of(db, scope.edition.id)
    delegations = _delegations(db, scope)
    on_lists, last_place = _lists(db, scope, meetings)
    people, last_rank = _people(db, scope, on_lists)
    return Known(
        scope=scope,
        meetings=meetings,
        delegations={each.party.code.upper(): each for each in delegations},
        people=people,
        held=_held(db, scope, people),
        quotas=quotas_of(db, [each.id for each in delegations]),
        last_rank=last_rank,
        last_place=last_place,
    )


def _held(db: Db, scope: Scope, people: Mapping[str, Present]) -> Collection[str]:
    if scope.officer:
        return frozenset()
    return identities_held(db, scope.edition.id, {each.person_id for each in people.values()})


def _within(scope: Scope) -> sa.ColumnElement[bool]:
    if scope.delegation_id is None:
        return Delegation.edition_id == scope.edition.id
    return Delegation.id == scope.delegation_id


def _delegations(db: Db, scope: Scope) -> Sequence[Delegation]:
    query = sa.select(Delegation).join(Delegation.party).where(_within(scope))
    return db.scalars(
        query.options(contains_eager(Delegation.party))
        .order_by(Party.position, Party.code)
        .execution_options(populate_existing=True)
    ).all()


def _lists(
    db: Db, scope: Scope, meetings: Sequence[Meeting]
) -> tuple[dict[str, tuple[str, ...]], dict[tuple[str, str], int]]:
    """Delegate → meetings in their order, and where each list ends."""
    rows = db.execute(
        sa.select(
            ListEntry.delegate_id, ListEntry.delegation_id, ListEntry.meeting_id, ListEntry.position
        )
        .join(Delegation, Delegation.id == ListEntry.delegation_id)
        .where(_within(scope))
    )
    of: dict[str, set[str]] = defaultdict(set)
    last: dict[tuple[str, str], int] = defaultdict(int)
    for delegate_id, delegation_id, meeting_id, position in rows:
        of[delegate_id].add(meeting_id)
        last[delegation_id, meeting_id] = max(last[delegation_id, meeting_id], position)
    order = [meeting.id for meeting in meetings]
    return {key: tuple(each for each in order if each in on) for key, on in of.items()}, last


def _people(
    db: Db, scope: Scope, on_lists: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Present], dict[str, int]]:
    columns = [getattr(Person, name) for name in OF_PERSON]
    columns += [getattr(Delegate, name) for name in OF_DELEGATE]
    query = (
        sa.select(
            Delegate.id,
            Delegate.person_id,
            Delegate.delegation_id,
            Delegate.rank,
            Person.search_name,
            Registration.id,
            Registration.state,
            Registration.category,
            Delegate.added_at,
            *columns,
        )
        .join(Delegate.person)
        .join(Delegate.delegation)
        .join(Delegation.party)
        .outerjoin(Registration, Registration.delegate_id == Delegate.id)
        .where(_within(scope))
        .order_by(Party.position, Party.code, Delegate.rank, Person.sort_name, Delegate.id)
    )
    people: dict[str, Present] = {}
    last: dict[str, int] = defaultdict(int)
    for row in db.execute(query):
        delegate, person, delegation, rank, name, registration, state, category, at, *values = row
        said = dict(zip((*OF_PERSON, *OF_DELEGATE), values, strict=True))
        draft = NominationDraft(**said, meetings=on_lists.get(delegate, ()))
        people[delegate] = Present(
            delegate, person, delegation, name, registration, state, category, at, draft
        )
        last[delegation] = max(last[delegation], rank)
    return people, last
