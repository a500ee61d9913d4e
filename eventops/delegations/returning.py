"""People who left and come back: onto the lists that the journal remembers."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegate, ListEntry
from eventops.delegations.quota import require_levels
from eventops.delegations.services import append_to_list, lock_quota
from eventops.editions.queries import meetings_of


def rejoin_lists(db: Db, delegate: Delegate, *, by: str, now: datetime, edition_id: str) -> None:
    """Put a person who comes back at the end of every list they left when they went.

    Raises Conflict ``level_full`` when a level of meetings has no place left for them.
    """
    lock_quota(db, delegate.delegation_id)
    known = {meeting.id for meeting in meetings_of(db, edition_id)}
    lists = [meeting_id for meeting_id in _lists_left(db, delegate.id) if meeting_id in known]
    if not lists:
        return
    for meeting_id in lists:
        append_to_list(db, delegate.delegation_id, meeting_id, delegate.id)
    db.flush()
    require_levels(db, delegate.delegation_id, lists)
    journal.record(
        db,
        "lists rejoined",
        f"delegate:{delegate.id}",
        by=by,
        now=now,
        edition_id=edition_id,
        meetings=lists,
    )


def restore_places(
    db: Db,
    delegate: Delegate,
    places: Mapping[str, int],
    *,
    by: str,
    now: datetime,
    edition_id: str,
) -> None:
    """Undo ``leave_lists``: to the same positions, or the end where somebody stands there by now.

    Raises Conflict ``level_full``.
    """
    lock_quota(db, delegate.delegation_id)
    for meeting_id, position in sorted(places.items()):
        place = _free(db, delegate.delegation_id, meeting_id, position)
        db.add(
            ListEntry(
                delegation_id=delegate.delegation_id,
                meeting_id=meeting_id,
                delegate_id=delegate.id,
                position=place,
            )
        )
    db.flush()
    if places:
        require_levels(db, delegate.delegation_id, sorted(places))
        journal.record(
            db,
            "lists restored",
            f"delegate:{delegate.id}",
            by=by,
            now=now,
            edition_id=edition_id,
            meetings=sorted(places),
        )


def _free(db: Db, delegation_id: str, meeting_id: str, wanted: int) -> int:
    """The wanted position, or the one after the last when it is taken."""
    taken = db.scalars(
        sa.select(ListEntry.position).where(
            ListEntry.delegation_id == delegation_id, ListEntry.meeting_id == meeting_id
        )
    ).all()
    return max(taken) + 1 if wanted in taken else wanted


def _lists_left(db: Db, delegate_id: str) -> list[str]:
    """The meetings whose lists the person left last and has not been put back on."""
    last = db.scalar(
        sa.select(JournalEntry)
        .where(
            JournalEntry.subject == f"delegate:{delegate_id}",
            JournalEntry.action.in_(("lists left", "lists rejoined", "lists restored")),
        )
        .order_by(JournalEntry.position.desc())
        .limit(1)
    )
    return sorted(last.facts["meetings"]) if last and last.action == "lists left" else []
