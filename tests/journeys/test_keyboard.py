"""What a focal point and an officer must do, done by keyboard alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from eventops.demo.photos import photo
from tests.journeys.conftest import TABLET
from tests.journeys.demo import EDITION, Demo

NAME = "Keo Monyroth"
MOST_STEPS = 200
"""Presses of Tab after which something counts as out of reach."""


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Iterator[Page]:
    context = browser.new_context(base_url=demo.base, locale="en-GB", viewport=TABLET)
    yield context.new_page()
    context.close()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until that has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


def press(page: Page, wanted: Locator) -> None:
    """Reach a link or a button and use it."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label))
    page.keyboard.type(text)


def test_first_tab_leads_past_the_navigation(page: Page) -> None:
    page.goto(f"{EDITION}/programme/2026-01-15")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_person_is_added_approved_and_withdrawn_without_a_mouse(
    page: Page, demo: Demo, tmp_path: Path
) -> None:
    picture = tmp_path / "portrait.jpg"
    picture.write_bytes(photo("KH/keyboard", sex="m"))

    demo.sign_in(page, "focal point of KH")
    press(page, page.get_by_role("link", name="Add a person"))
    write(page, "Full name", NAME)
    write(page, "Title or post", "Adviser")
    meeting = page.get_by_label(re.compile("^WG-AI"))
    tab_to(page, meeting)
    page.keyboard.press("Space")
    expect(meeting).to_be_checked()
    tab_to(page, page.get_by_label("Photo"))
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Space")
    chosen.value.set_files(picture)
    told = page.get_by_label("This person has been told and agrees")
    tab_to(page, told)
    page.keyboard.press("Space")
    expect(told).to_be_checked()
    press(page, page.get_by_role("button", name="Add and hand in"))
    expect(page.get_by_role("status")).to_contain_text(f"{NAME} is added and handed in")

    demo.sign_in(page, "accreditation officer")
    press(page, page.get_by_role("link", name="Accreditation").first)
    press(page, page.get_by_role("link", name=NAME))
    press(page, page.get_by_role("button", name="Approve"))
    expect(page.get_by_role("status")).to_contain_text(f"{NAME} is approved")

    demo.sign_in(page, "focal point of KH")
    press(page, page.get_by_role("link", name=NAME))
    press(page, page.get_by_role("button", name="Withdraw"))
    expect(page.get_by_role("status")).to_contain_text(f"{NAME} is withdrawn")
