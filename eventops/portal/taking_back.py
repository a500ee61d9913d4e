"""Taking an officer's last decision back, with what it did to the badge."""

from datetime import datetime

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.accreditation.undoing import undo
from eventops.agenda.services import following_readers
from eventops.badges.custody import hold_badge
from eventops.badges.models import BadgeState
from eventops.badges.queries import living_badge
from eventops.badges.services import hold_registration, issue_badge
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.delegations.services import lock_people
from eventops.editions.models import Edition
from eventops.portal.deciding import revoke_badge


def undo_decision(
    db: Db,
    edition: Edition,
    registration: Registration,
    *,
    secrets: tuple[bytes, ...],
    by: str,
    now: datetime,
) -> None:
    """Take the own last decision back: a badge it issued ends, one it ended is issued anew.

    Raises Conflict ``badge_is_out`` once the badge is printed or handed out, and as
    ``accreditation.undoing.undo`` and ``issue_badge``.
    """
    lock_people(db, (registration.delegate.person_id,))
    hold_registration(db, registration)
    delegation_id, undone = registration.delegate.delegation_id, registration.state
    badge = living_badge(db, registration.id) if undone is State.APPROVED else None
    if badge is not None:
        hold_badge(db, badge)
        if badge.state is not BadgeState.ISSUED:
            raise Conflict("badge_is_out")
    with following_readers(db, edition, now=now, delegation_id=delegation_id):
        undo(db, registration, by=by, now=now)
    if undone is State.APPROVED:
        revoke_badge(db, registration, by=by, now=now)
    elif registration.state is State.APPROVED:
        issue_badge(db, registration, secrets=secrets, by=by, now=now)
