"""How a registration moves: under the delegation's lock, from where it stands by now, journalled."""

from datetime import datetime
from typing import Any

from eventops.accreditation.models import Registration
from eventops.accreditation.places import TAKES_A_PLACE, require_place
from eventops.accreditation.rules import Moves, State
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.delegations.returning import rejoin_lists
from eventops.delegations.services import leave_lists, lock_quota

LONGEST_QUESTION = 1000
LONGEST_WORDS = 500
STANDS = ("state", "reason", "words", "before", "decided_at", "decided_by", "issue_block")
"""What another officer may have changed since the registration was read."""


def hold(db: Db, registration: Registration) -> State:
    """Hold the delegation and look where the registration stands by now."""
    lock_quota(db, registration.delegate.delegation_id)
    db.refresh(registration, STANDS)
    return registration.state


def require_state(
    db: Db, registration: Registration, target: State, allowed: Moves, seen: State | None = None
) -> None:
    """It stands where ``target`` may be reached from, and where the officer saw it.

    Raises Conflict ``wrong_state``.
    """
    state = hold(db, registration)
    if state not in allowed[target] or state is not (seen or state):
        raise Conflict("wrong_state", state=state.value)


def move(
    db: Db,
    registration: Registration,
    target: State,
    allowed: Moves,
    *,
    by: str,
    now: datetime,
    seen: State | None = None,
    **facts: str | bool,
) -> dict[str, Any]:
    """To the next state; returns what undoing would have to put back.

    Raises Conflict ``wrong_state``.
    """
    require_state(db, registration, target, allowed, seen)
    before, decided_at = registration.state, registration.decided_at
    told = {
        "state": before.value,
        "reason": registration.reason,
        "words": registration.words,
        "decided_at": decided_at.isoformat() if decided_at else None,
        "decided_by": registration.decided_by,
    }
    registration.state = target
    db.flush()
    journal.record(
        db,
        f"registration {target.value}",
        f"registration:{registration.id}",
        by=by,
        now=now,
        edition_id=registration.edition_id,
        before=before.value,
        **facts,
    )
    return told


def note_decision(
    registration: Registration,
    reason: str,
    words: str = "",
    before: dict[str, Any] | None = None,
    *,
    by: str | None,
    now: datetime | None,
) -> None:
    """What was decided, by whom and when; without ``before`` it cannot be undone."""
    registration.reason, registration.words, registration.before = reason, words, before
    registration.decided_at, registration.decided_by = now, by


def come_back(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Into a place that is free, and onto the lists that were left."""
    delegate = registration.delegate
    require_place(db, delegate.delegation_id, registration.category, TAKES_A_PLACE)
    rejoin_lists(db, delegate, by=by, now=now, edition_id=registration.edition_id)


def leave(db: Db, registration: Registration, *, by: str, now: datetime) -> dict[str, int]:
    """Off every list; returns where the person stood."""
    edition_id = registration.edition_id
    return leave_lists(db, registration.delegate, by=by, now=now, edition_id=edition_id)
