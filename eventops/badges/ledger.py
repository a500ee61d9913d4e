"""Finding floaters and pins: a delegation's with their ledger, an edition's counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accounts.queries import names_of
from eventops.badges.models import Instrument, InstrumentKind, InstrumentMove, InstrumentState
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Delegation

BY_NUMBER = (Instrument.kind, Instrument.opens, Instrument.number, Instrument.id)


@dataclass(frozen=True, slots=True)
class Move:
    """A line of the ledger with the names in it."""

    move: InstrumentMove
    holder: Delegate | None
    by: str


@dataclass(frozen=True, slots=True)
class Held:
    """A floater or pin with who has it and where it was, the latest first."""

    instrument: Instrument
    holder: Delegate | None
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, by where they are; ``held`` of the issued have a named holder."""

    at_desk: int = 0
    issued: int = 0
    held: int = 0
    returned: int = 0
    lost: int = 0

    @property
    def made(self) -> int:
        """All of them."""
        return self.at_desk + self.issued + self.returned + self.lost


def counted(rows: Iterable[tuple[InstrumentState, bool]]) -> Counts:
    """(state, whether somebody is named as its holder) of each → counts."""
    known = list(rows)
    by_state = Counter(state for state, _held in known)
    return Counts(
        at_desk=by_state[InstrumentState.AT_DESK],
        issued=by_state[InstrumentState.ISSUED],
        held=sum(held for state, held in known if state is InstrumentState.ISSUED),
        returned=by_state[InstrumentState.RETURNED],
        lost=by_state[InstrumentState.LOST],
    )


def instruments_of(db: Db, delegation_id: str) -> list[Held]:
    """A delegation's floaters and pins by kind, track and number."""
    query = sa.select(Instrument).where(Instrument.delegation_id == delegation_id)
    rows = db.scalars(query.order_by(*BY_NUMBER)).all()
    moves = list(
        db.scalars(
            sa.select(InstrumentMove)
            .where(InstrumentMove.instrument_id.in_([row.id for row in rows]))
            .order_by(InstrumentMove.at.desc(), InstrumentMove.id.desc())
        )
    )
    people = _people(db, {row.holder_id for row in rows} | {move.holder_id for move in moves})
    names = names_of(db, {move.by for move in moves})
    ledger: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        told = Move(move, people.get(move.holder_id or ""), names.get(move.by, ""))
        ledger[move.instrument_id].append(told)
    return [Held(row, people.get(row.holder_id or ""), tuple(ledger[row.id])) for row in rows]


def instrument_of(db: Db, delegation_id: str, instrument_id: str) -> Instrument:
    """One of a delegation's floaters or pins; raises NotFound ``no_instrument``."""
    found = db.scalar(
        sa.select(Instrument).where(
            Instrument.id == instrument_id, Instrument.delegation_id == delegation_id
        )
    )
    if found is None:
        raise NotFound("no_instrument")
    return found


def counts_by_delegation(db: Db, edition_id: str) -> Mapping[str, Mapping[InstrumentKind, Counts]]:
    """Delegation → kind → counts, of those that have any."""
    held = Instrument.holder_id.is_not(None)
    query = sa.select(Instrument.delegation_id, Instrument.kind, Instrument.state, held).where(
        Instrument.edition_id == edition_id
    )
    found: dict[str, dict[InstrumentKind, list[tuple[InstrumentState, bool]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for delegation, kind, state, has_holder in db.execute(query.order_by(*BY_NUMBER)):
        found[delegation][kind].append((state, bool(has_holder)))
    return {
        delegation: {kind: counted(rows) for kind, rows in kinds.items()}
        for delegation, kinds in found.items()
    }


def floaters_to_print(db: Db, delegation: Delegation) -> list[Instrument]:
    """A delegation's floaters that were not lost, by track and number."""
    query = sa.select(Instrument).where(
        Instrument.delegation_id == delegation.id,
        Instrument.kind == InstrumentKind.FLOATER,
        Instrument.state != InstrumentState.LOST,
    )
    return list(db.scalars(query.order_by(*BY_NUMBER)))


def floater_by_serial(db: Db, edition_id: str, serial: str) -> Instrument | None:
    """The floater that bears a serial."""
    return db.scalar(
        sa.select(Instrument).where(
            Instrument.edition_id == edition_id, Instrument.serial == serial
        )
    )


def _people(db: Db, ids: Iterable[str | None]) -> dict[str, Delegate]:
    query = (
        sa.select(Delegate)
        .join(Delegate.person)
        .where(Delegate.id.in_([each for each in ids if each]))
        .options(contains_eager(Delegate.person))
        .order_by(Delegate.id)
    )
    return {each.id: each for each in db.scalars(query)}
