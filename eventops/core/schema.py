"""The database's schema: at which revision it is, and bringing it to the newest."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection, Engine

from eventops.core.db import BEGIN
from eventops.core.resources import folder


def head() -> str:
    """The newest revision of this code."""
    return (folder("migrations") / "HEAD").read_text().strip()


def current(connection: Connection) -> str | None:
    """The revision of this database; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate up in one transaction."""
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
