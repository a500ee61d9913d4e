"""What readers were told of decisions, and what does not stand any more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.core.db import Db
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegate, Person
from eventops.mail.models import Letter, LetterState
from eventops.portal.letter_queries import about

DECIDED = (State.APPROVED, State.REFUSED, State.MORE_INFORMATION)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A decision that an officer undid, and when it had been taken."""

    registration: Registration
    state: State
    decided_at: datetime


WENT_OUT = sa.or_(
    Letter.state == LetterState.SENT,
    sa.and_(Letter.state == LetterState.QUEUED, Letter.tries > 0),
)
"""Delivered, or in a worker's hands just now."""


def last_sent(
    db: Db, kinds: Collection[str], subjects: Collection[str]
) -> dict[tuple[str, str], tuple[str, str]]:
    """(subject, mailbox) → kind and language of the last of these letters that went out."""
    rows = db.execute(
        sa.select(Letter.about, Letter.recipient, Letter.kind, Letter.language)
        .where(Letter.kind.in_(kinds), Letter.about.in_(subjects), WENT_OUT)
        .order_by(Letter.made_at, Letter.id)
    )
    return {(subject, to): (kind, language) for subject, to, kind, language in rows}


def was_told(db: Db, delegation_id: str, recipient: str, decided_at: datetime) -> bool:
    """Whether the letter that a decision of that moment (real time) was written into went out.

    It is the last one begun by then: a letter takes in what is decided until it is sent.
    """
    query = sa.select(WENT_OUT).where(
        Letter.kind == "decisions",
        Letter.about == about(delegation_id),
        Letter.recipient == recipient,
        Letter.made_at <= decided_at,
    )
    return bool(db.scalar(query.order_by(Letter.made_at.desc(), Letter.id.desc()).limit(1)))


def taken_back_since(db: Db, delegation_id: str, since: datetime) -> list[TakenBack]:
    """Decisions about a delegation's people that officers undid from then on, one a person."""
    rows = db.execute(
        sa.select(JournalEntry, Registration)
        .join(Registration, JournalEntry.subject == sa.literal("registration:") + Registration.id)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(Delegate.delegation_id == delegation_id, JournalEntry.at >= since)
        .options(contains_eager(Registration.delegate).contains_eager(Delegate.person))
        .order_by(JournalEntry.position)
    )
    undone = {
        entry.subject: (State(entry.facts["undone"]), registration)
        for entry, registration in rows
        if entry.facts.get("undone") in DECIDED
    }
    states = {subject: state for subject, (state, _registration) in undone.items()}
    taken_at = _last_decided(db, states) if undone else {}
    return [
        TakenBack(registration, state, taken_at[subject])
        for subject, (state, registration) in undone.items()
        if subject in taken_at
    ]


def _last_decided(db: Db, undone: Mapping[str, State]) -> dict[str, datetime]:
    """Subject → when the decision that was undone had been taken."""
    rows = db.execute(
        sa.select(JournalEntry.subject, JournalEntry.action, JournalEntry.at, JournalEntry.facts)
        .where(JournalEntry.subject.in_(undone))
        .order_by(JournalEntry.position)
    )
    return {
        subject: at
        for subject, action, at, facts in rows
        if action == f"registration {undone[subject].value}" and "undone" not in facts
    }


def decided_since(db: Db, delegation_id: str, since: datetime) -> Sequence[Registration]:
    """Registrations of a delegation that officers decided or asked about, with their people."""
    query = (
        sa.select(Registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(
            Delegate.delegation_id == delegation_id,
            Registration.state.in_(DECIDED),
            Registration.decided_at >= since,
        )
        .options(contains_eager(Registration.delegate).contains_eager(Delegate.person))
        .order_by(Person.sort_name, Registration.id)
    )
    return db.scalars(query).all()
