"""A person registered at the badge desk: the whole way from a name to a badge on its printer."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accounts.rules import Role, Viewer
from eventops.accreditation.consent import record_consent
from eventops.accreditation.models import Registration
from eventops.accreditation.rules import WAITING, Channel, category_for
from eventops.accreditation.terms import terms_of
from eventops.badges.services import hold_registration
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid, Word
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, Delegation, Person
from eventops.delegations.rules import functions_of
from eventops.editions.models import Edition
from eventops.portal.deciding import named_other
from eventops.portal.services import approve_person, register_person

REGISTERING = (Role.BADGE_DESK, Role.ACCREDITATION, Role.LIAISON)
"""Roles that register on site, each for the delegations that they see."""


@dataclass(frozen=True, slots=True)
class WalkIn:
    """What the desk was told: ``only_day`` None for the whole edition; ``told_in`` is the language in
    which the person heard the privacy notice and agreed, None when they did not."""

    draft: NominationDraft
    photo: bytes | None
    only_day: date | None
    told_in: str | None


def register_walk_in(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    told: WalkIn,
    *,
    viewer: Viewer,
    secrets: tuple[bytes, ...],
    now: datetime,
) -> Registration:
    """Register on site; approved at once by an accreditation officer, or waits: for any of them,
    or for the one who is named for the category.

    Raises Invalid ``consent_needed``, ``photo_needed`` or ``function_not_here``, Conflict
    ``walk_in_closed``, and as ``register_person`` does.
    """
    if not told.told_in:
        raise Invalid("consent_needed", field="consent")
    _require_welcome(db, edition, delegation, told)
    by = viewer.actor
    registration = register_person(db, edition, delegation, told.draft, told.photo, by=by, now=now)
    registration.channel, registration.only_day = Channel.WALK_IN, told.only_day
    db.flush()
    person_id = registration.delegate.person_id
    record_consent(db, person_id, edition.id, Channel.WALK_IN, told.told_in, by=by, now=now)
    journal.record(
        db,
        "walk-in registered",
        f"registration:{registration.id}",
        by=by,
        now=now,
        edition_id=edition.id,
        only_day=told.only_day.isoformat() if told.only_day else None,
    )
    officer_here = viewer.holds(Role.ACCREDITATION, edition_id=edition.id)
    if officer_here and named_other(db, registration, by=by) is None:
        approve_person(db, registration, secrets=secrets, by=by, now=now)
    return registration


def _require_welcome(db: Db, edition: Edition, delegation: Delegation, told: WalkIn) -> None:
    """There is a photo, and people of this category are registered on site."""
    if not told.photo:
        raise Invalid("photo_needed", field="photo")
    function, party = told.draft.function, delegation.party
    if function not in functions_of(party.kind):
        raise Invalid("function_not_here", field="function")
    category = category_for(party.kind.value, function, state=party.is_state)
    terms = terms_of(db, edition.id)[category]
    if not terms.walk_in:
        officer = terms.officer.name if terms.officer else Word("accreditation_officers")
        raise Conflict("walk_in_closed", officer=officer, field="function")


def waiting_walk_ins(db: Db, edition_id: str) -> list[Registration]:
    """Walk-ins that an officer has not decided yet, the first come first; everything loaded."""
    query = (
        sa.select(Registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .where(
            Registration.edition_id == edition_id,
            Registration.channel == Channel.WALK_IN,
            Registration.state.in_(WAITING),
        )
        .options(
            contains_eager(Registration.delegate).options(
                contains_eager(Delegate.person),
                contains_eager(Delegate.delegation).joinedload(Delegation.party),
            )
        )
        .order_by(Registration.submitted_at, Person.sort_name, Registration.id)
    )
    return list(db.scalars(query))


def change_days(
    db: Db, registration: Registration, only_day: date | None, *, by: str, now: datetime
) -> None:
    """Let a walk-in come on another day, or on all; the next badge says so."""
    hold_registration(db, registration)
    if registration.only_day == only_day:
        return
    registration.only_day = only_day
    db.flush()
    journal.record(
        db,
        "days changed",
        f"registration:{registration.id}",
        by=by,
        now=now,
        edition_id=registration.edition_id,
        only_day=only_day.isoformat() if only_day else None,
    )
