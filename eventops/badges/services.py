"""Verbs of badges: keys, issuing, and making a code again."""

from datetime import datetime

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.badges.code import Body, Flag, new_key, new_serial, sign
from eventops.badges.models import Badge, BadgeState, Instrument, SigningKey
from eventops.badges.queries import keys_of, latest_badge, living_badge, signing_key
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.core.signing import seal, unseal
from eventops.delegations.models import Delegate
from eventops.delegations.services import lock_quota
from eventops.editions.models import Edition

KEY_PURPOSE = "badge signing key"


def ensure_key(db: Db, edition: Edition, *, secret: bytes, by: str, now: datetime) -> SigningKey:
    """The key that signs the edition's badges, made when there is none."""
    key = signing_key(db, edition.id)
    if key is None:
        journal.hold(db, edition.id)
        key = signing_key(db, edition.id)
    if key is None:
        seed, public = new_key()
        key = SigningKey(
            edition_id=edition.id,
            number=_next_number(db, edition.id),
            public=public,
            sealed_seed=seal(secret, seed, purpose=KEY_PURPOSE),
            made_at=now,
        )
        db.add(key)
        db.flush()
        journal.record(
            db,
            "signing key made",
            f"signing_key:{key.id}",
            by=by,
            now=now,
            edition_id=edition.id,
            number=key.number,
        )
    return key


def _next_number(db: Db, edition_id: str) -> int:
    latest = db.scalar(
        sa.select(sa.func.max(SigningKey.number)).where(SigningKey.edition_id == edition_id)
    )
    number = 0 if latest is None else latest + 1
    if number > 15:
        raise Conflict("keys_used_up")
    return number


def issue_badge(
    db: Db, registration: Registration, *, secrets: tuple[bytes, ...], by: str, now: datetime
) -> Badge:
    """A badge for an approved registration; the living one when it has one already.

    Raises Conflict ``not_approved_yet`` or ``issue_blocked``.
    """
    require_issuable(registration)
    return living_badge(db, registration.id) or _new_badge(
        db, registration, secret=secrets[0], by=by, now=now
    )


def require_issuable(registration: Registration) -> None:
    """Raise Conflict ``not_approved_yet`` or ``issue_blocked`` where no badge may live."""
    if registration.state is not State.APPROVED:
        raise Conflict("not_approved_yet")
    if registration.issue_block:
        raise Conflict("issue_blocked")


def hold_registration(db: Db, registration: Registration) -> None:
    """Let nobody decide about the registration until the end, and see what was decided by now."""
    delegation = sa.select(Delegate.delegation_id).where(Delegate.id == registration.delegate_id)
    lock_quota(db, str(db.scalar(delegation)))
    db.refresh(registration, ["state", "print_block", "issue_block", "only_day"])


def reissue_badge(
    db: Db, registration: Registration, *, secrets: tuple[bytes, ...], by: str, now: datetime
) -> Badge:
    """A new badge with a new serial; the old one is replaced and dead at once.

    Raises as ``issue_badge`` or Conflict ``print_blocked``, and then the old badge is as it was.
    """
    hold_registration(db, registration)
    require_issuable(registration)
    if registration.print_block:
        raise Conflict("print_blocked")
    old = latest_badge(db, registration.id)
    end_living(db, registration, by=by, now=now)
    badge = _new_badge(db, registration, secret=secrets[0], by=by, now=now)
    badge.replaces_id = old.id if old else None
    return badge


def end_living(db: Db, registration: Registration, *, by: str, now: datetime) -> Badge | None:
    """Another badge takes the place of the living one, which is returned: dead at once."""
    living = living_badge(db, registration.id)
    if living is not None:
        set_state(db, living, BadgeState.REPLACED, by=by, now=now)
        db.flush()
    return living


def _new_badge(
    db: Db, registration: Registration, *, secret: bytes, by: str, now: datetime
) -> Badge:
    edition = db.get_one(Edition, registration.edition_id)
    key = ensure_key(db, edition, secret=secret, by=by, now=now)
    issues = db.scalar(
        sa.select(sa.func.max(Badge.issue)).where(Badge.registration_id == registration.id)
    )
    day = registration.only_day
    badge = Badge(
        edition_id=edition.id,
        registration_id=registration.id,
        key_number=key.number,
        serial=unused_serial(db, edition.id),
        issue=(issues or 0) + 1,
        last_day=day or edition.ends_on,
        flags=Flag.DAY if day else 0,
        state=BadgeState.ISSUED,
        issued_at=now,
        issued_by=by,
        state_at=now,
    )
    db.add(badge)
    db.flush()
    journal.record(
        db,
        "badge issued",
        f"badge:{badge.id}",
        by=by,
        now=now,
        edition_id=edition.id,
        registration=registration.id,
        issue=badge.issue,
    )
    return badge


def unused_serial(db: Db, edition_id: str) -> str:
    """Forty random bits, drawn again in the rare case that a badge or floater of the edition has them."""
    while True:
        serial = new_serial()
        taken = sa.union(
            *(
                sa.select(kind.id).where(kind.edition_id == edition_id, kind.serial == serial)
                for kind in (Badge, Instrument)
            )
        )
        if db.scalar(taken) is None:
            return serial


def set_state(
    db: Db, badge: Badge, state: BadgeState, *, by: str, now: datetime, **facts: str
) -> None:
    """Move a badge on in its life; the door follows at once."""
    before, badge.state, badge.state_at = badge.state, state, now
    journal.record(
        db,
        "badge state",
        f"badge:{badge.id}",
        by=by,
        now=now,
        edition_id=badge.edition_id,
        before=before.value,
        after=state.value,
        **facts,
    )


class Signer:
    """Says bodies of an edition's badges and floaters as codes; its keys are read once for all.

    Ed25519 draws nothing at random, so that a code is the same each time it is made.
    """

    def __init__(self, db: Db, edition: Edition, *, secrets: tuple[bytes, ...]) -> None:
        self._edition, self._secrets = edition.slug, secrets
        self._sealed = {key.number: key.sealed_seed for key in keys_of(db, edition.id)}
        self._seeds: dict[int, bytes] = {}

    def __call__(self, body: Body) -> str:
        """The code; raises Conflict ``key_missing``."""
        if body.key not in self._sealed:
            raise Conflict("key_missing", number=body.key)
        if body.key not in self._seeds:
            sealed = self._sealed[body.key]
            self._seeds[body.key] = unseal(self._secrets, sealed, purpose=KEY_PURPOSE)
        return sign(body, edition=self._edition, private=self._seeds[body.key])


def code_of(db: Db, badge: Badge, *, edition: Edition, secrets: tuple[bytes, ...]) -> str:
    """One badge's code."""
    return Signer(db, edition, secrets=secrets)(body_of(badge))


def body_of(badge: Badge) -> Body:
    """What the badge's code says."""
    return Body(
        key=badge.key_number,
        serial=badge.serial,
        issue=badge.issue,
        last_day=badge.last_day,
        flags=frozenset(flag for flag in Flag if badge.flags & flag),
    )
