"""A delegation's places: the whole, and lines for one badge category or one level of meetings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import Conflict, NotFound, Word
from eventops.delegations.models import Delegation, ListEntry, QuotaLine
from eventops.delegations.rules import QuotaScope
from eventops.editions.models import Meeting
from eventops.editions.rules import MeetingLevel

Lines = Mapping[tuple[QuotaScope, str], int]
"""(what is counted, category or level) → places."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Places in all, and those that one category or level may take of them."""

    total: int
    lines: Lines

    def of(self, scope: QuotaScope, key: str) -> int | None:
        """The places of one line; None when nothing is said."""
        return self.lines.get((scope, key))


def quota_of(db: Db, delegation_id: str) -> Quota:
    """A delegation's quota as it stands; raises NotFound ``no_delegation``."""
    total = db.scalar(sa.select(Delegation.quota).where(Delegation.id == delegation_id))
    if total is None:
        raise NotFound("no_delegation")
    rows = db.execute(
        sa.select(QuotaLine.scope, QuotaLine.key, QuotaLine.places).where(
            QuotaLine.delegation_id == delegation_id
        )
    )
    return Quota(total, {(scope, key): places for scope, key, places in rows})


def people_by_level(db: Db, delegation_id: str) -> dict[MeetingLevel, int]:
    """How many different people stand on the lists of each level's meetings."""
    rows = db.execute(
        sa.select(Meeting.level, sa.func.count(sa.distinct(ListEntry.delegate_id)))
        .join(ListEntry, ListEntry.meeting_id == Meeting.id)
        .where(ListEntry.delegation_id == delegation_id)
        .group_by(Meeting.level)
    )
    return {level: count for level, count in rows}  # noqa: C416 - rows are no pairs


def require_levels(db: Db, delegation_id: str, joined: Collection[str]) -> None:
    """Refuse lists that were joined when a level has more people than places.

    ``joined`` are ids of meetings; the caller holds the delegation's lock. Raises Conflict
    ``level_full``.
    """
    quota = quota_of(db, delegation_id) if joined else None
    if quota is None or not any(scope is QuotaScope.LEVEL for scope, _key in quota.lines):
        return
    people = people_by_level(db, delegation_id)
    levels = set(db.scalars(sa.select(Meeting.level).where(Meeting.id.in_(joined))))
    for level in sorted(levels):
        places = quota.of(QuotaScope.LEVEL, level.value)
        if places is not None and people[level] > places:
            raise Conflict("level_full", places=places, level=Word(f"level_{level.value}"))
