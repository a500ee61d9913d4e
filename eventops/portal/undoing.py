"""The decisions of this browser's sitting, so that the last one can be undone."""

from dataclasses import dataclass

from flask import g, session

from eventops.accounts.access import signed_in_viewer
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import whole
from eventops.web.db import db

DECIDED = "decided"
MOST = 30
"""As many as a cookie holds with ease."""


@dataclass(frozen=True, slots=True)
class LastDecided:
    """Whose decision would be undone, and where it leads back to."""

    registration_id: str
    name: str
    back_to: str


def remember(registration_id: str) -> None:
    """This one was decided last."""
    known = [each for each in session.get(DECIDED, []) if each != registration_id]
    session[DECIDED] = [*known, registration_id][-MOST:]


def was_decided_here(registration_id: str) -> bool:
    """Whether this sitting decided about it."""
    return registration_id in session.get(DECIDED, [])


def forget(registration_id: str) -> None:
    """It is undone, or cannot be any more."""
    session[DECIDED] = [each for each in session.get(DECIDED, []) if each != registration_id]


def last_decided() -> LastDecided | None:
    """The last decision of this sitting that still stands and is this officer's."""
    known: list[str] = session.get(DECIDED, [])
    if not known:
        return None
    found = {
        each.id: each
        for each in db().scalars(
            whole().where(
                Registration.id.in_(known),
                Registration.edition_id == g.edition.id,
                Registration.decided_by == signed_in_viewer().actor,
                Registration.before.is_not(None),
            )
        )
    }
    for registration_id in reversed(known):
        each = found.get(registration_id)
        if each is not None and each.before is not None:
            name = each.delegate.person.full_name
            return LastDecided(registration_id, name, str(each.before["state"]))
    return None
