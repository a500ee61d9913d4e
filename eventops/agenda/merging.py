"""Substitutions and seats of a person who was entered twice: letting the other entry stand for them."""

from datetime import datetime

import sqlalchemy as sa

from eventops.agenda.models import Seating, Substitution
from eventops.core import journal
from eventops.core.db import Db


def pass_substitutions(db: Db, leaving_id: str, staying_id: str, *, by: str, now: datetime) -> None:
    """Whoever enters or leaves as the one delegate does so as the other; nobody for themselves."""
    both = (leaving_id, staying_id)
    rows = db.scalars(
        sa.select(Substitution)
        .where(
            sa.or_(Substitution.leaving_id == leaving_id, Substitution.entering_id == leaving_id)
        )
        .order_by(Substitution.entered_at, Substitution.id)
    ).all()
    for row in rows:
        if row.leaving_id in both and row.entering_id in both:
            _end(db, row, by=by, now=now)
        elif row.leaving_id == leaving_id:
            row.leaving_id = staying_id
        else:
            row.entering_id = staying_id
    db.flush()


def pass_seats(db: Db, leaving_id: str, staying_id: str) -> None:
    """Wherever the one who stays has none of their own."""
    own = list(db.scalars(sa.select(Seating.session_id).where(Seating.delegate_id == staying_id)))
    db.execute(
        sa.update(Seating)
        .where(Seating.delegate_id == leaving_id, Seating.session_id.not_in(own))
        .values(delegate_id=staying_id)
    )


def _end(db: Db, row: Substitution, *, by: str, now: datetime) -> None:
    """One entry stood in for the other: that was never two people."""
    if row.undone_at is not None:
        return
    row.undone_at, row.undone_by = now, by
    journal.record(
        db,
        "substitution undone",
        f"substitution:{row.id}",
        by=by,
        now=now,
        edition_id=row.edition_id,
    )
