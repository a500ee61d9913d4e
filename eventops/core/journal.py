"""Append-only record of what happened: audit trail, live boards and sync cursor in one table.

Positions are allotted under a lock per edition, because sequences commit out of order. That lock is
the last that a verb takes: whatever else it holds, it holds before its first entry, and the general
chain after an edition's, so that no two wait for each other. Rows hold
ids, codes and field names, never personal values. Each row's digest covers the row before it, and
triggers of the database refuse to change or delete a row.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from eventops.core.db import Base, Db, Id
from eventops.core.ids import new_id

GENERAL = ""
"""The chain of what belongs to no edition."""


class JournalHead(Base):
    """Where each edition's chain ends; updating it is the lock."""

    __tablename__ = "journal_head"

    edition_id: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    position: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))


class JournalEntry(Base):
    """One thing that happened."""

    __tablename__ = "journal_entry"
    __table_args__ = (sa.UniqueConstraint("edition_id", "position"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(sa.String(60))
    """``user:<id>``, ``device:<id>`` or ``cli``."""
    action: Mapped[str] = mapped_column(sa.String(60))
    subject: Mapped[str] = mapped_column(sa.String(60), index=True)
    """``<table>:<id>``."""
    facts: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(sa.String(64))


@dataclass(frozen=True, slots=True)
class Happening:
    """One of several things that happened together."""

    action: str
    subject: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold."""

    edition_id: str
    position: int


def record(
    db: Db,
    action: str,
    subject: str,
    *,
    by: str,
    now: datetime,
    edition_id: str = GENERAL,
    **facts: Any,
) -> JournalEntry:
    """Append one entry in the caller's transaction."""
    position, before = _advance(db, edition_id)
    entry = JournalEntry(
        edition_id=edition_id,
        position=position,
        at=now,
        actor=by,
        action=action,
        subject=subject,
        facts=facts,
    )
    entry.digest = _digest(before, entry)
    db.add(entry)
    db.execute(
        sa.update(JournalHead)
        .where(JournalHead.edition_id == edition_id)
        .values(digest=entry.digest)
    )
    return entry


def hold(db: Db, edition_id: str) -> None:
    """Hold an edition's chain until the end: what is looked at after this is looked at alone."""
    db.flush()
    head = sa.select(JournalHead.position).where(JournalHead.edition_id == edition_id)
    if db.scalar(head.with_for_update()) is None:
        _begin_chain(db, edition_id)
        db.execute(head.with_for_update())


def head_of(db: Db, edition_id: str) -> str:
    """The digest in which an edition's chain ends: another one after everything that happens there.

    Not the position: what takes the place of an entry that was rolled back has the same.
    """
    head = sa.select(JournalHead.digest).where(JournalHead.edition_id == edition_id)
    return db.scalar(head) or ""


def record_all(
    db: Db, happenings: Sequence[Happening], *, by: str, now: datetime, edition_id: str
) -> None:
    """Append many entries with as many statements as one takes."""
    if not happenings:
        return
    position, digest = _advance(db, edition_id, by=len(happenings))
    rows = []
    for place, each in enumerate(happenings, start=position - len(happenings) + 1):
        told: dict[str, Any] = {
            "id": new_id(),
            "edition_id": edition_id,
            "position": place,
            "at": now,
            "actor": by,
            "action": each.action,
            "subject": each.subject,
            "facts": each.facts,
        }
        digest = _digest(digest, JournalEntry(**told))
        rows.append(told | {"digest": digest})
    db.execute(sa.insert(JournalEntry), rows)
    db.execute(
        sa.update(JournalHead).where(JournalHead.edition_id == edition_id).values(digest=digest)
    )


def breaks(db: Db) -> Iterator[Break]:
    """Every place where a row was changed, added out of order or taken away."""
    heads = db.scalars(sa.select(JournalHead).order_by(JournalHead.edition_id)).all()
    for edition_id in _chains_without_head(db):
        yield Break(edition_id, 1)
    for head in heads:
        before, expected = "", 1
        entries = db.scalars(
            sa.select(JournalEntry)
            .where(JournalEntry.edition_id == head.edition_id)
            .order_by(JournalEntry.position)
        )
        for entry in entries:
            if entry.position != expected or entry.digest != _digest(before, entry):
                yield Break(head.edition_id, expected)
            before, expected = entry.digest, entry.position + 1
        if (head.position, head.digest) != (expected - 1, before):
            yield Break(head.edition_id, expected)


def _chains_without_head(db: Db) -> list[str]:
    """Editions whose entries nothing accounts for: forged, or the head was taken away."""
    headed = sa.select(JournalHead.edition_id)
    query = sa.select(JournalEntry.edition_id).where(JournalEntry.edition_id.not_in(headed))
    return list(db.scalars(query.distinct().order_by(JournalEntry.edition_id)))


def _advance(db: Db, edition_id: str, *, by: int = 1) -> tuple[int, str]:
    """The position ``by`` further and the digest so far, holding the chain's lock until the end."""
    step = (
        sa.update(JournalHead)
        .where(JournalHead.edition_id == edition_id)
        .values(position=JournalHead.position + by)
        .returning(JournalHead.position, JournalHead.digest)
    )
    db.flush()
    row = db.execute(step).first()
    if row is None:
        _begin_chain(db, edition_id)
        row = db.execute(step).one()
    return row.position, row.digest


def _begin_chain(db: Db, edition_id: str) -> None:
    """Make the head; another connection that was faster has made it already."""
    try:
        with db.begin_nested():
            db.execute(sa.insert(JournalHead).values(edition_id=edition_id, position=0, digest=""))
    except IntegrityError:
        return


def _digest(before: str, entry: JournalEntry) -> str:
    told = [
        before,
        entry.edition_id,
        entry.position,
        entry.at.timestamp(),
        entry.actor,
        entry.action,
        entry.subject,
        entry.facts,
    ]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
