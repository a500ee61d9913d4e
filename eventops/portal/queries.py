"""What a delegation's page and the list of delegations show."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accounts.rules import Viewer
from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.queries import registrations_out
from eventops.accreditation.rules import OUT, WAITING, State
from eventops.agenda.benches import gives_seats
from eventops.agenda.queries import Plan, plan_for
from eventops.badges.models import Badge, BadgeState
from eventops.badges.queries import LIVING
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.core.multilingual import Multilingual
from eventops.delegations.documents import alike_on_list
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, Delegation, ListEntry, Party, Person
from eventops.delegations.queries import delegations_seen_by, lists_of
from eventops.editions.models import Edition, Meeting
from eventops.editions.queries import meetings_of
from eventops.editions.rules import MeetingLevel
from eventops.programme.audience import HeadPlus

FOR_FOCAL_POINT = (State.NOMINATED, State.MORE_INFORMATION)


@dataclass(frozen=True, slots=True)
class Counts:
    """A delegation's registrations; ``used`` are the places of the quota that are taken."""

    used: int = 0
    approved: int = 0
    checking: int = 0
    waiting: int = 0
    """Waits for the focal point."""


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """A delegation in the list of all; ``head`` is style and name."""

    delegation: Delegation
    counts: Counts
    head: str | None


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person of a delegation; ``place`` on the chosen meeting's list, from 1, or None."""

    delegate: Delegate
    registration: Registration | None
    photo_id: str | None
    badge: BadgeState | None
    place: int | None = None

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.delegate.person


@dataclass(frozen=True, slots=True)
class Cut:
    """Seats of one session that end at a place of the list."""

    title: Multilingual
    head: int
    others: int


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """A delegation with the ordered list of one meeting and everybody else in it."""

    delegation: Delegation
    counts: Counts
    meetings: Sequence[Meeting]
    meeting: Meeting | None
    listed: Sequence[ListedPerson]
    others: Sequence[ListedPerson]
    cuts: Mapping[int, Sequence[Cut]] = field(default_factory=dict)


def delegation_lines(db: Db, edition: Edition, viewer: Viewer) -> list[DelegationLine]:
    """The delegations a viewer may see, with their figures."""
    counts, heads = _counts(db, edition.id), _heads(db, edition.id)
    return [
        DelegationLine(each, counts.get(each.id, Counts()), heads.get(each.id))
        for each in delegations_seen_by(db, edition.id, viewer)
    ]


def _counts(db: Db, edition_id: str) -> dict[str, Counts]:
    rows = db.execute(
        sa.select(Delegate.delegation_id, Registration.state, sa.func.count())
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(Registration.edition_id == edition_id)
        .group_by(Delegate.delegation_id, Registration.state)
    )
    by_delegation: dict[str, dict[State, int]] = defaultdict(dict)
    for delegation_id, state, count in rows:
        by_delegation[delegation_id][state] = count
    return {delegation_id: counted(states) for delegation_id, states in by_delegation.items()}


def counted(states: Mapping[State, int]) -> Counts:
    """How many per state → the four figures of a delegation."""
    return Counts(
        used=sum(count for state, count in states.items() if state not in OUT),
        approved=states.get(State.APPROVED, 0),
        checking=sum(states.get(state, 0) for state in WAITING),
        waiting=sum(states.get(state, 0) for state in FOR_FOCAL_POINT),
    )


def _heads(db: Db, edition_id: str) -> dict[str, str]:
    """Delegation → who is first on its list for the highest meeting."""
    meeting = highest(meetings_of(db, edition_id))
    if meeting is None:
        return {}
    first = (
        sa.select(ListEntry.delegation_id, sa.func.min(ListEntry.position).label("position"))
        .where(ListEntry.meeting_id == meeting.id)
        .group_by(ListEntry.delegation_id)
        .subquery()
    )
    rows = db.execute(
        sa.select(ListEntry.delegation_id, Person.style, Person.full_name)
        .join(
            first,
            (first.c.delegation_id == ListEntry.delegation_id)
            & (first.c.position == ListEntry.position),
        )
        .join(Delegate, Delegate.id == ListEntry.delegate_id)
        .join(Delegate.person)
        .where(ListEntry.meeting_id == meeting.id)
    )
    return {delegation_id: f"{style} {name}".strip() for delegation_id, style, name in rows}


def highest(meetings: Sequence[Meeting]) -> Meeting | None:
    """The meeting whose head stands for the delegation: the ministers', else the first."""
    ministers = [each for each in meetings if each.level is MeetingLevel.MINISTER]
    return next(iter([*ministers, *meetings]), None)


def delegation_page(
    db: Db, edition: Edition, delegation: Delegation, meeting_code: str | None
) -> DelegationPage:
    """Everything of a delegation's page. Raises NotFound ``no_meeting``."""
    meetings = meetings_of(db, edition.id)
    meeting = _chosen(meetings, meeting_code)
    people = people_of(db, delegation.id)
    order = lists_of(db, delegation.id).get(meeting.id, []) if meeting else []
    listed = [_placed(people.pop(entry.delegate_id), entry.place) for entry in order]
    everyone = [*listed, *people.values()]
    return DelegationPage(
        delegation=delegation,
        counts=counted(_states(everyone)),
        meetings=meetings,
        meeting=meeting,
        listed=listed,
        others=list(people.values()),
        cuts=_cuts(plan_for(db, edition), meeting, delegation.party) if meeting else {},
    )


def _chosen(meetings: Sequence[Meeting], code: str | None) -> Meeting | None:
    if code is None:
        return highest(meetings)
    found = next((meeting for meeting in meetings if meeting.code == code), None)
    if found is None:
        raise NotFound("no_meeting")
    return found


def _placed(person: ListedPerson, place: int) -> ListedPerson:
    return ListedPerson(person.delegate, person.registration, person.photo_id, person.badge, place)


def _states(people: Iterable[ListedPerson]) -> Mapping[State, int]:
    counts: dict[State, int] = defaultdict(int)
    for each in people:
        if each.registration is not None:
            counts[each.registration.state] += 1
    return counts


def people_of(db: Db, delegation_id: str) -> dict[str, ListedPerson]:
    """Delegate id → person with registration, photo and living badge, by rank."""
    query = (
        sa.select(Delegate, Registration, Photo.id, Badge.state)
        .join(Delegate.person)
        .outerjoin(Registration, Registration.delegate_id == Delegate.id)
        .outerjoin(Photo, Photo.person_id == Delegate.person_id)
        .outerjoin(Badge, (Badge.registration_id == Registration.id) & Badge.state.in_(LIVING))
        .where(Delegate.delegation_id == delegation_id)
        .options(contains_eager(Delegate.person))
        .order_by(Delegate.rank, Person.sort_name, Delegate.id, Badge.issue)
    )
    return {row[0].id: ListedPerson(*row) for row in db.execute(query)}


def _cuts(plan: Plan, meeting: Meeting, party: Party) -> dict[int, list[Cut]]:
    """Place on the list → the sessions whose seats end there, by time."""
    cuts: dict[int, list[Cut]] = defaultdict(list)
    for each in plan.sessions:
        for rule, at in each.expectation.rules:
            if (
                at == meeting.code
                and isinstance(rule.seats, HeadPlus)
                and gives_seats(rule, party.code, party.groups)
            ):
                seats = rule.seats
                cuts[1 + seats.next].append(Cut(each.session.title, seats.head, seats.next))
    return dict(cuts)


def listed_already(db: Db, delegation: Delegation, draft: NominationDraft) -> list[Delegate]:
    """Who of the delegation, not refused nor withdrawn, the draft may mean once more."""
    alike = alike_on_list(db, delegation.id, draft)
    gone = registrations_out(db, [each.id for each in alike])
    return [each for each in alike if each.id not in gone]
