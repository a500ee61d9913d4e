"""The working draft: the published sessions, overlaid by those that editors have changed since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.editions.models import Edition
from eventops.programme.contents import content_of, mark_of, planned
from eventops.programme.models import DraftSession
from eventops.programme.plan import Planned, SessionPlan
from eventops.programme.queries import sessions_of
from eventops.programme.reading import planned_session


@dataclass(frozen=True)
class Drafted:
    """One session of the draft. ``published`` is None for one that no version holds yet."""

    day: date
    plan: SessionPlan
    published: Planned | None
    parked: bool = False
    edited_by: str | None = None
    edited_at: datetime | None = None

    @property
    def code(self) -> str:
        return self.plan.code

    @property
    def planned(self) -> Planned:
        return self.day, self.plan

    @property
    def changed(self) -> bool:
        """Whether publishing would change anything of it."""
        return self.edited_at is not None

    @cached_property
    def mark(self) -> str:
        """By which an editor's page tells whether it is still as it was shown."""
        return mark_of(content_of(self.day, self.plan), parked=self.parked)


@dataclass(frozen=True)
class Draft:
    """Every session of an edition as the desk would have it, by time."""

    sessions: tuple[Drafted, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Drafted]:
        return {session.code: session for session in self.sessions}

    @property
    def held(self) -> tuple[Planned, ...]:
        """All but those in the tray: what is judged for conflicts and drawn on the board."""
        return tuple(each.planned for each in self.sessions if not each.parked)

    @property
    def tray(self) -> tuple[Drafted, ...]:
        return tuple(each for each in self.sessions if each.parked)

    @property
    def changes(self) -> tuple[Drafted, ...]:
        """What differs from the published programme, the tray included."""
        return tuple(each for each in self.sessions if each.changed)


def draft_of(db: Db, edition: Edition) -> Draft:
    """The working draft in two statements; without edits it is the published programme."""
    zone = ZoneInfo(edition.zone)
    published = [planned_session(row, zone) for row in sessions_of(db, edition.id)]
    edits = {row.code: row for row in edits_of(db, edition.id)}
    sessions = [
        _edited(edits.pop(each[1].code), each) if each[1].code in edits else Drafted(*each, each)
        for each in published
    ]
    sessions += [_edited(row, None) for row in edits.values()]
    return Draft(tuple(sorted(sessions, key=_by_time)))


def edits_of(db: Db, edition_id: str) -> list[DraftSession]:
    """The rows that make the draft differ, by code."""
    query = sa.select(DraftSession).where(DraftSession.edition_id == edition_id)
    return list(db.scalars(query.order_by(DraftSession.code)))


def to_publish(
    db: Db, edition: Edition, codes: Collection[str] | None = None
) -> dict[str, Planned]:
    """What publishing would take of the draft, by code: all but the tray, or what is named of it."""
    return {
        row.code: planned(row.content)
        for row in edits_of(db, edition.id)
        if not row.parked and (codes is None or row.code in codes)
    }


def _edited(row: DraftSession, published: Planned | None) -> Drafted:
    return Drafted(*planned(row.content), published, row.parked, row.edited_by, row.edited_at)


def _by_time(each: Drafted) -> tuple[object, ...]:
    return each.day, each.plan.start, each.plan.past_midnight, each.plan.end, each.code
