"""Verbs of accreditation: from a nomination to a decision, never beyond a delegation's quota.

Every verb takes the delegation's lock first, so that two at once are one after the other.
"""

import unicodedata
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.places import (
    TAKES_A_PLACE,
    require_approvable,
    require_category,
    require_place,
)
from eventops.accreditation.queries import registration_of
from eventops.accreditation.rules import (
    BY_FOCAL_POINT,
    BY_OFFICER,
    REFUSAL_REASONS,
    State,
    category_for,
)
from eventops.accreditation.terms import comes_late
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegate
from eventops.delegations.returning import rejoin_lists
from eventops.delegations.services import leave_lists, lock_quota

LONGEST_QUESTION = 1000
MAY_BREAK = "\n"


def nominate(db: Db, delegate: Delegate, *, by: str, now: datetime) -> Registration:
    """Register a delegate (delegation and party loaded), in a place of the delegation's quota.

    After the category's deadline the registration is marked late. Raises Conflict
    ``quota_full``, ``category_full`` or ``registered_already``.
    """
    delegation = delegate.delegation
    lock_quota(db, delegation.id)
    if registration_of(db, delegate.id) is not None:
        raise Conflict("registered_already")
    category = category_for(
        delegation.party.kind.value, delegate.function, state=delegation.party.is_state
    )
    require_place(db, delegation.id, category, TAKES_A_PLACE)
    registration = Registration(
        edition_id=delegation.edition_id,
        delegate=delegate,
        category=category,
        state=State.NOMINATED,
        late=comes_late(db, delegation.edition_id, category, now=now),
    )
    db.add(registration)
    db.flush()
    journal.record(
        db,
        "registration nominated",
        f"registration:{registration.id}",
        by=by,
        now=now,
        edition_id=registration.edition_id,
        category=registration.category.value,
        late=registration.late,
    )
    return registration


def categorise(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Let the badge's category follow a corrected function. Raises Conflict ``category_full``."""
    delegate = registration.delegate
    party = delegate.delegation.party
    category = category_for(party.kind.value, delegate.function, state=party.is_state)
    if category is registration.category:
        return
    lock_quota(db, delegate.delegation_id)
    require_category(db, delegate.delegation_id, category, TAKES_A_PLACE, but=registration.id)
    registration.category = category
    journal.record(
        db,
        "registration categorised",
        f"registration:{registration.id}",
        by=by,
        now=now,
        edition_id=registration.edition_id,
        category=category.value,
    )


def submit(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Hand a nomination, or what was still asked for, to the officers."""
    _move(db, registration, State.SUBMITTED, BY_FOCAL_POINT, by=by, now=now)
    registration.submitted_at = now
    registration.decided_at = registration.decided_by = None


def approve(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Accredit a person; one who was refused stands at the end of their lists again.

    Raises Conflict ``quota_full``, ``category_full`` or ``level_full`` when that would oversell
    the delegation.
    """
    lock_quota(db, registration.delegate.delegation_id)
    db.refresh(registration, ["state"])
    if registration.state is State.REFUSED:
        _come_back(db, registration, by=by, now=now)
    require_approvable(db, registration)
    _move(db, registration, State.APPROVED, BY_OFFICER, by=by, now=now)
    _decide(registration, "", by=by, now=now)


def ask_more(db: Db, registration: Registration, question: str, *, by: str, now: datetime) -> None:
    """Give a registration back with a question that the focal point reads.

    Raises Invalid ``question_missing``, ``question_too_long`` or ``text_unprintable``.
    """
    text = unicodedata.normalize("NFC", question.replace("\r\n", "\n")).strip()
    if not text:
        raise Invalid("question_missing", field="reason")
    if len(text) > LONGEST_QUESTION:
        raise Invalid("question_too_long", field="reason", most=LONGEST_QUESTION)
    if any(unicodedata.category(sign) == "Cc" and sign != MAY_BREAK for sign in text):
        raise Invalid("text_unprintable", field="reason")
    _move(db, registration, State.MORE_INFORMATION, BY_OFFICER, by=by, now=now)
    _decide(registration, text, by=by, now=now)


def refuse(db: Db, registration: Registration, reason: str, *, by: str, now: datetime) -> None:
    """Refuse for one of REFUSAL_REASONS; the person leaves the lists and the quota's place."""
    if reason not in REFUSAL_REASONS:
        raise Invalid("unknown_reason", field="reason")
    _move(db, registration, State.REFUSED, BY_OFFICER, by=by, now=now, reason=reason)
    _decide(registration, reason, by=by, now=now)
    _leave(db, registration, by=by, now=now)


def withdraw(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """The party takes the person back; the place of the quota is free again."""
    _move(db, registration, State.WITHDRAWN, BY_FOCAL_POINT, by=by, now=now)
    registration.decided_at, registration.decided_by = now, by  # a question stays, to come back to
    _leave(db, registration, by=by, now=now)


def reinstate(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Take a withdrawal back: to where the registration stood, but an approval is asked anew.

    The person stands at the end of the lists they left. Raises Conflict ``wrong_state``,
    ``quota_full``, ``category_full`` or ``level_full``.
    """
    lock_quota(db, registration.delegate.delegation_id)
    db.refresh(registration, ["state"])
    target = _stood_before(db, registration)
    if registration.state is State.WITHDRAWN:
        _come_back(db, registration, by=by, now=now)
    _move(db, registration, target, {target: (State.WITHDRAWN,)}, by=by, now=now, reinstated=True)
    if target is not State.MORE_INFORMATION:
        _decide(registration, "", by=None, now=None)


def _stood_before(db: Db, registration: Registration) -> State:
    """The state that the withdrawal ended; handed in, where it was approved or nobody knows."""
    last = db.scalar(
        sa.select(JournalEntry)
        .where(
            JournalEntry.subject == f"registration:{registration.id}",
            JournalEntry.action == f"registration {State.WITHDRAWN.value}",
        )
        .order_by(JournalEntry.position.desc())
        .limit(1)
    )
    before = State(last.facts["before"]) if last else State.SUBMITTED
    return State.SUBMITTED if before is State.APPROVED else before


def _come_back(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Into a place that is free, and onto the lists that were left."""
    delegate = registration.delegate
    require_place(db, delegate.delegation_id, registration.category, TAKES_A_PLACE)
    rejoin_lists(db, delegate, by=by, now=now, edition_id=registration.edition_id)


def _leave(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    leave_lists(db, registration.delegate, by=by, now=now, edition_id=registration.edition_id)


def _decide(
    registration: Registration, reason: str, *, by: str | None, now: datetime | None
) -> None:
    registration.reason = reason
    registration.decided_at, registration.decided_by = now, by


def _move(
    db: Db,
    registration: Registration,
    target: State,
    allowed: Mapping[State, tuple[State, ...]],
    *,
    by: str,
    now: datetime,
    **facts: str | bool,
) -> None:
    """To the next state, if it may be reached from where the registration stands by now."""
    lock_quota(db, registration.delegate.delegation_id)
    db.refresh(registration, ["state"])
    before = registration.state
    if before not in allowed[target]:
        raise Conflict("wrong_state", state=before.value)
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
