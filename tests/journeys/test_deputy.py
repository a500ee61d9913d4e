"""The head falls ill at breakfast: a deputy on no list yet sits in the chair, by telephone alone.

The liaison officer does all of it on a telephone of 360 pixels: registers the deputy with a photo,
enters the substitution, and shows the day badge's holder in; the officer approves on a telephone too.
What is touched and typed is counted, since three minutes are not much.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from eventops.demo.photos import photo
from tests.journeys.conftest import TABLET
from tests.journeys.demo import EDITION, Demo
from tests.journeys.doors import answered, door_at, next_guest, wedge
from tests.journeys.screens import AXE, PHONE, Watch, looked_over, unmarked

NAME = "Sok Rithy"
RETREAT, RETREAT_AT = "Ministers’ retreat", "2026-01-15T10:35"
ONE_SCAN = 3_100.0
"""Milliseconds; the same badge within three seconds is one scan."""
TOUCHES, TYPED = 14, 3
"""From the delegation's page to the substitution; fields to type in are name, who asked, and why."""


@dataclass
class Hand:
    """One hand on a telephone, counting."""

    touches: int = 0
    typed: int = 0

    def touch(self, what: Locator) -> None:
        self.touches += 1
        what.tap()

    def write(self, where: Locator, text: str) -> None:
        self.touches += 1
        self.typed += 1
        where.fill(text)


@contextmanager
def telephone(browser: Browser, demo: Demo, who: str) -> Iterator[Page]:
    width, height = PHONE
    context: BrowserContext = browser.new_context(
        base_url=demo.base,
        locale="en-GB",
        viewport={"width": width, "height": height},
        has_touch=True,
        reduced_motion="reduce",
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    demo.sign_in(page, who)
    yield page
    context.close()


@pytest.fixture
def liaison(browser: Browser, demo: Demo) -> Iterator[Page]:
    with telephone(browser, demo, "liaison officer of KH") as page:
        yield page


@pytest.fixture
def officer(browser: Browser, demo: Demo) -> Iterator[Page]:
    with telephone(browser, demo, "accreditation officer") as page:
        yield page


@pytest.fixture
def door(browser: Browser, demo: Demo) -> Iterator[Page]:
    """The tablet at the retreat's door, at the retreat's time, with a keyboard scanner."""
    with demo.at(RETREAT_AT):
        context = browser.new_context(base_url=demo.base, locale="en-GB", viewport=TABLET)
        page = context.new_page()
        door_at(page, demo.way("door"), "w1")
        yield page
        context.close()


def register(page: Page, hand: Hand, portrait: Path) -> None:
    """From the delegation's page, where the liaison officer's work begins, to the walk-in."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cambodia")
    hand.touch(page.get_by_role("link", name="Substitutions"))
    hand.touch(page.locator("main").get_by_role("link", name=re.compile(RETREAT)))
    hand.touch(page.get_by_role("link", name="Somebody who is not on the list yet"))
    expect(page.get_by_label("Delegation", exact=True)).to_have_value("kh")
    hand.write(page.get_by_label("Full name"), NAME)
    page.get_by_label("Photo").set_input_files(portrait)
    hand.touches += 2  # the telephone's camera, and its release
    hand.touch(page.get_by_label("today alone"))
    hand.touch(page.get_by_label("The person was told"))
    hand.touch(page.get_by_role("button", name="Register"))
    expect(page.get_by_role("heading", name="Waits for the officer")).to_be_visible()


def substitute(page: Page, hand: Hand) -> None:
    """Enter the one just registered in the head's place."""
    hand.touch(page.get_by_role("link", name="Enter the substitution"))
    who = page.get_by_label("Who enters")
    expect(who.locator("option:checked")).to_contain_text(NAME)
    hand.touch(page.get_by_label(re.compile("Chea Vandeth")))
    hand.write(page.get_by_label("Asked for by"), "Ambassador of Cambodia")
    hand.write(page.get_by_label("Reason"), "The minister fell ill")
    hand.touch(page.get_by_role("button", name="Enter the substitution"))
    expect(page.get_by_role("status").first).to_contain_text(f"{NAME} stands in from now on.")
    expect(page.locator("ul.tasks")).to_contain_text("badge")


def approve(page: Page) -> None:
    page.goto(f"{EDITION}/desk/accreditation")
    first = page.locator("ol.queue > li").first
    expect(first).to_contain_text("Stands at the badge desk")
    first.get_by_role("link", name=NAME).tap()
    page.get_by_role("button", name="Approve").tap()
    expect(page.get_by_role("status").first).to_contain_text(NAME)


def give_the_place_back(page: Page) -> None:
    """Cambodia's last places are for other journeys."""
    page.goto(f"{EDITION}/delegations/kh")
    page.locator("ul.people").get_by_role("link", name=NAME).tap()
    page.get_by_role("button", name="Withdraw").tap()
    expect(page.get_by_role("status").first).to_contain_text(NAME)


def test_deputy_on_no_list_sits_in_the_heads_place(
    liaison: Page, officer: Page, door: Page, demo: Demo, tmp_path: Path
) -> None:
    portrait, hand = tmp_path / "portrait.jpg", Hand()
    portrait.write_bytes(photo("KH/deputy", sex="m"))
    watch = Watch(liaison.context, demo.base)
    register(liaison, hand, portrait)
    waiting = liaison.url
    assert looked_over(liaison, axe_in=[(PHONE, "light"), (PHONE, "dark")]) == []
    liaison.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    substitute(liaison, hand)
    record = liaison.url
    assert hand == Hand(TOUCHES, TYPED)

    approve(officer)
    liaison.goto(waiting)
    expect(liaison.get_by_role("heading", name="Approved: the badge is handed out")).to_be_visible()
    assert looked_over(liaison, axe_in=[(PHONE, "light")]) + unmarked(liaison) + watch.taken() == []

    badge = demo.run("badges", "code", NAME).split()[0]
    wedge(door, badge)
    answered(door, "admit", photo=True)
    next_guest(door)

    liaison.goto(record)
    liaison.get_by_role("button", name="Undo the substitution").tap()
    door.wait_for_timeout(ONE_SCAN)
    wedge(door, badge)
    answered(door, "refuse", photo=True)
    give_the_place_back(officer)
