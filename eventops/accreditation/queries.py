"""Finding registrations and photos, always through the eyes of who asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, undefer

from eventops.accounts.rules import Viewer
from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.rules import OUT, State
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Delegation, FocalPoint, Person
from eventops.delegations.queries import SEES_ALL

ORDER = (Registration.submitted_at, Person.sort_name, Registration.id)
"""The queue's: the longest waiting first."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What an officer has to look at before deciding; True is well."""

    photo: bool
    position: bool
    only_one: bool
    """Nobody else in the edition has the same name."""
    photo_doubts: tuple[str, ...] = ()
    """What is doubtful about the photo (rules.PHOTO_DOUBTS)."""

    @property
    def faults(self) -> int:
        """How many need a look."""
        good = (self.photo, self.position, self.only_one, not self.photo_doubts)
        return good.count(False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A registration in the officers' queue, with person, delegation and party loaded."""

    registration: Registration
    photo_id: str | None
    checks: Checks


def used_places(db: Db, delegation_id: str) -> int:
    """How many places of the quota are taken: everyone not refused and not withdrawn."""
    return _count(db, delegation_id, Registration.state.not_in(OUT))


def approved_places(db: Db, delegation_id: str, *, but: str) -> int:
    """How many are approved, not counting one registration."""
    return _count(db, delegation_id, Registration.state == State.APPROVED, Registration.id != but)


def _count(db: Db, delegation_id: str, *which: sa.ColumnElement[bool]) -> int:
    query = (
        sa.select(sa.func.count())
        .select_from(Registration)
        .join(Delegate, Delegate.id == Registration.delegate_id)
        .where(Delegate.delegation_id == delegation_id, *which)
    )
    return db.scalar(query) or 0


def counts_by_state(db: Db, edition_id: str) -> dict[State, int]:
    """How many registrations of an edition are in each state, in the order of the states."""
    rows = db.execute(
        sa.select(Registration.state, sa.func.count())
        .where(Registration.edition_id == edition_id)
        .group_by(Registration.state)
    )
    counts = dict(rows.all())
    return {state: counts[state] for state in State if state in counts}


def registration_of(db: Db, delegate_id: str) -> Registration | None:
    """A delegate's registration."""
    return db.scalar(sa.select(Registration).where(Registration.delegate_id == delegate_id))


def whole() -> sa.Select[Registration]:
    """Registrations with person, delegation and party, for officers."""
    return (
        sa.select(Registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .options(
            contains_eager(Registration.delegate).options(
                contains_eager(Delegate.person),
                contains_eager(Delegate.delegation).joinedload(Delegation.party),
            )
        )
    )


def registration_by_id(db: Db, edition_id: str, registration_id: str) -> Registration:
    """A registration with person, delegation and party, for officers; raises NotFound."""
    found = db.scalar(
        whole().where(Registration.id == registration_id, Registration.edition_id == edition_id)
    )
    if found is None:
        raise NotFound("no_registration")
    return found


def registrations_by_ids(
    db: Db, edition_id: str, registration_ids: Collection[str]
) -> Sequence[Registration]:
    """Several registrations in the queue's order; NotFound when any is not of this edition."""
    wanted = set(registration_ids)
    found = db.scalars(
        whole()
        .where(Registration.id.in_(wanted), Registration.edition_id == edition_id)
        .order_by(*ORDER)
    ).all()
    if len(found) != len(wanted):
        raise NotFound("no_registration")
    return found


def queue(db: Db, edition_id: str, state: State, *, most: int, after: int = 0) -> Sequence[Waiting]:
    """Registrations in a state, the longest waiting first."""
    query = (
        whole()
        .where(Registration.edition_id == edition_id, Registration.state == state)
        .order_by(*ORDER)
        .limit(most)
        .offset(after)
    )
    return waiting_of(db, edition_id, db.scalars(query).all())


def waiting(db: Db, registration: Registration) -> Waiting:
    """One registration as the queue shows it."""
    return waiting_of(db, registration.edition_id, [registration])[0]


def waiting_of(db: Db, edition_id: str, registrations: Sequence[Registration]) -> list[Waiting]:
    """Registrations with their photos and what needs a look."""
    people = [each.delegate.person for each in registrations]
    photos = _photos(db, [person.id for person in people])
    twins = _shared_names(db, edition_id, {person.search_name for person in people})
    return [
        _with_checks(each, photos.get(each.delegate.person_id), twins) for each in registrations
    ]


def _with_checks(
    each: Registration, photo: tuple[str, list[str]] | None, twins: set[str]
) -> Waiting:
    photo_id, doubts = photo or (None, [])
    checks = Checks(
        photo=photo_id is not None,
        position=bool(each.delegate.position),
        only_one=each.delegate.person.search_name not in twins,
        photo_doubts=tuple(doubts),
    )
    return Waiting(each, photo_id, checks)


def _photos(db: Db, person_ids: Sequence[str]) -> dict[str, tuple[str, list[str]]]:
    query = sa.select(Photo.person_id, Photo.id, Photo.doubts)
    rows = db.execute(query.where(Photo.person_id.in_(person_ids)))
    return {person_id: (photo_id, doubts) for person_id, photo_id, doubts in rows}


def photo_ids(db: Db, person_ids: Sequence[str]) -> dict[str, str]:
    """Person id → photo id, of those who have one."""
    rows = db.execute(sa.select(Photo.person_id, Photo.id).where(Photo.person_id.in_(person_ids)))
    return dict(rows.all())


def _shared_names(db: Db, edition_id: str, names: set[str]) -> set[str]:
    """Those of the names that several people still in the edition have, in any order of words."""
    query = (
        sa.select(Person.search_name)
        .join(Delegate, Delegate.person_id == Person.id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(
            Registration.edition_id == edition_id,
            Registration.state.not_in(OUT),
            Person.search_name.in_(names),
        )
        .group_by(Person.search_name)
        .having(sa.func.count() > 1)
    )
    return set(db.scalars(query))


def photo_doubts(db: Db, person_id: str) -> list[str]:
    """What is doubtful about a person's photo (rules.PHOTO_DOUBTS)."""
    return db.scalar(sa.select(Photo.doubts).where(Photo.person_id == person_id)) or []


def beside(
    db: Db, registration: Registration, state: State, *, forwards: bool = True
) -> str | None:
    """The id of the next (or the one before) in a state's queue, as seen from a registration.

    Both ends meet: after the last comes the first. None when nobody else is there.
    """
    here = (registration.submitted_at, registration.delegate.person.sort_name, registration.id)
    order = ORDER if forwards else tuple(column.desc() for column in ORDER)
    query = (
        sa.select(Registration.id)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(
            Registration.edition_id == registration.edition_id,
            Registration.state == state,
            Registration.id != registration.id,
        )
        .order_by(*order)
        .limit(1)
    )
    if registration.submitted_at is None:
        return db.scalar(query)
    return db.scalar(query.where(*_behind(here, forwards=forwards))) or db.scalar(query)


def _behind(
    here: tuple[datetime | None, str, str], *, forwards: bool
) -> tuple[sa.ColumnElement[bool], ...]:
    """Further on in the order; the first condition alone is what an index can hold to."""
    time, name, key = ORDER
    at, sort_name, registration_id = here
    if forwards:
        later = sa.or_(name > sort_name, sa.and_(name == sort_name, key > registration_id))
        return time >= at, sa.or_(time > at, later)
    earlier = sa.or_(name < sort_name, sa.and_(name == sort_name, key < registration_id))
    return time <= at, sa.or_(time < at, earlier)


def first_waiting(db: Db, edition_id: str, state: State) -> str | None:
    """The id of the registration that waits longest in a state."""
    query = (
        sa.select(Registration.id)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(Registration.edition_id == edition_id, Registration.state == state)
        .order_by(*ORDER)
        .limit(1)
    )
    return db.scalar(query)


def photo_seen_by(db: Db, edition_id: str, photo_id: str, viewer: Viewer) -> Photo:
    """A photo for those who may see its delegation, or are its person; NotFound for all others."""
    query = (
        sa.select(Photo)
        .join(Person, Person.id == Photo.person_id)
        .join(Delegate, Delegate.person_id == Person.id)
        .join(Delegate.delegation)
        .where(Photo.id == photo_id, Delegation.edition_id == edition_id)
        .options(undefer(Photo.jpeg))
        .limit(1)
    )
    if not viewer.holds(*SEES_ALL, edition_id=edition_id):
        own = sa.select(FocalPoint.delegation_id).where(FocalPoint.user_id == viewer.user_id)
        query = query.where(sa.or_(Delegation.id.in_(own), Person.email == viewer.email.lower()))
    found = db.scalar(query)
    if found is None:
        raise NotFound("no_photo")
    return found
