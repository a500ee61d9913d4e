"""Verbs of accreditation: from a nomination to a decision, never beyond a delegation's quota.

Every verb takes the delegation's lock first, so that two at once are one after the other.
"""

import unicodedata
from datetime import datetime
from typing import Any

from eventops.accreditation.models import Registration
from eventops.accreditation.queries import approved_places, registration_of, used_places
from eventops.accreditation.rules import (
    BY_FOCAL_POINT,
    BY_OFFICER,
    OUT,
    REFUSAL_REASONS,
    UNDOING,
    Category,
    Moves,
    State,
    category_for,
)
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.delegations.models import Delegate
from eventops.delegations.returning import come_back
from eventops.delegations.services import leave_lists, lock_quota

LONGEST_QUESTION = 1000
LONGEST_WORDS = 500
MAY_BREAK = "\n"
STANDS = ("state", "reason", "words", "before", "decided_at", "decided_by", "issue_block")
"""What another officer may have changed since the registration was read."""


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
    choose_category(db, registration, category, by=by, now=now)


def choose_category(
    db: Db, registration: Registration, category: Category, *, by: str, now: datetime
) -> None:
    """Give the badge another category; doors and prints follow at once."""
    before = registration.category
    if category is before:
        return
    registration.category = category
    journal.record(
        db,
        "registration categorised",
        f"registration:{registration.id}",
        by=by,
        now=now,
        edition_id=registration.edition_id,
        before=before.value,
        category=category.value,
    )


def submit(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Hand a nomination, or what was still asked for, to the officers."""
    _move(db, registration, State.SUBMITTED, BY_FOCAL_POINT, by=by, now=now)
    registration.submitted_at = now
    registration.decided_at = registration.decided_by = registration.before = None


def check(
    db: Db, registration: Registration, *, by: str, now: datetime, seen: State | None = None
) -> None:
    """Say that the nomination is in order and the person may be decided about.

    Of every officer's verb: ``seen`` is the state that the officer had before them; Conflict
    ``wrong_state`` when the registration has moved on since, or may not be moved so.
    """
    before = _move(db, registration, State.CHECKED, BY_OFFICER, by=by, now=now, seen=seen)
    _decide(registration, registration.reason, "", before, by=by, now=now)


def approve(
    db: Db, registration: Registration, *, by: str, now: datetime, seen: State | None = None
) -> None:
    """Accredit a person. Raises Conflict ``quota_full`` when that would oversell the delegation."""
    _stand(db, registration, State.APPROVED, BY_OFFICER, seen)
    _require_place(db, registration, State.APPROVED)
    before = _move(db, registration, State.APPROVED, BY_OFFICER, by=by, now=now)
    _decide(registration, "", "", before, by=by, now=now)


def ask_more(
    db: Db,
    registration: Registration,
    question: str,
    *,
    by: str,
    now: datetime,
    seen: State | None = None,
) -> None:
    """Give a registration back with a question that the focal point reads.

    Raises Invalid ``question_missing``, ``question_too_long`` or ``text_unprintable``.
    """
    text = own_words(question, "reason", LONGEST_QUESTION)
    if not text:
        raise Invalid("question_missing", field="reason")
    before = _move(db, registration, State.MORE_INFORMATION, BY_OFFICER, by=by, now=now, seen=seen)
    _decide(registration, text, "", before, by=by, now=now)


def refuse(
    db: Db,
    registration: Registration,
    reason: str,
    words: str = "",
    *,
    by: str,
    now: datetime,
    seen: State | None = None,
) -> None:
    """Refuse for one of REFUSAL_REASONS; the person leaves the lists and the quota's place.

    ``words`` are the officer's own, which the focal point reads after the reason. Raises Invalid
    ``unknown_reason``, ``question_too_long`` or ``text_unprintable``.
    """
    if reason not in REFUSAL_REASONS:
        raise Invalid("unknown_reason", field="reason")
    own = own_words(words, "words", LONGEST_WORDS)
    before = _move(
        db, registration, State.REFUSED, BY_OFFICER, by=by, now=now, seen=seen, reason=reason
    )
    before["places"] = _leave(db, registration, by=by, now=now)
    _decide(registration, reason, own, before, by=by, now=now)


def withdraw(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """The party takes the person back; the place of the quota is free again."""
    _move(db, registration, State.WITHDRAWN, BY_FOCAL_POINT, by=by, now=now)
    _decide(registration, "", "", None, by=by, now=now)
    _leave(db, registration, by=by, now=now)


def undo(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Take the own last decision back: state, reason and places on the lists are as before it.

    Raises Conflict ``nothing_to_undo`` when the last move was somebody else's, ``quota_full`` when
    the place was given away meanwhile.
    """
    lock_quota(db, registration.delegate.delegation_id)
    db.refresh(registration, STANDS)
    told, undone = registration.before, registration.state
    if told is None or registration.decided_by != by:
        raise Conflict("nothing_to_undo")
    target = State(told["state"])
    _stand(db, registration, target, UNDOING, None)
    _require_place(db, registration, target)
    _move(db, registration, target, UNDOING, by=by, now=now, undone=undone.value)
    at = told["decided_at"]
    registration.reason, registration.words = told["reason"], told["words"]
    registration.decided_at = datetime.fromisoformat(at) if at else None
    registration.decided_by, registration.before = told["decided_by"], None
    places, edition_id = told.get("places", {}), registration.edition_id
    come_back(db, registration.delegate, places, by=by, now=now, edition_id=edition_id)


def own_words(given: str, field: str, most: int) -> str:
    """An officer's own words in one spelling; Invalid ``question_too_long``, ``text_unprintable``."""
    text = unicodedata.normalize("NFC", given.replace("\r\n", "\n")).strip()
    if len(text) > most:
        raise Invalid("question_too_long", field=field, most=most)
    if any(unicodedata.category(sign) == "Cc" and sign != MAY_BREAK for sign in text):
        raise Invalid("text_unprintable", field=field)
    return text


def _require_place(db: Db, registration: Registration, target: State) -> None:
    """Room in the quota for whoever comes back into it, or is approved; it is locked already."""
    delegation_id = registration.delegate.delegation_id
    quota = lock_quota(db, delegation_id)
    comes_back = registration.state in OUT and used_places(db, delegation_id) >= quota
    approved = target is State.APPROVED
    if comes_back or (
        approved and approved_places(db, delegation_id, but=registration.id) >= quota
    ):
        raise Conflict("quota_full", quota=quota)


def _leave(db: Db, registration: Registration, *, by: str, now: datetime) -> dict[str, int]:
    edition_id = registration.edition_id
    return leave_lists(db, registration.delegate, by=by, now=now, edition_id=edition_id)


def _decide(
    registration: Registration,
    reason: str,
    words: str,
    before: dict[str, Any] | None,
    *,
    by: str,
    now: datetime,
) -> None:
    registration.reason, registration.words, registration.before = reason, words, before
    registration.decided_at, registration.decided_by = now, by


def _stand(
    db: Db, registration: Registration, target: State, allowed: Moves, seen: State | None
) -> None:
    """Hold the delegation, and require that the registration stands where it may be moved from."""
    lock_quota(db, registration.delegate.delegation_id)
    db.refresh(registration, STANDS)
    state = registration.state
    if state not in allowed[target] or state is not (seen or state):
        raise Conflict("wrong_state", state=state.value)


def _move(
    db: Db,
    registration: Registration,
    target: State,
    allowed: Moves,
    *,
    by: str,
    now: datetime,
    seen: State | None = None,
    **facts: str,
) -> dict[str, Any]:
    """To the next state, if it may be reached from where the registration stands by now.

    Returns what undoing would have to put back.
    """
    _stand(db, registration, target, allowed, seen)
    before = registration.state
    decided_at = registration.decided_at
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
