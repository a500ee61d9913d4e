"""Verbs of the seat plan: labels of seats, and what stands on plates."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from eventops.agenda.models import Seating
from eventops.agenda.rules import OwnSeat
from eventops.agenda.services import following_readers
from eventops.core import journal
from eventops.core.db import Db, one_at_a_time
from eventops.core.errors import Invalid
from eventops.delegations.models import Delegate
from eventops.delegations.services import lock_delegations
from eventops.editions.models import Edition

LONGEST_SEAT = 40
LONGEST_PLATE = 120

Key = tuple[str, str]
"""(delegate, session)."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A label that two people of one session would have."""

    session_id: str
    seat: str
    delegates: tuple[str, str]


def seats_given(db: Db, session_ids: Collection[str]) -> dict[Key, OwnSeat]:
    """Every label of these sessions."""
    rows = db.execute(
        sa.select(Seating.delegate_id, Seating.session_id, Seating.seat, Seating.plate).where(
            Seating.session_id.in_(session_ids)
        )
    )
    return {(delegate, session): OwnSeat(seat, plate) for delegate, session, seat, plate in rows}


def clashes(seats: Mapping[Key, OwnSeat]) -> list[Clash]:
    """Seats that more than one person of a session would have, in order."""
    first: dict[tuple[str, str], str] = {}
    found = []
    for (delegate, session), each in seats.items():
        place = session, each.seat.casefold()
        if each.seat and first.setdefault(place, delegate) != delegate:
            found.append(Clash(session, each.seat, (first[place], delegate)))
    return found


def set_seats(
    db: Db, edition: Edition, seats: Mapping[Key, OwnSeat], *, by: str, now: datetime
) -> tuple[Key, ...]:
    """Store these labels, empty ones away; returns who has another one now.

    Only the calendars of those move. Raises Invalid ``seat_taken_twice``.
    """
    one_at_a_time(db, f"seats of {edition.id}")
    lock_delegations(db, _delegations(db, seats))
    sessions = {session for _delegate, session in seats}
    known = seats_given(db, sessions)
    changed = {key: each for key, each in seats.items() if known.get(key, OwnSeat()) != each}
    if not changed:
        return ()
    twice = clashes({**known, **changed})
    if twice:
        raise Invalid("seat_taken_twice", seat=twice[0].seat)
    rows = _rows(db, changed)
    with following_readers(db, edition, now=now, delegation_ids=_delegations(db, changed)):
        for key, each in changed.items():
            _store(db, rows.get(key), key, each, by=by, now=now)
    _tell(db, edition, changed, by=by, now=now)
    return tuple(sorted(changed))


def _rows(db: Db, keys: Iterable[Key]) -> dict[Key, Seating]:
    sessions = {session for _delegate, session in keys}
    rows = db.scalars(sa.select(Seating).where(Seating.session_id.in_(sessions)))
    return {(row.delegate_id, row.session_id): row for row in rows}


def _store(db: Db, row: Seating | None, key: Key, seat: OwnSeat, *, by: str, now: datetime) -> None:
    if row is not None and seat == OwnSeat():
        db.delete(row)
        return
    if row is None:
        delegate_id, session_id = key
        row = Seating(delegate_id=delegate_id, session_id=session_id)
        db.add(row)
    row.seat, row.plate, row.entered_by, row.entered_at = seat.seat, seat.plate, by, now


def _delegations(db: Db, keys: Iterable[Key]) -> set[str]:
    people = {delegate for delegate, _session in keys}
    return set(db.scalars(sa.select(Delegate.delegation_id).where(Delegate.id.in_(people))))


def _tell(
    db: Db, edition: Edition, changed: Mapping[Key, OwnSeat], *, by: str, now: datetime
) -> None:
    """One entry a session: how many seats, and whose."""
    for session_id in sorted({session for _delegate, session in changed}):
        people = sorted(delegate for delegate, session in changed if session == session_id)
        journal.record(
            db,
            "seats labelled",
            f"session:{session_id}",
            by=by,
            now=now,
            edition_id=edition.id,
            delegates=people,
        )
