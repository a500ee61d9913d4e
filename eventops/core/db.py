"""Declarative base, column types and engines.

SQLite is opened so that reads begin DEFERRED and writers begin IMMEDIATE: a read that later
writes in a DEFERRED transaction fails at once with SQLITE_BUSY_SNAPSHOT, whatever the timeout.
"""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine, make_url
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

from eventops.core.ids import ID_LENGTH, new_id

Db = Session
"""A database session. The word *session* belongs to the programme here."""

BEGIN = "eventops_begin"
"""Execution option: how SQLite opens a transaction (DEFERRED, IMMEDIATE or NONE)."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An instant: aware on both sides, UTC in the database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = Annotated[str, mapped_column(sa.String(ID_LENGTH), primary_key=True, default=new_id)]
"""Primary key: random, so it may stand in an address."""

ShortText = Annotated[str, mapped_column(sa.String(200))]


class Base(DeclarativeBase):
    """Base of every model of EventOps."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - the name SQLAlchemy reads
        str: sa.Text(),
        datetime: UtcDateTime(),
        date: sa.Date(),
        bytes: sa.LargeBinary(),
        dict[str, Any]: sa.JSON(none_as_null=True),
        dict[str, str]: sa.JSON(none_as_null=True),
        dict[str, list[str]]: sa.JSON(none_as_null=True),
        list[str]: sa.JSON(none_as_null=True),
        list[dict[str, str]]: sa.JSON(none_as_null=True),
        enum.Enum: sa.Enum(
            enum.Enum,
            native_enum=False,
            length=32,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


def reference(target: str, *, index: bool = True, **options: Any) -> Any:
    """A foreign key column to ``table.id``; deletion of what is referred to is refused."""
    return mapped_column(
        sa.String(ID_LENGTH), sa.ForeignKey(f"{target}.id"), index=index, **options
    )


def open_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL with the settings that each needs.

    What is stored never shows in a fault, since faults are logged.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine = sa.create_engine(url, connect_args={"timeout": 10}, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin_sqlite does
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # a scan answered is a scan kept, power cut included
        "busy_timeout=10000",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-16000",
        "trusted_schema=OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    mode = connection.get_execution_options().get(BEGIN, "DEFERRED")
    if mode != "NONE":
        connection.exec_driver_sql(f"BEGIN {mode}")


def open_db(engine: Engine, *, write: bool) -> Db:
    """A database session; a writer takes SQLite's write lock when its transaction begins."""
    bind = engine.execution_options(**{BEGIN: "IMMEDIATE"}) if write else engine
    return Session(bind, expire_on_commit=False)


@contextmanager
def transaction(engine: Engine) -> Iterator[Db]:
    """One writing transaction for the command line and jobs: committed whole or not at all."""
    with open_db(engine, write=True) as db, db.begin():
        yield db


def one_at_a_time(db: Db, what: str) -> None:
    """Hold the turn at ``what`` until the transaction ends; others wait for theirs.

    For counting rows that do not exist yet, so that none could be locked. On SQLite a writing
    transaction is alone from its beginning.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(what, 0))))
