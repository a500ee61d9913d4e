"""A delegation's places: the whole, and lines for one badge category or one level of meetings."""

from collections import defaultdict
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
    found = quotas_of(db, [delegation_id]).get(delegation_id)
    if found is None:
        raise NotFound("no_delegation")
    return found


def quotas_of(db: Db, delegation_ids: Collection[str]) -> dict[str, Quota]:
    """The quotas of several delegations as they stand, by delegation id."""
    lines: dict[str, dict[tuple[QuotaScope, str], int]] = defaultdict(dict)
    query = sa.select(QuotaLine.delegation_id, QuotaLine.scope, QuotaLine.key, QuotaLine.places)
    for key, scope, what, places in db.execute(
        query.where(QuotaLine.delegation_id.in_(delegation_ids))
    ):
        lines[key][scope, what] = places
    totals = sa.select(Delegation.id, Delegation.quota).where(Delegation.id.in_(delegation_ids))
    return {key: Quota(total, lines[key]) for key, total in db.execute(totals)}


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
        require_level(quota, level, people[level])


def require_level(quota: Quota, level: MeetingLevel, people: int) -> None:
    """Refuse so many people at a level of meetings. Raises Conflict ``level_full``."""
    places = quota.of(QuotaScope.LEVEL, level.value)
    if places is not None and people > places:
        raise Conflict("level_full", places=places, level=Word(f"level_{level.value}"))
