"""People who left and come back: onto the lists that the journal remembers."""

from datetime import datetime

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegate
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


def _lists_left(db: Db, delegate_id: str) -> list[str]:
    """The meetings whose lists the person left last and has not been put back on."""
    last = db.scalar(
        sa.select(JournalEntry)
        .where(
            JournalEntry.subject == f"delegate:{delegate_id}",
            JournalEntry.action.in_(("lists left", "lists rejoined")),
        )
        .order_by(JournalEntry.position.desc())
        .limit(1)
    )
    return sorted(last.facts["meetings"]) if last and last.action == "lists left" else []
