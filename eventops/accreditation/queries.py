"""Finding registrations and photos, always through the eyes of who asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, undefer

from eventops.accounts.rules import Viewer
from eventops.accreditation.consent import who_agreed
from eventops.accreditation.duplicates import in_two_delegations, suspicions, twins
from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.rules import OUT, Channel, State
from eventops.accreditation.terms import late_for
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Delegation, Person
from eventops.delegations.queries import SEES_ALL, delegates_with_mailbox, own_delegations

AT_DESK_FIRST = sa.case((Registration.channel == Channel.WALK_IN, 0), else_=1)
"""Somebody stands at the badge desk and waits."""

ORDER = (AT_DESK_FIRST, Registration.submitted_at, Person.sort_name, Registration.id)
"""The queue's: who stands at the desk first, then the longest waiting."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What an officer has to look at before deciding; True is well."""

    photo: bool
    position: bool
    only_one: bool
    """Nobody else in the edition may be the same person, nor does this one come twice."""
    consent: bool
    """Told how their data is used, and agreed."""
    photo_doubts: tuple[str, ...] = ()
    """What is doubtful about the photo (rules.PHOTO_DOUBTS)."""

    @property
    def faults(self) -> int:
        """How many need a look."""
        good = (
            self.photo,
            self.position,
            self.only_one,
            self.consent,
            not self.photo_doubts,
        )
        return good.count(False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A registration in the officers' queue, with person, delegation and party loaded."""

    registration: Registration
    photo_id: str | None
    checks: Checks
    alike: tuple[str, ...] = ()
    """People who may be the same person."""
    also: tuple[Registration, ...] = ()
    """The same person's registrations for other delegations."""


def used_places(db: Db, delegation_id: str) -> int:
    """How many places of the quota are taken: everyone not refused and not withdrawn."""
    return _count(db, delegation_id, Registration.state.not_in(OUT))


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


def one_of_each(db: Db, edition_id: str, email: str) -> list[Delegate]:
    """Everyone who reads this mailbox, each person once, with person, delegation and party.

    Of somebody who stands in two delegations it is where they are approved, else where nobody
    refused or withdrew them, else where they rank higher.
    """
    known = delegates_with_mailbox(db, edition_id, email)
    if len({each.person_id for each in known}) == len(known):
        return list(known)
    ids = [each.id for each in known]
    rows = db.execute(
        sa.select(Registration.delegate_id, Registration.state).where(
            Registration.delegate_id.in_(ids)
        )
    )
    claims = {delegate_id: _claim(state) for delegate_id, state in rows}
    best: dict[str, Delegate] = {}
    for each in sorted(known, key=lambda one: (claims.get(one.id, 1), one.rank, one.id)):
        best.setdefault(each.person_id, each)
    return [each for each in known if best[each.person_id] is each]


def _claim(state: State) -> int:
    return 0 if state is State.APPROVED else 2 if state in OUT else 1


def people_standing(
    db: Db, edition_id: str, person_ids: Collection[str], states: Collection[State]
) -> set[str]:
    """Those of the people who have a registration in one of the states, in any delegation."""
    query = (
        sa.select(Delegate.person_id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(
            Registration.edition_id == edition_id,
            Registration.state.in_(states),
            Delegate.person_id.in_(person_ids),
        )
    )
    return set(db.scalars(query))


def registration_ids(db: Db, delegate_ids: Sequence[str]) -> dict[str, str]:
    """Delegate → registration, of those who have one."""
    query = sa.select(Registration.delegate_id, Registration.id)
    return dict(db.execute(query.where(Registration.delegate_id.in_(delegate_ids))).all())


def registrations_out(db: Db, delegate_ids: Sequence[str]) -> set[str]:
    """Those of the delegates who were refused or withdrawn."""
    query = sa.select(Registration.delegate_id).where(
        Registration.delegate_id.in_(delegate_ids), Registration.state.in_(OUT)
    )
    return set(db.scalars(query))


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


def queue(db: Db, edition_id: str, state: State, *, most: int, after: int = 0) -> Sequence[Waiting]:
    """Registrations in a state: who stands at the desk first, then the longest waiting."""
    return _queue(db, edition_id, Registration.state == state, most=most, after=after)


def late_queue(
    db: Db, edition_id: str, user_id: str, *, most: int, after: int = 0
) -> Sequence[Waiting]:
    """Late registrations that wait for this officer, the longest waiting first."""
    return _queue(db, edition_id, late_for(edition_id, user_id), most=most, after=after)


def _queue(
    db: Db, edition_id: str, which: sa.ColumnElement[bool], *, most: int, after: int
) -> Sequence[Waiting]:
    query = (
        whole()
        .where(Registration.edition_id == edition_id, which)
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
    ids = [person.id for person in people]
    photos, alike = _photos(db, ids), twins(suspicions(db, edition_id, among=people))
    several, agreed = in_two_delegations(db, edition_id, ids), who_agreed(db, edition_id, ids)
    return [
        _with_checks(
            each,
            photos.get(each.delegate.person_id),
            alike.get(each.delegate.person_id, []),
            several.get(each.delegate.person_id, []),
            consent=each.delegate.person_id in agreed,
        )
        for each in registrations
    ]


def _with_checks(
    each: Registration,
    photo: tuple[str, list[str]] | None,
    alike: Sequence[str],
    several: Sequence[Registration],
    *,
    consent: bool,
) -> Waiting:
    photo_id, doubts = photo or (None, [])
    checks = Checks(
        photo=photo_id is not None,
        position=bool(each.delegate.position),
        only_one=not (alike or several),
        consent=consent,
        photo_doubts=tuple(doubts),
    )
    also = tuple(one for one in several if one.id != each.id)
    return Waiting(each, photo_id, checks, alike=tuple(alike), also=also)


def _photos(db: Db, person_ids: Sequence[str]) -> dict[str, tuple[str, list[str]]]:
    query = sa.select(Photo.person_id, Photo.id, Photo.doubts)
    rows = db.execute(query.where(Photo.person_id.in_(person_ids)))
    return {person_id: (photo_id, doubts) for person_id, photo_id, doubts in rows}


def photo_ids(db: Db, person_ids: Sequence[str]) -> dict[str, str]:
    """Person id → photo id, of those who have one."""
    rows = db.execute(sa.select(Photo.person_id, Photo.id).where(Photo.person_id.in_(person_ids)))
    return dict(rows.all())


def photo_doubts(db: Db, person_id: str) -> list[str]:
    """What is doubtful about a person's photo (rules.PHOTO_DOUBTS)."""
    return db.scalar(sa.select(Photo.doubts).where(Photo.person_id == person_id)) or []


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
        own = own_delegations(viewer, edition_id)
        query = query.where(sa.or_(Delegation.id.in_(own), Person.email == viewer.email.lower()))
    found = db.scalar(query)
    if found is None:
        raise NotFound("no_photo")
    return found
