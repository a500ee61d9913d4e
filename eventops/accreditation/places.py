"""Whether a delegation still has a place: in all, for a category, for a level of meetings.

The caller holds the delegation's lock, so that nobody else counts meanwhile.
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT, Category, State
from eventops.core.db import Db
from eventops.core.errors import Conflict, Word
from eventops.delegations.models import Delegate, ListEntry
from eventops.delegations.quota import Quota, quota_of, require_level
from eventops.delegations.rules import QuotaScope
from eventops.editions.models import Meeting
from eventops.editions.rules import MeetingLevel

TAKES_A_PLACE = Registration.state.not_in(OUT)
APPROVED = Registration.state == State.APPROVED


def require_place(
    db: Db, delegation_id: str, category: Category, which: sa.ColumnElement[bool], *, but: str = ""
) -> Quota:
    """Refuse when, beside one registration, those counted fill the whole or the category.

    Returns the quota that was asked. Raises Conflict ``quota_full`` or ``category_full``.
    """
    quota = quota_of(db, delegation_id)
    taken = _by_category(db, delegation_id, which, but=but)
    if sum(taken.values()) >= quota.total:
        raise Conflict("quota_full", quota=quota.total)
    require_left(quota, category, taken)
    return quota


def require_category(
    db: Db, delegation_id: str, category: Category, which: sa.ColumnElement[bool], *, but: str
) -> None:
    """Refuse when those counted fill the category. Raises Conflict ``category_full``."""
    taken = _by_category(db, delegation_id, which, but=but)
    require_left(quota_of(db, delegation_id), category, taken)


def require_left(quota: Quota, category: Category, taken: Mapping[Category, int]) -> None:
    """Refuse when those taken fill the category. Raises Conflict ``category_full``."""
    places = quota.of(QuotaScope.CATEGORY, category.value)
    if places is not None and taken.get(category, 0) >= places:
        raise Conflict("category_full", places=places, category=Word(f"category_{category.value}"))


def require_approvable(db: Db, registration: Registration) -> None:
    """Refuse an approval that would oversell the whole, the category or a level.

    Raises Conflict ``quota_full``, ``category_full`` or ``level_full``.
    """
    delegation_id, category = registration.delegate.delegation_id, registration.category
    quota = require_place(db, delegation_id, category, APPROVED, but=registration.id)
    if not any(scope is QuotaScope.LEVEL for scope, _key in quota.lines):
        return
    for level in _levels_of(db, registration.delegate_id):
        if quota.of(QuotaScope.LEVEL, level.value) is not None:
            others = _approved_at(db, delegation_id, level, registration)
            require_level(quota, level, others + 1)


def _by_category(
    db: Db, delegation_id: str, which: sa.ColumnElement[bool], *, but: str
) -> dict[Category, int]:
    rows = db.execute(
        sa.select(Registration.category, sa.func.count())
        .join(Delegate, Delegate.id == Registration.delegate_id)
        .where(Delegate.delegation_id == delegation_id, which, Registration.id != but)
        .group_by(Registration.category)
    )
    return {category: count for category, count in rows}  # noqa: C416 - rows are no pairs


def _levels_of(db: Db, delegate_id: str) -> Sequence[MeetingLevel]:
    """The levels of the meetings on whose lists a person stands."""
    query = (
        sa.select(Meeting.level)
        .join(ListEntry, ListEntry.meeting_id == Meeting.id)
        .where(ListEntry.delegate_id == delegate_id)
        .distinct()
        .order_by(Meeting.level)
    )
    return db.scalars(query).all()


def _approved_at(db: Db, delegation_id: str, level: MeetingLevel, but: Registration) -> int:
    """How many others on the lists of a level are approved."""
    query = (
        sa.select(sa.func.count(sa.distinct(ListEntry.delegate_id)))
        .join(Meeting, Meeting.id == ListEntry.meeting_id)
        .join(Registration, Registration.delegate_id == ListEntry.delegate_id)
        .where(
            ListEntry.delegation_id == delegation_id,
            Meeting.level == level,
            APPROVED,
            Registration.id != but.id,
        )
    )
    return db.scalar(query) or 0
