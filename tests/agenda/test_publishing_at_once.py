"""Publishing beside others who write: nobody waits in a circle, and no step of a counter is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from eventops.agenda.models import News, ReaderPart
from eventops.agenda.news import withdraw_news
from eventops.agenda.news_queries import news_by_id
from eventops.agenda.rules import OwnSeat
from eventops.agenda.seat_plan import set_seats
from eventops.core import schema
from eventops.core.db import Db, open_engine, transaction
from eventops.editions.queries import edition_by_slug
from eventops.programme.queries import session_by_code
from tests.conftest import new_postgresql
from tests.portal.little import SLUG, publish_little
from tests.portal.publishing import EVE, person, published, redraft

Meanwhile = Callable[[Db], None]


@pytest.fixture
def engine(postgresql_url: str) -> Iterator[Engine]:
    """A PostgreSQL database of this test's own: on SQLite writers come one after the other."""
    engine = open_engine(
        make_url(new_postgresql(postgresql_url, "template1")).render_as_string(False)
    )
    schema.upgrade(engine)
    with transaction(engine) as db:
        publish_little(db)
    yield engine
    engine.dispose()


def publishing_waits_for(engine: Engine, first: Meanwhile, then: Meanwhile) -> None:
    """``first`` holds rows; publishing comes to wait for them; ``then`` goes on."""
    with ThreadPoolExecutor(1) as threads:
        with transaction(engine) as db:
            first(db)
            db.flush()
            done = threads.submit(published, engine)
            while not done.done() and not _waits(engine):
                sleep(0.01)
            then(db)
        assert done.result().publication.version is not None


def _waits(engine: Engine) -> bool:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    with engine.connect() as connection:
        return bool(connection.scalar(sa.text(asked + "AND wait_event_type = 'Lock'")))


def test_news_is_withdrawn_while_somebody_publishes(engine: Engine) -> None:
    person(engine, "AA", "Anna", "main")
    redraft(engine, "plenary", note="First")
    published(engine)
    redraft(engine, "plenary", note="Second")
    with transaction(engine) as db:
        news_id = db.scalars(sa.select(News.id)).one()

    def hold(db: Db) -> None:
        news_by_id(db, edition_by_slug(db, SLUG).id, news_id, hold=True)

    def withdraw(db: Db) -> None:
        withdraw_news(db, db.get_one(News, news_id), by="user:e", now=EVE)

    publishing_waits_for(engine, hold, withdraw)
    with transaction(engine) as db:
        found = db.execute(sa.select(News.version, News.withdrawn_at).order_by(News.version))
        assert [(version, at is not None) for version, at in found] == [(2, True), (3, False)]


def test_no_step_of_a_counter_is_lost_between_seats_and_publishing(engine: Engine) -> None:
    anna = person(engine, "AA", "Anna", "main")

    def seat(label: str) -> Meanwhile:
        def give(db: Db) -> None:
            edition = edition_by_slug(db, SLUG)
            key = anna, session_by_code(db, edition.id, "q7m2").id
            set_seats(db, edition, {key: OwnSeat(label, "")}, by="user:p", now=EVE)

        return give

    with transaction(engine) as db:
        seat("1")(db)
        before = db.scalars(sa.select(ReaderPart.counter)).one()
    redraft(engine, "q7m2", audience=("BB 1+1",))
    publishing_waits_for(engine, seat("2"), lambda db: None)
    with transaction(engine) as db:
        assert db.scalars(sa.select(ReaderPart.counter)).one() == before + 2
