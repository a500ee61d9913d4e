"""Taking an officer's own last decision back."""

from datetime import datetime

from eventops.accreditation.models import Registration
from eventops.accreditation.moves import hold, leave, move, require_state
from eventops.accreditation.places import (
    TAKES_A_PLACE,
    require_approvable,
    require_nowhere_else,
    require_place,
)
from eventops.accreditation.rules import OUT, UNDOING, State
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.delegations.returning import restore_places
from eventops.delegations.services import lock_people


def undo(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """State, reason and places on the lists are as they were before it.

    Raises Conflict ``nothing_to_undo`` when the last move was somebody else's; ``quota_full``,
    ``category_full`` or ``level_full`` when the place was given away meanwhile;
    ``accredited_elsewhere`` when another delegation's approval came in between.
    """
    lock_people(db, (registration.delegate.person_id,))
    undone, told = hold(db, registration), registration.before
    if told is None or registration.decided_by != by:
        raise Conflict("nothing_to_undo")
    target = State(told["state"])
    require_state(db, registration, target, UNDOING)
    delegate, edition_id = registration.delegate, registration.edition_id
    if undone in OUT:
        require_place(db, delegate.delegation_id, registration.category, TAKES_A_PLACE)
        places = told.get("places", {})
        restore_places(db, delegate, places, by=by, now=now, edition_id=edition_id)
    if target is State.APPROVED:
        require_nowhere_else(db, registration)
        require_approvable(db, registration)
    move(db, registration, target, UNDOING, by=by, now=now, undone=undone.value)
    if target in OUT:
        leave(db, registration, by=by, now=now)
    at = told["decided_at"]
    registration.reason, registration.words = told["reason"], told["words"]
    registration.decided_at = datetime.fromisoformat(at) if at else None
    registration.decided_by, registration.before = told["decided_by"], None
