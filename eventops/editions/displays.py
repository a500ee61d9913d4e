"""Screens: made with a secret address, renamed, revoked, and when they last asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, NotFound
from eventops.core.signing import new_token, token_hash
from eventops.editions.models import Display, Edition, Room

SEEN_EVERY = timedelta(minutes=1)
"""How often it is noted that a screen asks."""


def make_display(
    db: Db, edition: Edition, name: str, room: Room | None, language: str, *, by: str, now: datetime
) -> tuple[Display, str]:
    """A screen for one room or for all, and the secret of its address, which nobody sees again.

    ``now`` is the security clock's. Raises Conflict ``display_name_taken``.
    """
    _refuse_taken(db, edition.id, name)
    secret = new_token()
    display = Display(
        edition_id=edition.id,
        room_id=room.id if room else None,
        name=name,
        language=language,
        token_hash=token_hash(secret),
        made_by=by,
        made_at=now,
    )
    db.add(display)
    db.flush()
    _journal(db, "display made", display, by=by, now=now, room=room.code if room else "")
    return display, secret


def rename_display(db: Db, display: Display, name: str, *, by: str, now: datetime) -> None:
    """Another name for the same screen; raises Conflict ``display_name_taken``."""
    if name == display.name:
        return
    _refuse_taken(db, display.edition_id, name)
    display.name = name
    _journal(db, "display renamed", display, by=by, now=now)


def revoke_display(db: Db, display: Display, *, by: str, now: datetime) -> None:
    """Its address and what it keeps are worth nothing from now on; again changes nothing."""
    if display.revoked_at is None:
        display.revoked_at = now
        _journal(db, "display revoked", display, by=by, now=now)


def restore_display(db: Db, display: Display, *, by: str, now: datetime) -> None:
    """Take the revocation back; raises Conflict ``display_name_taken``."""
    if display.revoked_at is not None:
        _refuse_taken(db, display.edition_id, display.name)
        display.revoked_at = None
        _journal(db, "display restored", display, by=by, now=now)


def note_seen(db: Db, display_id: str, *, now: datetime) -> None:
    """That a screen asked."""
    db.execute(sa.update(Display).where(Display.id == display_id).values(seen_at=now))


def is_due(display: Display, now: datetime) -> bool:
    """Whether it is time to note it again."""
    return display.seen_at is None or now - display.seen_at >= SEEN_EVERY


def displays_of(db: Db, edition_id: str) -> Sequence[Display]:
    """The screens of an edition with their rooms: those in use by name, then those revoked."""
    query = sa.select(Display).where(Display.edition_id == edition_id)
    by_use = (Display.revoked_at.is_not(None), Display.name, Display.id)
    return db.scalars(query.options(joinedload(Display.room)).order_by(*by_use)).all()


def display_by_id(db: Db, edition_id: str, display_id: str) -> Display:
    """A screen of this edition; raises NotFound ``no_display``."""
    query = sa.select(Display).where(Display.edition_id == edition_id, Display.id == display_id)
    found = db.scalar(query.options(joinedload(Display.room)))
    if found is None:
        raise NotFound("no_display")
    return found


def display_by_secret(db: Db, secret: str) -> Display | None:
    """The screen in use whose address ends in this secret, with edition and room."""
    query = sa.select(Display).where(
        Display.token_hash == token_hash(secret), Display.revoked_at.is_(None)
    )
    return db.scalar(query.options(joinedload(Display.edition), joinedload(Display.room)))


def _refuse_taken(db: Db, edition_id: str, name: str) -> None:
    query = sa.select(Display.id).where(
        Display.edition_id == edition_id, Display.name == name, Display.revoked_at.is_(None)
    )
    if db.scalar(query) is not None:
        raise Conflict("display_name_taken", name=name, field="name")


def _journal(
    db: Db, action: str, display: Display, *, by: str, now: datetime, **facts: str
) -> None:
    subject, edition_id = f"display:{display.id}", display.edition_id
    journal.record(db, action, subject, by=by, now=now, edition_id=edition_id, **facts)
