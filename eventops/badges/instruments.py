"""Verbs of floaters and pins: made at the desk, handed over, passed on, given back, lost.

Each locks the delegation, as the door does, so that a floater given back opens nothing any more.
"""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from eventops.badges.code import Body, Flag
from eventops.badges.models import Instrument, InstrumentKind, InstrumentMove, InstrumentState
from eventops.badges.rules import MOST_AT_ONCE, OPENS, moves_from
from eventops.badges.services import Signer, ensure_key, unused_serial
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.core.typed import loose_line
from eventops.delegations.models import Delegate, Delegation
from eventops.delegations.services import lock_quota
from eventops.editions.models import Edition

LONGEST_NOTE = 200


def make_instruments(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    kind: InstrumentKind,
    opens: str,
    count: int,
    *,
    secret: bytes,
    by: str,
    now: datetime,
) -> list[Instrument]:
    """Number so many more for a delegation; they lie at the desk until they are handed over.

    Raises Invalid ``instrument_count`` or ``instrument_opens``.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise Invalid("instrument_count", field="count", most=MOST_AT_ONCE)
    if opens not in OPENS or (kind is InstrumentKind.PIN and opens):
        raise Invalid("instrument_opens", field="opens")
    lock_quota(db, delegation.id)
    is_floater = kind is InstrumentKind.FLOATER
    key = ensure_key(db, edition, secret=secret, by=by, now=now) if is_floater else None
    first = _next_number(db, delegation.id, kind, opens)
    made = []
    for number in range(first, first + count):
        row = Instrument(
            edition_id=edition.id,
            delegation_id=delegation.id,
            kind=kind,
            opens=opens,
            number=number,
            key_number=key.number if key else None,
            serial=unused_serial(db, edition.id) if key else None,
            last_day=edition.ends_on,
            state=InstrumentState.AT_DESK,
            made_at=now,
        )
        db.add(row)
        db.flush()
        _move(db, row, InstrumentState.AT_DESK, None, "", by=by, now=now)
        made.append(row)
    return made


def hand_over(
    db: Db, row: Instrument, holder_id: str | None, *, note: str = "", by: str, now: datetime
) -> None:
    """Give it to a member of the delegation, or pass it on; None: to the delegation as a whole.

    Raises NotFound ``no_delegate``, Conflict ``instrument_moved``.
    """
    _lock(db, row)
    member = sa.select(Delegate.id).where(
        Delegate.id == holder_id, Delegate.delegation_id == row.delegation_id
    )
    if holder_id is not None and db.scalar(member) is None:
        raise NotFound("no_delegate")
    _require(row, InstrumentState.ISSUED)
    if row.state is not InstrumentState.ISSUED or row.holder_id != holder_id:
        _move(db, row, InstrumentState.ISSUED, holder_id, note, by=by, now=now)


def hand_over_all(
    db: Db, rows: Collection[Instrument], holder_id: str | None, *, by: str, now: datetime
) -> int:
    """Hand over all of them that lie at the desk; returns how many did."""
    waiting = [row for row in rows if row.state is InstrumentState.AT_DESK]
    for row in waiting:
        hand_over(db, row, holder_id, by=by, now=now)
    return len(waiting)


def pass_instruments(db: Db, leaving_id: str, staying_id: str, *, by: str, now: datetime) -> None:
    """What one delegate has, or lost, is another entry's of the same person from now on."""
    held = sa.select(Instrument).where(Instrument.holder_id == leaving_id)
    for row in db.scalars(held.order_by(Instrument.id)).all():
        _lock(db, row)
        _move(db, row, row.state, staying_id, "", by=by, now=now)


def give_back(db: Db, row: Instrument, *, by: str, now: datetime) -> None:
    """Back at the desk, also when it had been lost; raises Conflict ``instrument_moved``."""
    _lock(db, row)
    _require(row, InstrumentState.RETURNED)
    _move(db, row, InstrumentState.RETURNED, None, "", by=by, now=now)


def report_lost(db: Db, row: Instrument, *, by: str, now: datetime) -> None:
    """Lost: it opens nothing from now on. Who had it last stays in the ledger.

    Raises Conflict ``instrument_moved``.
    """
    _lock(db, row)
    _require(row, InstrumentState.LOST)
    _move(db, row, InstrumentState.LOST, row.holder_id, "", by=by, now=now)


def floater_body(row: Instrument) -> Body:
    """What a floater's code says; ValueError for a pin."""
    if row.serial is None or row.key_number is None:
        raise ValueError("a pin has no code")
    return Body(row.key_number, row.serial, 1, row.last_day, frozenset({Flag.FLOATER}))


def floater_code(db: Db, row: Instrument, *, edition: Edition, secrets: tuple[bytes, ...]) -> str:
    """One floater's code."""
    return Signer(db, edition, secrets=secrets)(floater_body(row))


def _next_number(db: Db, delegation_id: str, kind: InstrumentKind, opens: str) -> int:
    last = db.scalar(
        sa.select(sa.func.max(Instrument.number)).where(
            Instrument.delegation_id == delegation_id,
            Instrument.kind == kind,
            Instrument.opens == opens,
        )
    )
    return (last or 0) + 1


def _lock(db: Db, row: Instrument) -> None:
    lock_quota(db, row.delegation_id)
    db.refresh(row)


def _require(row: Instrument, state: InstrumentState) -> None:
    if state not in moves_from(row.state):
        raise Conflict("instrument_moved")


def _move(
    db: Db,
    row: Instrument,
    state: InstrumentState,
    holder_id: str | None,
    note: str,
    *,
    by: str,
    now: datetime,
) -> None:
    """A line of the ledger, and the instrument as it leaves it."""
    told = loose_line(note, "note", LONGEST_NOTE)
    row.state, row.holder_id = state, holder_id
    db.add(
        InstrumentMove(
            instrument_id=row.id, state=state, holder_id=holder_id, note=told, at=now, by=by
        )
    )
    db.flush()
    journal.record(
        db,
        f"{row.kind.value} moved",
        f"instrument:{row.id}",
        by=by,
        now=now,
        edition_id=row.edition_id,
        state=state.value,
        holder=holder_id,
    )
