"""All that a person's calendar is made of, and its entity tag before anything is rendered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from eventops.agenda.entitlement import Entitlement
from eventops.agenda.models import FeedAddress, ReaderPart
from eventops.agenda.queries import agenda_of
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.core.multilingual import Multilingual, said
from eventops.core.signing import token_hash
from eventops.delegations.models import Delegate
from eventops.delegations.queries import delegate_by_id
from eventops.editions.models import Edition, Gate, Room
from eventops.editions.queries import gates_of, instance_name, meetings_of
from eventops.editions.rules import GateKind
from eventops.programme.models import Session
from eventops.programme.queries import latest_version


@dataclass(frozen=True, slots=True)
class Stamped:
    """A session in somebody's calendar with the stamps of RFC 5545."""

    session: Session
    entitlement: Entitlement
    sequence: int
    modified: datetime

    @property
    def has_own_stamps(self) -> bool:
        """Whether the reader's part changed, apart from what changed for everyone."""
        own = self.sequence, self.modified
        return own != (self.session.counter, self.session.changed_at)


@dataclass(frozen=True, slots=True)
class Places:
    """Names around a session that every item of an edition shares."""

    edition: Edition
    instance: str
    gates: Mapping[str, tuple[Gate, ...]]
    """Room code → its doors."""
    meetings: Mapping[str, str]
    """Meeting code → short name."""
    version: int | None


@dataclass(frozen=True, slots=True)
class FeedState:
    """One person's agenda as a calendar tells it, every session with their entitlement."""

    delegate: Delegate
    places: Places
    stamped: tuple[Stamped, ...]
    changed_at: datetime
    """When anything of it changed last: Last-Modified."""

    @property
    def shown(self) -> tuple[Stamped, ...]:
        """What agenda and feed show."""
        return tuple(each for each in self.stamped if each.entitlement.grade.shown)

    def parts(self) -> list[str | int | datetime | None]:
        """What the entity tag is made of, besides calendar, language and software."""
        parts: list[str | int | datetime | None] = [self.places.instance, self.places.version]
        for each in self.shown:
            parts += [each.session.code, each.sequence, each.modified, *each.entitlement.seen]
        return parts


def places_of(db: Db, edition: Edition) -> Places:
    """The names around the sessions of an edition."""
    version = latest_version(db, edition.id)
    gates: dict[str, tuple[Gate, ...]] = defaultdict(tuple)
    for gate in gates_of(db, edition.id):
        if gate.kind is GateKind.ROOM:
            for room in gate.rooms:
                gates[room] += (gate,)
    return Places(
        edition=edition,
        instance=instance_name(db),
        gates=dict(gates),
        meetings={row.code: row.short_name for row in meetings_of(db, edition.id)},
        version=version.number if version else None,
    )


def feed_state(db: Db, edition: Edition, delegate_id: str) -> FeedState:
    """The state of one person's calendar; raises NotFound ``no_delegate``."""
    delegate = delegate_by_id(db, delegate_id)
    if delegate.delegation.edition_id != edition.id:
        raise NotFound("no_delegate")
    own = _own_parts(db, delegate_id)
    version = latest_version(db, edition.id)
    changes = [part.changed_at for part in own.values()]
    changes += [version.published_at] if version else [delegate.added_at]
    return FeedState(
        delegate=delegate,
        places=places_of(db, edition),
        stamped=tuple(
            stamped_for(entry.session, entry.entitlement, own.get(entry.session.id))
            for entry in agenda_of(db, edition, delegate_id)
        ),
        changed_at=max(changes),
    )


def stamped_for(session: Session, answer: Entitlement, own: ReaderPart | None) -> Stamped:
    """A session with a reader's stamps; ``own`` is their own row of it."""
    if own is None:
        return Stamped(session, answer, session.counter, session.changed_at)
    modified = max(session.changed_at, own.changed_at)
    return Stamped(session, answer, session.counter + own.counter, modified)


def _own_parts(db: Db, delegate_id: str) -> dict[str, ReaderPart]:
    rows = db.scalars(sa.select(ReaderPart).where(ReaderPart.delegate_id == delegate_id))
    return {row.session_id: row for row in rows}


def address_by_secret(db: Db, secret: str) -> FeedAddress | None:
    """The calendar address that ends in this secret, living or withdrawn."""
    return db.scalar(sa.select(FeedAddress).where(FeedAddress.secret_hash == token_hash(secret)))


def living_address(db: Db, delegate_id: str) -> FeedAddress | None:
    """The calendar address a person has now."""
    query = sa.select(FeedAddress).where(
        FeedAddress.delegate_id == delegate_id, FeedAddress.withdrawn_at.is_(None)
    )
    return db.scalar(query.order_by(FeedAddress.made_at.desc()).limit(1))


def edition_of_delegate(db: Db, delegate_id: str) -> Edition:
    """The edition that a delegate belongs to."""
    return db.get_one(Edition, delegate_by_id(db, delegate_id).delegation.edition_id)


def way_in(room: Room, gates: Sequence[Gate]) -> Multilingual | None:
    """The doors of a room as one text, without the room's name before each; None without doors."""
    texts = {
        tongue: " / ".join(filter(None, (_short(gate, room, tongue) for gate in gates)))
        for tongue in room.name
    }
    return texts if any(texts.values()) else None


def _short(gate: Gate, room: Room, tongue: str) -> str:
    name, place = said(gate.name, tongue), said(room.name, tongue)
    if not name.startswith(place):
        return name
    return name.removeprefix(place).lstrip(" ,")
