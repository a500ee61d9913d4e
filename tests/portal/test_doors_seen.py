"""What the desk sees of the doors: the same figures as they, and names only as a role may know."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.checkin.board import board_for
from eventops.checkin.models import Device, DeviceState
from eventops.core.clock import domain_now
from eventops.core.db import open_db, transaction
from eventops.editions.queries import edition_by_slug, gates_of
from eventops.portal.today import sessions_on
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, register
from tests.portal.test_desk import approve, device, scan


def test_door_and_desk_count_the_same_people(week: Flask) -> None:
    """In the demo's week, where some people wait for approval."""
    counted = 0
    with open_db(week.extensions["engine"], write=False) as db:
        edition = edition_by_slug(db, "adgmin-2026")
        door = Device(
            edition_id=edition.id,
            name="Every gate",
            gates=[gate.code for gate in gates_of(db, edition.id)],
            from_day=edition.starts_on,
            to_day=edition.ends_on,
            state=DeviceState.ACTIVE,
            made_at=domain_now(db),
        )
        for days in range(5):
            now = domain_now(db).replace(hour=4) + timedelta(days=days - 3)
            on = now.date()
            desk = {
                line.session.code: line.expected
                for line in sessions_on(db, edition, on, now=now, closed=True)
            }
            doors = {
                session["code"]: session["expected"]
                for gate in board_for(db, door, now=now)
                for session in gate["sessions"]
            }
            assert doors == {code: desk[code] for code in doors}, on
            counted += len(doors)
    assert counted > 30


@pytest.fixture
def seen(little: Engine) -> date:
    """Ann came to the opening, Ben to a closed meeting, somebody with an unknown code to neither."""
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        ann, ben = (register(db, edition, "AA", name, "main") for name in ("Ann A.", "Ben B."))
        approve(db, ann, ben)
        door = device(db, edition)
        scan(db, door, 1, ann)
        scan(db, door, 2, ben, "q7m2")
        return edition.starts_on


NAMES = ("Ann A.", "Ben B.", "A participant")


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.ADMINISTRATOR, (True, True, False)),
        (Role.PROTOCOL, (True, True, False)),
        (Role.VIEWER, (True, True, False)),
        (Role.SUPERVISOR, (True, True, False)),
        (Role.LIAISON, (False, False, True)),
        (Role.MEDIA, (False, False, True)),
    ],
)
def test_names_at_doors_are_for_roles_that_may_know_them(
    seen: date, at_desk: SignedIn, role: Role, shown: tuple[bool, ...]
) -> None:
    browser = at_desk(role)
    for path in ("desk/", "desk/live"):
        page = browser.get(f"/e/{SLUG}/{path}").text
        _, _, scans = page.partition('class="scans"')
        told = scans.partition("</ol>")[0]
        assert tuple(name in told for name in NAMES) == shown
        assert told.count("<li>") == (2 if shown[1] else 1)
        assert ("Aland" in told) == shown[0]
