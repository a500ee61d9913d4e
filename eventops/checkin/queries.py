"""Finding devices, scans, and who passed where."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from eventops.accreditation.models import Photo
from eventops.checkin.history import Crowd, Passage, gate_place, session_place
from eventops.checkin.models import Device, DeviceState, Method, Scan, Verdict
from eventops.checkin.serving import venue_day
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.core.signing import token_hash
from eventops.delegations.models import Delegate, Delegation
from eventops.editions.models import Edition

COUNTED = sa.and_(
    Scan.verdict == Verdict.ADMIT,
    Scan.annulled_by.is_(None),
    Scan.delegate_id.is_not(None),
)
"""Scans that are entries or exits of somebody."""


def device_by_token(db: Db, token: str) -> Device | None:
    """The device that bears a token, whatever its state."""
    return db.scalar(sa.select(Device).where(Device.token_hash == token_hash(token)))


def device_named(db: Db, edition_id: str, name: str) -> Device:
    """The newest device of that name that is not retired or lost; raises NotFound."""
    query = sa.select(Device).where(
        Device.edition_id == edition_id,
        Device.name == name,
        Device.state.in_((DeviceState.WAITING, DeviceState.ACTIVE)),
    )
    found = db.scalar(query.order_by(Device.made_at.desc(), Device.id).limit(1))
    if found is None:
        raise NotFound("no_device", name=name)
    return found


def may_be_used_again(db: Db, secret: str) -> bool:
    """Whether an enrolment's address is one of a demo's, which makes a door of every browser."""
    query = sa.select(Device.id).where(
        Device.enrolment_hash == token_hash(secret), Device.enrolment_reusable
    )
    return db.scalar(query) is not None


def devices_of(db: Db, edition_id: str) -> Sequence[Device]:
    """Every device of an edition by name, the newest first among equal ones."""
    query = sa.select(Device).where(Device.edition_id == edition_id)
    return db.scalars(query.order_by(Device.name, Device.made_at.desc(), Device.id)).all()


def edition_of(db: Db, device: Device) -> Edition:
    """The edition a device serves."""
    return db.get_one(Edition, device.edition_id)


def scans_by_id(db: Db, ids: Collection[str]) -> dict[str, Scan]:
    """Scans that are stored already."""
    if not ids:
        return {}
    return {scan.id: scan for scan in db.scalars(sa.select(Scan).where(Scan.id.in_(ids)))}


def undone_before_arrival(
    db: Db, edition_id: str, ids: Collection[str]
) -> dict[tuple[str, str], str]:
    """(Scan, gate) → the undo that came before it."""
    if not ids:
        return {}
    query = (
        sa.select(Scan.annuls, Scan.gate_code, Scan.id)
        .where(
            Scan.edition_id == edition_id,
            Scan.annuls.in_(ids),
            Scan.method == Method.UNDO.value,
            Scan.reason == "annulled",
        )
        .order_by(Scan.received_at.desc(), Scan.id)
    )
    return {(scan, gate): undo for scan, gate, undo in db.execute(query) if scan is not None}


def device_names(db: Db, edition_id: str) -> dict[str, str]:
    """Device → name."""
    query = sa.select(Device.id, Device.name).where(Device.edition_id == edition_id)
    return dict(db.execute(query.order_by(Device.id)).all())


def lock_device(db: Db, device_id: str) -> None:
    """Take one upload of a device at a time: a retry or an undo sees what it refers to."""
    query = sa.select(Device.id).where(Device.id == device_id)
    db.execute(query.with_for_update(key_share=True)).all()


PASSAGE = (
    Scan.id,
    Delegate.id,
    Delegate.delegation_id,
    Scan.session_id,
    Scan.gate_code,
    Scan.direction,
    Scan.scanned_at,
    Scan.device_id,
    sa.case((Scan.reason == "ok_floater", Scan.instrument_id), else_=None),
)


def passages(
    db: Db,
    edition: Edition,
    delegation_ids: Collection[str],
    *,
    session_ids: Collection[str],
    gates: Collection[str],
    span: tuple[datetime, datetime],
) -> list[Passage]:
    """Counted entries and exits of some delegations: at sessions, and at gates without sessions
    within a span of time."""
    if not delegation_ids:
        return []
    at_gate = sa.and_(
        Scan.session_id.is_(None),
        Scan.gate_code.in_(gates),
        Scan.scanned_at >= span[0],
        Scan.scanned_at < span[1],
    )
    query = (
        sa.select(*PASSAGE)
        .join(Delegate, Delegate.id == Scan.delegate_id)
        .where(
            COUNTED,
            Scan.edition_id == edition.id,
            Delegate.delegation_id.in_(delegation_ids),
            sa.or_(Scan.session_id.in_(session_ids), at_gate),
        )
        .order_by(Scan.scanned_at, Scan.id)
    )
    found = []
    for scan_id, delegate, delegation, session, gate, *rest, floater in db.execute(query):
        direction, at, device = rest
        place = session_place(session) if session else gate_place(gate, venue_day(edition, at))
        ids = (scan_id, delegate, delegation, place, direction, at, gate, device)
        found.append(Passage(*ids, floater or ""))
    return found


def crowds(
    db: Db, session_ids: Collection[str], *, without: Collection[str] = ()
) -> dict[str, Crowd]:
    """Session → how many different people were admitted and how many are inside."""
    if not session_ids:
        return {}

    def last(direction: str) -> sa.ColumnElement[datetime | None]:
        return sa.func.max(sa.case((Scan.direction == direction, Scan.scanned_at)))

    people = (
        sa.select(
            Scan.session_id.label("session_id"),
            last("in").label("came"),
            last("out").label("went"),
        )
        .join(Delegate, Delegate.id == Scan.delegate_id)
        .where(COUNTED, Scan.session_id.in_(session_ids))
        .where(Delegate.delegation_id.not_in(without))
        .group_by(Scan.session_id, Scan.delegate_id)
        .subquery()
    )
    stays = sa.or_(people.c.went.is_(None), people.c.went < people.c.came)
    query = (
        sa.select(
            people.c.session_id,
            sa.func.count(people.c.came),
            sa.func.count(sa.case((stays, people.c.came))),
        )
        .group_by(people.c.session_id)
        .order_by(people.c.session_id)
    )
    return {session: Crowd(*counts) for session, *counts in db.execute(query)}


def photo_for_device(db: Db, device: Device, photo_id: str) -> bytes:
    """A portrait of somebody of the device's edition; raises NotFound."""
    query = (
        sa.select(Photo.jpeg)
        .join(Delegate, Delegate.person_id == Photo.person_id)
        .join(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Photo.id == photo_id, Delegation.edition_id == device.edition_id)
        .limit(1)
    )
    jpeg = db.scalar(query)
    if jpeg is None:
        raise NotFound("no_photo")
    return jpeg
