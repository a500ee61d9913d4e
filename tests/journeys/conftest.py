"""One demo and one browser for all journeys; a door gets a browser before a film of badges."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from tests.journeys.demo import Demo, running_demo
from tests.journeys.film import Shot, write_film
from tests.journeys.prints import PrintedBadge, printed_badges

HERE = Path(__file__).parent
TABLET: ViewportSize = {"width": 1280, "height": 800}

DoorOpener = Callable[[Path], AbstractContextManager[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The week in Hanoi, as `make demo` serves it."""
    with running_demo(tmp_path_factory.mktemp("demo")) as demo:
        yield demo


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


def launch(playwright: Playwright, *arguments: str) -> Browser:
    """The Chromium that was named, else one on the path, else Playwright's own."""
    named = os.environ.get("EVENTOPS_TEST_CHROMIUM") or shutil.which("chromium")
    return playwright.chromium.launch(
        executable_path=named, args=["--no-sandbox", "--disable-gpu", *arguments]
    )


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser without a camera."""
    browser = launch(playwright)
    yield browser
    browser.close()


@contextmanager
def camera_page(playwright: Playwright, demo: Demo, film: Path) -> Iterator[Page]:
    """A page of a browser whose camera shows the film; it may report no fault of its own."""
    browser = launch(
        playwright,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    context = browser.new_context(
        base_url=demo.base, permissions=["camera"], locale="en-GB", viewport=TABLET
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if _is_policy(line.text) else None)
    yield page
    browser.close()
    assert faults == []


def _is_policy(line: str) -> bool:
    return "Content Security Policy" in line


@pytest.fixture
def camera(playwright: Playwright, demo: Demo) -> DoorOpener:
    """`with camera(film) as page`: a tablet with that film before its camera."""
    return lambda film: camera_page(playwright, demo, film)


@pytest.fixture(scope="session")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of an empty hall."""
    return write_film([Shot(None, 1)], tmp_path_factory.mktemp("film") / "nobody.mjpeg")


@pytest.fixture(scope="session")
def cambodia(demo: Demo, browser: Browser) -> list[PrintedBadge]:
    """The badges of Cambodia's delegation, as the desk's printer gets them."""
    context = browser.new_context(base_url=demo.base)
    demo.sign_in(context.new_page(), "organiser")
    answer = context.request.get("/e/adgmin-2026/delegations/kh/badges.pdf")
    badges = printed_badges(answer.body())
    context.close()
    return badges
