"""Putting a person at a place of an ordered list, wherever they stood."""

from datetime import datetime

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegation, ListEntry
from eventops.delegations.services import lock_quota


def place_on_list(
    db: Db,
    delegation: Delegation,
    meeting_id: str,
    delegate_id: str,
    place: int,
    *,
    by: str,
    now: datetime,
) -> None:
    """Put a person at a place from 1; beyond the end is the end, and those between close up.

    Raises NotFound ``no_delegate`` when the person is not on that list.
    """
    lock_quota(db, delegation.id)
    entries = list(
        db.scalars(
            sa.select(ListEntry)
            .where(ListEntry.delegation_id == delegation.id, ListEntry.meeting_id == meeting_id)
            .order_by(ListEntry.position)
            .execution_options(populate_existing=True)
        )
    )
    moving = next((entry for entry in entries if entry.delegate_id == delegate_id), None)
    if moving is None:
        raise NotFound("no_delegate")
    before = entries.index(moving) + 1
    after = min(max(place, 1), len(entries))
    if after == before:
        return
    _move(db, entries, before - 1, after - 1)
    journal.record(
        db,
        "list ordered",
        f"delegate:{delegate_id}",
        by=by,
        now=now,
        edition_id=delegation.edition_id,
        meeting=meeting_id,
        before=before,
        after=after,
    )


def _move(db: Db, entries: list[ListEntry], here: int, there: int) -> None:
    """Give out the same positions anew, through others, since two may never stand on one."""
    positions = [entry.position for entry in entries]
    entries.insert(there, entries.pop(here))
    for number, entry in enumerate(entries, 1):
        entry.position = -number
    db.flush()
    for entry, position in zip(entries, positions, strict=True):
        entry.position = position
    db.flush()
