"""The scanner's page on the running product: camera, keyboard, hand, lost network, lost device."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import qrcode
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import DoorOpener
from tests.journeys.demo import EDITION, Demo
from tests.journeys.doors import (
    answered,
    door_at,
    enrol,
    kept_scans,
    next_guest,
    part,
    type_serial,
    wedge,
)
from tests.journeys.film import Shot, write_film
from tests.journeys.prints import PrintedBadge

SCANS = "**/api/v1/scans"
ADDRESS = re.compile(r"http\S+/door/enrol/\S+")

TYPE_AS_FRENCH = """code => {
  // A scanner set to US before a machine set to French: the digits' row gives other characters.
  const digits = "àé&\\"'(-è_ç";
  for (const sign of [...code.toLowerCase(), null]) {
    const key = sign === null ? "Enter" : /[0-9]/.test(sign) ? digits[sign] : sign;
    const place = sign === null ? "Enter" : (/[0-9]/.test(sign) ? "Digit" : "Key") + sign.toUpperCase();
    document.body.dispatchEvent(new KeyboardEvent("keydown",
      { key, code: place, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture(autouse=True, scope="module")
def morning(demo: Demo) -> Iterator[None]:
    """The opening's doors are open."""
    with demo.at():
        yield


@pytest.fixture
def door(demo: Demo, camera: DoorOpener, nobody: Path) -> Iterator[Page]:
    """A tablet at the Grand Hall's first door, nobody before its camera."""
    with camera(nobody) as page:
        door_at(page, demo.way("door"), "g1")
        yield page


@pytest.fixture(scope="module")
def own_serial(demo: Demo, browser: Browser) -> str:
    """As the demo's delegate reads it under the code of their badge."""
    page = browser.new_page(base_url=demo.base)
    demo.sign_in(page, "delegate")
    page.goto(f"{EDITION}/badge")
    serial = page.locator(".serial").inner_text()
    page.close()
    return serial


def told(page: Page) -> list[dict[str, object]]:
    """Fills up with every scan the page brings to the server."""
    scans: list[dict[str, object]] = []

    def listen(route: Route) -> None:
        scans.extend(json.loads(route.request.post_data or "{}")["scans"])
        route.continue_()

    page.route(SCANS, listen)
    return scans


def test_badge_held_to_the_camera_is_one_scan_and_one_answer(
    demo: Demo, cambodia: list[PrintedBadge], camera: DoorOpener, tmp_path: Path
) -> None:
    film = write_film([Shot(cambodia[3].picture, 2)], tmp_path / "held.mjpeg")
    with camera(film) as page:
        scans = told(page)
        door_at(page, demo.way("door"), "g1")
        answered(page, "admit")
        page.wait_for_timeout(4000)  # still in view: neither a second scan nor a second answer
        expect(page.locator(part("answer"))).to_be_hidden()

    assert [(scan["method"], scan["code"], scan["gate"], scan["direction"]) for scan in scans] == [
        ("code", cambodia[3].code, "g1", "in")
    ]


def test_badges_one_after_the_other_are_read_small_turned_and_dim(
    demo: Demo, cambodia: list[PrintedBadge], camera: DoorOpener, tmp_path: Path
) -> None:
    shots = [
        Shot(cambodia[4].picture, 1.5, width=0.13, centre=(0.42, 0.55), turn=-14),
        Shot(None, 1),
        Shot(cambodia[5].picture, 1.5, width=0.22, turn=9, tilt=0.1, light=0.45),
        Shot(None, 30),
    ]
    film = write_film(shots, tmp_path / "queue.mjpeg")
    with camera(film) as page:
        scans = told(page)
        door_at(page, demo.way("door"), "g1")
        expect(page.locator(f"{part('last')} svg")).to_have_count(2, timeout=20_000)

    assert [scan["code"] for scan in scans] == [cambodia[4].code, cambodia[5].code]


def test_keyboard_scanner_is_read_through_another_layout(
    door: Page, cambodia: list[PrintedBadge]
) -> None:
    scans = told(door)
    door.evaluate(TYPE_AS_FRENCH, cambodia[6].code)
    answered(door, "admit", photo=True)

    assert [(scan["method"], scan["code"]) for scan in scans] == [("code", cambodia[6].code)]


def test_code_of_no_badge_is_refused_and_counted_by_nobody(door: Page) -> None:
    before = door.locator(part("inside")).inner_text()
    door.evaluate(TYPE_AS_FRENCH, "E1" + "0123456789ABCDEFGHJKMNPQRSTVWXYZ" * 3 + "0" * 23)
    refused = answered(door, "refuse")
    next_guest(door)

    assert refused.lines[:2] == ("Not here", "Không vào cửa này")
    assert door.locator(part("inside")).inner_text() == before


def test_whole_code_pasted_into_the_field_is_a_scan_of_the_badge(
    door: Page, cambodia: list[PrintedBadge]
) -> None:
    scans, code = told(door), cambodia[7].code
    field = door.get_by_label("Serial under the code")
    field.fill(f" https://door.example/b/{code[:60]} {code[60:]} ")
    field.press("Enter")
    answered(door, "admit", photo=True)

    assert [(scan["method"], scan["code"]) for scan in scans] == [("code", code)]


def test_what_is_no_badge_is_answered_too(door: Page) -> None:
    scans = told(door)
    wedge(door, "WIFI:x")
    refused = answered(door, "refuse")
    next_guest(door)

    assert "This is not a badge of the conference. Please show the badge itself." in refused.lines
    assert [(scan["method"], scan["code"]) for scan in scans] == [("code", "WIFI:x")]


def test_poster_before_the_camera_is_told_once(
    demo: Demo, camera: DoorOpener, tmp_path: Path
) -> None:
    poster = qrcode.make("https://hotel.example/menu").get_image()
    film = write_film([Shot(poster, 2), Shot(None, 4)], tmp_path / "poster.mjpeg")
    with camera(film) as page:
        scans = told(page)
        door_at(page, demo.way("door"), "g1")
        answered(page, "refuse")
        next_guest(page)
        page.wait_for_timeout(8000)  # the film comes round, the poster again in view
        expect(page.locator(part("answer"))).to_be_hidden()

    assert [scan["code"] for scan in scans] == ["https://hotel.example/menu"]


def test_serial_typed_by_hand_asks_for_a_look_and_can_be_taken_back(
    door: Page, own_serial: str
) -> None:
    scans = told(door)
    type_serial(door, own_serial[:5])
    expect(door.locator(part("serial-fault"))).to_be_visible()
    type_serial(door, own_serial.lower())
    shown = answered(door, "ask", photo=True)
    door.locator(part("undo")).click()
    expect(door.locator(part("status"))).to_have_text("Taken back: Chhim Navy")

    assert "May I see your face? Please compare the photo before admitting." in shown.lines
    first, undone = scans
    assert (first["method"], first["code"]) == ("serial", own_serial.replace(" ", ""))
    assert (undone["method"], undone["annuls"]) == ("undo", first["id"])


def test_scan_without_network_admits_nobody_and_is_sent_again_under_its_id(
    door: Page, own_serial: str
) -> None:
    scans = told(door)
    door.context.set_offline(True)
    type_serial(door, own_serial)
    shown = answered(door, "unanswered")
    expect(door.locator(part("waiting"))).to_have_text("1 waiting to send")
    kept = kept_scans(door)
    door.context.set_offline(False)
    expect(door.locator(part("waiting"))).to_have_text("0 waiting to send")

    assert shown.lines[:2] == ("No connection", "Mất kết nối")
    assert len(kept) == 1
    assert [scan["id"] for scan in scans] == kept * 2
    assert kept_scans(door) == []


def test_lost_device_is_wiped_and_says_so(demo: Demo, camera: DoorOpener, nobody: Path) -> None:
    address = new_address(demo, "Lost tablet")
    with camera(nobody) as page:
        enrol(page, address)
        expect(page.locator(part("ready"))).to_be_visible()  # its only gate is chosen by itself
        demo.run("door", "lost", "Lost tablet", "--edition", "adgmin-2026")
        page.reload()
        expect(page.get_by_text("This device was reported lost")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage)") == []
        page.reload()
        expect(page.get_by_text("This device is not enrolled")).to_be_visible()


def test_enrolment_address_used_before_says_why(
    demo: Demo, camera: DoorOpener, nobody: Path
) -> None:
    address = new_address(demo, "Second tablet")
    with camera(nobody) as page:
        enrol(page, address)
    with camera(nobody) as page:
        page.goto(address)
        page.get_by_role("button", name="Enrol this device").click()
        expect(page.locator(part("fault-reason"))).to_have_text(
            "This address was used already, or is too old. Ask for a new one."
        )
        assert page.evaluate("Object.keys(localStorage)") == []


def new_address(demo: Demo, name: str) -> str:
    """Of a device that the organisers enrol from the command line, for one gate."""
    said = demo.run("door", "enrol", name, "--edition", "adgmin-2026", "--gate", "g1")
    found = ADDRESS.search(said)
    assert found is not None
    return found.group()
