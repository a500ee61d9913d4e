"""The admission window: what a door says before it opens, while it is open, and after it closed."""

import pytest

from tests.checkin.scene import at, row
from tests.checkin.test_api import both
from tests.checkin.wire import Wire


@pytest.mark.parametrize(
    ("hour", "opening", "plenary"),
    [
        ("07:59", "next", "next"),
        ("08:01", "open", "next"),
        ("08:49", "open", "next"),
        ("08:51", "closed", "next"),
        ("09:59", "closed", "next"),
        ("10:01", "ended", "open"),
        ("12:01", "ended", "ended"),
    ],
)
def test_doors_open_close_and_end(wire: Wire, hour: str, opening: str, plenary: str) -> None:
    wire.set_clock(at(hour))
    gates = {gate["code"]: gate for gate in wire.get("/api/v1/door").get_json()["gates"]}
    assert [each["state"] for each in gates["h1"]["sessions"]] == [opening, plenary]


def test_a_guest_late_at_the_right_doors_is_sent_nowhere_else(wire: Wire) -> None:
    wire.set_clock(at("08:55"))
    told = wire.post(row("h1", code=wire.codes["AA2"])).get_json()["results"][0]
    assert (told["verdict"], told["reason"]) == ("ask", "too_late")
    assert told["message"] == both(wire, "door_too_late_closed", closed="08:50")


def test_the_press_hears_when_the_photo_call_ended_and_not_that_the_session_is_over(
    wire: Wire,
) -> None:
    wire.set_clock(at("09:15"))
    told = wire.post(row("h1", code=wire.codes["PRESS1"])).get_json()["results"][0]
    assert (told["verdict"], told["reason"]) == ("refuse", "too_late")
    assert told["message"] == both(wire, "door_too_late_photo", photo_until="09:10")
