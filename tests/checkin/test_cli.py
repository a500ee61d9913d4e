"""Door devices from the command line, as an organiser types it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.checkin.cli import door_commands
from eventops.checkin.models import Device, DeviceState
from eventops.core.db import open_db, transaction
from eventops.core.errors import Conflict, Invalid
from eventops.core.settings import Settings
from tests.checkin.scene import build

HERE = ("--edition", "little-2030")
Door = Callable[..., Result]


@pytest.fixture
def door(settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Door:
    """The command, beside an application on the same database."""
    monkeypatch.setenv("EVENTOPS_INSTANCE", str(settings.instance))
    monkeypatch.setenv("EVENTOPS_SECRET_KEY", settings.secret_key)
    with transaction(engine) as db:
        build(db)

    def run(*words: str) -> Result:
        return CliRunner().invoke(door_commands, [*words, *HERE])

    return run


def state_of(engine: Engine, name: str) -> DeviceState | None:
    with open_db(engine, write=False) as db:
        return db.scalar(sa.select(Device.state).where(Device.name == name))


def test_enrolling_prints_an_address_and_its_code(door: Door, client: FlaskClient) -> None:
    printed = door("enrol", "Hall 1", "--gate", "h1").output.splitlines()
    address = printed[0]
    assert address.startswith("http://127.0.0.1:8000/door/enrol/")
    assert any("\u2588" in line for line in printed[2:])
    secret = address.rpartition("/")[2]
    assert client.post("/api/v1/door/enrolments", json={"secret": secret}).status_code == 201


def test_a_fixed_scanner_gets_a_token(door: Door, client: FlaskClient) -> None:
    token = door("enrol", "Kiosk", "--gate", "h1", "--token").output.strip()
    answer = client.get("/api/v1/door", headers={"Authorization": f"Bearer {token}"})
    assert answer.get_json()["device"] == {"name": "Kiosk"}


def test_devices_are_retired_and_lost_by_name(door: Door, engine: Engine) -> None:
    assert door("retire", "Door 1").output == "Door 1 is retired.\n"
    assert door("lost", "Door 2").output == "Door 2 is marked as lost.\n"
    assert state_of(engine, "Door 1") is DeviceState.RETIRED
    assert state_of(engine, "Door 2") is DeviceState.LOST


def test_what_cannot_be_enrolled(door: Door) -> None:
    unknown = door("enrol", "Hall 1", "--gate", "zz").exception
    assert isinstance(unknown, Invalid)
    assert (unknown.code, unknown.facts["gates"]) == ("no_gate", ["zz"])
    taken = door("enrol", "Door 1", "--gate", "h1").exception
    assert isinstance(taken, Conflict)
    assert taken.code == "device_name_taken"
    assert door("enrol", "Hall 1", "--gate", "h1", "--reusable").exit_code == 2
