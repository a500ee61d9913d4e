"""A decision with what it does to the badge, and what an approval asks before it is given.

Whoever decides about several stands around all of them with ``following_readers``.
"""

from dataclasses import dataclass
from datetime import datetime

from eventops.accounts.models import User
from eventops.accounts.services import ensure_user
from eventops.accreditation import services as accreditation
from eventops.accreditation.consent import who_agreed
from eventops.accreditation.models import Registration
from eventops.accreditation.moves import require_state
from eventops.accreditation.queries import photo_ids
from eventops.accreditation.rules import BY_OFFICER, TAKING_OVER, State
from eventops.accreditation.terms import named_officer
from eventops.badges.models import BadgeState
from eventops.badges.queries import living_badge
from eventops.badges.services import issue_badge, set_state
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Word


@dataclass(frozen=True, slots=True)
class Waiver:
    """What an officer sets aside in so many words: a missing photo or consent, and with one of
    TAKING_OVER that another officer is named."""

    incomplete: bool = False
    instead: str = ""


NOTHING_WAIVED = Waiver()


def approve_one(
    db: Db,
    registration: Registration,
    *,
    secrets: tuple[bytes, ...],
    by: str,
    now: datetime,
    seen: State | None = None,
    waiver: Waiver = NOTHING_WAIVED,
) -> None:
    """Accredit: the badge exists from now on, and the person's mailbox may sign in.

    Raises Conflict ``named_officer`` when a late registration or a walk-in is somebody else's,
    ``approval_incomplete``, and as ``accreditation.services.approve``.
    """
    require_state(db, registration, State.APPROVED, BY_OFFICER, seen)
    named = named_other(db, registration, by=by)
    if named is not None and waiver.instead not in TAKING_OVER:
        raise Conflict("named_officer", officer=named.name)
    missing = missing_of(db, registration)
    if missing and not waiver.incomplete:
        raise Conflict("approval_incomplete", missing=Word(missing))
    accreditation.approve(db, registration, by=by, now=now, seen=seen)
    if named is not None:
        journal.record(
            db,
            "approval taken over",
            f"registration:{registration.id}",
            by=by,
            now=now,
            edition_id=registration.edition_id,
            user=named.id,
            instead=waiver.instead,
        )
    issue_badge(db, registration, secrets=secrets, by=by, now=now)
    person = registration.delegate.person
    if person.email:
        ensure_user(db, person.email, person.full_name, by=by, now=now, language=person.language)


def named_other(db: Db, registration: Registration, *, by: str) -> User | None:
    """The officer named for this late registration or walk-in, when ``by`` is somebody else."""
    named = named_officer(db, registration)
    return named if named is not None and by != f"user:{named.id}" else None


def missing_of(db: Db, registration: Registration) -> str:
    """The code of what an approval would do without; empty when all is there."""
    person_id = registration.delegate.person_id
    photo = photo_ids(db, [person_id])
    consent = who_agreed(db, registration.edition_id, [person_id])
    return missing_word(photo=bool(photo), consent=bool(consent))


def missing_word(*, photo: bool, consent: bool) -> str:
    """As ``missing_of``, of what is known already."""
    if photo:
        return "" if consent else "missing_consent"
    return "missing_photo" if consent else "missing_both"


def refuse_one(
    db: Db,
    registration: Registration,
    reason: str,
    words: str = "",
    *,
    by: str,
    now: datetime,
    seen: State | None = None,
) -> None:
    """Refuse; a badge that the person has opens no door."""
    accreditation.refuse(db, registration, reason, words, by=by, now=now, seen=seen)
    revoke_badge(db, registration, by=by, now=now)


def revoke_badge(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """A badge that a person may have opens no door any more."""
    badge = living_badge(db, registration.id)
    if badge is not None:
        set_state(db, badge, BadgeState.REVOKED, by=by, now=now)
