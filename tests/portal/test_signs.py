"""Signs over HTTP: connected by an address, reserved for its room, silent after revoking."""

import json
import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.core.clock import set_domain_clock
from eventops.core.db import transaction
from eventops.editions.displays import displays_of
from eventops.editions.queries import edition_by_slug
from eventops.programme.dayfile import load
from eventops.programme.queries import session_by_code
from eventops.programme.services import publish
from tests.checkin.scene import at
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SLUG, TEXT, journal_of

E = f"/e/{SLUG}"
DESK = f"{E}/desk/displays"
ADDRESS = re.compile(r"/display/[\w-]+")


@pytest.fixture
def desk(at_desk: SignedIn, little: Engine) -> FlaskClient:
    """An organiser, in the middle of the opening."""
    with transaction(little) as db:
        set_domain_clock(db, at("09:30"))
    return at_desk(Role.EDITOR)


def connect(desk: FlaskClient, name: str, room: str = "hall", language: str = "en") -> str:
    page = desk.post(DESK, data={"name": name, "room": room, "language": language})
    found = ADDRESS.search(page.text)
    assert page.status_code == 200 and found, page.text
    return found.group()


def only_id(engine: Engine) -> str:
    with transaction(engine) as db:
        (display,) = displays_of(db, edition_by_slug(db, SLUG).id)
        return display.id


def test_address_turns_a_browser_into_the_sign_and_is_told_to_nobody(
    app: Flask, desk: FlaskClient
) -> None:
    screen, address = app.test_client(), connect(desk, "Door 1")
    answer = screen.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{E}/rooms/hall/sign")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    sign = screen.get(answer.headers["Location"])
    assert (sign.status_code, sign.headers["Cache-Control"]) == (200, "no-store")
    assert "Opening ceremony" in sign.text and "Lễ khai mạc" in sign.text
    assert address.rpartition("/")[2] not in sign.text + desk.get(DESK).text


def test_sign_is_for_its_own_room_alone_and_a_wall_for_all(app: Flask, desk: FlaskClient) -> None:
    door, wall = app.test_client(), app.test_client()
    door.get(connect(desk, "Door 1"))
    wall.get(connect(desk, "Foyer", room=""))
    paths = ("rooms/hall/sign", "rooms/blue/sign", "rooms/sign")
    assert [door.get(f"{E}/{path}").status_code for path in paths] == [200, 404, 404]
    assert [wall.get(f"{E}/{path}").status_code for path in paths] == [200, 200, 200]
    assert [app.test_client().get(f"{E}/{path}").status_code for path in paths] == [404, 404, 404]
    assert [desk.get(f"{E}/{path}").status_code for path in paths] == [200, 200, 200]


def test_revoked_screen_shows_a_neutral_sentence_and_comes_back_when_that_is_undone(
    app: Flask,
    desk: FlaskClient,
    little: Engine,
) -> None:
    screen, address = app.test_client(), connect(desk, "Door 1")
    screen.get(address)
    one = f"{DESK}/{only_id(little)}"
    assert desk.post(f"{one}/revocation").status_code == 303
    off = screen.get(f"{E}/rooms/hall/sign")
    assert (off.status_code, "This screen is switched off." in off.text) == (404, True)
    assert "Hall" not in off.text and "LITTLE" not in off.text.replace("LITTLE-1</title>", "")
    assert screen.get(address).status_code == 404
    assert desk.post(f"{one}/return").status_code == 303
    assert screen.get(f"{E}/rooms/hall/sign").status_code == 200
    with transaction(little) as db:
        assert journal_of(db, f"display:{only_id(little)}") == [
            "display made",
            "display revoked",
            "display restored",
        ]


def test_screen_is_renamed_and_a_name_in_use_is_refused(
    desk: FlaskClient,
    little: Engine,
) -> None:
    connect(desk, "Door 1")
    one = f"{DESK}/{only_id(little)}/name"
    assert desk.post(one, data={"name": "Door 2"}).status_code == 303
    connect(desk, "Door 1")
    refused = desk.post(one, data={"name": "Door 1"})
    assert (refused.status_code, "Another screen in use is called Door 1." in refused.text) == (
        409,
        True,
    )
    empty = desk.post(DESK, data={"name": " ", "room": "hall", "language": "en"})
    assert (empty.status_code, "Say where the screen hangs" in empty.text) == (422, True)


def test_page_says_when_a_screen_was_last_seen(app: Flask, desk: FlaskClient) -> None:
    address = connect(desk, "Door 1")
    assert "Not yet" in desk.get(DESK).text
    screen = app.test_client()
    screen.get(address)
    screen.get(f"{E}/rooms/hall/sign")
    assert "less than a minute ago" in desk.get(DESK).text


def test_sign_says_how_late_a_session_is(app: Flask, desk: FlaskClient, little: Engine) -> None:
    with transaction(little) as db:
        opening = session_by_code(db, edition_by_slug(db, SLUG).id, "opening")
        opening.actual_start_at = at("09:15")
    screen = app.test_client()
    screen.get(connect(desk, "Door 1", language="vi"))
    page = screen.get(f"{E}/rooms/hall/sign").text
    assert '<html lang="vi"' in page
    assert "15 min late" in page and "Chậm 15 phút" in page


def test_answer_tells_the_time_also_when_nothing_changed(app: Flask, desk: FlaskClient) -> None:
    screen = app.test_client()
    screen.get(connect(desk, "Door 1"))
    first = screen.get(f"{E}/rooms/hall/sign")
    again = screen.get(f"{E}/rooms/hall/sign", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code in (200, 304)  # a minute may have passed
    assert again.headers["Conference-Time"] >= first.headers["Conference-Time"]


def test_now_and_next_for_everyone_and_for_a_screen(
    app: Flask, desk: FlaskClient, little: Engine
) -> None:
    with transaction(little) as db:
        set_domain_clock(db, at("13:10"))
    screen = app.test_client()
    screen.get(connect(desk, "Door 2", room="blue"))
    outside = json.loads(app.test_client().get(f"{E}/now-next.json").data)
    inside = json.loads(screen.get(f"{E}/now-next.json").data)
    rooms = {each["code"]: each for each in outside["rooms"]}
    assert {code: each["now"] for code, each in rooms.items()} == {"hall": [], "blue": []}
    assert rooms["blue"]["next"]["code"] == "group-x"
    (blue,) = inside["rooms"]
    assert blue["now"] == [
        {
            "reserved": True,
            "start": "2030-03-04T13:00:00+07:00",
            "end": "2030-03-04T13:30:00+07:00",
            "begins": "2030-03-04T13:00:00+07:00",
            "finishes": "2030-03-04T13:30:00+07:00",
        }
    ]
    one = json.loads(app.test_client().get(f"{E}/now-next.json?room=hall").data)
    assert [each["code"] for each in one["rooms"]] == ["hall"]
    assert app.test_client().get(f"{E}/now-next.json?room=none").status_code == 404


def test_editions_with_the_same_rooms_are_never_taken_for_each_other(
    app: Flask, desk: FlaskClient, little: Engine
) -> None:
    with transaction(little) as db:
        publish(db, replace(load(TEXT), slug="twin-2030"), by=BY, now=AT)
    told = {
        json.loads(app.test_client().get(f"/e/{slug}/now-next.json").data)["edition"]
        for slug in (SLUG, "twin-2030")
    }
    assert told == {SLUG, "twin-2030"}
