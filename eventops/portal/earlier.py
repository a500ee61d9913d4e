"""People of the same party in earlier editions: finding, nominating anew, and handing in.

The person stays the same one, with photo and names; function and post are copied. Nobody is handed
in before somebody has looked at the data again, nor stands on a list before it is said.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accounts.rules import Viewer
from eventops.accreditation.consent import record_consents
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import photo_ids
from eventops.accreditation.rules import OUT, Channel, State
from eventops.accreditation.services import nominate, submit
from eventops.agenda.services import following_readers
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.delegations.models import Delegate, Delegation, FocalPoint, Party, Person
from eventops.delegations.rules import functions_of
from eventops.delegations.services import begin_list, lock_quota, next_rank
from eventops.editions.models import Edition
from eventops.portal.services import DESK_ROLES, require_open


@dataclass(frozen=True, slots=True)
class EarlierPerson:
    """Somebody of the party in an earlier edition, with person loaded."""

    delegate: Delegate
    edition: Edition
    photo_id: str | None
    here: bool
    """Whether they are in the delegation already, even if only to be refused or withdrawn."""


def earlier_people(
    db: Db, edition: Edition, delegation: Delegation, viewer: Viewer
) -> list[EarlierPerson]:
    """Everybody once, with their newest edition, newest editions first.

    The desk sees all editions; a focal point only those where they nominated for this party too.
    """
    query = (
        sa.select(Delegate, Edition)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .join(Delegation.party)
        .join(Edition, Edition.id == Delegation.edition_id)
        .outerjoin(Registration, Registration.delegate_id == Delegate.id)
        .where(
            Party.code == delegation.party.code,
            Edition.starts_on < edition.starts_on,
            sa.or_(Registration.id.is_(None), Registration.state.not_in(OUT)),
        )
        .options(contains_eager(Delegate.person))
        .order_by(
            Edition.starts_on.desc(), Edition.id, Delegate.rank, Person.sort_name, Delegate.id
        )
    )
    if not viewer.holds(*DESK_ROLES, edition_id=edition.id):
        own = sa.select(FocalPoint.delegation_id).where(FocalPoint.user_id == viewer.user_id)
        query = query.where(Delegation.id.in_(own))
    newest: dict[str, tuple[Delegate, Edition]] = {}
    for delegate, when in db.execute(query):
        newest.setdefault(delegate.person_id, (delegate, when))
    photos, here = photo_ids(db, list(newest)), _people_of(db, delegation)
    return [
        EarlierPerson(delegate, when, photos.get(person_id), person_id in here)
        for person_id, (delegate, when) in newest.items()
    ]


def _people_of(db: Db, delegation: Delegation) -> set[str]:
    query = sa.select(Delegate.person_id).where(Delegate.delegation_id == delegation.id)
    return set(db.scalars(query))


def nominate_again(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    delegate_ids: Collection[str],
    *,
    viewer: Viewer,
    now: datetime,
) -> list[Registration]:
    """Nominate people of earlier editions, all of those chosen or none; not handed in yet.

    Raises Invalid ``nobody_chosen``, NotFound ``no_delegate`` for anybody who may not be seen,
    Conflict ``list_submitted``, ``registered_already``, ``quota_full`` or ``category_full``.
    """
    if not delegate_ids:
        raise Invalid("nobody_chosen")
    lock_quota(db, delegation.id)
    db.refresh(delegation, ["state"])
    require_open(delegation, viewer)
    seen = {each.delegate.id: each for each in earlier_people(db, edition, delegation, viewer)}
    if not seen.keys() >= set(delegate_ids):
        raise NotFound("no_delegate")
    chosen = [each for key, each in seen.items() if key in delegate_ids]
    if any(each.here for each in chosen):
        raise Conflict("registered_already")
    registrations = []
    with following_readers(db, edition, now=now, delegation_id=delegation.id):
        for each in chosen:
            delegate = _delegate_again(db, delegation, each, by=viewer.actor, now=now)
            registration = nominate(db, delegate, by=viewer.actor, now=now)
            registration.channel = Channel.COPIED
            registrations.append(registration)
    begin_list(delegation)
    return registrations


def _delegate_again(
    db: Db, delegation: Delegation, earlier: EarlierPerson, *, by: str, now: datetime
) -> Delegate:
    """The same person at the end of this delegation, on no list yet."""
    known = earlier.delegate
    allowed = functions_of(delegation.party.kind)
    delegate = Delegate(
        delegation=delegation,
        person=known.person,
        function=known.function if known.function in allowed else allowed[0],
        position=known.position,
        diet=known.diet,
        rank=next_rank(db, delegation.id),
        added_at=now,
    )
    db.add(delegate)
    db.flush()
    journal.record(
        db,
        "delegate copied",
        f"delegate:{delegate.id}",
        by=by,
        now=now,
        edition_id=delegation.edition_id,
        delegation=delegation.id,
        function=delegate.function,
        before=known.id,
    )
    return delegate


def copied_people(db: Db, delegation_id: str) -> Sequence[Registration]:
    """Who was nominated from an earlier edition and waits for a look, person loaded, by rank."""
    query = (
        sa.select(Registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(
            Delegate.delegation_id == delegation_id,
            Registration.state == State.NOMINATED,
            Registration.channel == Channel.COPIED,
        )
        .options(contains_eager(Registration.delegate).contains_eager(Delegate.person))
        .order_by(Delegate.rank, Person.sort_name, Delegate.id)
    )
    return db.scalars(query).all()


def hand_in_copied(
    db: Db,
    delegation: Delegation,
    registration_ids: Collection[str],
    *,
    told_in: str | None,
    by: str,
    now: datetime,
) -> int:
    """Confirm the data of those chosen and hand them in, all or none; how many that were.

    ``told_in`` is the language in which ``by`` declares that they read this edition's privacy
    notice and agree. Raises Invalid ``nobody_chosen`` or ``people_not_told``, and NotFound
    ``no_registration``.
    """
    if not registration_ids:
        raise Invalid("nobody_chosen")
    waiting = {each.id: each for each in copied_people(db, delegation.id)}
    if not waiting.keys() >= set(registration_ids):
        raise NotFound("no_registration")
    if told_in is None:
        raise Invalid("people_not_told", field="told")
    chosen = [each for key, each in waiting.items() if key in registration_ids]
    for registration in chosen:
        submit(db, registration, by=by, now=now)
    people = [each.delegate.person_id for each in chosen]
    record_consents(db, people, delegation.edition_id, Channel.COPIED, told_in, by=by, now=now)
    return len(chosen)
