"""The journal: gapless positions, a chain that tells every forgery, and no way to rewrite it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError

from eventops.core import journal
from eventops.core.db import Db, open_db, transaction
from eventops.core.ids import new_id
from eventops.core.journal import Break, JournalEntry, JournalHead

NOW = datetime(2026, 1, 15, 1, 10, 0, 123456, tzinfo=UTC)
WEEK = "week0000000000000000"


def happened(db: Db, number: int, edition_id: str = WEEK) -> JournalEntry:
    return journal.record(
        db,
        "session moved",
        f"session:{number}",
        by="cli",
        now=NOW,
        edition_id=edition_id,
        rooms=["hall", "phòng xanh"],
        minutes=number,
    )


def positions(db: Db, edition_id: str = WEEK) -> list[int]:
    query = sa.select(JournalEntry.position).where(JournalEntry.edition_id == edition_id)
    return list(db.scalars(query.order_by(JournalEntry.position)))


def found(db: Db) -> list[Break]:
    db.expire_all()
    return list(journal.breaks(db))


@pytest.fixture
def told(db: Db) -> Db:
    """Three entries of the week, one of another, one of no edition."""
    for number in (1, 2, 3):
        happened(db, number)
    happened(db, 1, "other000000000000000")
    happened(db, 1, journal.GENERAL)
    db.flush()
    return db


@contextmanager
def triggers_off(db: Db) -> Iterator[None]:
    """What somebody with every right on the database could do."""
    sqlite = db.get_bind().dialect.name == "sqlite"
    gone = "DROP TRIGGER journal_entry_no_{}" if sqlite else ""
    for verb in ("update", "delete") if sqlite else ():
        db.execute(sa.text(gone.format(verb)))
    if not sqlite:
        db.execute(sa.text("DROP TRIGGER journal_entry_append_only ON journal_entry"))
    yield


def test_positions_count_from_one_in_each_edition(told: Db) -> None:
    assert positions(told) == [1, 2, 3]
    assert positions(told, "other000000000000000") == [1]
    assert positions(told, journal.GENERAL) == [1]


def test_entry_holds_who_what_and_when(db: Db) -> None:
    entry = happened(db, 7)
    db.flush()
    db.expire_all()
    kept = db.get_one(JournalEntry, entry.id)
    assert (kept.actor, kept.action, kept.subject, kept.at, kept.facts) == (
        "cli",
        "session moved",
        "session:7",
        NOW,
        {"rooms": ["hall", "phòng xanh"], "minutes": 7},
    )


def test_chain_left_alone_has_no_break(told: Db) -> None:
    assert found(told) == []


def test_what_takes_the_place_of_an_entry_rolled_back_is_another_head(db: Db) -> None:
    happened(db, 1)
    with db.begin_nested() as given_up:
        happened(db, 2)
        rolled_back = journal.head_of(db, WEEK)
        given_up.rollback()
    happened(db, 3)
    assert positions(db) == [1, 2]
    assert journal.head_of(db, WEEK) != rolled_back


CHANGES: dict[str, object] = {
    "action": "session cancelled",
    "actor": "user:nobody",
    "subject": "session:9",
    "facts": {"minutes": 2},
    "at": NOW.replace(second=1),
    "digest": "0" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
def test_changed_entry_is_found(told: Db, column: str) -> None:
    with triggers_off(told):
        told.execute(
            sa.update(JournalEntry)
            .where(JournalEntry.edition_id == WEEK, JournalEntry.position == 2)
            .values({column: CHANGES[column]})
        )
    # A digest written anew no longer fits the entry after it either.
    after = [Break(WEEK, 3)] if column == "digest" else []
    assert found(told) == [Break(WEEK, 2), *after]


@pytest.mark.parametrize(("position", "tells"), [(1, [1]), (2, [2]), (3, [3])])
def test_removed_entry_is_found(told: Db, position: int, tells: list[int]) -> None:
    with triggers_off(told):
        told.execute(
            sa.delete(JournalEntry).where(
                JournalEntry.edition_id == WEEK, JournalEntry.position == position
            )
        )
    assert found(told) == [Break(WEEK, place) for place in tells]


def forged(edition_id: str, position: int) -> JournalEntry:
    return JournalEntry(
        id=new_id(),
        edition_id=edition_id,
        position=position,
        at=NOW,
        actor="cli",
        action="forged",
        subject="session:1",
        facts={},
        digest="f" * 64,
    )


def test_inserted_entry_is_found_beyond_the_end(told: Db) -> None:
    told.add(forged(WEEK, 4))
    told.flush()
    assert found(told) == [Break(WEEK, 4), Break(WEEK, 5)]


def test_inserted_entry_is_found_in_an_edition_that_has_none(told: Db) -> None:
    told.add(forged("ghost000000000000000", 1))
    told.flush()
    assert found(told) == [Break("ghost000000000000000", 1)]


def test_entries_put_in_another_order_are_found(told: Db) -> None:
    with triggers_off(told):
        for before, after in ((1, 9), (2, 1), (9, 2)):
            told.execute(
                sa.update(JournalEntry)
                .where(JournalEntry.edition_id == WEEK, JournalEntry.position == before)
                .values(position=after)
            )
    assert found(told) == [Break(WEEK, 1), Break(WEEK, 2), Break(WEEK, 3)]


def test_chain_without_its_head_is_found(told: Db) -> None:
    told.execute(sa.delete(JournalHead).where(JournalHead.edition_id == WEEK))
    assert found(told) == [Break(WEEK, 1)]


REWRITES: dict[str, Callable[[], sa.Executable]] = {
    "update": lambda: sa.update(JournalEntry).values(action="nothing"),
    "delete": lambda: sa.delete(JournalEntry),
}


@pytest.mark.parametrize("verb", REWRITES)
def test_database_refuses_to_rewrite_the_journal(told: Db, verb: str) -> None:
    with (
        pytest.raises(DatabaseError, match="the journal is append-only"),
        told.begin_nested(),
    ):
        told.execute(REWRITES[verb]())
    assert found(told) == []


def test_postgresql_refuses_to_empty_the_journal(postgresql_engine: Engine) -> None:
    with (
        postgresql_engine.connect() as connection,
        pytest.raises(DatabaseError, match="the journal is append-only"),
    ):
        connection.exec_driver_sql("TRUNCATE journal_entry")


def test_entry_of_a_transaction_taken_back_leaves_no_gap(own_engine: Engine) -> None:
    with transaction(own_engine) as db:
        happened(db, 1)
    with open_db(own_engine, write=True) as db:
        happened(db, 2)
        db.rollback()
    with transaction(own_engine) as db:
        happened(db, 3)
    with open_db(own_engine, write=False) as db:
        entries = db.scalars(sa.select(JournalEntry).order_by(JournalEntry.position))
        assert [(entry.position, entry.subject) for entry in entries] == [
            (1, "session:1"),
            (2, "session:3"),
        ]
        assert found(db) == []


def test_connections_that_append_at_once_leave_no_gap(own_engine: Engine) -> None:
    """The first entry of an edition included, when nobody holds its head yet."""

    def append(number: int) -> None:
        with transaction(own_engine) as db:
            happened(db, number)
            happened(db, number)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(append, range(20)))
    with open_db(own_engine, write=False) as db:
        assert positions(db) == list(range(1, 41))
        assert found(db) == []
        query = sa.select(JournalEntry.subject).order_by(JournalEntry.position)
        subjects = list(db.scalars(query))
    assert subjects[::2] == subjects[1::2]
    assert len(set(subjects)) == 20
