"""The order of a delegation's list: up, down, or to a place."""

from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegation, ListEntry
from eventops.delegations.services import lock_quota

Direction = Literal["up", "down"]


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
    entries, before = _standing(db, delegation, meeting_id, delegate_id)
    _put(db, delegation, entries, before, place, by=by, now=now)


def move_on_list(
    db: Db,
    delegation: Delegation,
    meeting_id: str,
    delegate_id: str,
    direction: Direction,
    *,
    by: str,
    now: datetime,
) -> None:
    """Let a person change places with the next one up or down; at the end nothing happens.

    Raises as ``place_on_list``.
    """
    entries, here = _standing(db, delegation, meeting_id, delegate_id)
    place = here - 1 if direction == "up" else here + 1
    _put(db, delegation, entries, here, place, by=by, now=now)


def _standing(
    db: Db, delegation: Delegation, meeting_id: str, delegate_id: str
) -> tuple[list[ListEntry], int]:
    """The list in order, held, and the person's place on it from 1."""
    lock_quota(db, delegation.id)
    entries = list(
        db.scalars(
            sa.select(ListEntry)
            .where(ListEntry.delegation_id == delegation.id, ListEntry.meeting_id == meeting_id)
            .order_by(ListEntry.position)
            .execution_options(populate_existing=True)
        )
    )
    for place, entry in enumerate(entries, 1):
        if entry.delegate_id == delegate_id:
            return entries, place
    raise NotFound("no_delegate")


def _put(
    db: Db,
    delegation: Delegation,
    entries: list[ListEntry],
    before: int,
    place: int,
    *,
    by: str,
    now: datetime,
) -> None:
    moving, after = entries[before - 1], min(max(place, 1), len(entries))
    if after == before:
        return
    _move(db, entries, before - 1, after - 1)
    journal.record(
        db,
        "list ordered",
        f"delegate:{moving.delegate_id}",
        by=by,
        now=now,
        edition_id=delegation.edition_id,
        meeting=moving.meeting_id,
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
