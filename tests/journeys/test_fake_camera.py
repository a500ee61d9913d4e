"""The door's real page, reader and policy in a real browser, before a film of badges."""

import io
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import qrcode
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from qrcode.constants import ERROR_CORRECT_M

from tests.journeys.door_stub import STATIC, DoorStub
from tests.journeys.film import Shot, write_film

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        not (STATIC / "vendor" / "zxing").exists(), reason="`make assets` fetches the reader"
    ),
]

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ADMITTED = "E1" + (CROCKFORD * 4)[:119]
REFUSED = "E1" + (CROCKFORD[::-1] * 4)[:119]

SOK = {
    "id": "p1",
    "style": "H.E.",
    "name": "Sok Chanthavy",
    "name_own_script": "សុខ ចាន់ថាវី",
    "delegation": "KH",
    "party": {"code": "KH", "name": {"en": "Cambodia", "vi": "Campuchia"}, "flag": "kh"},
    "function": "delegate",
    "capacity": "table",
    "seat": "3",
    "photo": "/api/v1/photos/p1",
}
ADMIT = {
    "verdict": "admit",
    "reason": "ok",
    "message": {"en": "On Cambodia’s list.", "vi": "Có trong danh sách của Campuchia."},
    "person": SOK,
}
REFUSE = {
    "verdict": "refuse",
    "reason": "not_expected",
    "message": {"en": "This session has no press.", "vi": "Phiên này không có báo chí."},
}
UNKNOWN = {
    "verdict": "refuse",
    "reason": "unknown_code",
    "message": {"en": "This is not one of our badges.", "vi": "Đây không phải thẻ của hội nghị."},
}


def picture_of(code: str) -> Image.Image:
    symbol = qrcode.QRCode(version=5, error_correction=ERROR_CORRECT_M, box_size=12, border=4)
    symbol.add_data(code, optimize=0)
    symbol.make(fit=False)
    out = io.BytesIO()
    symbol.make_image().save(out)
    return Image.open(out)


@pytest.fixture
def stub() -> DoorStub:
    stub = DoorStub({ADMITTED: ADMIT, REFUSED: REFUSE, "0123456Z": ADMIT}, UNKNOWN)
    photo = io.BytesIO()
    Image.new("RGB", (8, 10), (90, 120, 130)).save(photo, "JPEG")
    stub.photo = photo.getvalue()
    return stub


@contextmanager
def door(stub: DoorStub, film: Path, *, enrolled: bool = True) -> Iterator[Page]:
    """The door's page before that film, enrolled through its own page."""
    with stub.serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),  # none installed: Playwright's own
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            ],
        )
        context = browser.new_context(permissions=["camera"], base_url=address)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda line: faults.append(line.text) if _is_policy(line.text) else None)
        if enrolled:
            page.goto("/door/enrol/once-only")
            page.get_by_role("button", name="Enrol this device").click()
            page.wait_for_url("**/door")
        yield page
        browser.close()
        assert faults == []


def _is_policy(line: str) -> bool:
    return "Content Security Policy" in line


def until(page: Page, script: str, expected: Any, seconds: float = 15) -> None:
    """Poll: the page's policy forbids the evaluation that wait_for_function needs."""
    end = time.monotonic() + seconds
    value = page.evaluate(script)
    while value != expected and time.monotonic() < end:
        page.wait_for_timeout(50)
        value = page.evaluate(script)
    assert value == expected


def part(name: str) -> str:
    return f"document.querySelector('[data-part=\"{name}\"]')"


ANSWER = f"{part('answer')}.hidden ? null : {part('answer')}.dataset.answer"


def sent(scan: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: scan.get(key) for key in keys}


@pytest.fixture(scope="module")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_film([Shot(None, 1)], tmp_path_factory.mktemp("film") / "nobody.mjpeg")


def test_badge_held_to_the_camera_is_one_scan_and_one_answer(
    stub: DoorStub, tmp_path: Path
) -> None:
    film = write_film([Shot(picture_of(ADMITTED), 2)], tmp_path / "held.mjpeg")
    with door(stub, film) as page:
        until(page, ANSWER, "admit")
        shown = page.locator("[data-part=answer]").inner_text().split("\n")
        until(page, f"{part('photo')}.querySelector('img')?.src.startsWith('blob:')", True)
        page.wait_for_timeout(4000)  # still in view: neither a second scan nor a second answer
        after = page.evaluate(ANSWER)

    assert [
        sent(scan, "method", "code", "gate", "session", "direction") for scan in stub.scans
    ] == [
        {
            "method": "code",
            "code": ADMITTED,
            "gate": "p1",
            "session": None,
            "direction": "in",
        }
    ]
    assert [line for line in shown if line.strip()] == [
        "Admit",
        "Mời vào",
        "Delegate",
        "H.E. Sok Chanthavy",
        "សុខ ចាន់ថាវី",
        "Cambodia",
        "At the table · seat 3",
        "On Cambodia’s list.",
        "Có trong danh sách của Campuchia.",
        "Undo",
        "Next",
    ]
    assert after is None


def test_badges_one_after_the_other_are_read_small_turned_and_dim(
    stub: DoorStub, tmp_path: Path
) -> None:
    shots = [
        Shot(picture_of(ADMITTED), 1.5, width=0.11, centre=(0.42, 0.55), turn=-14),
        Shot(None, 1),
        Shot(picture_of(REFUSED), 1.5, width=0.2, turn=9, tilt=0.1, light=0.45),
        Shot(None, 30),
    ]
    film = write_film(shots, tmp_path / "queue.mjpeg")
    with door(stub, film) as page:
        until(page, ANSWER, "refuse", 20)

    assert [scan["code"] for scan in stub.scans] == [ADMITTED, REFUSED]


def test_keyboard_scanner_is_read_through_another_layout(stub: DoorStub, nobody: Path) -> None:
    with door(stub, nobody) as page:
        until(page, f"{part('desk')}.hidden", False)
        page.evaluate(TYPE_AS_FRENCH, ADMITTED)
        until(page, ANSWER, "admit")

    assert [sent(scan, "method", "code") for scan in stub.scans] == [
        {"method": "code", "code": ADMITTED}
    ]


# A scanner set to US before a machine set to French: the digits' row gives other characters.
TYPE_AS_FRENCH = """code => {
  const digits = "àé&\\"'(-è_ç";
  for (const sign of [...code.toLowerCase(), null]) {
    const key = sign === null ? "Enter" : /[0-9]/.test(sign) ? digits[sign] : sign;
    const place = sign === null ? "Enter" : (/[0-9]/.test(sign) ? "Digit" : "Key") + sign.toUpperCase();
    document.body.dispatchEvent(new KeyboardEvent("keydown",
      { key, code: place, bubbles: true, cancelable: true }));
  }
}"""


def test_serial_typed_by_hand_is_sent_as_serial_and_can_be_undone(
    stub: DoorStub, nobody: Path
) -> None:
    with door(stub, nobody) as page:
        page.get_by_label("Serial under the code").fill("o123 456")
        page.keyboard.press("Enter")
        until(page, f"{part('serial-fault')}.hidden", False)
        page.get_by_label("Serial under the code").fill("o123 456z")
        page.keyboard.press("Enter")
        until(page, ANSWER, "admit")
        page.locator("[data-part=undo]").click()
        until(page, f"{part('status')}.textContent", "Taken back: Sok Chanthavy")

    first, undone = stub.scans
    assert sent(first, "method", "code", "annuls") == {
        "method": "serial",
        "code": "0123456Z",
        "annuls": None,
    }
    assert sent(undone, "method", "code", "annuls") == {
        "method": "undo",
        "code": None,
        "annuls": first["id"],
    }


def test_scan_without_network_admits_nobody_and_is_sent_again_under_its_id(
    stub: DoorStub, nobody: Path
) -> None:
    with door(stub, nobody) as page:
        until(page, f"{part('desk')}.hidden", False)
        stub.silent = True
        page.get_by_label("Serial under the code").fill("0123456Z")
        page.keyboard.press("Enter")
        until(page, ANSWER, "unanswered")
        until(page, f"{part('waiting')}.textContent", "1 waiting to send")
        words = page.locator("[data-part=word]").inner_text()
        kept = page.evaluate("JSON.parse(localStorage['eventops.door.outbox']).map(row => row.id)")
        page.reload()
        until(page, f"{part('notice')}.innerText.includes('No connection yet')", True)
        stub.silent = False
        page.evaluate("window.dispatchEvent(new Event('online'))")
        until(page, f"{part('waiting')}.textContent", "0 waiting to send")

    assert words == "No connection"
    assert [scan["id"] for scan in stub.scans] == kept


def test_lost_device_is_wiped_and_says_so(stub: DoorStub, nobody: Path) -> None:
    with door(stub, nobody) as page:
        until(page, f"{part('desk')}.hidden", False)
        stub.turned_away = "device_lost"
        page.reload()
        until(page, f"{part('notice')}.innerText.includes('reported lost')", True)
        assert page.evaluate("Object.keys(localStorage)") == []
        page.reload()
        until(page, f"{part('notice')}.innerText.includes('not enrolled')", True)


def test_enrolment_address_used_before_says_why(stub: DoorStub, nobody: Path) -> None:
    stub.secrets.clear()
    with door(stub, nobody, enrolled=False) as page:
        page.goto("/door/enrol/once-only")
        page.get_by_role("button", name="Enrol this device").click()
        until(page, f"{part('fault')}.hidden", False)
        assert page.locator("[data-part=fault-reason]").inner_text() == (
            "This address was used already, or is too old."
        )
        assert page.evaluate("Object.keys(localStorage)") == []
