"""Verbs of vetting: blocking print, issue and door each by itself, lifting, clearing a person."""

from collections.abc import Collection
from datetime import datetime

from eventops.accreditation.models import Registration
from eventops.accreditation.moves import LONGEST_WORDS
from eventops.accreditation.rules import BLOCK_REASONS, Block
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.typed import paragraphs
from eventops.delegations.services import lock_quota

COLUMNS = {Block.PRINT: "print_block", Block.ISSUE: "issue_block", Block.DOOR: "door_block"}


def blocks_of(registration: Registration) -> list[Block]:
    """What is blocked now."""
    return [block for block, column in COLUMNS.items() if getattr(registration, column)]


def set_blocks(
    db: Db,
    registration: Registration,
    blocks: Collection[Block],
    reason: str = "",
    words: str = "",
    *,
    by: str,
    now: datetime,
) -> None:
    """Block exactly these, from this moment on; what is not named is lifted.

    Whoever is blocked is not cleared. Raises Invalid ``block_reason_missing`` or
    ``block_words_missing`` when something is blocked without a reason.
    """
    own = paragraphs(words, "words", LONGEST_WORDS)
    if blocks and reason not in BLOCK_REASONS:
        raise Invalid("block_reason_missing", field="reason")
    if blocks and reason == "other" and not own:
        raise Invalid("block_words_missing", field="words")
    _hold(db, registration)
    before, why = blocks_of(registration), (own or reason) if blocks else ""
    if not blocks and not before:
        return
    for block, column in COLUMNS.items():
        setattr(registration, column, block in blocks)
    registration.block_reason = why
    if blocks:
        registration.cleared_at = registration.cleared_by = None
    told = {"reason": reason} if blocks else {}
    _note(
        db,
        "vetting blocked" if blocks else "vetting lifted",
        registration,
        by=by,
        now=now,
        blocks=[block.value for block in COLUMNS if block in blocks],
        before=[block.value for block in before],
        **told,
    )


def carry_blocks(db: Db, left: Registration, kept: Registration, *, by: str, now: datetime) -> None:
    """Whatever is blocked of one registration is blocked of another from now on, and not cleared.

    The other's own reason stays where it has one.
    """
    _hold(db, left)
    _hold(db, kept)
    before, carried = blocks_of(kept), blocks_of(left)
    if not carried:
        return
    for block in carried:
        setattr(kept, COLUMNS[block], True)
    kept.block_reason = kept.block_reason or left.block_reason
    kept.cleared_at = kept.cleared_by = None
    known = kept.block_reason in BLOCK_REASONS
    _note(
        db,
        "vetting blocked",
        kept,
        by=by,
        now=now,
        blocks=[block.value for block in blocks_of(kept)],
        before=[block.value for block in before],
        reason=kept.block_reason if known else "other",
        **{"from": left.id},
    )


def clear(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Vetting has nothing against this person. Raises Conflict ``not_blocked_cleared``."""
    _hold(db, registration)
    if blocks_of(registration):
        raise Conflict("not_blocked_cleared")
    if registration.cleared_at is None:
        registration.cleared_at, registration.cleared_by = now, by
        _note(db, "vetting cleared", registration, by=by, now=now)


def reopen(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Take a clearance back: the person is among those to look at again."""
    _hold(db, registration)
    if registration.cleared_at is not None:
        registration.cleared_at = registration.cleared_by = None
        _note(db, "vetting reopened", registration, by=by, now=now)


def _hold(db: Db, registration: Registration) -> None:
    """Nobody approves, issues or blocks meanwhile."""
    lock_quota(db, registration.delegate.delegation_id)
    db.refresh(registration, [*COLUMNS.values(), "block_reason", "cleared_at", "cleared_by"])


def _note(
    db: Db,
    action: str,
    registration: Registration,
    *,
    by: str,
    now: datetime,
    **facts: str | list[str],
) -> None:
    db.flush()
    journal.record(
        db,
        action,
        f"registration:{registration.id}",
        by=by,
        now=now,
        edition_id=registration.edition_id,
        **facts,
    )
