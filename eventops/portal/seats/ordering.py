"""Putting somebody at a place of an ordered list, with the calendars of those whom it moves."""

from datetime import datetime

from eventops.agenda.services import following_readers
from eventops.core.db import Db
from eventops.delegations.models import Delegation
from eventops.delegations.ordering import place_on_list
from eventops.editions.models import Edition


def put_on_list(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    meeting_id: str,
    delegate_id: str,
    place: int,
    *,
    by: str,
    now: datetime,
) -> None:
    """Put a person at a place of one list; calendars follow as above."""
    with following_readers(db, edition, now=now, delegation_id=delegation.id):
        place_on_list(db, delegation, meeting_id, delegate_id, place, by=by, now=now)
