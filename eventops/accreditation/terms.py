"""Until when each category may be nominated, and who decides about those who come late."""

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from eventops.accounts.models import User
from eventops.accreditation.models import CategoryTerms, Registration
from eventops.accreditation.rules import WAITING, Category, Channel
from eventops.core import journal
from eventops.core.db import Db
from eventops.editions.models import Edition


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one category; without a row there is no deadline and no named officer."""

    category: Category
    deadline_at: datetime | None = None
    officer: User | None = None
    walk_in: bool = True

    def passed(self, now: datetime) -> bool:
        """Whether whoever is nominated now comes late."""
        return self.deadline_at is not None and now > self.deadline_at


def terms_of(db: Db, edition_id: str) -> dict[Category, Terms]:
    """Every category's terms, in the order of the categories."""
    rows = db.execute(
        sa.select(CategoryTerms, User)
        .outerjoin(User, User.id == CategoryTerms.officer_id)
        .where(CategoryTerms.edition_id == edition_id)
    )
    said = {
        row.category: Terms(row.category, row.deadline_at, officer, row.walk_in)
        for row, officer in rows
    }
    return {category: said.get(category, Terms(category)) for category in Category}


def comes_late(db: Db, edition_id: str, category: Category, *, now: datetime) -> bool:
    """Whether a nomination in this category is late now."""
    return category in late_categories(db, edition_id, now=now)


def late_categories(db: Db, edition_id: str, *, now: datetime) -> frozenset[Category]:
    """The categories whose deadline has passed."""
    rows = db.execute(
        sa.select(CategoryTerms.category, CategoryTerms.deadline_at).where(
            CategoryTerms.edition_id == edition_id
        )
    )
    return frozenset(category for category, deadline in rows if deadline and now > deadline)


def named_officer(db: Db, registration: Registration) -> User | None:
    """Who alone approves this one: of late registrations and walk-ins, when somebody is named."""
    if not registration.late and registration.channel is not Channel.WALK_IN:
        return None
    query = sa.select(User).join(CategoryTerms, CategoryTerms.officer_id == User.id)
    return db.scalar(
        query.where(
            CategoryTerms.edition_id == registration.edition_id,
            CategoryTerms.category == registration.category,
        )
    )


def late_for(edition_id: str, user_id: str) -> sa.ColumnElement[bool]:
    """Late registrations that wait for this officer: named for the category, or nobody is."""
    others = sa.select(CategoryTerms.category).where(
        CategoryTerms.edition_id == edition_id,
        CategoryTerms.officer_id.is_not(None),
        CategoryTerms.officer_id != user_id,
    )
    return sa.and_(
        Registration.edition_id == edition_id,
        Registration.late,
        Registration.state.in_(WAITING),
        Registration.category.not_in(others),
    )


def count_late_for(db: Db, edition_id: str, user_id: str) -> int:
    """How many late registrations wait for this officer."""
    query = sa.select(sa.func.count()).select_from(Registration)
    return db.scalar(query.where(late_for(edition_id, user_id))) or 0


def set_terms(db: Db, edition: Edition, told: Terms, *, by: str, now: datetime) -> bool:
    """Say what holds for a category; whether that changed anything.

    What was nominated before keeps what it was marked with.
    """
    journal.hold(db, edition.id)
    row = db.scalar(
        sa.select(CategoryTerms).where(
            CategoryTerms.edition_id == edition.id, CategoryTerms.category == told.category
        )
    )
    if row is None:
        row = CategoryTerms(edition_id=edition.id, category=told.category, walk_in=True)
    before, after = _facts(row), _told(told)
    if before == after:
        return False
    row.deadline_at, row.walk_in = told.deadline_at, told.walk_in
    row.officer_id = told.officer.id if told.officer else None
    db.add(row)
    db.flush()
    journal.record(
        db,
        "terms set",
        f"edition:{edition.id}",
        by=by,
        now=now,
        edition_id=edition.id,
        category=told.category.value,
        before=before,
        after=after,
    )
    return True


def _facts(row: CategoryTerms) -> dict[str, object]:
    return {
        "deadline": _said(row.deadline_at),
        "officer": row.officer_id,
        "walk_in": row.walk_in,
    }


def _told(told: Terms) -> dict[str, object]:
    return {
        "deadline": _said(told.deadline_at),
        "officer": told.officer.id if told.officer else None,
        "walk_in": told.walk_in,
    }


def _said(deadline: datetime | None) -> str | None:
    return deadline.astimezone(UTC).isoformat() if deadline else None
