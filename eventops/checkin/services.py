"""Verbs of door devices: enrolling, retiring, losing, and keeping what needs a second look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from eventops.checkin.models import Device, DeviceState, ReviewItem, ReviewKind
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.ids import new_id
from eventops.core.signing import new_token, token_hash
from eventops.editions.models import Edition
from eventops.editions.queries import gates_of

ENROLMENT_LIFE = timedelta(minutes=10)
"""Security note D1."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A device with the token that only it knows."""

    device: Device
    token: str


def enrol_device(
    db: Db,
    edition: Edition,
    name: str,
    gates: Sequence[str],
    *,
    from_day: date,
    to_day: date,
    by: str,
    now: datetime,
    reusable: bool = False,
) -> str:
    """A device that waits for enrolment; returns the one-time secret for its address.

    ``now`` is the security clock's. A waiting device of the same name gives way. Raises Invalid
    ``no_gate`` or ``days_reversed``, Conflict ``device_name_taken``. ``reusable`` is for a demo:
    every browser that opens the address becomes a device of its own, for as long as the demo lives.
    """
    known = {gate.code for gate in gates_of(db, edition.id)}
    missing = sorted(set(gates) - known)
    if missing or not gates:
        raise Invalid("no_gate", gates=missing, known=sorted(known))
    if to_day < from_day:
        raise Invalid("days_reversed")
    _make_room(db, edition, name)
    secret = new_token()
    device = Device(
        edition_id=edition.id,
        name=name,
        gates=list(gates),
        from_day=from_day,
        to_day=to_day,
        state=DeviceState.WAITING,
        enrolment_hash=token_hash(secret),
        enrolment_expires_at=None if reusable else now + ENROLMENT_LIFE,
        enrolment_reusable=reusable,
        made_at=now,
    )
    db.add(device)
    db.flush()
    _journal(db, "device made", device, by=by, now=now, gates=list(gates))
    return secret


def _make_room(db: Db, edition: Edition, name: str) -> None:
    """End a waiting device of that name, if its address is for once; refuse to make a second one at work."""
    same = db.scalars(
        sa.select(Device)
        .where(Device.edition_id == edition.id, Device.name == name)
        .order_by(Device.id)
    )
    for device in same:
        if device.state is DeviceState.ACTIVE:
            raise Conflict("device_name_taken", name=name)
        if device.state is DeviceState.WAITING and not device.enrolment_reusable:
            device.state, device.enrolment_hash = DeviceState.RETIRED, None


def use_enrolment(db: Db, secret: str, *, now: datetime, reusable: bool = False) -> Enrolled:
    """Turn the one-time secret into the device's own token; raises Conflict ``enrolment_over``.

    ``reusable``: this is a demo, where an address made so may be used again and again.
    """
    token = new_token()
    open_to_all = sa.select(Device).where(
        Device.enrolment_hash == token_hash(secret),
        Device.enrolment_reusable,
        Device.state == DeviceState.WAITING,
    )
    device = db.scalar(open_to_all) if reusable else None
    if device is not None:
        device = _copy(db, device, token, now=now)
    else:
        device = _use_once(db, secret, token, now=now)
    db.flush()
    _journal(db, "device enrolled", device, by=f"device:{device.id}", now=now)
    return Enrolled(device, token)


def _use_once(db: Db, secret: str, token: str, *, now: datetime) -> Device:
    used = (
        sa.update(Device)
        .where(
            Device.enrolment_hash == token_hash(secret),
            Device.state == DeviceState.WAITING,
            Device.enrolment_expires_at > now,
        )
        .values(state=DeviceState.ACTIVE, token_hash=token_hash(token), enrolment_hash=None)
        .returning(Device)
    )
    device = db.scalar(used)
    if device is None:
        raise Conflict("enrolment_over")
    return device


def _copy(db: Db, device: Device, token: str, *, now: datetime) -> Device:
    count = db.scalar(
        sa.select(sa.func.count())
        .select_from(Device)
        .where(
            Device.edition_id == device.edition_id,
            Device.name.startswith(device.name, autoescape=True),
        )
    )
    copy = Device(
        edition_id=device.edition_id,
        name=f"{device.name} {count}",
        gates=device.gates,
        from_day=device.from_day,
        to_day=device.to_day,
        state=DeviceState.ACTIVE,
        token_hash=token_hash(token),
        made_at=now,
    )
    db.add(copy)
    return copy


def retire_device(db: Db, device: Device, *, by: str, now: datetime) -> None:
    """The device uploads what it has, then is wiped."""
    _end(db, device, DeviceState.RETIRED, by=by, now=now)


def mark_lost(db: Db, device: Device, *, by: str, now: datetime) -> None:
    """The device is wiped on contact; what it still sends is quarantined."""
    _end(db, device, DeviceState.LOST, by=by, now=now)


def _end(db: Db, device: Device, state: DeviceState, *, by: str, now: datetime) -> None:
    device.state, device.enrolment_hash = state, None
    device.ended_at = device.ended_at or now
    _journal(db, f"device {state.value}", device, by=by, now=now)


def see_device(db: Db, device_id: str, *, now: datetime) -> None:
    """Write down when a device was last heard of."""
    db.execute(sa.update(Device).where(Device.id == device_id).values(seen_at=now))


def _journal(db: Db, action: str, device: Device, *, by: str, now: datetime, **facts: Any) -> None:
    journal.record(
        db,
        action,
        f"device:{device.id}",
        by=by,
        now=now,
        edition_id=device.edition_id,
        **facts,
    )


def set_aside(
    db: Db,
    device: Device,
    items: Iterable[tuple[ReviewKind, str, Mapping[str, Any]]],
    *,
    now: datetime,
) -> None:
    """Keep (kind, digest, what was sent) for a person to look at; the same thing only once."""
    rows = [
        {
            "id": new_id(),
            "edition_id": device.edition_id,
            "device_id": device.id,
            "kind": kind,
            "digest": digest,
            "payload": dict(payload),
            "at": now,
        }
        for kind, digest, payload in items
    ]
    if rows:
        db.execute(insert_new(db, ReviewItem), rows)


def insert_new(db: Db, model: type[Any]) -> Any:
    """``INSERT … ON CONFLICT DO NOTHING`` in this database's dialect."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(model.__table__).on_conflict_do_nothing()
