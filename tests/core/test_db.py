"""Instants, transactions and locks on the real engines."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, StatementError

from eventops.core.db import Db, open_db, open_engine, transaction
from eventops.mail.models import Letter
from eventops.mail.services import queue_letter

NOW = datetime(2026, 1, 15, 1, 10, 0, 123456, tzinfo=UTC)
HANOI = timezone(timedelta(hours=7))


def write(db: Db, subject: str = "Hello", at: datetime = NOW) -> Letter:
    letter = queue_letter(db, "anna@example.org", subject, "", language="en", now=at)
    db.flush()
    return letter


def subjects(engine: Engine) -> list[str]:
    with open_db(engine, write=False) as db:
        return list(db.scalars(sa.select(Letter.subject).order_by(Letter.subject)))


def test_instant_comes_back_in_utc_to_the_microsecond(db: Db) -> None:
    letter = write(db, at=NOW.astimezone(HANOI))
    db.expire_all()
    kept = db.get_one(Letter, letter.id).made_at
    assert (kept, kept.utcoffset()) == (NOW, timedelta())


def test_instants_of_two_zones_are_put_in_order(db: Db) -> None:
    early, late = NOW.astimezone(HANOI), NOW + timedelta(minutes=1)
    write(db, "late", late)
    write(db, "early", early)
    assert list(db.scalars(sa.select(Letter.subject).order_by(Letter.made_at))) == ["early", "late"]


def test_instant_without_a_zone_is_refused(db: Db) -> None:
    with pytest.raises(StatementError, match="an instant needs its zone"), db.begin_nested():
        write(db, at=NOW.replace(tzinfo=None))


def test_reference_to_nothing_is_refused(db: Db) -> None:
    insert = (
        "INSERT INTO meeting (id, edition_id, code, short_name, name, level, position) "
        "VALUES ('m', 'none', 'c', 's', '{}', 'minister', 0)"
    )
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(sa.text(insert))


def test_transaction_is_committed_whole_or_not_at_all(own_engine: Engine) -> None:
    with transaction(own_engine) as db:
        write(db, "kept")
    with pytest.raises(ZeroDivisionError), transaction(own_engine) as db:
        write(db, "lost")
        _ = 1 / 0
    assert subjects(own_engine) == ["kept"]


def test_what_was_committed_stands_in_the_file(sqlite_template: Path, tmp_path: Path) -> None:
    """Counted by another program: nothing waits in memory of ours."""
    path = tmp_path / "eventops.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = open_engine(f"sqlite:///{path}")
    for number in range(3):
        with transaction(engine) as db:
            write(db, str(number))
        with sqlite3.connect(path) as other:
            assert other.execute("SELECT count(*) FROM letter").fetchone() == (number + 1,)
        other.close()
    engine.dispose()


def test_writers_that_first_read_wait_for_one_another(own_engine: Engine) -> None:
    """In a DEFERRED transaction of SQLite all but one would fail at once."""

    def read_then_write(number: int) -> None:
        with transaction(own_engine) as db:
            db.scalar(sa.select(sa.func.count()).select_from(Letter))
            write(db, f"{number:02}")

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(read_then_write, range(30)))
    assert subjects(own_engine) == [f"{number:02}" for number in range(30)]


def test_reader_is_not_held_up_by_a_writer(own_engine: Engine) -> None:
    with transaction(own_engine) as db:
        write(db, "not yet")
        assert subjects(own_engine) == []
    assert subjects(own_engine) == ["not yet"]


def test_sqlite_is_opened_with_what_an_answered_scan_needs(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/eventops.db")
    with engine.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    engine.dispose()
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 10000,
        "foreign_keys": 1,
    }
