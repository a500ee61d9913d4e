"""A room's sign on a screen of its own: connected, without a network, revoked; looked over."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.demo import EDITION, Demo
from tests.journeys.screens import AXE, DESKTOP, PHONE, Watch, looked_over

LATER = 3 * 3600 * 1000
"""Milliseconds: from the morning of the opening to when it is over."""

KEPT = """() => caches.open("eventops-signs").then((it) => it.keys()).then((keys) =>
  keys.length > 10 && keys.some(({ url }) => url === location.href))"""


@pytest.fixture
def desk(browser: Browser, demo: Demo) -> Iterator[Page]:
    context = browser.new_context(base_url=demo.base, locale="en-GB")
    page = context.new_page()
    demo.sign_in(page, "organiser")
    yield page
    context.close()


@pytest.fixture
def screen(browser: Browser, demo: Demo) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=demo.base, reduced_motion="reduce")
    context.add_init_script(path=AXE)
    yield context
    context.close()


def connect(desk: Page, name: str, room: str) -> str:
    """The secret address of a new screen."""
    desk.goto(f"{EDITION}/desk/displays")
    desk.get_by_label("Name of the screen").fill(name)
    desk.get_by_label("What it shows").select_option(label=room)
    desk.get_by_role("button", name="Make its address").click()
    return desk.locator("#display-address").inner_text()


def test_sign_goes_on_without_a_network_and_is_silent_once_it_is_revoked(
    demo: Demo, desk: Page, screen: BrowserContext
) -> None:
    address = connect(desk, "Grand Hall, door 1", "Grand Hall")
    page = screen.new_page()
    with demo.at("2026-01-15T08:40"):
        page.goto(address)
        expect(page).to_have_url(re.compile(f"{EDITION}/rooms/grand-hall/sign$"))
        running = page.locator("[data-at=now] h2")
        expect(running).to_contain_text("Opening ceremony")
        expect(page.locator("[data-clock]")).to_have_text(re.compile("^08:4"))
        _until_kept(page)

        screen.set_offline(True)
        page.reload()
        expect(running).to_contain_text("Opening ceremony")
        # Three hours pass without a network: the screen opens its page again and knows the time.
        page.evaluate(_let_pass(LATER))
        page.reload()
        expect(page.locator("[data-clock]")).to_have_text(re.compile("^11:4"))
        expect(running).to_have_count(0)
        expect(page.get_by_text("No session now")).to_be_visible()
        expect(page.locator("[data-at=next] h2")).to_contain_text("ASEAN Digital Awards")
        expect(page.locator("[data-silent]")).to_contain_text(re.compile("No news since.* 08:4"))

        screen.set_offline(False)
        page.reload()
        expect(running).to_contain_text("Opening ceremony")
        expect(page.locator("[data-silent]")).to_be_hidden()

        desk.goto(f"{EDITION}/desk/displays")
        line = desk.get_by_role("row", name="Grand Hall, door 1")
        expect(line).to_contain_text("less than a minute ago")
        line.get_by_role("button", name="Revoke").click()
        page.reload()
        expect(page.get_by_role("heading")).to_have_text("This screen is switched off.")
        expect(page.get_by_text("Grand Hall")).to_have_count(0)

        desk.get_by_role("button", name="Undo").click()
        page.reload()
        expect(running).to_contain_text("Opening ceremony")


def _until_kept(page: Page) -> None:
    for _ in range(100):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    pytest.fail("the worker keeps nothing")


def _let_pass(milliseconds: int) -> str:
    return f"""() => {{
      const [key] = Object.keys(localStorage).filter((each) => each.startsWith("eventops.sign "));
      const kept = JSON.parse(localStorage[key]);
      localStorage[key] = JSON.stringify({{ ...kept, offset: kept.offset + {milliseconds} }});
    }}"""


@pytest.mark.parametrize("room", ["Grand Hall", "All rooms, now and next"])
def test_sign_is_right_on_every_screen(
    demo: Demo, desk: Page, screen: BrowserContext, room: str
) -> None:
    address = connect(desk, f"Screen of {room}", room)
    watch, page = Watch(screen, demo.base), screen.new_page()
    page.goto(address)
    faults = looked_over(page, axe_in=[(PHONE, "light"), (DESKTOP, "dark")]) + watch.taken()
    page.set_viewport_size({"width": 1080, "height": 1920})
    faults += looked_over(page, axe_in=[]) + watch.taken()
    assert faults == []


def test_page_of_a_screen_that_is_switched_off_is_right(demo: Demo, screen: BrowserContext) -> None:
    watch, page = Watch(screen, demo.base), screen.new_page()
    page.goto("/display/unknown")
    assert looked_over(page, axe_in=[(PHONE, "dark")]) + watch.taken() == []


def test_readers_own_time_stands_beside_the_venues(browser: Browser, demo: Demo) -> None:
    context = browser.new_context(
        base_url=demo.base, locale="en-GB", timezone_id="America/Los_Angeles"
    )
    page = context.new_page()
    page.goto(f"{EDITION}/sessions/opening")
    time = page.locator(".session-facts time").first
    expect(time).to_have_text("08:30")
    page.get_by_role("button", name="show in my time").first.click()
    expect(time).to_have_text("08:30 (17:30 −1 day)")
    page.goto(f"{EDITION}/programme/2026-01-15")
    first = page.locator(".session").filter(has_text="Opening ceremony").locator("time").first
    expect(first).to_have_text("08:30 (17:30 −1 day)")
    page.get_by_role("button", name="hide my time").first.click()
    expect(first).to_have_text("08:30")
    context.close()
