"""Who stands before the door: badges and people in one row each, whatever the number of scans."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from eventops.accreditation.models import Photo, Registration
from eventops.badges.models import Badge, SigningKey
from eventops.badges.queries import LIVING
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation, Party, Person
from eventops.editions.models import Edition


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person with the badge that was shown, or with the living one when none was."""

    delegate_id: str
    delegation_id: str
    function: str
    style: str
    name: str
    own_script: str
    party: str
    party_name: dict[str, str]
    flag: str | None
    photo_id: str | None
    category: str
    registration: str
    """State; empty when the person was never registered."""
    door_block: bool
    badge_id: str | None = None
    serial: str = ""
    badge_state: str = ""
    key_number: int = 0
    issue: int = 0
    last_day: date | None = None
    flags: int = 0


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """A public key with the edition it signs for."""

    edition_id: str
    slug: str
    number: int
    public: bytes


def verifying_keys(db: Db) -> list[VerifyingKey]:
    """The keys of all editions, so that another edition's badge is told apart from a forged one."""
    query = (
        sa.select(SigningKey.edition_id, Edition.slug, SigningKey.number, SigningKey.public)
        .join(Edition, Edition.id == SigningKey.edition_id)
        .order_by(Edition.slug, SigningKey.number)
    )
    return [VerifyingKey(*row) for row in db.execute(query)]


def bearers_by_serial(db: Db, edition_id: str, serials: Collection[str]) -> dict[str, Bearer]:
    """Serial → bearer, whatever became of the badge."""
    if not serials:
        return {}
    query = _people(Badge.registration_id == Registration.id).where(
        Badge.edition_id == edition_id, Badge.serial.in_(serials)
    )
    return {bearer.serial: bearer for bearer in _read(db, query)}


def unbound_badges(db: Db, edition_id: str, serials: Collection[str]) -> dict[str, Badge]:
    """Serial → emergency badge that is nobody's."""
    if not serials:
        return {}
    query = sa.select(Badge).where(
        Badge.edition_id == edition_id, Badge.registration_id.is_(None), Badge.serial.in_(serials)
    )
    return {badge.serial: badge for badge in db.scalars(query)}


def bearers_by_delegate(
    db: Db, edition_id: str, delegate_ids: Collection[str]
) -> dict[str, Bearer]:
    """Delegate → bearer with the living badge, for those of this edition alone."""
    if not delegate_ids:
        return {}
    living = sa.and_(Badge.registration_id == Registration.id, Badge.state.in_(LIVING))
    query = _people(living).where(
        Delegation.edition_id == edition_id, Delegate.id.in_(delegate_ids)
    )
    return {bearer.delegate_id: bearer for bearer in _read(db, query)}


def _people(badge: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Delegate.id,
            Delegate.delegation_id,
            Delegate.function,
            Person.style,
            Person.full_name,
            Person.own_script,
            Party.code,
            Party.name,
            Party.flag,
            Photo.id,
            Registration.category,
            Registration.state,
            Registration.door_block,
            Badge.id,
            Badge.serial,
            Badge.state,
            Badge.key_number,
            Badge.issue,
            Badge.last_day,
            Badge.flags,
        )
        .select_from(Delegate)
        .join(Person, Person.id == Delegate.person_id)
        .join(Delegation, Delegation.id == Delegate.delegation_id)
        .join(Party, Party.id == Delegation.party_id)
        .outerjoin(Registration, Registration.delegate_id == Delegate.id)
        .outerjoin(Badge, badge)
        .outerjoin(Photo, Photo.person_id == Person.id)
        .order_by(Delegate.id, Badge.issue)
    )


def _read(db: Db, query: sa.Select[*tuple[Any, ...]]) -> list[Bearer]:
    return [_bearer(row) for row in db.execute(query)]


def _bearer(row: Sequence[Any]) -> Bearer:
    category, state, blocked, badge_id, serial, badge_state, *rest = row[10:]
    known: list[Any] = list(row[:10])
    known += ["", "", False] if state is None else [category.value, state.value, blocked]
    if badge_id is not None:
        known += [badge_id, serial, badge_state.value, *rest]
    return Bearer(*known)
