"""What the letters need to know: wordings, whom to write to, what is still open."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accounts.models import User
from eventops.accreditation.models import LetterText, Photo, Registration
from eventops.accreditation.rules import WAITING, Category, State, category_for
from eventops.accreditation.terms import Terms
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import (
    Delegate,
    Delegation,
    FocalPoint,
    LiaisonAssignment,
    Party,
)
from eventops.delegations.rules import DelegationState
from eventops.mail.models import Letter, LetterState

LATEST = 50


@dataclass(frozen=True, slots=True)
class Uninvited:
    """A focal point to whom no invitation was written yet."""

    delegation: Delegation
    user: User


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What a delegation has not done yet."""

    list_open: bool
    nominated: int = 0
    questions: int = 0
    photos: int = 0

    def __bool__(self) -> bool:
        return bool(self.list_open or self.nominated or self.questions or self.photos)


def own_texts(db: Db, edition_id: str) -> dict[tuple[str, str], LetterText]:
    """(letter, language) → an edition's own wording."""
    rows = db.scalars(sa.select(LetterText).where(LetterText.edition_id == edition_id))
    return {(text.letter, text.language): text for text in rows}


def about(delegation_id: str) -> str:
    """How a letter about a delegation is marked."""
    return f"delegation:{delegation_id}"


def waiting_letter(db: Db, kind: str, subject: str, recipient: str) -> Letter | None:
    """A letter that nobody has begun to send yet, locked so that none begins meanwhile."""
    query = sa.select(Letter).where(
        Letter.kind == kind,
        Letter.about == subject,
        Letter.recipient == recipient,
        Letter.state == LetterState.QUEUED,
        Letter.tries == 0,
    )
    return db.scalar(query.order_by(Letter.made_at.desc(), Letter.id).limit(1).with_for_update())


def waiting_letters_about(
    db: Db, kinds: Collection[str], subjects: Collection[str]
) -> Sequence[Letter]:
    """Letters of these kinds about the subjects that nobody has begun to send yet."""
    query = sa.select(Letter).where(
        Letter.kind.in_(kinds),
        Letter.about.in_(subjects),
        Letter.state == LetterState.QUEUED,
        Letter.tries == 0,
    )
    return db.scalars(query.order_by(Letter.id).with_for_update()).all()


def focal_points_by_delegation(db: Db, edition_id: str) -> dict[str, list[User]]:
    """Delegation → its focal points who may sign in, by mailbox."""
    rows = db.execute(
        sa.select(FocalPoint.delegation_id, User)
        .join(User, User.id == FocalPoint.user_id)
        .join(Delegation, Delegation.id == FocalPoint.delegation_id)
        .where(Delegation.edition_id == edition_id, User.disabled_at.is_(None))
        .order_by(FocalPoint.delegation_id, User.email)
    )
    found: dict[str, list[User]] = defaultdict(list)
    for delegation_id, user in rows:
        found[delegation_id].append(user)
    return found


def liaison_officers_of(db: Db, delegation_id: str) -> Sequence[User]:
    """The host's officers attached to a delegation."""
    query = sa.select(User).join(LiaisonAssignment, LiaisonAssignment.user_id == User.id)
    return db.scalars(
        query.where(
            LiaisonAssignment.delegation_id == delegation_id, User.disabled_at.is_(None)
        ).order_by(User.email)
    ).all()


def uninvited(db: Db, edition_id: str) -> list[Uninvited]:
    """Focal points without an invitation, by delegation in protocol order."""
    invited = (
        sa.select(Letter.id)
        .where(
            Letter.kind == "invitation",
            Letter.about == sa.literal("delegation:") + Delegation.id,
            Letter.recipient == User.email,
        )
        .exists()
    )
    rows = db.execute(
        sa.select(Delegation, User)
        .join(FocalPoint, FocalPoint.delegation_id == Delegation.id)
        .join(User, User.id == FocalPoint.user_id)
        .join(Delegation.party)
        .where(Delegation.edition_id == edition_id, User.disabled_at.is_(None), ~invited)
        .options(contains_eager(Delegation.party))
        .order_by(Party.position, Party.code, User.email)
    )
    return [Uninvited(delegation, user) for delegation, user in rows]


def deadline_of(terms: Mapping[Category, Terms], party: Party) -> datetime | None:
    """The deadline of the category in which most of a party's people come."""
    return terms[category_for(party.kind.value, "delegate", state=party.is_state)].deadline_at


def still_open(db: Db, edition_id: str) -> dict[str, StillOpen]:
    """Delegation → what it has not done yet; only those with something open."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = db.execute(
        sa.select(Delegate.delegation_id, Registration.state, Photo.id.is_(None), sa.func.count())
        .join(Registration, Registration.delegate_id == Delegate.id)
        .outerjoin(Photo, Photo.person_id == Delegate.person_id)
        .where(Registration.edition_id == edition_id)
        .group_by(Delegate.delegation_id, Registration.state, Photo.id.is_(None))
    )
    for delegation_id, state, without_photo, count in rows:
        found = counts[delegation_id]
        found["nominated"] += count if state is State.NOMINATED else 0
        found["questions"] += count if state is State.MORE_INFORMATION else 0
        found["photos"] += count if without_photo and state in (State.NOMINATED, *WAITING) else 0
    states = db.execute(
        sa.select(Delegation.id, Delegation.state).where(Delegation.edition_id == edition_id)
    )
    told = {
        key: StillOpen(state is not DelegationState.SUBMITTED, **counts[key])
        for key, state in states
    }
    return {key: found for key, found in told.items() if found}


def last_reminded(db: Db, edition_id: str) -> dict[tuple[str, str], datetime]:
    """(delegation, mailbox) → when they were reminded last."""
    rows = db.execute(
        sa.select(Delegation.id, Letter.recipient, Letter.made_at)
        .join(Letter, Letter.about == sa.literal("delegation:") + Delegation.id)
        .where(
            Delegation.edition_id == edition_id,
            Letter.kind == "reminder",
        )
        .order_by(Letter.made_at, Letter.id)
    )
    return {(delegation_id, recipient): made_at for delegation_id, recipient, made_at in rows}


def _letters_of(edition_id: str) -> sa.Select[Letter]:
    """Letters about an edition's delegations and registrations."""
    delegations = sa.select(sa.literal("delegation:") + Delegation.id).where(
        Delegation.edition_id == edition_id
    )
    registrations = sa.select(sa.literal("registration:") + Registration.id).where(
        Registration.edition_id == edition_id
    )
    return sa.select(Letter).where(
        sa.or_(Letter.about.in_(delegations), Letter.about.in_(registrations))
    )


def latest_letters(db: Db, edition_id: str) -> Sequence[Letter]:
    """What was written last, failed ones first."""
    failed_first = sa.case((Letter.state == LetterState.FAILED, 0), else_=1)
    query = _letters_of(edition_id).order_by(failed_first, Letter.made_at.desc(), Letter.id)
    return db.scalars(query.limit(LATEST)).all()


def failed_letter(db: Db, edition_id: str, letter_id: str) -> Letter:
    """A letter that could not be delivered; raises NotFound ``no_letter``."""
    found = db.scalar(
        _letters_of(edition_id).where(Letter.id == letter_id, Letter.state == LetterState.FAILED)
    )
    if found is None:
        raise NotFound("no_letter")
    return found
