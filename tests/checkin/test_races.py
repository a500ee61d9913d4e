"""Many doors at the same instant, each in a transaction of its own, on both engines."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.badges.instruments import floater_code, hand_over, make_instruments
from eventops.badges.models import InstrumentKind
from eventops.checkin.models import Device, ReviewItem, ReviewKind, Scan, Verdict
from eventops.checkin.results import Answer
from eventops.checkin.rows import read_batch
from eventops.checkin.scanning import take_scans
from eventops.core import schema
from eventops.core.db import open_engine, transaction
from eventops.core.ids import new_id
from eventops.delegations.models import Delegate, Delegation
from tests.checkin.scene import SECRETS, Scene, at, build, people_of, row

DOORS = 12
NOON = at("12:45")
Rows = Sequence[Mapping[str, Any]]
Template = tuple[sa.URL, Mapping[str, str], Sequence[str], str]


@dataclass(frozen=True, slots=True)
class Hall:
    """A committed conference; ``codes`` and ``doors`` outlive the transaction that made them."""

    engine: Engine
    codes: Mapping[str, str]
    doors: Sequence[str]
    floater: str
    """The code of a floater of AA."""

    def send(self, door: str, rows: Rows, now: datetime) -> list[Answer]:
        """One upload of one device in its own transaction; nothing is tried twice."""
        told = [{"scanned_at": now.isoformat(), **each} for each in rows]
        batch = read_batch({"device_sent_at": now.isoformat(), "scans": told})
        with transaction(self.engine) as db:
            device = db.get_one(Device, door)
            return take_scans(db, device, batch, now=now, shift=timedelta(0), secrets=SECRETS)

    def at_once(
        self, uploads: Iterable[tuple[str, Rows]], now: datetime = NOON
    ) -> list[list[Answer]]:
        """Uploads in threads that start together; a fault in any of them fails the test."""
        sent = list(uploads)
        start = Barrier(len(sent))

        def one(upload: tuple[str, Rows]) -> list[Answer]:
            start.wait()
            return self.send(*upload, now)

        with ThreadPoolExecutor(len(sent)) as threads:
            return list(threads.map(one, sent))

    def count(self, *which: sa.ColumnElement[bool]) -> int:
        with transaction(self.engine) as db:
            return db.scalar(sa.select(sa.func.count()).select_from(Scan).where(*which)) or 0


def in_all(heard: Iterable[Sequence[Answer]]) -> dict[tuple[str, str, bool], int]:
    """(verdict, reason, duplicate) → how many of the single answers say so."""
    told = [each for (each,) in heard]
    return Counter((each.verdict.value, each.reason, each.duplicate) for each in told)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def template(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Template:
    """A conference to copy: where it lies, the codes of its badges, its doors."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("doors") / "template.db"
        shutil.copy(sqlite_template, path)
        url = sa.make_url(f"sqlite:///{path}")
    else:
        url = _new_postgresql(sa.make_url(request.getfixturevalue("postgresql_url")))
    engine = open_engine(url.render_as_string(hide_password=False))
    schema.upgrade(engine)
    with transaction(engine) as db:
        scene = build(db)
        people_of(scene, (("AA", "delegate"),) * 8)
        _let_everybody_pass_once(scene)
        codes = {who: scene.code(who) for who in scene.people}
        doors = _doors(scene)
        floater = _floater(scene)
    engine.dispose()  # the last connection of SQLite writes its journal into the file
    return url, codes, doors, floater


@pytest.fixture
def hall(template: Template, tmp_path: Path) -> Iterator[Hall]:
    """A copy that one test commits to."""
    url, codes, doors, floater = template
    if url.get_backend_name() == "sqlite":
        copy = url.set(database=str(shutil.copy(str(url.database), tmp_path / "race.db")))
    else:
        copy = _new_postgresql(url, like=str(url.database))
    engine = open_engine(copy.render_as_string(hide_password=False))
    yield Hall(engine, codes, doors, floater)
    engine.dispose()


def _new_postgresql(url: sa.URL, *, like: str = "template1") -> sa.URL:
    name = f"doors_{new_id()}"
    server = open_engine(url.set(database="postgres").render_as_string(hide_password=False))
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {like}"))
    server.dispose()
    return url.set(database=name)


def _let_everybody_pass_once(scene: Scene) -> None:
    """The Blue Room's gate lets everybody pass, once: a building's door with that policy."""
    policy = "UPDATE gate SET kind = 'building', re_entry = 'once' WHERE code = 'r1'"
    scene.db.execute(sa.text(policy))


def _floater(scene: Scene) -> str:
    """One floater of AA, handed out."""
    db, edition = scene.db, scene.edition
    of_aa = db.scalars(
        sa.select(Delegation)
        .join(Delegate, Delegate.delegation_id == Delegation.id)
        .where(Delegate.id == scene.delegate("AA1"))
    ).one()
    kind, secret = InstrumentKind.FLOATER, SECRETS[0]
    (made,) = make_instruments(db, edition, of_aa, kind, "", 1, secret=secret, by="test", now=NOON)
    hand_over(db, made, None, by="test", now=NOON)
    return floater_code(db, made, edition=edition, secrets=SECRETS)


def _doors(scene: Scene) -> list[str]:
    """Twelve devices like the first."""
    first = scene.doors["Door 1"]
    columns = ("edition_id", "gates", "from_day", "to_day", "state", "made_at")
    like = {name: getattr(first, name) for name in columns}
    doors = [Device(name=f"Race {number}", **like) for number in range(DOORS)]
    scene.db.add_all(doors)
    scene.db.flush()
    return [door.id for door in doors]


def test_a_badge_shown_at_twelve_doors_enters_once(hall: Hall) -> None:
    badges = sorted(hall.codes)[:10]
    told = {}
    for who in badges:
        rows = [[row("r1", code=hall.codes[who])] for _ in hall.doors]
        told[who] = in_all(hall.at_once(zip(hall.doors, rows, strict=True)))
    once = {("admit", "ok", False): 1, ("ask", "already_inside", False): DOORS - 1}
    assert told == dict.fromkeys(badges, once)
    assert hall.count(Scan.verdict == Verdict.ADMIT) == len(badges)


def test_the_same_badges_uploaded_in_any_order_enter_once(hall: Hall) -> None:
    badges = sorted(hall.codes)[:10]
    turned = [badges[turn % 10 :] + badges[: turn % 10] for turn in range(DOORS)]
    rows = [[row("r1", code=hall.codes[who]) for who in each] for each in turned]
    heard = hall.at_once(zip(hall.doors, rows, strict=True))
    admitted = Counter(
        each.bearer.name
        for answers in heard
        for each in answers
        if each.bearer and each.verdict is Verdict.ADMIT
    )
    assert admitted == {f"Person {who}": 1 for who in badges}
    assert hall.count() == DOORS * len(badges)


def test_the_last_seat_of_a_delegation_is_taken_once(hall: Hall) -> None:
    hall.send(hall.doors[0], [row("h1", code=hall.codes["AA1"])], at("10:40"))
    people = [f"AA{number}" for number in range(5, 13)]
    rows = [[row("h1", code=hall.codes[who])] for who in people]
    heard = hall.at_once(zip(hall.doors, rows, strict=False), at("10:40"))
    assert in_all(heard) == {("admit", "ok", False): 1, ("ask", "seats_taken", False): 7}
    assert hall.count(Scan.verdict == Verdict.ADMIT) == 2


def test_a_floater_shown_at_two_doors_at_once_brings_in_one_person(hall: Hall) -> None:
    for who in ("AA1", "AA2"):
        hall.send(hall.doors[0], [row("h1", code=hall.codes[who])], at("10:40"))
    for door, who in zip(hall.doors, ("AA3", "AA4"), strict=False):
        (answer,) = hall.send(door, [row("h1", code=hall.codes[who])], at("10:41"))
        assert answer.reason == "seats_taken"
    rows = [[row("h1", code=hall.floater)] for _ in range(2)]
    heard = hall.at_once(zip(hall.doors, rows, strict=False), at("10:42"))
    once = {("admit", "ok_floater", False): 1, ("ask", "floater_in_use", False): 1}
    assert in_all(heard) == once
    assert hall.count(Scan.reason == "ok_floater") == 1


@pytest.mark.parametrize("offline", [{}, {"verdict": "admit", "reason": "ok"}])
@pytest.mark.parametrize("doors", [1, 8])
def test_one_scan_sent_eight_times_at_once_is_one_scan(
    hall: Hall, offline: dict[str, str], doors: int
) -> None:
    scan = row("r1", code=hall.codes["AA2"], **offline)
    heard = hall.at_once([(hall.doors[number % doors], [scan]) for number in range(8)])
    assert in_all(heard) == {("admit", "ok", False): 1, ("admit", "ok", True): 7}
    assert hall.count() == 1
    with transaction(hall.engine) as db:
        kinds = sa.select(ReviewItem.kind).where(ReviewItem.kind != ReviewKind.CLOCK)
        assert list(db.scalars(kinds)) == []


def test_unknown_codes_sent_crosswise_are_all_answered(hall: Hall) -> None:
    rows = [row("r1", code=f"wifi {number}") for number in range(40)]
    heard = hall.at_once([(door, rows[:: (-1) ** n]) for n, door in enumerate(hall.doors)])
    reasons = Counter(each.reason for answers in heard for each in answers)
    assert (reasons, hall.count()) == ({"malformed": 40 * DOORS}, 40)


def test_an_undo_sent_beside_its_scan_takes_it_back(hall: Hall) -> None:
    door = hall.doors[0]
    for who in sorted(hall.codes)[:8]:
        scan = row("r1", code=hall.codes[who])
        undo = row("r1", method="undo", annuls=scan["id"])
        hall.at_once([(door, [scan]), (door, [undo])])
    assert hall.count(Scan.verdict == Verdict.ADMIT, Scan.annulled_by.is_(None)) == 0
    assert hall.count() == 16
