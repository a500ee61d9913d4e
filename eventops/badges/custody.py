"""Verbs of the badge desk: printed, handed over, lost, returned, and receipts for many at once.

Each verb holds the badge's row first, so that two desks never hand over one badge.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.badges.models import Badge, BadgeState, Receipt, ReceiptLine
from eventops.badges.queries import approved_members
from eventops.badges.rules import LOSS_REASONS, MOVES
from eventops.badges.services import hold_registration, require_issuable, set_state
from eventops.core import journal, typed
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.delegations.drafts import LONGEST_NAME
from eventops.delegations.models import Delegation
from eventops.delegations.services import lock_quota

LONGEST_TAKER = 2 * LONGEST_NAME + 1
"""A style and a name."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who signs for badges: a member of the delegation, or by name on a letter."""

    name: str
    delegate_id: str | None = None


def mark_printed(db: Db, badge: Badge, *, by: str, now: datetime) -> None:
    """It lies on paper at the desk. Raises Conflict ``print_blocked`` or ``badge_moved_on``."""
    registration = _hold_with_registration(db, badge)
    require_issuable(registration)
    if registration.print_block:
        raise Conflict("print_blocked")
    if badge.state is BadgeState.ISSUED:
        _move(db, badge, BadgeState.PRINTED, by=by, now=now)
    elif badge.state is not BadgeState.PRINTED:
        raise Conflict("badge_moved_on", state=badge.state.value)


def mark_all_printed(
    db: Db, delegation: Delegation, badges: Sequence[Badge], *, by: str, now: datetime
) -> None:
    """A delegation's sheet goes to the printer: those of its badges that may be printed are."""
    _hold_all(db, delegation, badges)
    for badge in badges:
        registration = badge.owner
        hold_registration(db, registration)
        blocked = registration.print_block or registration.issue_block
        approved = registration.state is State.APPROVED
        if badge.state is BadgeState.ISSUED and approved and not blocked:
            _move(db, badge, BadgeState.PRINTED, by=by, now=now)


def _hold_all(db: Db, delegation: Delegation, badges: Sequence[Badge]) -> None:
    """In the order of everybody else here: delegation, badges, and then the journal."""
    lock_quota(db, delegation.id)
    for badge in sorted(badges, key=lambda each: each.id):
        hold_badge(db, badge)


def hand_over(db: Db, badge: Badge, *, today: date, by: str, now: datetime) -> None:
    """Into its bearer's hands. Raises Conflict ``nobodys_badge``, ``not_approved_yet``,
    ``issue_blocked``, ``badge_over`` or ``badge_moved_on``."""
    require_issuable(_hold_with_registration(db, badge))
    if badge.last_day < today:
        raise Conflict("badge_over")
    _move(db, badge, BadgeState.COLLECTED, by=by, now=now)


def take_back(db: Db, badge: Badge, *, by: str, now: datetime) -> None:
    """A hand-over was a mistake: the badge lies at the desk again, its receipt line is undone."""
    _hold_with_registration(db, badge)
    if badge.state is not BadgeState.COLLECTED:
        raise Conflict("badge_moved_on", state=badge.state.value)
    lines = sa.select(ReceiptLine).where(
        ReceiptLine.badge_id == badge.id, ReceiptLine.undone_at.is_(None)
    )
    receipts = {}
    for line in db.scalars(lines):
        line.undone_at = now
        receipts = {"receipt": line.receipt_id}
    _move(db, badge, BadgeState.PRINTED, by=by, now=now, **receipts)


def mark_lost(db: Db, badge: Badge, reason: str, *, by: str, now: datetime) -> None:
    """Dead at once at every door. Raises Invalid ``loss_reason``, Conflict ``badge_moved_on``."""
    if reason not in LOSS_REASONS:
        raise Invalid("loss_reason", field="reason")
    _hold_with_registration(db, badge)
    _move(db, badge, BadgeState.LOST, by=by, now=now, reason=reason)


def mark_returned(db: Db, badge: Badge, *, by: str, now: datetime) -> None:
    """Given back at the end; it opens nothing any more. Raises Conflict ``badge_moved_on``."""
    _hold_with_registration(db, badge)
    _move(db, badge, BadgeState.RETURNED, by=by, now=now)


def hand_over_together(
    db: Db,
    delegation: Delegation,
    badges: Sequence[Badge],
    taker: Taker,
    *,
    today: date,
    by: str,
    now: datetime,
) -> Receipt:
    """Badges of one delegation into one member's custody, on a numbered receipt; all or nothing.

    Raises Invalid ``no_badge_chosen`` or ``taker_missing``, Conflict ``taker_not_approved`` or
    ``not_printed_yet``, and as ``hand_over``.
    """
    if not badges:
        raise Invalid("no_badge_chosen", field="badges")
    name = typed.line(taker.name, "taker", LONGEST_TAKER)
    if not any(letter.isalpha() for letter in name):
        raise Invalid("taker_missing", field="taker")
    _hold_all(db, delegation, badges)
    if taker.delegate_id and taker.delegate_id not in {
        each.id for each in approved_members(db, delegation.id)
    }:
        raise Conflict("taker_not_approved")
    if any(badge.state is BadgeState.ISSUED for badge in badges):
        raise Conflict("not_printed_yet")
    receipt = _new_receipt(
        db, delegation, replace(taker, name=name), by=by, now=now, badges=len(badges)
    )
    for badge in badges:
        hand_over(db, badge, today=today, by=by, now=now)
        db.add(ReceiptLine(receipt_id=receipt.id, badge_id=badge.id))
    db.flush()
    return receipt


def _new_receipt(
    db: Db, delegation: Delegation, taker: Taker, *, by: str, now: datetime, badges: int
) -> Receipt:
    receipt = Receipt(
        edition_id=delegation.edition_id,
        delegation_id=delegation.id,
        number=_next_number(db, delegation.edition_id),
        taken_by=taker.name,
        taken_by_id=taker.delegate_id,
        made_at=now,
        made_by=by,
    )
    db.add(receipt)
    db.flush()
    journal.record(
        db,
        "receipt made",
        f"receipt:{receipt.id}",
        by=by,
        now=now,
        edition_id=delegation.edition_id,
        number=receipt.number,
        badges=badges,
    )
    return receipt


def _next_number(db: Db, edition_id: str) -> int:
    """One after the last; the journal's lock makes two desks at once wait for each other."""
    journal.hold(db, edition_id)
    last = db.scalar(sa.select(sa.func.max(Receipt.number)).where(Receipt.edition_id == edition_id))
    return (last or 0) + 1


def _hold_with_registration(db: Db, badge: Badge) -> Registration:
    """The registration first, then the badge: the order in which decisions hold them.

    Raises Conflict ``nobodys_badge``.
    """
    if badge.registration is None:
        raise Conflict("nobodys_badge")
    hold_registration(db, badge.registration)
    hold_badge(db, badge)
    return badge.registration


def hold_badge(db: Db, badge: Badge) -> None:
    """The badge's row until the end of the transaction, as it stands by now."""
    db.flush()
    db.execute(sa.select(Badge.id).where(Badge.id == badge.id).with_for_update())
    db.refresh(badge, ["state", "registration_id"])


def _move(
    db: Db, badge: Badge, target: BadgeState, *, by: str, now: datetime, **facts: str
) -> None:
    if badge.state not in MOVES[target] or badge.state is target:
        raise Conflict("badge_moved_on", state=badge.state.value)
    set_state(db, badge, target, by=by, now=now, **facts)
    db.flush()
