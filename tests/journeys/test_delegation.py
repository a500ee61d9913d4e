"""A delegation and the desk in a real browser: places given, a late name, a withdrawal undone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.demo import EDITION, Demo

NAME = "Kanya Thongdee"
LIST = f"{EDITION}/delegations/th"
FULL, ONE_MORE = "14", "15"


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Iterator[Page]:
    context = browser.new_context(base_url=demo.base, locale="en-GB")
    yield context.new_page()
    context.close()


def enter_as_focal_point(page: Page, demo: Demo) -> None:
    """By a link from the command line, as somebody whose mail is slow."""
    printed = demo.run("user", "sign-in-link", "focal.point@th.example")
    page.goto(str(re.search(r"http\S+", printed)[0]))  # type: ignore[index]  # there is one
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def set_places(page: Page, number: str) -> None:
    page.goto(f"{LIST}/places")
    page.get_by_label("The whole delegation").fill(number)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status")).to_have_text("The places are set.")


def test_a_full_delegation_gets_one_more_place_and_a_late_name(page: Page, demo: Demo) -> None:
    demo.sign_in(page, "organiser")
    page.goto(LIST)
    page.get_by_role("link", name="No place left?").click()
    expect(page.get_by_text("The delegation has 14 places, and all are taken.")).to_be_visible()
    set_places(page, ONE_MORE)
    page.get_by_role("link", name="List", exact=True).click()
    page.get_by_role("button", name="Open the list again").click()
    expect(page.get_by_role("status")).to_have_text("The list is open again.")

    enter_as_focal_point(page, demo)
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Full name").fill(NAME)
    page.get_by_label(re.compile("^ADGMIN-6")).check()
    page.get_by_label("This person has been told and agrees").check()
    page.get_by_role("button", name="Add and hand in").click()
    row = page.locator("ol.people > li", has_text=NAME)
    expect(row.get_by_text("late; decided by Demo accreditation")).to_be_visible()

    withdraw(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_have_text(f"{NAME} is back, at the end of the lists.")
    expect(row).to_be_visible()

    page.get_by_role("link", name="History").click()
    expect(page.locator(".happenings li").first).to_contain_text(NAME)
    expect(page.get_by_text(f"{NAME} was nominated after the last day.")).to_be_visible()
    page.get_by_role("link", name="List", exact=True).click()

    withdraw(page)
    declare_complete(page)
    demo.sign_in(page, "organiser")
    set_places(page, FULL)


def withdraw(page: Page) -> None:
    row = page.locator("ol.people > li", has_text=NAME)
    row.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Withdraw").click()
    expect(row).to_have_count(0)


def declare_complete(page: Page) -> None:
    """The end of the list, after which only the desk adds names."""
    page.get_by_text("Declare the list complete").click()
    page.get_by_role("button", name="Yes, the list is complete").click()
    expect(page.get_by_role("status")).to_have_text("The list is declared complete.")
    page.get_by_role("link", name="Somebody is missing?").click()
    expect(page.get_by_role("link", name="Demo organiser")).to_have_attribute(
        "href", re.compile(r"^mailto:organiser@host\.example\?subject=")
    )
