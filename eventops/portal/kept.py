"""What is kept of a person beside what was typed: decisions, badges, and where they were read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from eventops.accreditation.history import Happening, history_of
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import registration_of
from eventops.badges.lives import Life, lives_of
from eventops.checkin.models import Method, Scan
from eventops.core.db import Db
from eventops.core.multilingual import Multilingual
from eventops.delegations.models import Delegate
from eventops.editions.models import Edition
from eventops.editions.queries import gates_of

NOT_THEIRS = ("happened_blocked", "happened_lifted", "happened_cleared", "happened_reopened")
"""What vetting does is told to officers alone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A badge read at a door; ``gate`` is its name."""

    at: datetime
    gate: Multilingual


@dataclass(frozen=True, slots=True)
class Kept:
    """Decisions and readings, the latest first; badges, the newest first."""

    registration: Registration | None
    decisions: Sequence[Happening]
    badges: Sequence[Life]
    readings: Sequence[Reading]


def kept_of(db: Db, edition: Edition, delegate: Delegate) -> Kept:
    """Everything of the delegate's registration, badges and ways through the doors."""
    registration = registration_of(db, delegate.id)
    if registration is None:
        return Kept(None, (), (), ())
    decisions = [
        each for each in history_of(db, edition.id, registration.id) if each.code not in NOT_THEIRS
    ]
    badges, readings = lives_of(db, registration.id), _readings(db, edition, delegate.id)
    return Kept(registration, decisions, badges, readings)


def _readings(db: Db, edition: Edition, delegate_id: str) -> list[Reading]:
    names = {gate.code: gate.name for gate in gates_of(db, edition.id)}
    query = (
        sa.select(Scan.scanned_at, Scan.gate_code)
        .where(
            Scan.delegate_id == delegate_id,
            Scan.edition_id == edition.id,
            Scan.method != Method.UNDO.value,
        )
        .order_by(Scan.scanned_at.desc(), Scan.id)
    )
    return [Reading(at, names.get(gate, {"en": gate})) for at, gate in db.execute(query)]
