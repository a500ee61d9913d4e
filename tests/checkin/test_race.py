"""Twelve doors scan one badge in the same instant; one of them admits."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from eventops.checkin.models import Device, Scan
from eventops.checkin.rows import Batch, read_batch
from eventops.checkin.scanning import take_scans
from eventops.core import schema
from eventops.core.db import open_engine, transaction
from eventops.core.ids import new_id
from eventops.editions.models import Gate
from eventops.editions.rules import ReEntry
from tests.checkin.scene import SECRETS, at, build, row

DOORS = 12
NOW = at("12:45")


@pytest.fixture
def sqlite_racing(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "race.db"
    shutil.copy(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_racing(postgresql_url: str) -> Iterator[Engine]:
    """A database of its own: what the threads commit must trouble no other test."""
    name = f"race_{new_id()}"
    server = sa.create_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    engine = sa.create_engine(make_url(postgresql_url).set(database=name), pool_size=DOORS)
    schema.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def racing(request: pytest.FixtureRequest) -> Engine:
    engine: Engine = request.getfixturevalue(f"{request.param}_racing")
    return engine


def scan_together(engine: Engine, device_id: str, batches: list[Batch]) -> list[tuple[str, bool]]:
    """Reason and duplicate of each batch's first answer, all sent in the same instant."""
    start = threading.Barrier(len(batches))

    def one(batch: Batch) -> tuple[str, bool]:
        start.wait()
        with transaction(engine) as db:
            device = db.get_one(Device, device_id)
            answer = take_scans(db, device, batch, now=NOW, shift=timedelta(0), secrets=SECRETS)[0]
            return answer.reason, answer.duplicate

    with ThreadPoolExecutor(len(batches)) as pool:
        return list(pool.map(one, batches))


def batch(code: str) -> Batch:
    """One scan by a device of its own."""
    told = row("b1", code=code, scanned_at=NOW.isoformat())
    return read_batch({"device_sent_at": NOW.isoformat(), "scans": [told]})


def codes_at_a_gate_to_pass_once(engine: Engine) -> tuple[str, list[str]]:
    """The device that serves the gate, and the code of everybody's badge."""
    with transaction(engine) as db:
        scene = build(db)
        db.execute(sa.update(Gate).where(Gate.code == "b1").values(re_entry=ReEntry.ONCE))
        return scene.doors["Door 1"].id, [scene.code(who) for who in scene.people]


def test_twelve_scans_of_a_badge_in_one_instant_admit_it_once(racing: Engine) -> None:
    device_id, codes = codes_at_a_gate_to_pass_once(racing)
    rounds = [
        Counter(
            reason
            for reason, _ in scan_together(racing, device_id, [batch(code) for _ in range(DOORS)])
        )
        for code in codes
    ]
    assert rounds == [{"ok": 1, "already_inside": DOORS - 1}] * 10


def test_one_scan_sent_twelve_times_in_one_instant_is_stored_once(racing: Engine) -> None:
    device_id, codes = codes_at_a_gate_to_pass_once(racing)
    for code in codes:
        sent = batch(code)
        answers = Counter(scan_together(racing, device_id, [sent] * DOORS))
        assert answers == {("ok", False): 1, ("ok", True): DOORS - 1}
    with racing.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Scan)) == len(codes)
