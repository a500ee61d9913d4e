"""Plan → rows: each part of an edition's text brought into the database."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from eventops.core.db import Base, Db
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegation, Party, PartyGroup
from eventops.editions.models import Edition, Gate, Meeting, Room, Series, Venue
from eventops.editions.rules import GateKind
from eventops.programme.models import Session
from eventops.programme.plan import ConflictsPlan, EditionPlan, HolidayPlan, SessionPlan
from eventops.programme.times import instants


def store_edition(db: Db, plan: EditionPlan) -> Edition:
    """Series and edition, found by code and slug or made."""
    series = db.scalar(sa.select(Series).where(Series.code == plan.series.code))
    if series is None:
        series = Series(code=plan.series.code)
        db.add(series)
    series.name, series.note = plan.series.name, plan.series.note
    db.flush()
    edition = db.scalar(sa.select(Edition).where(Edition.slug == plan.slug))
    if edition is None:
        edition = Edition(slug=plan.slug, calendar_epoch=1)
        db.add(edition)
    edition.series_id = series.id
    for field, value in _edition_fields(plan).items():
        setattr(edition, field, value)
    db.flush()
    return edition


def _edition_fields(plan: EditionPlan) -> dict[str, Any]:
    return {
        "short_name": plan.short_name,
        "name": {tongue: list(texts) for tongue, texts in plan.name.items()},
        "theme": plan.theme and {tongue: list(texts) for tongue, texts in plan.theme.items()},
        "city": plan.city,
        "organiser": plan.organiser,
        "zone": plan.zone,
        "starts_on": plan.starts,
        "ends_on": plan.ends,
        "languages": list(plan.languages),
        "host": plan.host,
        "chair": plan.chair,
        "next_chair": plan.next_chair,
        "night_hour": plan.night_hour.isoformat("minutes"),
        "duty": [str(rule) for rule in plan.duty],
        "conflicts": None if plan.conflicts is None else _conflicts(plan.conflicts),
        "local_rules": [_local_rule(rule) for rule in plan.rules],
        "holidays": [_holiday(holiday) for holiday in plan.holidays],
        "days": {day.date.isoformat(): {"title": day.title, "note": day.note} for day in plan.days},
        "source": plan.source,
        "note": plan.note,
    }


def _local_rule(rule: Any) -> dict[str, Any]:
    return {
        "weekday": rule.weekday.value,
        "from": rule.start.isoformat("minutes"),
        "to": rule.end.isoformat("minutes"),
        "name": rule.name,
        "note": rule.note,
    }


def _holiday(holiday: HolidayPlan) -> dict[str, Any]:
    return {"date": holiday.date.isoformat(), "name": holiday.name, "note": holiday.note}


def _conflicts(conflicts: ConflictsPlan) -> dict[str, Any]:
    """Only what the text says, so that a usual value may change with the code."""
    told = asdict(conflicts)
    return {name: value for name, value in told.items() if value not in (None, ())}


def with_quotas_of_desk(db: Db, edition: Edition, plan: EditionPlan) -> EditionPlan:
    """The plan with the places that the desk has set since: the text said them first, not last."""
    set_at_desk = sa.select(JournalEntry.subject).where(
        JournalEntry.edition_id == edition.id, JournalEntry.action == "quota set"
    )
    rows = db.execute(
        sa.select(Party.code, Delegation.quota)
        .join(Delegation, Delegation.party_id == Party.id)
        .where(
            Delegation.edition_id == edition.id,
            sa.literal("delegation:").concat(Delegation.id).in_(set_at_desk),
        )
    )
    held = {code: quota for code, quota in rows}  # noqa: C416 - rows are no pairs
    parties = tuple(
        replace(party, quota=held.get(party.code, party.quota)) for party in plan.parties
    )
    return replace(plan, parties=parties)


def store_structure(db: Db, edition: Edition, plan: EditionPlan) -> None:
    """Add or change meetings, venues, rooms, gates, groups, parties and their delegations."""
    _store(db, Meeting, edition, _rows(plan.meetings))
    _store(db, Venue, edition, _rows(plan.venues))
    venues = ids_by_code(db, Venue, edition)
    rooms = _rows(plan.rooms)
    for row in rooms.values():
        row["venue_id"] = venues[row.pop("venue")]
    _store(db, Room, edition, rooms)
    _store(db, Gate, edition, _rows(plan.gates))
    _store(db, PartyGroup, edition, _rows(plan.groups))
    parties = _rows(plan.parties)
    quotas = {code: row.pop("quota") for code, row in parties.items()}
    for row in parties.values():
        row["sort_key"], row["is_state"] = row.pop("sort"), row.pop("state")
    _store(db, Party, edition, parties)
    _store_delegations(db, edition, quotas)


def _rows(parts: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Code → column values, with the order of the text as ``position``."""
    rows: dict[str, dict[str, Any]] = {}
    for position, part in enumerate(parts):
        fields = {name: getattr(part, name) for name in part.__dataclass_fields__}
        lists = {name: list(value) for name, value in fields.items() if isinstance(value, tuple)}
        rows[part.code] = {**fields, **lists, "position": position}
    return rows


def _store(db: Db, model: type[Base], edition: Edition, wanted: Mapping[str, Any]) -> None:
    table: Any = model
    known = {row.code: row for row in db.scalars(sa.select(table).filter_by(edition_id=edition.id))}
    for code, fields in wanted.items():
        row = known.get(code) or table(edition_id=edition.id)
        for name, value in fields.items():
            setattr(row, name, value)
        db.add(row)
    db.flush()


def forget_structure(db: Db, edition: Edition, plan: EditionPlan) -> None:
    """Take away what the text no longer holds; the database refuses what is still in use."""
    parties = {party.code for party in plan.parties}
    for party in db.scalars(sa.select(Party).where(Party.edition_id == edition.id)):
        if party.code not in parties:
            db.execute(sa.delete(Delegation).where(Delegation.party_id == party.id))
            db.delete(party)
    kept: dict[type[Base], Sequence[Any]] = {
        PartyGroup: plan.groups,
        Gate: plan.gates,
        Room: plan.rooms,
        Venue: plan.venues,
        Meeting: plan.meetings,
    }
    for model, parts in kept.items():
        table: Any = model
        codes = [part.code for part in parts]
        db.execute(sa.delete(table).where(table.edition_id == edition.id, table.code.not_in(codes)))
    db.flush()


def _store_delegations(db: Db, edition: Edition, quotas: Mapping[str, int]) -> None:
    parties = ids_by_code(db, Party, edition)
    known = {
        row.party_id: row
        for row in db.scalars(sa.select(Delegation).where(Delegation.edition_id == edition.id))
    }
    for code, quota in quotas.items():
        delegation = known.get(parties[code])
        if delegation is None:
            delegation = Delegation(edition_id=edition.id, party_id=parties[code])
            db.add(delegation)
        delegation.quota = quota
    db.flush()


def ids_by_code(db: Db, model: type[Base], edition: Edition) -> dict[str, str]:
    """Code → id of one kind of part of an edition."""
    table: Any = model
    query = sa.select(table.code, table.id).where(table.edition_id == edition.id)
    return {code: row_id for code, row_id in db.execute(query)}  # noqa: C416 - rows are no pairs


def store_session(
    db: Db,
    row: Session,
    day: date,
    plan: SessionPlan,
    *,
    zone: ZoneInfo,
    rooms: Mapping[str, str],
    meetings: Mapping[str, str],
    places: Mapping[str, Sequence[Any]],
    now: datetime,
) -> bool:
    """Bring one session's text into its row; True when what people see of it changed.

    ``rooms`` and ``meetings`` are ids by code, ``places`` is what ``told_of_rooms`` tells.
    """
    row.code, row.track, row.title = plan.code, plan.track, plan.title
    row.meeting_id = meetings[plan.meeting] if plan.meeting else None
    row.room_id = rooms[plan.room]
    times = instants(day, plan, zone)
    row.starts_at, row.ends_at = times.starts, times.ends
    row.doors_at, row.doors_close_at = times.doors, times.doors_close
    if times.starts > now:  # moved to later: what was told of it concerned another hour
        row.actual_start_at = row.actual_end_at = None
    row.access, row.status, row.re_entry = plan.access, plan.status, plan.re_entry
    row.audience = [str(rule) for rule in plan.audience]
    row.source, row.note = plan.source, plan.note
    row.illustrative = [word.value for word in plan.illustrative]
    digest = visible_digest(day, plan, places[plan.room])
    if row.digest == digest:
        return False
    row.counter = row.counter + 1 if row.digest else 0
    row.digest, row.changed_at = digest, now
    db.add(row)
    return True


def told_of_rooms(plan: EditionPlan) -> dict[str, list[Any]]:
    """Room → all that a calendar says of it: names, where it lies, its doors, its zone."""
    venues = {venue.code: venue for venue in plan.venues}
    told: dict[str, list[Any]] = {}
    for room in plan.rooms:
        venue = venues[room.venue]
        doors = [
            gate.name
            for gate in plan.gates
            if gate.kind is GateKind.ROOM and room.code in gate.rooms
        ]
        names = [room.name, venue.name, doors]
        told[room.code] = [*names, venue.latitude, venue.longitude, plan.zone]
    return told


def visible_digest(day: date, plan: SessionPlan, place: Sequence[Any]) -> str:
    """What a reader of a calendar would notice, as one hash (model.md, Calendar truth)."""
    seen = [
        plan.title,
        day.isoformat(),
        plan.start.isoformat(),
        plan.end.isoformat(),
        plan.room,
        plan.track,
        plan.access,
        plan.status or "confirmed",
        plan.note,
        plan.doors and plan.doors.isoformat(),
        plan.doors_close and plan.doors_close.isoformat(),
        plan.illustrative,
        *place,
    ]
    text = json.dumps(seen, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
