"""What the journal knows of a registration, by whom and when."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventops.accounts.queries import names_of
from eventops.core.db import Db
from eventops.core.journal import JournalEntry

TOLD = {
    "registration nominated": "happened_nominated",
    "registration submitted": "happened_submitted",
    "registration checked": "happened_checked",
    "registration approved": "happened_approved",
    "approval taken over": "happened_taken_over",
    "registration more_information": "happened_asked",
    "registration refused": "happened_refused",
    "registration withdrawn": "happened_withdrawn",
    "registration categorised": "happened_categorised",
    "vetting blocked": "happened_blocked",
    "vetting lifted": "happened_lifted",
    "vetting cleared": "happened_cleared",
    "vetting reopened": "happened_reopened",
}
"""Action → the code of its sentence; what is not here does not concern whoever decides."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry: a sentence's code, the journal's facts, and who it was (a name, or the actor)."""

    at: datetime
    code: str
    by: str
    facts: dict[str, Any] = field(default_factory=dict)


def history_of(db: Db, edition_id: str, registration_id: str) -> list[Happening]:
    """What happened to a registration, the latest first."""
    entries = db.scalars(
        sa.select(JournalEntry)
        .where(
            JournalEntry.subject == f"registration:{registration_id}",
            JournalEntry.edition_id == edition_id,
            JournalEntry.action.in_(TOLD),
        )
        .order_by(JournalEntry.position.desc())
    ).all()
    names = names_of(db, {entry.actor for entry in entries})
    return [Happening(entry.at, _code(entry), names[entry.actor], entry.facts) for entry in entries]


def _code(entry: JournalEntry) -> str:
    if "undone" in entry.facts:
        return "happened_undone"
    return "happened_reinstated" if "reinstated" in entry.facts else TOLD[entry.action]
