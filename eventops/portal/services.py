"""Verbs that one person does and several domains feel: registering, deciding, leaving."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from eventops.accounts.rules import Role, Viewer
from eventops.accreditation import services as accreditation
from eventops.accreditation.consent import consent_of, record_consent
from eventops.accreditation.models import Registration
from eventops.accreditation.photos import keep_photo
from eventops.accreditation.queries import people_standing, registration_of
from eventops.accreditation.rules import OUT, Channel, State
from eventops.agenda.services import following_readers
from eventops.core.db import Db
from eventops.core.errors import Conflict, NotAllowed
from eventops.delegations import services as delegations
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, Delegation
from eventops.delegations.ordering import Direction, move_on_list
from eventops.delegations.queries import is_focal_point
from eventops.delegations.rules import DelegationState
from eventops.editions.models import Edition
from eventops.portal.deciding import (
    NOTHING_WAIVED,
    Waiver,
    approve_one,
    refuse_one,
    revoke_badge,
)

DESK_ROLES = (Role.ACCREDITATION, Role.PROTOCOL)
"""Roles that may put a delegation's list right on its behalf."""
HELD_BACK = (State.CHECKED, State.APPROVED)
"""States in which who a person is, is no longer the focal point's to change."""
IDENTITY = (
    "style",
    "full_name",
    "badge_name",
    "own_script",
    "sort_name",
    "mrz_name",
    "born_on",
    "email",
    "function",
)
"""What an officer has seen when approving; the mailbox is where sign-in and calendar go."""


def may_change(db: Db, delegation: Delegation, viewer: Viewer) -> bool:
    """Whether the viewer may add, correct, order and withdraw a delegation's people."""
    return at_desk(delegation, viewer) or is_focal_point(db, viewer.user_id, delegation.id)


def require_change(db: Db, delegation: Delegation, viewer: Viewer) -> None:
    """Raise NotAllowed ``not_focal_point`` for those who may only look."""
    if not may_change(db, delegation, viewer):
        raise NotAllowed("not_focal_point")


def at_desk(delegation: Delegation, viewer: Viewer) -> bool:
    """Whether the viewer arranges places, papers and contacts with the delegation."""
    return viewer.holds(*DESK_ROLES, edition_id=delegation.edition_id)


def require_desk(delegation: Delegation, viewer: Viewer) -> None:
    """Raise NotAllowed ``desk_only`` for those who are not at the desk."""
    if not at_desk(delegation, viewer):
        raise NotAllowed("desk_only")


def may_add(delegation: Delegation, viewer: Viewer) -> bool:
    """Whether the list takes new names: a list declared complete only from the desk."""
    return takes_names(delegation, desk=at_desk(delegation, viewer))


def takes_names(delegation: Delegation, *, desk: bool) -> bool:
    """Whether the list takes new names from the desk, or else from a focal point."""
    return desk or delegation.state is not DelegationState.SUBMITTED


def require_open(delegation: Delegation, viewer: Viewer) -> None:
    """Raise Conflict ``list_submitted`` to a focal point who declared the list complete."""
    if not may_add(delegation, viewer):
        raise Conflict("list_submitted")


def identities_held(db: Db, edition_id: str, person_ids: Collection[str]) -> set[str]:
    """Those of the people whom an officer has looked at, for whichever delegation they come."""
    return people_standing(db, edition_id, person_ids, HELD_BACK)


def identity_held(db: Db, edition_id: str, person_id: str, viewer: Viewer) -> bool:
    """Whether names, function and photo are an officer's to change now, and the viewer is none."""
    if viewer.holds(Role.ACCREDITATION, edition_id=edition_id):
        return False
    return bool(identities_held(db, edition_id, (person_id,)))


def register_person(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    draft: NominationDraft,
    photo: bytes | None,
    *,
    told_in: str | None = None,
    by: str,
    now: datetime,
) -> Registration:
    """A new person of a delegation, submitted at once; all of it or nothing.

    ``told_in`` is the language in which ``by`` declares that the person read the privacy notice
    and agrees. Raises Conflict ``quota_full``, and Invalid as the draft and the photo do.
    """
    with following_readers(db, edition, now=now, delegation_id=delegation.id):
        delegate = delegations.add_delegate(db, delegation, draft, by=by, now=now)
    registration = accreditation.nominate(db, delegate, by=by, now=now)
    if photo is not None:
        keep_photo(db, delegate.person_id, photo, by=by, now=now, edition_id=edition.id)
    if told_in:
        _agree(db, delegate, edition, told_in, by=by, now=now)
    accreditation.submit(db, registration, by=by, now=now)
    return registration


def _agree(
    db: Db, delegate: Delegate, edition: Edition, language: str, *, by: str, now: datetime
) -> None:
    record_consent(db, delegate.person_id, edition.id, Channel.FORM, language, by=by, now=now)


def hand_in(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """Hand a nomination in, or answer a question.

    Raises Conflict ``people_not_told`` for somebody copied from an earlier edition who has not
    agreed yet: how their data is used is said anew at each edition.
    """
    if registration.channel is Channel.COPIED and registration.state is State.NOMINATED:
        known = consent_of(db, registration.delegate.person_id, registration.edition_id)
        if known is None or known.withdrawn_at is not None:
            raise Conflict("people_not_told")
    accreditation.submit(db, registration, by=by, now=now)


def correct_person(
    db: Db,
    edition: Edition,
    delegate: Delegate,
    draft: NominationDraft,
    photo: bytes | None,
    *,
    told_in: str | None = None,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Store a correction; ``told_in`` as for ``register_person``. Raises Conflict ``person_decided`` or ``person_left``."""
    delegations.lock_people(db, (delegate.person_id,))
    registration = registration_of(db, delegate.id)
    if registration is not None:
        db.refresh(registration, ["state", "category"])
    if registration is not None and registration.state in OUT:
        raise Conflict("person_left")
    given = photo is not None or draft.document is not None or draft.forget_document
    differs = given or _identity_differs(delegate, draft)
    if differs and identity_held(db, edition.id, delegate.person_id, viewer):
        raise Conflict("person_decided")
    by = viewer.actor
    with following_readers(db, edition, now=now, delegation_id=delegate.delegation_id):
        changed = delegations.correct_delegate(db, delegate, draft, by=by, now=now)
    if photo is not None:
        keep_photo(db, delegate.person_id, photo, by=by, now=now, edition_id=edition.id)
    if told_in:
        _agree(db, delegate, edition, told_in, by=by, now=now)
    if registration is not None and "function" in changed:
        registration.delegate = delegate
        accreditation.categorise(db, registration, by=by, now=now)


def _identity_differs(delegate: Delegate, draft: NominationDraft) -> bool:
    known = {name: getattr(delegate.person, name) for name in IDENTITY if name != "function"}
    known["function"] = delegate.function
    return any(getattr(draft, name) != value for name, value in known.items())


def order_list(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    meeting_id: str,
    delegate_id: str,
    direction: Direction,
    *,
    by: str,
    now: datetime,
) -> None:
    """Move a person on one list; whose seats change by it will find it in their calendars."""
    with following_readers(db, edition, now=now, delegation_id=delegation.id):
        move_on_list(db, delegation, meeting_id, delegate_id, direction, by=by, now=now)


def check_person(
    db: Db, registration: Registration, *, by: str, now: datetime, seen: State | None = None
) -> None:
    """The nomination is in order: who approves, and vetting, may look at the person now."""
    accreditation.check(db, registration, by=by, now=now, seen=seen)


def approve_person(
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

    Whoever was refused is back on their lists. Raises as ``approve_one``.
    """
    with _lists_followed(db, registration, now=now):
        approve_one(db, registration, secrets=secrets, by=by, now=now, seen=seen, waiver=waiver)


def ask_person(
    db: Db,
    registration: Registration,
    question: str,
    *,
    by: str,
    now: datetime,
    seen: State | None = None,
) -> None:
    """Ask the focal point what is missing; a badge there is opens no door until the answer."""
    accreditation.ask_more(db, registration, question, by=by, now=now, seen=seen)


def refuse_person(
    db: Db,
    edition: Edition,
    registration: Registration,
    reason: str,
    words: str = "",
    *,
    by: str,
    now: datetime,
    seen: State | None = None,
) -> None:
    """Refuse: the lists close up behind the person, and a badge they have opens no door."""
    delegation_id = registration.delegate.delegation_id
    with following_readers(db, edition, now=now, delegation_id=delegation_id):
        refuse_one(db, registration, reason, words, by=by, now=now, seen=seen)


def withdraw_person(
    db: Db, edition: Edition, registration: Registration, *, by: str, now: datetime
) -> None:
    """Take a person back: lists close up, the quota's place is free, a badge ends."""
    delegation_id = registration.delegate.delegation_id
    with following_readers(db, edition, now=now, delegation_id=delegation_id):
        accreditation.withdraw(db, registration, by=by, now=now)
    revoke_badge(db, registration, by=by, now=now)


def reinstate_person(
    db: Db, edition: Edition, registration: Registration, *, by: str, now: datetime
) -> None:
    """Take a withdrawal back; a badge that ended stays dead, approval makes another."""
    delegation_id = registration.delegate.delegation_id
    with following_readers(db, edition, now=now, delegation_id=delegation_id):
        accreditation.reinstate(db, registration, by=by, now=now)


@contextmanager
def _lists_followed(db: Db, registration: Registration, *, now: datetime) -> Iterator[None]:
    """Around an approval: the lists change only when somebody refused comes back."""
    delegation_id = registration.delegate.delegation_id
    delegations.lock_people(db, (registration.delegate.person_id,))
    db.refresh(registration, ["state"])
    if registration.state is not State.REFUSED:
        yield
        return
    edition = db.get_one(Edition, registration.edition_id)
    with following_readers(db, edition, now=now, delegation_id=delegation_id):
        yield
