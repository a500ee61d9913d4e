"""Stage a demo and take the README's pictures of it, into docs/screenshots/.

The pictures are of the running product at the demo's own hour. They are reduced to a palette, so
that a clone stays small.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from prepare import ROOT
from test import browser as browser_path

sys.path.insert(0, str(ROOT))  # the journeys know how a demo is started and a badge is shown

from tests.journeys.demo import EDITION, Demo, running_demo
from tests.journeys.doors import answered, door_at, wedge
from tests.journeys.film import Shot, write_film
from tests.journeys.prints import printed_badges

PICTURES = ROOT / "docs" / "screenshots"
COLOURS = 128
DESKTOP, PHONE = (1280, 800), (360, 740)
BEARER = 2
"""Whose badge is shown at the door: a place among Cambodia's printed badges."""


@dataclass(frozen=True)
class Shown:
    """A page of a role, and the name of its picture."""

    name: str
    role: str
    path: str
    size: tuple[int, int]


PAGES = (
    Shown("programme", "", f"{EDITION}/programme/2026-01-15", DESKTOP),
    Shown("agenda-phone", "delegate", f"{EDITION}/agenda", PHONE),
    Shown("delegation", "focal point of KH", f"{EDITION}/delegations/kh", DESKTOP),
    Shown("start", "organiser", f"{EDITION}/desk/", DESKTOP),
)


@contextmanager
def page_of(browser: Browser, demo: Demo, size: tuple[int, int]) -> Iterator[Page]:
    """A page of a reader nobody knows yet; a phone's screen is drawn twice as fine."""
    width, height = size
    context = browser.new_context(
        base_url=demo.base,
        viewport={"width": width, "height": height},
        device_scale_factor=2 if size == PHONE else 1,
        color_scheme="light",
        locale="en-GB",
        permissions=["camera"],
    )
    yield context.new_page()
    context.close()


def keep(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready.then(() => true)")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    path = PICTURES / f"{name}.png"
    small.save(path, optimize=True)
    print(f"  {path.relative_to(ROOT)}  {path.stat().st_size // 1024} KiB")


def keep_door(browser: Browser, demo: Demo) -> None:
    """A guest admitted at the opening's door."""
    with page_of(browser, demo, DESKTOP) as page:
        demo.sign_in(page, "organiser")
        sheet = page.request.get(f"{EDITION}/delegations/kh/badges.pdf").body()
        door_at(page, demo.way("door"), "g1")
        wedge(page, printed_badges(sheet)[BEARER].code)
        answered(page, "admit", photo=True)
        keep(page, "door")


def open_browser(playwright: Playwright, folder: Path) -> Browser:
    """A browser before whose camera nobody stands."""
    film = write_film([Shot(None, 1)], folder / "nobody.mjpeg")
    return playwright.chromium.launch(
        executable_path=browser_path(),
        args=[
            "--no-sandbox",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ],
    )


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as name,
        running_demo(Path(name)) as demo,
        sync_playwright() as playwright,
    ):
        browser = open_browser(playwright, Path(name))
        for shown in PAGES:
            with page_of(browser, demo, shown.size) as page:
                if shown.role:
                    demo.sign_in(page, shown.role)
                page.goto(shown.path)
                keep(page, shown.name)
        keep_door(browser, demo)
        browser.close()


if __name__ == "__main__":
    main()
