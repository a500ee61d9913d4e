"""Whoever waits for a lock holds none that comes later in the order: no two wait for each other.

On PostgreSQL alone: on SQLite a writing transaction is alone from its beginning.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError

from eventops.accounts.rules import Role
from eventops.accreditation.consent import change_notice, notices_of, record_consent
from eventops.accreditation.models import ImportFile, Registration
from eventops.accreditation.queries import registration_by_id
from eventops.accreditation.rules import Channel
from eventops.badges.custody import hand_over, mark_lost, mark_returned, take_back
from eventops.badges.models import Badge
from eventops.badges.queries import badge_by_id
from eventops.core import journal
from eventops.core.db import Db, open_engine, transaction
from eventops.core.journal import GENERAL, JournalHead
from eventops.delegations.arrangements import name_focal_point
from eventops.delegations.models import Delegation
from eventops.editions.queries import edition_by_slug
from eventops.portal.services import approve_person, withdraw_person
from eventops.portal.spreadsheet.files import confirm, keep_file
from eventops.portal.spreadsheet.known import Scope
from eventops.portal.walk_in import change_days
from tests.conftest import new_postgresql
from tests.portal.little import (
    AS_THEY_ARE,
    AT,
    BY,
    SECRETS,
    SLUG,
    delegation_of,
    officer,
    publish_little,
    register,
)

Verb = Callable[[Db], object]
AT_MOST = 400
"""Looks, a twentieth of a second apart, until somebody waits."""


@pytest.fixture
def engine(postgresql_template: str) -> Iterator[Engine]:
    """The little edition with an accredited member of AA, and a file that waits for a yes."""
    made = new_postgresql(postgresql_template, str(make_url(postgresql_template).database))
    engine = open_engine(made)
    with transaction(engine) as db:
        edition = publish_little(db)
        officer(db, edition, Role.ACCREDITATION)
        one = register(db, edition, "AA", "Ann Lee")
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)
        aa = one.delegate.delegation_id
        keep_file(db, Scope(edition, aa, True, True, AT.date()), "a.csv", b"", 1, by=BY, now=AT)
    yield engine
    engine.dispose()


def free_while_waiting(
    engine: Engine, held: sa.Select[str], wanted: sa.Select[str], verb: Verb
) -> bool:
    """Whether nobody holds what is wanted while the verb waits for what is held."""

    def run() -> None:
        with transaction(engine) as db:
            verb(db)

    with engine.connect() as other, ThreadPoolExecutor(1) as one:
        other.execute(held.with_for_update(key_share=True))
        done = one.submit(run)
        try:
            somebody_waits(engine)
            return is_free(engine, wanted)
        finally:
            other.rollback()
            done.result()


def somebody_waits(engine: Engine) -> None:
    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _look in range(AT_MOST):
        with engine.connect() as connection:
            if connection.scalar(waiting):
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def is_free(engine: Engine, wanted: sa.Select[str]) -> bool:
    with engine.connect() as connection:
        try:
            connection.execute(wanted.with_for_update(key_share=True, nowait=True))
        except OperationalError:
            return False
    return True


DELEGATIONS = sa.select(Delegation.id)
BADGES = sa.select(Badge.id)
CHAIN = sa.select(JournalHead.edition_id).where(JournalHead.edition_id != GENERAL)
GENERAL_CHAIN = sa.select(JournalHead.edition_id).where(JournalHead.edition_id == GENERAL)


def ann(db: Db) -> Registration:
    found = db.scalars(sa.select(Registration.id)).one()
    return registration_by_id(db, edition_by_slug(db, SLUG).id, found)


def badge(db: Db) -> Badge:
    found = db.scalars(sa.select(Badge.id)).one()
    return badge_by_id(db, edition_by_slug(db, SLUG).id, found)


def withdraw(db: Db) -> None:
    withdraw_person(db, edition_by_slug(db, SLUG), ann(db), by=BY, now=AT)


def other_days(db: Db) -> None:
    change_days(db, ann(db), AT.date(), by=BY, now=AT)


def say_yes(db: Db) -> None:
    confirm(db, db.scalars(sa.select(ImportFile)).one(), told_in="en", by=BY, now=AT)


def contact(db: Db) -> None:
    name_focal_point(db, delegation_of(db, "AA"), "new@mfa.example", "New", by=BY, now=AT)


@pytest.mark.parametrize("verb", [withdraw, other_days, say_yes, contact])
def test_who_waits_for_a_delegation_holds_no_journal(engine: Engine, verb: Verb) -> None:
    assert free_while_waiting(engine, DELEGATIONS, sa.select(JournalHead.edition_id), verb)


@pytest.mark.parametrize("verb", [mark_returned, take_back])
def test_who_waits_for_a_delegation_holds_no_badge(
    engine: Engine, verb: Callable[..., None]
) -> None:
    with transaction(engine) as db:
        hand_over(db, badge(db), today=AT.date(), by=BY, now=AT)
    assert free_while_waiting(
        engine, DELEGATIONS, BADGES, lambda db: verb(db, badge(db), by=BY, now=AT)
    )


def test_who_reports_a_badge_lost_waits_for_the_delegation_first(engine: Engine) -> None:
    def lose(db: Db) -> None:
        mark_lost(db, badge(db), "stolen", by=BY, now=AT)

    assert free_while_waiting(engine, DELEGATIONS, BADGES, lose)


def test_who_waits_for_an_editions_journal_holds_no_general_one(engine: Engine) -> None:
    assert free_while_waiting(engine, CHAIN, GENERAL_CHAIN, contact)


def test_a_consent_is_noted_while_somebody_waits_to_change_the_notice(engine: Engine) -> None:
    text = {"en": "We keep names.", "vi": "Chúng tôi lưu họ tên."}

    def change() -> int:
        with transaction(engine) as db:
            return change_notice(db, edition_by_slug(db, SLUG), text, seen=1, by=BY, now=AT).version

    with ThreadPoolExecutor(1) as one:
        with transaction(engine) as db:
            edition_id, person_id = edition_by_slug(db, SLUG).id, ann(db).delegate.person_id
            journal.record(db, "something", "edition:x", by=BY, now=AT, edition_id=edition_id)
            changed = one.submit(change)
            somebody_waits(engine)
            record_consent(db, person_id, edition_id, Channel.FORM, "en", by=BY, now=AT)
        assert changed.result() == 2
    with transaction(engine) as db:
        assert [each.version for each in notices_of(db, edition_id)] == [2, 1]
