"""Verbs that one person does and several domains feel: registering, deciding, leaving."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from eventops.accounts.rules import Role, Viewer
from eventops.accounts.services import ensure_user
from eventops.accreditation import services as accreditation
from eventops.accreditation.consent import consent_of, record_consent
from eventops.accreditation.models import Registration
from eventops.accreditation.photos import keep_photo
from eventops.accreditation.queries import registration_of, registrations_out
from eventops.accreditation.rules import OUT, Channel, State
from eventops.agenda.services import following_readers
from eventops.badges.models import BadgeState
from eventops.badges.queries import living_badge
from eventops.badges.services import issue_badge, set_state
from eventops.core.db import Db
from eventops.core.errors import Conflict, NotAllowed
from eventops.delegations import services as delegations
from eventops.delegations.documents import alike_on_list
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, Delegation
from eventops.delegations.queries import is_focal_point
from eventops.delegations.rules import DelegationState
from eventops.editions.models import Edition

DESK = (Role.ACCREDITATION, Role.PROTOCOL)
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
    return viewer.holds(*DESK, edition_id=delegation.edition_id)


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


def identity_held(registration: Registration | None, viewer: Viewer) -> bool:
    """Whether names, function and photo are an officer's to change now, and the viewer is none."""
    if registration is None or registration.state not in HELD_BACK:
        return False
    return not viewer.holds(Role.ACCREDITATION, edition_id=registration.edition_id)


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


def listed_already(db: Db, delegation: Delegation, draft: NominationDraft) -> list[Delegate]:
    """Who of the delegation, not refused nor withdrawn, the draft may mean once more."""
    alike = alike_on_list(db, delegation.id, draft)
    gone = registrations_out(db, [each.id for each in alike])
    return [each for each in alike if each.id not in gone]


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
    registration = registration_of(db, delegate.id)
    if registration is not None and registration.state in OUT:
        raise Conflict("person_left")
    given = photo is not None or draft.document is not None or draft.forget_document
    if identity_held(registration, viewer) and (given or _identity_differs(delegate, draft)):
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
    direction: delegations.Direction,
    *,
    by: str,
    now: datetime,
) -> None:
    """Move a person on one list; whose seats change by it will find it in their calendars."""
    with following_readers(db, edition, now=now, delegation_id=delegation.id):
        delegations.move_on_list(db, delegation, meeting_id, delegate_id, direction, by=by, now=now)


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
) -> None:
    """Accredit: the badge exists from now on, and the person's mailbox may sign in.

    Whoever was refused is back on their lists. Raises as ``accreditation.services.approve``.
    """
    with _lists_followed(db, registration, now=now):
        accreditation.approve(db, registration, by=by, now=now, seen=seen)
    issue_badge(db, registration, secrets=secrets, by=by, now=now)
    person = registration.delegate.person
    if person.email:
        ensure_user(db, person.email, person.full_name, by=by, now=now, language=person.language)


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
        accreditation.refuse(db, registration, reason, words, by=by, now=now, seen=seen)
    revoke_badge(db, registration, by=by, now=now)


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
    delegations.lock_quota(db, delegation_id)
    db.refresh(registration, ["state"])
    if registration.state is not State.REFUSED:
        yield
        return
    edition = db.get_one(Edition, registration.edition_id)
    with following_readers(db, edition, now=now, delegation_id=delegation_id):
        yield


def revoke_badge(db: Db, registration: Registration, *, by: str, now: datetime) -> None:
    """A badge that a person may have opens no door any more."""
    badge = living_badge(db, registration.id)
    if badge is not None:
        set_state(db, badge, BadgeState.REVOKED, by=by, now=now)
