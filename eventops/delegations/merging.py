"""Making one person of two entries: which value wins, and what goes over to the one that stays."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.multilingual import folded
from eventops.delegations.models import Delegate, ListEntry, NotTheSame, Person

COLUMNS = {
    "style": ("style",),
    "full_name": ("full_name", "search_name"),
    "badge_name": ("badge_name",),
    "own_script": ("own_script", "own_language"),
    "sort_name": ("sort_name",),
    "mrz_name": ("mrz_name",),
    "born_on": ("born_on",),
    "document": ("document_sealed", "document_hash", "document_end"),
    "email": ("email", "language"),
}
"""What an officer chooses between → the columns that go together."""


def differing(one: Person, other: Person) -> list[str]:
    """The choices in which two entries do not say the same."""
    return [
        field
        for field, columns in COLUMNS.items()
        if any(getattr(one, name) != getattr(other, name) for name in _telling(columns))
    ]


def _telling(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Without what differs each time it is made: the sealed box, beside its hash."""
    return tuple(name for name in columns if name not in ("document_sealed", "language"))


def take_values(staying: Person, leaving: Person, fields: Collection[str]) -> list[str]:
    """Let the entry that stays say what the other said in these fields; those that changed."""
    taken = [field for field in differing(staying, leaving) if field in fields]
    for field in taken:
        for column in COLUMNS[field]:
            setattr(staying, column, getattr(leaving, column))
    staying.search_name = folded(staying.full_name)
    return taken


def delegates_of_person(db: Db, person_id: str) -> Sequence[Delegate]:
    """Where a person stands, in every edition."""
    query = sa.select(Delegate).where(Delegate.person_id == person_id)
    return db.scalars(query.order_by(Delegate.added_at, Delegate.id)).all()


def pass_places(db: Db, leaving: Delegate, staying: Delegate) -> None:
    """The place on each list where only the one who leaves stands; nobody else's changes."""
    own = sa.select(ListEntry.meeting_id).where(ListEntry.delegate_id == staying.id)
    taken = list(db.scalars(own))
    db.execute(
        sa.update(ListEntry)
        .where(ListEntry.delegate_id == leaving.id, ListEntry.meeting_id.not_in(taken))
        .values(delegate_id=staying.id)
    )
    staying.diet = staying.diet or leaving.diet


def pass_judgements(db: Db, leaving_id: str, staying_id: str) -> None:
    """Who was found to be somebody else than the one is somebody else than the other too."""
    rows = db.scalars(
        sa.select(NotTheSame).where(
            sa.or_(NotTheSame.one_id == leaving_id, NotTheSame.other_id == leaving_id)
        )
    ).all()
    others = {row.other_id if row.one_id == leaving_id else row.one_id: row for row in rows}
    known = {
        one if other == staying_id else other
        for one, other in db.execute(
            sa.select(NotTheSame.one_id, NotTheSame.other_id).where(
                sa.or_(NotTheSame.one_id == staying_id, NotTheSame.other_id == staying_id)
            )
        )
    }
    for third, row in others.items():
        if third == staying_id or third in known:
            db.delete(row)
        else:
            row.one_id, row.other_id = sorted((staying_id, third))
    db.flush()


def let_go(db: Db, leaving: Person) -> None:
    """Delete the entry; while a withdrawn registration still hangs on it, keep its names alone."""
    if not delegates_of_person(db, leaving.id):
        db.delete(leaving)
    else:
        leaving.email = leaving.born_on = None
        leaving.document_sealed = leaving.document_hash = None
        leaving.document_end = leaving.mrz_name = ""
    db.flush()
