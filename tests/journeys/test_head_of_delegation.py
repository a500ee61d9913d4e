"""The minister is called home: another head of delegation, felt by agenda, desk and door at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import TABLET
from tests.journeys.demo import EDITION, Demo
from tests.journeys.doors import WAIT, door_at, next_guest, wedge
from tests.journeys.screens import PHONE

NAME = "Chhim Navy"
"""The demo's delegate: third on Cambodia's list for the ministers."""
RETREAT = "Ministers’ retreat"
ONE_SCAN = 3_100.0
"""Milliseconds; the same badge within three seconds is one scan."""
RETREAT_AT = "2026-01-15T10:35"
"""Closed, for the head and one more."""


@pytest.fixture
def phone(browser: Browser, demo: Demo) -> Iterator[Page]:
    """The delegate's telephone, signed in."""
    width, height = PHONE
    context = browser.new_context(
        base_url=demo.base, locale="en-GB", viewport={"width": width, "height": height}
    )
    page = context.new_page()
    demo.sign_in(page, "delegate")
    yield page
    context.close()


@pytest.fixture
def desk(browser: Browser, demo: Demo) -> Iterator[Page]:
    """A browser for whoever is at a desk: the focal point, then the organiser."""
    context = browser.new_context(base_url=demo.base, locale="en-GB", viewport=TABLET)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def door(browser: Browser, demo: Demo) -> Iterator[Page]:
    """The tablet at the retreat's door, at the retreat's time, with a keyboard scanner."""
    with demo.at(RETREAT_AT):
        context = browser.new_context(base_url=demo.base, locale="en-GB", viewport=TABLET)
        page = context.new_page()
        door_at(page, demo.way("door"), "w1")
        yield page
        context.close()


def lead_from_now_on(page: Page, demo: Demo) -> None:
    """As the focal point: the minister left, somebody else leads the delegation."""
    demo.sign_in(page, "focal point of KH")
    page.goto(f"{EDITION}/delegations/kh/substitutions")
    page.locator("main").get_by_role("link", name=re.compile("^ADGMIN-6")).click()
    choice = page.get_by_label("Who leads from then on")
    option = choice.locator("option", has_text=NAME)
    choice.select_option(option.get_attribute("value"))
    page.get_by_label("From", exact=True).fill("2026-01-15T09:00")
    page.get_by_label("Asked for by").fill("Private secretary to the Minister")
    page.get_by_label("Reason").fill("Called back to the capital")
    page.get_by_role("button", name="Enter the substitution").click()


def verdict(badge: str, page: Page) -> str:
    """What the door answers to a scanned badge."""
    page.wait_for_timeout(ONE_SCAN)
    wedge(page, badge)
    screen = page.locator("[data-part=answer]:visible")
    expect(screen).to_be_visible(timeout=WAIT)
    answer = screen.get_attribute("data-answer") or ""
    screen.dispatch_event("pointerdown")  # a touch holds the screen
    expect(screen).to_contain_text(NAME)
    next_guest(page)
    return answer


def test_another_head_leads_at_once_and_gives_the_place_back(
    phone: Page, desk: Page, door: Page, demo: Demo
) -> None:
    badge = demo.run("badges", "code", NAME).split()[0]
    agenda = f"{EDITION}/agenda"
    phone.goto(agenda)
    expect(phone.get_by_role("link", name=re.compile(RETREAT))).to_have_count(0)
    assert verdict(badge, door) == "refuse"

    lead_from_now_on(desk, demo)
    expect(desk.get_by_role("heading", name=re.compile(NAME))).to_be_visible()
    expect(desk.locator("ul.tasks")).to_contain_text("pin", ignore_case=True)
    record = desk.url

    phone.goto(agenda)
    expect(phone.get_by_role("link", name=re.compile(RETREAT)).first).to_be_visible()
    assert verdict(badge, door) == "admit"

    demo.sign_in(desk, "organiser")
    desk.goto(f"{EDITION}/desk/substitutions")
    expect(desk.locator("main")).to_contain_text(NAME)

    demo.sign_in(desk, "focal point of KH")
    desk.goto(record)
    desk.get_by_role("button", name="Undo the substitution").click()
    phone.goto(agenda)
    expect(phone.get_by_role("link", name=re.compile(RETREAT))).to_have_count(0)
    assert verdict(badge, door) == "refuse"
