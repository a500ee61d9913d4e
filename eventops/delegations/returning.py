"""Standing again on the ordered lists that somebody was taken from."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.delegations.models import Delegate, ListEntry
from eventops.delegations.services import lock_quota


def come_back(
    db: Db,
    delegate: Delegate,
    places: Mapping[str, int],
    *,
    by: str,
    now: datetime,
    edition_id: str,
) -> None:
    """Stand again where ``leave_lists`` took the person from; at the end where that is taken."""
    lock_quota(db, delegate.delegation_id)
    for meeting_id, position in sorted(places.items()):
        db.add(
            ListEntry(
                delegation_id=delegate.delegation_id,
                meeting_id=meeting_id,
                delegate_id=delegate.id,
                position=_free(db, delegate.delegation_id, meeting_id, position),
            )
        )
    db.flush()
    if places:
        journal.record(
            db,
            "lists rejoined",
            f"delegate:{delegate.id}",
            by=by,
            now=now,
            edition_id=edition_id,
            meetings=sorted(places),
        )


def _free(db: Db, delegation_id: str, meeting_id: str, wanted: int) -> int:
    """The wanted position, or the one after the last when somebody stands there by now."""
    taken = db.scalars(
        sa.select(ListEntry.position).where(
            ListEntry.delegation_id == delegation_id, ListEntry.meeting_id == meeting_id
        )
    ).all()
    return max(taken) + 1 if wanted in taken else wanted
