"""Finding badges, keys and what a badge shows."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, undefer

from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.rules import State
from eventops.badges.models import Badge, BadgeState, SigningKey
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Delegation, Person

LIVING = (BadgeState.ISSUED, BadgeState.PRINTED, BadgeState.COLLECTED)
"""States in which a badge opens doors."""


@dataclass(frozen=True, slots=True)
class Printable:
    """A badge with its bearer (person, delegation and party loaded) and photo."""

    badge: Badge
    photo: bytes | None

    @property
    def delegate(self) -> Delegate:
        """Whose badge it is."""
        return self.badge.owner.delegate


def signing_key(db: Db, edition_id: str) -> SigningKey | None:
    """The key that signs new badges: the newest that is not retired."""
    query = sa.select(SigningKey).where(
        SigningKey.edition_id == edition_id, SigningKey.retired_at.is_(None)
    )
    return db.scalar(query.order_by(SigningKey.number.desc()).limit(1))


def keys_of(db: Db, edition_id: str) -> Sequence[SigningKey]:
    """Every key that ever signed a badge of the edition."""
    query = sa.select(SigningKey).where(SigningKey.edition_id == edition_id)
    return db.scalars(query.order_by(SigningKey.number)).all()


def key_by_number(db: Db, edition_id: str, number: int) -> SigningKey | None:
    """The key that made a code."""
    return db.scalar(
        sa.select(SigningKey).where(
            SigningKey.edition_id == edition_id, SigningKey.number == number
        )
    )


def living_badge(db: Db, registration_id: str) -> Badge | None:
    """The badge that counts for a registration."""
    query = sa.select(Badge).where(
        Badge.registration_id == registration_id, Badge.state.in_(LIVING)
    )
    return db.scalar(query.order_by(Badge.issue.desc()).limit(1))


def latest_badge(db: Db, registration_id: str) -> Badge | None:
    """The badge that lives, or the last that did."""
    query = sa.select(Badge).where(Badge.registration_id == registration_id)
    alive = sa.case((Badge.state.in_(LIVING), 0), else_=1)
    return db.scalar(query.order_by(alive, Badge.state_at.desc(), Badge.issue.desc()).limit(1))


def badge_by_id(db: Db, edition_id: str, badge_id: str) -> Badge:
    """A badge with registration, bearer, delegation and party; raises NotFound."""
    found = db.scalar(_whole(edition_id).where(Badge.id == badge_id))
    if found is None:
        raise NotFound("no_such_badge")
    return found


def living_badge_of(db: Db, delegate_id: str) -> Badge | None:
    """The badge that counts for a delegate."""
    query = (
        sa.select(Badge)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Registration.delegate_id == delegate_id, Badge.state.in_(LIVING))
    )
    return db.scalar(query.order_by(Badge.issue.desc()).limit(1))


def registration_and_badge(db: Db, delegate_id: str) -> tuple[State | None, bool]:
    """The state of a delegate's registration, if any, and whether a badge was ever issued."""
    row = db.execute(
        sa.select(Registration.state, sa.func.count(Badge.id))
        .outerjoin(Badge, Badge.registration_id == Registration.id)
        .where(Registration.delegate_id == delegate_id)
        .group_by(Registration.id, Registration.state)
    ).first()
    return (None, False) if row is None else (row[0], row[1] > 0)


def approved_members(db: Db, delegation_id: str) -> Sequence[Delegate]:
    """Those of a delegation who are accredited, and may thus sign for its badges, by rank."""
    query = (
        sa.select(Delegate)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .join(Delegate.person)
        .where(Delegate.delegation_id == delegation_id, Registration.state == State.APPROVED)
        .options(contains_eager(Delegate.person))
        .order_by(Delegate.rank, Person.sort_name, Delegate.id)
    )
    return db.scalars(query).all()


def printables(
    db: Db,
    edition_id: str,
    *,
    delegation_id: str | None = None,
    registration_id: str | None = None,
) -> Sequence[Printable]:
    """Living badges that vetting does not block from printing, by delegation and rank."""
    query = (
        sa.select(Badge)
        .join(Badge.registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .where(
            Badge.edition_id == edition_id,
            Badge.state.in_(LIVING),
            Registration.print_block.is_(False),
        )
        .options(
            contains_eager(Badge.registration)
            .contains_eager(Registration.delegate)
            .options(
                contains_eager(Delegate.person),
                contains_eager(Delegate.delegation).joinedload(Delegation.party),
            )
        )
        .order_by(Delegate.delegation_id, Delegate.rank, Person.sort_name, Badge.serial)
    )
    if delegation_id is not None:
        query = query.where(Delegate.delegation_id == delegation_id)
    if registration_id is not None:
        query = query.where(Registration.id == registration_id)
    badges = db.scalars(query).all()
    photos = _photos(db, [badge.owner.delegate.person_id for badge in badges])
    return [Printable(badge, photos.get(badge.owner.delegate.person_id)) for badge in badges]


def blocked_prints(
    db: Db,
    edition_id: str,
    *,
    delegation_id: str | None = None,
    registration_id: str | None = None,
) -> list[str]:
    """Names of those whose living badge vetting keeps from the printer, by rank."""
    query = (
        sa.select(Person.full_name)
        .join(Delegate, Delegate.person_id == Person.id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .join(Badge, Badge.registration_id == Registration.id)
        .where(
            Badge.edition_id == edition_id,
            Badge.state.in_(LIVING),
            Registration.print_block.is_(True),
        )
        .order_by(Delegate.rank, Person.sort_name, Badge.serial)
    )
    if delegation_id is not None:
        query = query.where(Delegate.delegation_id == delegation_id)
    if registration_id is not None:
        query = query.where(Registration.id == registration_id)
    return list(db.scalars(query))


def _photos(db: Db, person_ids: Sequence[str]) -> dict[str, bytes]:
    query = sa.select(Photo).where(Photo.person_id.in_(person_ids)).options(undefer(Photo.jpeg))
    return {photo.person_id: photo.jpeg for photo in db.scalars(query)}


def badge_by_serial(db: Db, edition_id: str, serial: str) -> Badge | None:
    """A badge with registration, bearer, delegation and party."""
    return db.scalar(_whole(edition_id).where(Badge.serial == serial))


def _whole(edition_id: str) -> sa.Select[Badge]:
    """Badges of an edition; those that are nobody's yet have no registration."""
    delegate = joinedload(Badge.registration).joinedload(Registration.delegate)
    return (
        sa.select(Badge)
        .where(Badge.edition_id == edition_id)
        .options(
            delegate.joinedload(Delegate.person),
            delegate.joinedload(Delegate.delegation).joinedload(Delegation.party),
        )
    )
