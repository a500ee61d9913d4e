"""Conflicts that may stand: with a reason, for exactly the situation they were seen in."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Invalid, NotFound
from eventops.editions.models import Edition
from eventops.programme.conflicts.clash import Clash
from eventops.programme.models import ConflictOverride

LONGEST_REASON = 500


def living_overrides(db: Db, edition_id: str) -> Sequence[ConflictOverride]:
    """Those not revoked, the latest first. One whose situation has changed holds for nothing."""
    query = sa.select(ConflictOverride).where(
        ConflictOverride.edition_id == edition_id, ConflictOverride.revoked_at.is_(None)
    )
    in_order = query.order_by(ConflictOverride.made_at.desc(), ConflictOverride.id)
    return db.scalars(in_order).all()


def override_conflict(
    db: Db, edition: Edition, conflict: Clash, *, reason: str, by: str, now: datetime
) -> ConflictOverride:
    """Let a conflict stand as it is now. One that may stand already keeps its first reason.

    Raises Invalid ``reason_needed``.
    """
    said = reason.strip()
    if not said:
        raise Invalid("reason_needed", field="reason")
    journal.hold(db, edition.id)
    situation = conflict.situation
    for known in living_overrides(db, edition.id):
        if known.situation == situation:
            return known
    override = ConflictOverride(
        edition_id=edition.id,
        rule=conflict.rule,
        sessions=list(conflict.sessions),
        situation=situation,
        reason=said[:LONGEST_REASON],
        made_at=now,
        made_by=by,
    )
    db.add(override)
    db.flush()
    _record(db, "conflict overridden", override, by=by, now=now)
    return override


def revoke_override(
    db: Db, edition: Edition, override_id: str, *, by: str, now: datetime
) -> ConflictOverride:
    """Let the conflict count again; raises NotFound ``no_override``."""
    override = db.scalar(
        sa.select(ConflictOverride)
        .where(ConflictOverride.id == override_id, ConflictOverride.edition_id == edition.id)
        .with_for_update()
    )
    if override is None:
        raise NotFound("no_override")
    if override.revoked_at is None:
        override.revoked_at, override.revoked_by = now, by
        _record(db, "conflict override revoked", override, by=by, now=now)
    return override


def _record(db: Db, action: str, override: ConflictOverride, *, by: str, now: datetime) -> None:
    journal.record(
        db,
        action,
        f"conflict_override:{override.id}",
        by=by,
        now=now,
        edition_id=override.edition_id,
        rule=override.rule.value,
        sessions=list(override.sessions),
    )
