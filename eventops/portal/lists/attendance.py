"""Everybody who is not out, in precedence: what all lists are made of.

Neither birth date, document nor mailbox is read here, so that no list can show them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.rules import OUT, Category, State
from eventops.badges.models import Badge, BadgeState
from eventops.badges.queries import LIVING
from eventops.core.db import Db
from eventops.core.multilingual import Multilingual
from eventops.delegations.models import Delegate, Delegation, ListEntry, Party, Person
from eventops.delegations.precedence import Standing
from eventops.editions.models import Meeting
from eventops.editions.queries import meetings_of
from eventops.portal.queries import highest


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party as lists name it."""

    code: str
    name: Multilingual
    flag: str | None


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody of a delegation; ``heads`` are the codes of the meetings they lead it at."""

    standing: Standing
    party: PartyLine
    style: str
    full_name: str
    own_script: str
    own_language: str
    position: str
    function: str
    diet: str
    state: State | None
    category: Category | None
    photo_id: str | None
    badge: BadgeState | None
    heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everybody of some delegations in precedence, and the meetings in their order."""

    people: tuple[Attendee, ...]
    meetings: tuple[Meeting, ...]


def attendance(db: Db, edition_id: str, seen: Sequence[Delegation]) -> Attendance:
    """Everybody in the delegations, which are those that the viewer may see."""
    ids = [delegation.id for delegation in seen]
    parties = {each.id: each.party for each in seen}
    meetings = tuple(meetings_of(db, edition_id))
    rows = db.execute(_people(ids)).all()
    heads = _heads(db, ids, {row.delegate_id for row in rows})
    first = highest(meetings)
    by_delegate: dict[str, set[str]] = {}
    for meeting in meetings:
        for delegate_id in heads.get(meeting.id, ()):
            by_delegate.setdefault(delegate_id, set()).add(meeting.code)
    people = [
        _attendee(row, parties[row.delegation_id], by_delegate.get(row.delegate_id, set()), first)
        for row in rows
    ]
    return Attendance(tuple(sorted(people, key=lambda each: each.standing.order)), meetings)


def _people(delegation_ids: Collection[str]) -> sa.Select[*tuple[Any, ...]]:
    columns = (
        Delegate.id.label("delegate_id"),
        Delegate.delegation_id,
        Delegate.rank,
        Delegate.function,
        Delegate.position,
        Delegate.diet,
        Person.style,
        Person.full_name,
        Person.own_script,
        Person.own_language,
        Person.sort_name,
        Registration.state,
        Registration.category,
        Photo.id.label("photo_id"),
        Badge.state.label("badge"),
    )
    return (
        sa.select(*columns)
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Registration, Registration.delegate_id == Delegate.id)
        .outerjoin(Photo, Photo.person_id == Delegate.person_id)
        .outerjoin(Badge, (Badge.registration_id == Registration.id) & Badge.state.in_(LIVING))
        .where(
            Delegate.delegation_id.in_(delegation_ids),
            sa.or_(Registration.state.is_(None), Registration.state.not_in(OUT)),
        )
        .order_by(Delegate.id)
    )


def _attendee(
    row: sa.Row[*tuple[Any, ...]], party: Party, heads: set[str], first: Meeting | None
) -> Attendee:
    leads = first is not None and first.code in heads
    return Attendee(
        Standing(party.position, party.code, leads, row.rank, row.sort_name, row.delegate_id),
        PartyLine(party.code, party.name, party.flag),
        row.style,
        row.full_name,
        row.own_script,
        row.own_language,
        row.position,
        row.function,
        row.diet,
        row.state,
        row.category,
        row.photo_id,
        row.badge,
        frozenset(heads),
    )


def _heads(
    db: Db, delegation_ids: Collection[str], present: Collection[str]
) -> Mapping[str, list[str]]:
    """Meeting id → who leads each delegation there: the first of its list who is not out."""
    query = (
        sa.select(ListEntry.meeting_id, ListEntry.delegation_id, ListEntry.delegate_id)
        .where(ListEntry.delegation_id.in_(delegation_ids))
        .order_by(ListEntry.meeting_id, ListEntry.delegation_id, ListEntry.position)
    )
    firsts: dict[tuple[str, str], str] = {}
    for meeting_id, delegation_id, delegate_id in db.execute(query):
        if delegate_id in present:
            firsts.setdefault((meeting_id, delegation_id), delegate_id)
    by_meeting: dict[str, list[str]] = {}
    for (meeting_id, _delegation), delegate_id in firsts.items():
        by_meeting.setdefault(meeting_id, []).append(delegate_id)
    return by_meeting


def portraits(db: Db, photo_ids: Collection[str]) -> dict[str, bytes]:
    """Photo id → JPEG, of photos that the viewer's own list names."""
    query = sa.select(Photo).where(Photo.id.in_(photo_ids)).options(undefer(Photo.jpeg))
    return {photo.id: photo.jpeg for photo in db.scalars(query.order_by(Photo.id))}
