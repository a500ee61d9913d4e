"""A portrait from the camera or a file: placed, cut to 3:4 and sent with the form."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from eventops.demo.photos import photo
from tests.journeys.conftest import TABLET, DoorOpener
from tests.journeys.demo import EDITION, Demo
from tests.journeys.film import FRAME

NEW = f"{EDITION}/delegations/kh/people/new"
LEFT = (200, 30, 30)
"""Red at the left of what the camera sees: what is kept must not be a mirror's."""

KEPT = """async (field) => {
  const [file] = field.files;
  if (!file) return null;
  const picture = await createImageBitmap(file);
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const at = (x, y) => [...pen.getImageData(x * picture.width, y * picture.height, 1, 1).data];
  return { size: [picture.width, picture.height], left: at(0.05, 0.1), middle: at(0.5, 0.1), right: at(0.95, 0.1) };
}"""


def before_camera() -> Image.Image:
    """Somebody before a wall that is red at the left and grey at the right."""
    frame = Image.new("RGB", FRAME, (150, 154, 160))
    frame.paste(LEFT, (0, 0, FRAME[0] // 2 - 150, FRAME[1]))
    whole = Image.open(BytesIO(photo("before the camera", sex="f"))).resize((300, 400))
    frame.paste(whole, (FRAME[0] // 2 - 150, FRAME[1] - 400))
    return frame


@pytest.fixture
def guest(tmp_path: Path) -> Path:
    """A film of somebody who sits still."""
    picture, film = BytesIO(), tmp_path / "guest.mjpeg"
    before_camera().save(picture, "JPEG", quality=92)
    film.write_bytes(picture.getvalue() * 30)
    return film


def kept(page: Page) -> dict[str, list[int]]:
    """What the form would send: its size, and the colours across its upper part."""
    found: dict[str, list[int]] = page.locator("input[type=file]").evaluate(KEPT)
    return found


def test_a_photo_is_taken_placed_and_sent(demo: Demo, camera: DoorOpener, guest: Path) -> None:
    with camera(guest) as page:
        demo.sign_in(page, "focal point of KH")
        page.goto(NEW)
        page.get_by_label("Full name").fill("Camera Guest")
        page.get_by_role("button", name="Take a photo").click()
        expect(page.locator("video.is-mirror")).to_be_visible()
        page.get_by_role("button", name="Take it in three seconds").click()
        expect(page.locator("[data-photo=count]")).to_have_text("3")
        expect(page.locator("[data-photo=canvas]")).to_be_focused()
        expect(page.get_by_text("The photo goes with the form.")).to_be_visible()
        expect(page.locator("video")).to_be_hidden()
        assert page.locator("video").evaluate("video => video.srcObject") is None

        first = kept(page)
        assert first["size"] == [720, 960]
        assert first["left"][0] > first["left"][1] + 80, "red stays at the left"
        assert abs(first["right"][0] - first["right"][1]) < 40

        page.get_by_label("This person has been told and agrees").check()
        page.get_by_role("button", name="Add and hand in").click()
        expect(page.get_by_role("status").first).to_contain_text("Camera Guest is added")
        page.get_by_role("link", name="Camera Guest").first.click()
        expect(page.get_by_role("img", name="Photo of Camera Guest")).to_be_visible()
        page.get_by_role("button", name="Withdraw").click()
        expect(page.get_by_role("status").first).to_contain_text("Camera Guest is withdrawn")


def test_a_file_is_placed_by_keyboard_and_cut_before_it_is_sent(
    demo: Demo, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "wide.png"
    before_camera().save(file)
    page = browser.new_context(base_url=demo.base, locale="en-GB", viewport=TABLET).new_page()
    demo.sign_in(page, "focal point of KH")
    page.goto(NEW)
    page.get_by_label("Photo").set_input_files(file)
    expect(page.locator("[data-photo=canvas]")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    expect(page.get_by_text("The photo goes with the form.")).to_be_visible()
    page.wait_for_function(
        "document.querySelector('input[type=file]').files[0]?.name === 'photo.jpg'"
    )
    page.wait_for_timeout(400)  # the last key's cut
    placed = kept(page)
    assert placed["size"] == [720, 960]
    assert placed["middle"][0] > placed["middle"][1] + 80, "the red wall was moved into the middle"

    page.get_by_role("button", name="Send no new photo").click()
    assert page.locator("input[type=file]").evaluate("field => field.files.length") == 0
    page.context.close()


def test_the_camera_that_is_not_there_is_said(demo: Demo, browser: Browser) -> None:
    page = browser.new_context(base_url=demo.base, locale="en-GB", viewport=TABLET).new_page()
    demo.sign_in(page, "focal point of KH")
    page.goto(NEW)
    page.get_by_role("button", name="Take a photo").click()
    expect(page.locator("[data-photo=said]")).to_have_text(
        re.compile("No camera was found|does not let this page use the camera")
    )
    page.context.close()
