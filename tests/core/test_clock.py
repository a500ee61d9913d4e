"""The domain clock can be shifted; the security clock never."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.engine import Engine

from eventops.core import clock
from eventops.core.db import Db, open_db, transaction

OPENING = datetime(2026, 1, 15, 1, 10, tzinfo=UTC)
PATIENCE = timedelta(seconds=30)
"""How long these few statements may take at most."""


def test_clocks_agree_when_nobody_shifted_them(db: Db) -> None:
    before = clock.real_now()
    assert clock.shift(db) == timedelta()
    assert before <= clock.domain_now(db) <= clock.real_now()


def test_security_clock_is_aware_and_in_utc() -> None:
    assert clock.real_now().utcoffset() == timedelta()


def test_shifted_clock_reads_what_was_set_and_ticks_on(db: Db) -> None:
    clock.set_domain_clock(db, OPENING)
    first = clock.domain_now(db)
    second = clock.domain_now(db)
    assert OPENING <= first < second < OPENING + PATIENCE
    assert clock.real_now() > OPENING + PATIENCE


@pytest.mark.parametrize("to", [OPENING, OPENING + timedelta(days=3650)])
def test_clock_set_again_forgets_the_shift_before(db: Db, to: datetime) -> None:
    clock.set_domain_clock(db, OPENING + timedelta(days=1))
    clock.set_domain_clock(db, to)
    assert to <= clock.domain_now(db) < to + PATIENCE


def test_shift_taken_away_leaves_the_real_clock(db: Db) -> None:
    clock.set_domain_clock(db, OPENING)
    clock.set_domain_clock(db, None)
    assert clock.shift(db) == timedelta()


def test_shift_is_shared_by_every_connection(own_engine: Engine) -> None:
    with transaction(own_engine) as db:
        clock.set_domain_clock(db, OPENING)
    with open_db(own_engine, write=False) as other:
        assert OPENING <= clock.domain_now(other) < OPENING + PATIENCE
