"""What the desk and a delegation arrange with each other: places, papers, contacts, the list's end.

Verbs as in ``services``; every one is journalled, with ids and codes only.
"""

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa

from eventops.accounts.models import User
from eventops.accounts.services import ensure_user
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.core.typed import loose_line
from eventops.delegations.drafts import NominationDraft, checked
from eventops.delegations.models import (
    Delegate,
    Delegation,
    DelegationDocument,
    FocalPoint,
    LiaisonAssignment,
    QuotaLine,
)
from eventops.delegations.queries import is_focal_point
from eventops.delegations.quota import Lines, quota_of
from eventops.delegations.rules import DelegationState, DocumentKind, QuotaScope
from eventops.delegations.services import lock_quota

MOST_PLACES = 10_000
LONGEST_NUMBER = 200
LONGEST_NOTE = 1000
DIGITS = frozenset("0123456789+-/(). ")
"""What a telephone number is written with."""


def set_quota(
    db: Db, delegation: Delegation, total: int, lines: Lines, *, by: str, now: datetime
) -> bool:
    """Say how many places there are; whether that changed anything.

    Fewer than are taken already is allowed: nobody loses a place, and nobody gets one until it
    fits again. Raises Invalid ``places_unlikely`` or ``line_over_quota``.
    """
    for scope_and_key, places in lines.items():
        _require_likely(places, f"{scope_and_key[0].value}-{scope_and_key[1]}")
        if places > total:
            field = f"{scope_and_key[0].value}-{scope_and_key[1]}"
            raise Invalid("line_over_quota", field=field, quota=total)
    _require_likely(total, "total")
    lock_quota(db, delegation.id)
    before = quota_of(db, delegation.id)
    if before.total != total:
        delegation.quota = total
        _record(db, delegation, "quota set", by=by, now=now, before=before.total, after=total)
    if before.lines != dict(lines):
        _write_lines(db, delegation.id, lines)
        told = {"before": _in_codes(before.lines), "after": _in_codes(lines)}
        _record(db, delegation, "quota lines set", by=by, now=now, **told)
    db.flush()
    return (before.total, before.lines) != (total, dict(lines))


def _require_likely(places: int, field: str) -> None:
    if not 0 <= places <= MOST_PLACES:
        raise Invalid("places_unlikely", field=field, most=MOST_PLACES)


def _write_lines(db: Db, delegation_id: str, lines: Lines) -> None:
    db.execute(sa.delete(QuotaLine).where(QuotaLine.delegation_id == delegation_id))
    db.add_all(
        QuotaLine(delegation_id=delegation_id, scope=scope, key=key, places=places)
        for (scope, key), places in sorted(lines.items())
    )


def _in_codes(lines: Mapping[tuple[QuotaScope, str], int]) -> dict[str, int]:
    return {f"{scope.value}:{key}": places for (scope, key), places in sorted(lines.items())}


def submit_list(db: Db, delegation: Delegation, *, by: str, now: datetime) -> None:
    """Declare the list complete. Raises Conflict ``list_empty`` or ``list_not_open``."""
    _lock(db, delegation)
    if delegation.state is not DelegationState.OPEN:
        raise Conflict("list_not_open")
    someone = sa.select(Delegate.id).where(Delegate.delegation_id == delegation.id).limit(1)
    if db.scalar(someone) is None:
        raise Conflict("list_empty")
    delegation.state, delegation.submitted_at = DelegationState.SUBMITTED, now
    _record(db, delegation, "list submitted", by=by, now=now)


def reopen_list(db: Db, delegation: Delegation, *, by: str, now: datetime) -> None:
    """Let people be added again. Raises Conflict ``list_open_already``."""
    _lock(db, delegation)
    if delegation.state is not DelegationState.SUBMITTED:
        raise Conflict("list_open_already")
    delegation.state, delegation.submitted_at = DelegationState.OPEN, None
    _record(db, delegation, "list reopened", by=by, now=now)


def _lock(db: Db, delegation: Delegation) -> None:
    lock_quota(db, delegation.id)
    db.refresh(delegation, ["state"])


def name_focal_point(
    db: Db, delegation: Delegation, email: str, name: str, *, by: str, now: datetime
) -> User:
    """Give a mailbox the right to nominate for a delegation; naming it twice changes nothing."""
    user = contact_user(db, delegation, email, name, by=by, now=now)
    if is_focal_point(db, user.id, delegation.id):
        return user
    db.refresh(delegation, ["state"])
    db.add(FocalPoint(delegation_id=delegation.id, user_id=user.id, since=now))
    if delegation.state is DelegationState.INVITED:
        delegation.state = DelegationState.NAMED
    _record(db, delegation, "focal point named", by=by, now=now, user=user.id)
    return user


def contact_user(
    db: Db, delegation: Delegation, email: str, name: str, *, by: str, now: datetime
) -> User:
    """The user of a mailbox, made when there is none; the delegation and its edition's journal are
    held from then on, in the order of everybody else. Raises Invalid as ``drafts.checked`` does."""
    told = checked(NominationDraft(full_name=name, email=email))
    if told.email is None:
        raise Invalid("not_a_mailbox", field="email")
    lock_quota(db, delegation.id)
    journal.hold(db, delegation.edition_id)
    return ensure_user(db, told.email, told.full_name, by=by, now=now)


def remove_focal_point(
    db: Db, delegation: Delegation, user_id: str, *, by: str, now: datetime
) -> User:
    """Take the right to nominate away; what they did stays. Raises NotFound ``no_focal_point``."""
    lock_quota(db, delegation.id)
    gone = db.scalar(
        sa.delete(FocalPoint)
        .where(FocalPoint.delegation_id == delegation.id, FocalPoint.user_id == user_id)
        .returning(FocalPoint.user_id)
    )
    if gone is None:
        raise NotFound("no_focal_point")
    left = sa.select(FocalPoint.id).where(FocalPoint.delegation_id == delegation.id).limit(1)
    if db.scalar(left) is None and delegation.state is DelegationState.NAMED:
        delegation.state = DelegationState.INVITED
    _record(db, delegation, "focal point removed", by=by, now=now, user=user_id)
    return db.get_one(User, user_id)


def assign_liaison(
    db: Db, delegation: Delegation, user: User, phone: str, *, by: str, now: datetime
) -> None:
    """Attach the host's officer, or correct their telephone. Raises Invalid ``not_a_phone``."""
    number = " ".join(phone.split())
    if number and (not DIGITS.issuperset(number) or len(number) > LONGEST_NUMBER):
        raise Invalid("not_a_phone", field="phone")
    lock_quota(db, delegation.id)
    known = db.scalar(
        sa.select(LiaisonAssignment).where(
            LiaisonAssignment.delegation_id == delegation.id, LiaisonAssignment.user_id == user.id
        )
    )
    if known is None:
        db.add(
            LiaisonAssignment(delegation_id=delegation.id, user_id=user.id, phone=number, since=now)
        )
    elif known.phone == number:
        return
    else:
        known.phone = number
    action = "liaison officer assigned" if known is None else "liaison officer corrected"
    _record(db, delegation, action, by=by, now=now, user=user.id)


def end_liaison(db: Db, delegation: Delegation, user_id: str, *, by: str, now: datetime) -> User:
    """Detach the host's officer. Raises NotFound ``no_liaison``."""
    gone = db.scalar(
        sa.delete(LiaisonAssignment)
        .where(
            LiaisonAssignment.delegation_id == delegation.id, LiaisonAssignment.user_id == user_id
        )
        .returning(LiaisonAssignment.user_id)
    )
    if gone is None:
        raise NotFound("no_liaison")
    _record(db, delegation, "liaison officer detached", by=by, now=now, user=user_id)
    return db.get_one(User, user_id)


def receive_document(
    db: Db,
    delegation: Delegation,
    kind: DocumentKind,
    *,
    number: str,
    dated: date | None,
    note: str,
    today: date,
    by: str,
    now: datetime,
) -> DelegationDocument:
    """Note a paper that has arrived; ``today`` is the venue's day.

    Raises Invalid as texts do, or ``dated_ahead``.
    """
    if dated is not None and dated > today:
        raise Invalid("dated_ahead", field="dated")
    document = DelegationDocument(
        delegation_id=delegation.id,
        kind=kind,
        number=loose_line(number, "number", LONGEST_NUMBER),
        dated=dated,
        note=loose_line(note, "note", LONGEST_NOTE),
        received_at=now,
        received_by=by,
    )
    db.add(document)
    db.flush()
    told = {"document": document.id, "kind": kind.value}
    _record(db, delegation, "document received", by=by, now=now, **told)
    return document


def remove_document(
    db: Db, delegation: Delegation, document_id: str, *, by: str, now: datetime
) -> None:
    """Take back a note of a paper. Raises NotFound ``no_document``."""
    gone = db.scalar(
        sa.delete(DelegationDocument)
        .where(
            DelegationDocument.delegation_id == delegation.id,
            DelegationDocument.id == document_id,
        )
        .returning(DelegationDocument.kind)
    )
    if gone is None:
        raise NotFound("no_document")
    told = {"document": document_id, "kind": gone.value}
    _record(db, delegation, "document removed", by=by, now=now, **told)


def _record(
    db: Db, delegation: Delegation, action: str, *, by: str, now: datetime, **facts: object
) -> None:
    journal.record(
        db,
        action,
        f"delegation:{delegation.id}",
        by=by,
        now=now,
        edition_id=delegation.edition_id,
        **facts,
    )
