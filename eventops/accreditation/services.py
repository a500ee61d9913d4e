"""Verbs of accreditation: from a nomination to a decision, never beyond a delegation's quota.

Every verb takes the delegation's lock first, so that two at once are one after the other. Of every
officer's verb: ``seen`` is the state that the officer had before them; Conflict ``wrong_state``
when the registration has moved on since, or may not be moved so.
"""

from datetime import datetime

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.moves import (
    LONGEST_QUESTION,
    LONGEST_WORDS,
    come_back,
    hold,
    leave,
    move,
    note_decision,
    require_state,
)
from eventops.accreditation.places import (
    TAKES_A_PLACE,
    require_approvable,
    require_category,
    require_nowhere_else,
    require_place,
)
from eventops.accreditation.queries import registration_of
from eventops.accreditation.rules import (
    BY_FOCAL_POINT,
    BY_OFFICER,
    OUT,
    REFUSAL_REASONS,
    Category,
    State,
    category_for,
)
from eventops.accreditation.terms import comes_late
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.journal import JournalEntry
from eventops.core.typed import paragraphs
from eventops.delegations.models import Delegate
from eventops.delegations.services import lock_people, lock_quota


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
    """Let the badge's category follow a corrected function. Raises as ``choose_category``."""
    delegate = registration.delegate
    party = delegate.delegation.party
    category = category_for(party.kind.value, delegate.function, state=party.is_state)
    choose_category(db, registration, category, by=by, now=now)


def choose_category(
    db: Db, registration: Registration, category: Category, *, by: str, now: datetime
) -> None:
    """Give the badge another category; doors and prints follow at once.

    Whether the nomination came late is judged anew, by the moment it was made.

    Raises Conflict ``category_full``.
    """
    delegation_id = registration.delegate.delegation_id
    lock_quota(db, delegation_id)
    db.refresh(registration, ["state", "category"])
    before = registration.category
    if category is before:
        return
    if registration.state not in OUT:
        require_category(db, delegation_id, category, TAKES_A_PLACE, but=registration.id)
    registration.category = category
    nominated_at = registration.delegate.added_at
    registration.late = comes_late(db, registration.edition_id, category, now=nominated_at)
    journal.record(
        db,
        "registration categorised",
        f"registration:{registration.id}",
        by=by,
        now=now,
        edition_id=registration.edition_id,
        before=before.value,
        category=category.value,
        late=registration.late,
    )


def submit(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Hand a nomination, or what was still asked for, to the officers."""
    move(db, registration, State.SUBMITTED, BY_FOCAL_POINT, by=by, now=now)
    registration.submitted_at = now
    registration.decided_at = registration.decided_by = registration.before = None


def check(
    db: Db, registration: Registration, *, by: str, now: datetime, seen: State | None = None
) -> None:
    """Say that the nomination is in order and the person may be decided about."""
    before = move(db, registration, State.CHECKED, BY_OFFICER, by=by, now=now, seen=seen)
    note_decision(registration, registration.reason, "", before, by=by, now=now)


def approve(
    db: Db, registration: Registration, *, by: str, now: datetime, seen: State | None = None
) -> None:
    """Accredit a person; one who was refused stands at the end of their lists again.

    Raises Conflict ``quota_full``, ``category_full`` or ``level_full`` when that would oversell
    the delegation, ``accredited_elsewhere`` when they are approved for another one.
    """
    lock_people(db, (registration.delegate.person_id,))
    require_state(db, registration, State.APPROVED, BY_OFFICER, seen)
    require_nowhere_else(db, registration)
    if registration.state is State.REFUSED:
        come_back(db, registration, by=by, now=now)
    require_approvable(db, registration)
    before = move(db, registration, State.APPROVED, BY_OFFICER, by=by, now=now)
    note_decision(registration, "", "", before, by=by, now=now)


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

    Raises Invalid ``question_missing``, ``text_too_long`` or ``text_unprintable``.
    """
    text = paragraphs(question, "reason", LONGEST_QUESTION)
    if not text:
        raise Invalid("question_missing", field="reason")
    before = move(db, registration, State.MORE_INFORMATION, BY_OFFICER, by=by, now=now, seen=seen)
    note_decision(registration, text, "", before, by=by, now=now)


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
    ``unknown_reason``, ``text_too_long`` or ``text_unprintable``.
    """
    if reason not in REFUSAL_REASONS:
        raise Invalid("unknown_reason", field="reason")
    own = paragraphs(words, "words", LONGEST_WORDS)
    before = move(
        db, registration, State.REFUSED, BY_OFFICER, by=by, now=now, seen=seen, reason=reason
    )
    before["places"] = leave(db, registration, by=by, now=now)
    note_decision(registration, reason, own, before, by=by, now=now)


def withdraw(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """The party takes the person back; the place of the quota is free again."""
    move(db, registration, State.WITHDRAWN, BY_FOCAL_POINT, by=by, now=now)
    # A question stays, to come back to.
    registration.decided_at, registration.decided_by, registration.before = now, by, None
    leave(db, registration, by=by, now=now)


def reinstate(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Take a withdrawal back: to where the registration stood, but an approval is asked anew.

    The person stands at the end of the lists they left. Raises Conflict ``wrong_state``,
    ``quota_full``, ``category_full`` or ``level_full``.
    """
    state = hold(db, registration)
    target = _stood_before(db, registration)
    if state is State.WITHDRAWN:
        come_back(db, registration, by=by, now=now)
    move(db, registration, target, {target: (State.WITHDRAWN,)}, by=by, now=now, reinstated=True)
    if target is not State.MORE_INFORMATION:
        note_decision(registration, "", by=None, now=None)


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
