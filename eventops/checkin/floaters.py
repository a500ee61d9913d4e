"""Floaters at the door: first the person's badge, for which no seat is left, then the floater."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from eventops.badges.code import Body, Flag
from eventops.badges.models import Instrument, InstrumentKind, InstrumentState
from eventops.checkin.bearers import Bearer
from eventops.checkin.floater_rules import FloaterFacts
from eventops.checkin.models import Method, Scan
from eventops.core.db import Db
from eventops.delegations.models import Delegate
from eventops.programme.models import Session
from eventops.programme.rules import Access

TOGETHER = timedelta(minutes=2)
"""A floater belongs to the badge that was shown to the same device so shortly before."""


@dataclass(frozen=True, slots=True)
class Floater:
    """A floater as its code names it."""

    id: str
    delegation_id: str
    opens: str
    number: int
    state: str
    serial: str
    key_number: int
    last_day: date

    @property
    def body(self) -> Body:
        """What its code says."""
        return Body(self.key_number, self.serial, 1, self.last_day, frozenset({Flag.FLOATER}))


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was shown to this device."""

    scan_id: str
    at: datetime
    gate: str
    reason: str
    method: str
    delegate_id: str
    delegation_id: str
    session_id: str | None


class Lately:
    """Who was shown to one device, in order: the last of them may wait for a floater."""

    def __init__(self, shown: Iterable[Asked]) -> None:
        self._shown = list(shown)
        self.bearers: dict[str, Bearer] = {}

    def note(self, asked: Asked, bearer: Bearer) -> None:
        """One more was shown."""
        self._shown.append(asked)
        self.bearers[asked.delegate_id] = bearer

    def annul(self, scan_id: str) -> None:
        """Taken back: nobody waits on it."""
        self._shown = [each for each in self._shown if each.scan_id != scan_id]

    def waiting(self, at: datetime, gate: str) -> Asked | None:
        """Who was told at this gate, just before, that no seat is left; nobody when in doubt."""
        before = [each for each in self._shown if each.at <= at]
        moment = max((each.at for each in before), default=at)
        last = [each for each in before if each.at == moment]
        fits = last and all(each.reason == "seats_taken" and each.gate == gate for each in last)
        if not fits or len({each.delegate_id for each in last}) > 1 or at - moment > TOGETHER:
            return None
        return last[0]

    def told_full(self) -> list[Asked]:
        """Those who were told so."""
        return [each for each in self._shown if each.reason == "seats_taken"]


def floaters_by_serial(db: Db, edition_id: str, serials: Collection[str]) -> dict[str, Floater]:
    """Serial → floater, whatever became of it."""
    if not serials:
        return {}
    query = (
        sa.select(Instrument)
        .where(
            Instrument.edition_id == edition_id,
            Instrument.kind == InstrumentKind.FLOATER,
            Instrument.serial.in_(serials),
        )
        .order_by(Instrument.serial)
        .execution_options(populate_existing=True)
    )
    return {each.serial: each for each in map(_floater, db.scalars(query))}


def _floater(row: Instrument) -> Floater:
    ids = (row.id, row.delegation_id, row.opens, row.number, row.state.value)
    return Floater(*ids, row.serial or "", row.key_number or 0, row.last_day)


def shown_lately(db: Db, device_id: str, span: tuple[datetime, datetime]) -> list[Asked]:
    """Everybody shown to a device in a span of time, by time; what was taken back is left out."""
    query = (
        sa.select(
            Scan.id,
            Scan.scanned_at,
            Scan.gate_code,
            Scan.reason,
            Scan.method,
            Delegate.id,
            Delegate.delegation_id,
            Scan.session_id,
        )
        .join(Delegate, Delegate.id == Scan.delegate_id)
        .where(
            Scan.device_id == device_id,
            Scan.instrument_id.is_(None),
            Scan.annulled_by.is_(None),
            Scan.method != Method.UNDO,
            Scan.scanned_at >= span[0],
            Scan.scanned_at <= span[1],
        )
        .order_by(Scan.scanned_at, Scan.received_at, Scan.id)
    )
    return [Asked(*row) for row in db.execute(query)]


def worth(
    floater: Floater, bearer: Bearer, session: Session, day: date, *, in_use: bool
) -> FloaterFacts:
    """What a floater is worth to a person at a session on a day."""
    fits = floater.opens in ("", session.track.value)
    return FloaterFacts(
        state=floater.state,
        theirs=floater.delegation_id == bearer.delegation_id,
        opens=fits and session.access is not Access.CLOSED,
        in_use=in_use,
        expired=floater.last_day < day,
    )


def pins_of(db: Db, delegate_ids: Collection[str]) -> dict[str, int]:
    """Delegate → number of the pin they wear."""
    if not delegate_ids:
        return {}
    query = sa.select(Instrument.holder_id, Instrument.number).where(
        Instrument.kind == InstrumentKind.PIN,
        Instrument.state == InstrumentState.ISSUED,
        Instrument.holder_id.in_(delegate_ids),
    )
    rows = db.execute(query.order_by(Instrument.holder_id, Instrument.number.desc()))
    return {str(holder): number for holder, number in rows}
