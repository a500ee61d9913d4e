"""Two at once for the last place of a quota: one gets it, on both engines."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accreditation.models import Registration
from eventops.accreditation.queries import counts_by_state, registration_by_id, used_places
from eventops.accreditation.rules import State
from eventops.accreditation.services import approve
from eventops.core import schema
from eventops.core.db import Db, open_engine, transaction
from eventops.core.errors import Conflict
from eventops.core.ids import new_id
from eventops.core.journal import breaks
from eventops.editions.queries import edition_by_slug
from tests.portal.little import AT, BY, SLUG, delegation_of, publish_little, register

AT_ONCE = 4


@pytest.fixture(params=["sqlite", "postgresql"])
def own_engine(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path
) -> Iterator[Engine]:
    """A database that this test alone commits to; AA has one of its five places left."""
    if request.param == "sqlite":
        shutil.copy(sqlite_template, tmp_path / "race.db")
        engine = open_engine(f"sqlite:///{tmp_path / 'race.db'}")
    else:
        engine = _new_postgresql(request.getfixturevalue("postgresql_url"))
    with transaction(engine) as db:
        edition = publish_little(db)
        for number in range(4):
            register(db, edition, "AA", f"Early {number}", "main")
    yield engine
    engine.dispose()


def _new_postgresql(url: str) -> Engine:
    name = f"race_{new_id()}"
    server = open_engine(url)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    server.dispose()
    address = sa.make_url(url).set(database=name)
    engine = open_engine(address.render_as_string(hide_password=False))
    schema.upgrade(engine)
    return engine


def found(db: Db, registration_id: str) -> Registration:
    return registration_by_id(db, edition_by_slug(db, SLUG).id, registration_id)


def at_once(work: Callable[[int], None]) -> list[str]:
    """The work in several threads that start together; ``done`` or the code of the refusal."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> str:
        start.wait()
        try:
            work(number)
        except Conflict as refused:
            return refused.code
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sorted(threads.map(one, range(AT_ONCE)))


def test_the_last_place_is_given_once(own_engine: Engine) -> None:
    def nominate(number: int) -> None:
        with transaction(own_engine) as db:
            register(db, edition_by_slug(db, SLUG), "AA", f"Late {number}", "main")

    assert at_once(nominate) == ["done", "quota_full", "quota_full", "quota_full"]
    with transaction(own_engine) as db:
        assert used_places(db, delegation_of(db, "AA").id) == 5
        assert list(breaks(db)) == []


def test_approvals_at_once_do_not_oversell(own_engine: Engine) -> None:
    with transaction(own_engine) as db:
        ids = list(db.scalars(sa.select(Registration.id).order_by(Registration.id)))
        delegation_of(db, "AA").quota = 1

    def decide(number: int) -> None:
        with transaction(own_engine) as db:
            one = found(db, ids[number])
            approve(db, one, by=BY, now=AT)

    assert at_once(decide) == ["done", "quota_full", "quota_full", "quota_full"]
    with transaction(own_engine) as db:
        assert counts_by_state(db, edition_by_slug(db, SLUG).id)[State.APPROVED] == 1


def test_a_registration_is_decided_once(own_engine: Engine) -> None:
    with transaction(own_engine) as db:
        one_id = db.scalars(sa.select(Registration.id).order_by(Registration.id)).all()[0]

    def decide(_number: int) -> None:
        with transaction(own_engine) as db:
            one = found(db, one_id)
            approve(db, one, by=BY, now=AT)

    assert at_once(decide) == ["done", "wrong_state", "wrong_state", "wrong_state"]
    with transaction(own_engine) as db:
        states = set(db.scalars(sa.select(Registration.state)))
        assert states == {State.SUBMITTED, State.APPROVED}
