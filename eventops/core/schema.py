"""The database's schema: at which revision it is, and bringing it to the newest."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection, Engine

from eventops.core.db import BEGIN
from eventops.core.resources import folder


class SchemaError(Exception):
    """The database stands at another revision than this code, in one sentence."""


def head() -> str:
    """The newest revision of this code."""
    return (folder("migrations") / "HEAD").read_text().strip()


def current(connection: Connection) -> str | None:
    """The revision of this database; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def require_head(engine: Engine) -> None:
    """Raise SchemaError unless the database stands at this code's revision."""
    with engine.connect() as connection:
        found = current(connection)
    if found == head():
        return
    if found is not None and found > head():
        raise SchemaError(_newer(found))
    raise SchemaError("The database is empty or of an older version: run `eventops db upgrade`.")


def _newer(found: str) -> str:
    return (
        f"The database is of a newer version ({found}) than this program ({head()}): install the "
        "program that fits it."
    )


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate up in one transaction; raises SchemaError when the database is ahead of the code."""
    with engine.connect() as connection:
        found = current(connection)
    if found is not None and found > head():
        raise SchemaError(_newer(found))
    with _migrating(engine) as connection:
        command.upgrade(config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate down in one transaction."""
    with _migrating(engine) as connection:
        command.downgrade(config(connection), revision)


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be made anew.

    SQLite changes a column by copying its table, and dropping the old one would take along, or
    stumble over, the rows that refer to it. So references are looked at once, at the end; the
    switch for that works only outside a transaction.
    """
    with engine.execution_options(**{BEGIN: "NONE"}).connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise SchemaError(
                    f"References would be lost in {sorted({str(row[0]) for row in broken})}."
                )
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def config(connection: Connection) -> Config:
    """Alembic's configuration for a connection."""
    settings = Config()
    settings.set_main_option("script_location", str(folder("migrations")))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings
