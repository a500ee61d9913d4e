"""Migrations: the whole way up is the models, and the way down leaves nothing."""

from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

import eventops.models  # noqa: F401 - the metadata must be whole
from eventops.core import schema
from eventops.core.db import Base
from eventops.core.schema import SchemaError


def tables(engine: Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def triggers(engine: Engine) -> set[str]:
    told = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with engine.connect() as connection:
        return set(connection.scalars(sa.text(told[engine.dialect.name])))


def differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, Base.metadata))


def names(engine: Engine) -> dict[str, set[str]]:
    """Table → the names of its indexes and uniques, which tell their columns."""
    inspector = sa.inspect(engine)
    return {
        table: {
            *(str(item["name"]) for item in inspector.get_indexes(table)),
            *(str(item["name"]) for item in inspector.get_unique_constraints(table)),
        }
        for table in tables(engine) - {"alembic_version"}
    }


def modelled() -> dict[str, set[str]]:
    """The same of the models."""
    return {
        name: {
            str(item.name)
            for item in (*table.indexes, *table.constraints)
            if isinstance(item, sa.Index | sa.UniqueConstraint)
        }
        for name, table in Base.metadata.tables.items()
    }


def test_upgraded_empty_database_is_the_models(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    with empty_engine.connect() as connection:
        assert differences(connection) == []
        assert schema.current(connection) == schema.head()


def test_indexes_and_uniques_are_those_of_the_models(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    assert names(empty_engine) == modelled()


def test_down_to_the_base_and_up_again(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    first, guarded = names(empty_engine), triggers(empty_engine)
    assert guarded != set()
    schema.downgrade(empty_engine, "base")
    assert tables(empty_engine) == {"alembic_version"}
    assert triggers(empty_engine) == set()
    schema.upgrade(empty_engine)
    assert (names(empty_engine), triggers(empty_engine)) == (first, guarded)


def test_each_revision_goes_down_and_up(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    with empty_engine.connect() as connection:
        script = ScriptDirectory.from_config(schema.config(connection))
    for revision in script.walk_revisions():
        schema.downgrade(empty_engine, str(revision.down_revision or "base"))
        schema.upgrade(empty_engine, revision.revision)
        schema.downgrade(empty_engine, str(revision.down_revision or "base"))
    schema.upgrade(empty_engine)
    with empty_engine.connect() as connection:
        assert differences(connection) == []


def fill_every_table(connection: Connection, *empty: str) -> dict[str, int]:
    """A row in every table of this schema, each referring to the others; table → rows.

    ``empty`` are columns (``table.column``) in which the row holds nothing.
    """
    known = sa.MetaData()
    known.reflect(connection)
    for table in known.sorted_tables:
        if table.name != "alembic_version":
            held = [each for each in table.columns if str(each) not in empty]
            connection.execute(table.insert().values({each.name: some(each) for each in held}))
    return {table.name: 1 for table in known.sorted_tables}


def some(column: sa.Column[object]) -> object:
    """A value that fits; every id is the same, so that every reference finds its row."""
    kinds: list[tuple[type, object]] = [
        (sa.JSON, {}),
        (sa.Boolean, False),
        (sa.Integer, 1),
        (sa.Float, 1.0),
        (sa.DateTime, datetime(2026, 1, 15, 8, 30, tzinfo=UTC)),
        (sa.Date, date(2026, 1, 15)),
        (sa.Time, time(8, 30)),
        (sa.LargeBinary, b"x"),
    ]
    return next((value for kind, value in kinds if isinstance(column.type, kind)), "x")


def rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(sa.text(f"SELECT count(*) FROM {name}")) or 0
            for name in tables(engine)
        }


def test_what_is_stored_survives_each_step_up_and_down(empty_engine: Engine) -> None:
    """Also the rows that others refer to, although SQLite makes their tables anew."""
    schema.upgrade(empty_engine, "0001")
    with empty_engine.begin() as connection:
        stored = fill_every_table(connection)
    schema.upgrade(empty_engine)
    after = rows(empty_engine)
    assert {name: after[name] for name in stored} == stored
    schema.downgrade(empty_engine, "0001")
    assert rows(empty_engine) == stored


def test_an_emergency_badge_that_is_nobodys_does_not_stop_the_way_down(
    empty_engine: Engine,
) -> None:
    schema.upgrade(empty_engine)
    with empty_engine.begin() as connection:
        fill_every_table(connection, "badge.registration_id")
    schema.downgrade(empty_engine, "0002")
    assert (rows(empty_engine)["badge"], rows(empty_engine)["scan"]) == (0, 1)


def test_there_is_one_head_and_the_file_names_it(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        script = ScriptDirectory.from_config(schema.config(connection))
    assert script.get_heads() == [schema.head()]


def refusal(engine: Engine) -> str:
    with pytest.raises(SchemaError) as caught:
        schema.require_head(engine)
    return str(caught.value)


OLDER = "The database is empty or of an older version: run `eventops db upgrade`."


def test_database_at_the_head_is_accepted(own_engine: Engine) -> None:
    schema.require_head(own_engine)


def test_empty_database_is_told(empty_engine: Engine) -> None:
    assert refusal(empty_engine) == OLDER


def test_older_database_is_told(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine, "0001")
    assert refusal(empty_engine) == OLDER


def test_newer_database_is_told_and_not_touched(own_engine: Engine) -> None:
    with own_engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    sentence = (
        f"The database is of a newer version (9999) than this program ({schema.head()}): install "
        "the program that fits it."
    )
    assert refusal(own_engine) == sentence
    with pytest.raises(SchemaError, match="newer version"):
        schema.upgrade(own_engine)
