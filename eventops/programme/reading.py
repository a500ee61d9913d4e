"""Rows → plan: the database's programme as the values that the text is written from."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventops.core.db import Db
from eventops.delegations.models import Delegation, Party, PartyGroup
from eventops.editions.models import Edition, Gate, Meeting, Room, Venue
from eventops.programme import plan as plans
from eventops.programme.audience import parse
from eventops.programme.models import Session
from eventops.programme.rules import ConflictRule, Illustrative, Severity


def read_plan(db: Db, edition: Edition, sessions: Sequence[Session]) -> plans.EditionPlan:
    """The whole edition as a plan; ``publish`` of it changes nothing."""
    return plans.EditionPlan(
        series=plans.SeriesPlan(
            code=edition.series.code, name=edition.series.name, note=edition.series.note
        ),
        slug=edition.slug,
        short_name=edition.short_name,
        name=_variants(edition.name),
        theme=None if edition.theme is None else _variants(edition.theme),
        city=edition.city,
        zone=edition.zone,
        starts=edition.starts_on,
        ends=edition.ends_on,
        languages=tuple(edition.languages),
        host=edition.host,
        chair=edition.chair,
        next_chair=edition.next_chair,
        organiser=edition.organiser,
        night_hour=time.fromisoformat(edition.night_hour),
        duty=tuple(parse(rule) for rule in edition.duty),
        source=edition.source,
        note=edition.note,
        conflicts=None if edition.conflicts is None else _conflicts(edition.conflicts),
        rules=tuple(_local_rule(rule) for rule in edition.local_rules),
        holidays=tuple(_holiday(holiday) for holiday in edition.holidays),
        days=_days(edition, sessions),
        **_structure(db, edition),
    )


def _variants(texts: Mapping[str, Sequence[str]]) -> plans.Variants:
    return {tongue: tuple(said) for tongue, said in texts.items()}


def _local_rule(rule: dict[str, Any]) -> plans.LocalRule:
    return plans.LocalRule(
        weekday=plans.Weekday(rule["weekday"]),
        start=time.fromisoformat(rule["from"]),
        end=time.fromisoformat(rule["to"]),
        name=rule["name"],
        note=rule["note"],
    )


def _holiday(holiday: dict[str, Any]) -> plans.HolidayPlan:
    return plans.HolidayPlan(
        date=date.fromisoformat(holiday["date"]), name=holiday["name"], note=holiday["note"]
    )


def _conflicts(told: dict[str, Any]) -> plans.ConflictsPlan:
    severities: dict[str, Any] = {
        rule.value: Severity(told[rule.value]) for rule in ConflictRule if rule.value in told
    }
    lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return plans.ConflictsPlan(**(told | lists | severities))


def _structure(db: Db, edition: Edition) -> dict[str, Any]:
    venues = _parts(db, Venue, edition)
    codes = {venue.id: venue.code for venue in venues}
    wanted = sa.select(Delegation.party_id, Delegation.quota).where(
        Delegation.edition_id == edition.id
    )
    quotas = {party_id: quota for party_id, quota in db.execute(wanted)}  # noqa: C416 - rows are no pairs
    return {
        "meetings": tuple(_part(plans.MeetingPlan, row) for row in _parts(db, Meeting, edition)),
        "venues": tuple(_part(plans.VenuePlan, row) for row in venues),
        "rooms": tuple(
            _part(plans.RoomPlan, row, venue=codes[row.venue_id])
            for row in _parts(db, Room, edition)
        ),
        "gates": tuple(_part(plans.GatePlan, row) for row in _parts(db, Gate, edition)),
        "groups": tuple(_part(plans.GroupPlan, row) for row in _parts(db, PartyGroup, edition)),
        "parties": tuple(
            _part(
                plans.PartyPlan,
                row,
                sort=row.sort_key,
                state=row.is_state,
                quota=quotas[row.id],
            )
            for row in _parts(db, Party, edition)
        ),
    }


def _parts(db: Db, model: Any, edition: Edition) -> Sequence[Any]:
    query = sa.select(model).where(model.edition_id == edition.id).order_by(model.position)
    return db.scalars(query).all()


def _part(kind: Any, row: Any, **given: Any) -> Any:
    """A plan's part from the columns of the same names."""
    fields = {name: getattr(row, name) for name in kind.__dataclass_fields__ if name not in given}
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return kind(**{**fields, **lists, **given})


def _days(edition: Edition, sessions: Sequence[Session]) -> tuple[plans.DayPlan, ...]:
    zone = ZoneInfo(edition.zone)
    by_day: dict[date, list[plans.SessionPlan]] = {}
    for day, plan in (planned_session(row, zone) for row in sessions):
        by_day.setdefault(day, []).append(plan)
    return tuple(
        plans.DayPlan(
            date=date.fromisoformat(day),
            title=told["title"],
            note=told.get("note"),
            sessions=tuple(by_day.get(date.fromisoformat(day), ())),
        )
        for day, told in sorted(edition.days.items())
    )


def planned_session(row: Session, zone: ZoneInfo) -> plans.Planned:
    """The day on which a session begins by the venue's clock, and its text."""
    return row.starts_at.astimezone(zone).date(), plans.SessionPlan(
        code=row.code,
        meeting=row.meeting.code if row.meeting else None,
        track=row.track,
        title=row.title,
        start=row.starts_at.astimezone(zone).time(),
        end=row.ends_at.astimezone(zone).time(),
        doors=row.doors_at.astimezone(zone).time() if row.doors_at else None,
        doors_close=row.doors_close_at.astimezone(zone).time() if row.doors_close_at else None,
        room=row.room.code,
        access=row.access,
        audience=tuple(parse(rule) for rule in row.audience),
        status=row.status,
        re_entry=row.re_entry,
        source=row.source,
        illustrative=tuple(Illustrative(word) for word in row.illustrative),
        note=row.note,
    )


def with_places(query: sa.Select[Session]) -> sa.Select[Session]:
    """The same query with meeting, room and venue fetched along."""
    return query.options(
        joinedload(Session.meeting), joinedload(Session.room).joinedload(Room.venue)
    )
