"""Verbs of accreditation: from a nomination to a decision, never beyond a delegation's quota.

Every verb takes the delegation's lock first, so that two at once are one after the other.
"""

import unicodedata
from collections.abc import Mapping
from datetime import datetime

from eventops.accreditation.models import Registration
from eventops.accreditation.queries import approved_places, registration_of, used_places
from eventops.accreditation.rules import (
    BY_FOCAL_POINT,
    BY_OFFICER,
    OUT,
    REFUSAL_REASONS,
    State,
    category_for,
)
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.delegations.models import Delegate
from eventops.delegations.services import leave_lists, lock_quota

LONGEST_QUESTION = 1000
MAY_BREAK = "\n"


def nominate(db: Db, delegate: Delegate, *, by: str, now: datetime) -> Registration:
    """Register a delegate (delegation and party loaded), in a place of the delegation's quota.

    Raises Conflict ``quota_full`` or ``registered_already``.
    """
    delegation = delegate.delegation
    quota = lock_quota(db, delegation.id)
    if registration_of(db, delegate.id) is not None:
        raise Conflict("registered_already")
    if used_places(db, delegation.id) >= quota:
        raise Conflict("quota_full", quota=quota)
    registration = Registration(
        edition_id=delegation.edition_id,
        delegate=delegate,
        category=category_for(
            delegation.party.kind.value, delegate.function, state=delegation.party.is_state
        ),
        state=State.NOMINATED,
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
    )
    return registration


def categorise(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Let the badge's category follow a corrected function."""
    delegate = registration.delegate
    party = delegate.delegation.party
    category = category_for(party.kind.value, delegate.function, state=party.is_state)
    if category is registration.category:
        return
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
    """Accredit a person. Raises Conflict ``quota_full`` when that would oversell the delegation."""
    delegation_id = registration.delegate.delegation_id
    quota = lock_quota(db, delegation_id)
    db.refresh(registration, ["state"])
    comes_back = registration.state in OUT and used_places(db, delegation_id) >= quota
    if comes_back or approved_places(db, delegation_id, but=registration.id) >= quota:
        raise Conflict("quota_full", quota=quota)
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
    _decide(registration, "", by=by, now=now)
    _leave(db, registration, by=by, now=now)


def _leave(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    leave_lists(db, registration.delegate, by=by, now=now, edition_id=registration.edition_id)


def _decide(registration: Registration, reason: str, *, by: str, now: datetime) -> None:
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
    **facts: str,
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
