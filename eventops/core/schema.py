"""The database's schema: at which revision it is, and bringing it to the newest."""

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
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
        command.upgrade(config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate down in one transaction."""
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
        command.downgrade(config(connection), revision)


def config(connection: Connection) -> Config:
    """Alembic's configuration for a connection."""
    settings = Config()
    settings.set_main_option("script_location", str(folder("migrations")))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings
