"""Delegations and their people, always through the eyes of who asks."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from eventops.accounts.models import User
from eventops.accounts.rules import Role, Viewer
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.core.multilingual import folded
from eventops.delegations.models import (
    Delegate,
    Delegation,
    DelegationDocument,
    FocalPoint,
    LiaisonAssignment,
    ListEntry,
    Party,
    Person,
)

SEES_ALL = (
    Role.EDITOR,
    Role.ACCREDITATION,
    Role.PROTOCOL,
    Role.VETTING,
    Role.BADGE_DESK,
    Role.VIEWER,
)
"""Roles that may look at every delegation of their edition."""


@dataclass(frozen=True, slots=True)
class ListedDelegate:
    """A delegate's place on one ordered list."""

    delegate_id: str
    meeting_id: str
    place: int
    """From 1, without gaps."""


def delegations_of(db: Db, edition_id: str) -> Sequence[Delegation]:
    """Every delegation with its party in protocol order, for jobs and the command line."""
    return db.scalars(_delegations(edition_id)).all()


def _delegations(edition_id: str) -> sa.Select[Delegation]:
    return (
        sa.select(Delegation)
        .join(Delegation.party)
        .where(Delegation.edition_id == edition_id)
        .options(contains_eager(Delegation.party))
        .order_by(Party.position, Party.code)
    )


def delegations_seen_by(db: Db, edition_id: str, viewer: Viewer) -> Sequence[Delegation]:
    """Delegations with their party in protocol order, as far as the viewer may see them."""
    query = _delegations(edition_id)
    if not viewer.holds(*SEES_ALL, edition_id=edition_id):
        query = query.where(Delegation.id.in_(own_delegations(viewer, edition_id)))
    return db.scalars(query).all()


def delegation_seen_by(db: Db, edition_id: str, code: str, viewer: Viewer) -> Delegation:
    """One delegation by its party's code; NotFound for strangers, as for one that is not there."""
    for delegation in delegations_seen_by(db, edition_id, viewer):
        if delegation.party.code.lower() == code.lower():
            return delegation
    raise NotFound("no_delegation")


def own_delegations(viewer: Viewer, edition_id: str) -> sa.CompoundSelect[str]:
    """Ids of the delegations that the viewer is focal point of, or liaison officer."""
    return sa.union(
        sa.select(FocalPoint.delegation_id).where(FocalPoint.user_id == viewer.user_id),
        _attached(viewer, edition_id),
    )


def _attached(viewer: Viewer, edition_id: str) -> sa.Select[str]:
    """Ids of the delegations whose liaison officer the viewer is: by assignment, and in office."""
    return sa.select(LiaisonAssignment.delegation_id).where(
        LiaisonAssignment.user_id == viewer.user_id,
        sa.true() if viewer.holds(Role.LIAISON, edition_id=edition_id) else sa.false(),
    )


def led_delegations(db: Db, edition_id: str, viewer: Viewer) -> Sequence[Delegation]:
    """The delegations the viewer is focal point or liaison officer of, in protocol order."""
    query = (
        sa.select(Delegation)
        .join(Delegation.party)
        .where(
            Delegation.edition_id == edition_id,
            Delegation.id.in_(own_delegations(viewer, edition_id)),
        )
        .options(contains_eager(Delegation.party))
        .order_by(Party.position, Party.code)
    )
    return db.scalars(query).all()


def is_focal_point(db: Db, user_id: str, delegation_id: str) -> bool:
    """Whether the user may nominate for this delegation."""
    query = sa.select(FocalPoint.id).where(
        FocalPoint.user_id == user_id, FocalPoint.delegation_id == delegation_id
    )
    return db.scalar(query) is not None


def is_liaison(db: Db, viewer: Viewer, delegation: Delegation) -> bool:
    """Whether the viewer is the liaison officer who is attached to this delegation."""
    attached = _attached(viewer, delegation.edition_id)
    here = attached.where(LiaisonAssignment.delegation_id == delegation.id)
    return db.scalar(here) is not None


def focal_points_of(db: Db, delegation_id: str) -> Sequence[User]:
    """Who may nominate for a delegation."""
    query = sa.select(User).join(FocalPoint, FocalPoint.user_id == User.id)
    return db.scalars(
        query.where(FocalPoint.delegation_id == delegation_id).order_by(User.email)
    ).all()


@dataclass(frozen=True, slots=True)
class Liaison:
    """The host's officer attached to a delegation."""

    user_id: str
    name: str
    phone: str


def liaisons_of(db: Db, delegation_id: str) -> list[Liaison]:
    """The host's officers of a delegation, the first attached first."""
    rows = db.execute(
        sa.select(User.id, User.name, LiaisonAssignment.phone)
        .join(LiaisonAssignment, LiaisonAssignment.user_id == User.id)
        .where(LiaisonAssignment.delegation_id == delegation_id)
        .order_by(LiaisonAssignment.since, User.id)
    )
    return [Liaison(*row) for row in rows]


def documents_of(db: Db, delegation_id: str) -> Sequence[DelegationDocument]:
    """The papers that have arrived, the latest first."""
    query = sa.select(DelegationDocument).where(DelegationDocument.delegation_id == delegation_id)
    return db.scalars(
        query.order_by(DelegationDocument.received_at.desc(), DelegationDocument.id)
    ).all()


def delegates_of(db: Db, delegation_id: str) -> Sequence[Delegate]:
    """The people of a delegation by rank, then name."""
    query = (
        sa.select(Delegate)
        .join(Delegate.person)
        .where(Delegate.delegation_id == delegation_id)
        .options(contains_eager(Delegate.person))
        .order_by(Delegate.rank, Person.sort_name, Delegate.id)
    )
    return db.scalars(query).all()


def lists_of(db: Db, delegation_id: str) -> dict[str, list[ListedDelegate]]:
    """Meeting id → the delegation's ordered list for it."""
    query = (
        sa.select(ListEntry.meeting_id, ListEntry.delegate_id)
        .where(ListEntry.delegation_id == delegation_id)
        .order_by(ListEntry.meeting_id, ListEntry.position)
    )
    lists: dict[str, list[ListedDelegate]] = {}
    for meeting_id, delegate_id in db.execute(query):
        entries = lists.setdefault(meeting_id, [])
        entries.append(ListedDelegate(delegate_id, meeting_id, len(entries) + 1))
    return lists


def delegate_by_id(db: Db, delegate_id: str) -> Delegate:
    """A delegate with person, delegation and party; raises NotFound."""
    query = (
        sa.select(Delegate)
        .where(Delegate.id == delegate_id)
        .options(
            joinedload(Delegate.person),
            joinedload(Delegate.delegation).joinedload(Delegation.party),
        )
    )
    found = db.scalar(query)
    if found is None:
        raise NotFound("no_delegate")
    return found


def delegates_with_mailbox(db: Db, edition_id: str, email: str) -> Sequence[Delegate]:
    """Everyone in an edition who reads this mailbox: a shared one has several."""
    query = (
        sa.select(Delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .where(Delegation.edition_id == edition_id, Person.email == email.lower())
        .options(
            contains_eager(Delegate.person),
            contains_eager(Delegate.delegation).joinedload(Delegation.party),
        )
        .order_by(Person.sort_name, Delegate.id)
    )
    return db.scalars(query).all()


def find_delegates(db: Db, edition_id: str, text: str) -> Sequence[Delegate]:
    """People of an edition by id, mailbox or name, accents and order ignored."""
    query = (
        sa.select(Delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .where(Delegation.edition_id == edition_id)
        .options(
            contains_eager(Delegate.person),
            contains_eager(Delegate.delegation).joinedload(Delegation.party),
        )
        .order_by(Person.sort_name, Delegate.id)
    )
    exact = db.scalars(query.where(sa.or_(Delegate.id == text, Person.email == text.lower()))).all()
    if exact:
        return exact
    words = folded(text).split()
    return db.scalars(
        query.where(*(Person.search_name.contains(word, autoescape=True) for word in words))
    ).all()
