"""An officer goes through the queue by single keys, and one without JavaScript by its forms."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import TABLET
from tests.journeys.demo import EDITION, Demo

QUEUE = f"{EDITION}/desk/accreditation"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def scripted(request: pytest.FixtureRequest) -> bool:
    found: bool = request.param
    return found


@pytest.fixture
def page(browser: Browser, demo: Demo, scripted: bool) -> Iterator[Page]:
    context = browser.new_context(
        base_url=demo.base, locale="en-GB", viewport=TABLET, java_script_enabled=scripted
    )
    page = context.new_page()
    page.goto(demo.way("accreditation officer"))
    page.locator("main form button").click()
    page.goto(QUEUE)
    yield page
    context.close()


def name_on(page: Page) -> str:
    return page.locator("h1").inner_text()


def press(page: Page, *keys: str) -> None:
    """Single keys at the pace of somebody who looks first: faster ones decide nothing."""
    for key in keys:
        expect(page.locator(":root[data-keys]")).to_be_attached()
        page.wait_for_timeout(500)
        page.keyboard.press(key)


@pytest.mark.parametrize("scripted", [True], indirect=True)
def test_people_are_decided_by_single_keys_and_undone(page: Page) -> None:
    press(page, "g")
    expect(page.locator("article.registration")).to_be_visible()
    first = name_on(page)
    press(page, "j")
    expect(page.locator("h1")).not_to_have_text(first)
    second = name_on(page)
    press(page, "k")
    expect(page.locator("h1")).to_have_text(first)

    press(page, "r")
    press(page, "3")
    expect(page.get_by_label("Documents are missing.")).to_be_checked()
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text(second)
    expect(page.get_by_role("status").first).to_contain_text("is refused")

    press(page, "u")
    expect(page.locator("h1")).to_have_text(first)
    expect(page.locator("article .state").first).to_have_text("Submitted")

    expect(page.locator(":root[data-keys]")).to_be_attached()
    page.keyboard.type("hau")  # in one go these are letters of a word, and decide nothing
    expect(page.locator("article .state").first).to_have_text("Submitted")
    press(page, "q")
    page.keyboard.type("Which ministry? a j u are letters here.")
    press(page, "Escape")
    expect(page.locator("h1")).to_have_text(first)
    press(page, "a")
    expect(page.get_by_role("status").first).to_contain_text("is approved")
    press(page, "u")
    expect(page.locator("article .state").first).to_have_text("Submitted")


@pytest.mark.parametrize("scripted", [True], indirect=True)
def test_single_keys_can_be_switched_off(page: Page) -> None:
    press(page, "g")
    expect(page.locator("article.registration")).to_be_visible()
    first = name_on(page)
    press(page, "?")
    switch = page.get_by_label("Single keys work on this device")
    expect(switch).to_be_visible()
    switch.uncheck()
    page.locator("h1").click()
    press(page, "a")
    expect(page.locator("h1")).to_have_text(first)
    switch.check()


def test_forms_do_the_same_without_the_script(page: Page, scripted: bool) -> None:
    page.get_by_role("link", name="Go through them one by one").click()
    first = name_on(page)
    expect(page.locator(".key").first).to_be_visible(visible=scripted)
    page.locator("summary", has_text="Refuse").click()
    page.get_by_label("Documents are missing.").check()
    page.get_by_role("button", name="Refuse with this reason").click()
    assert name_on(page) != first
    page.get_by_role("button", name="Undo the decision about").click()
    assert name_on(page) == first


@pytest.mark.parametrize("scripted", [True], indirect=True)
def test_several_are_chosen_by_keyboard(page: Page) -> None:
    press(page, "j")
    press(page, "x")
    press(page, "j")
    press(page, "x")
    expect(page.get_by_text("2 chosen")).to_be_visible()
    page.get_by_label("Mark as checked").check()
    page.get_by_role("button", name="Decide about those chosen").click()
    expect(page.get_by_role("heading", name="Checked: 2 people")).to_be_visible()
    for _ in range(2):
        page.goto(QUEUE)
        press(page, "u")
        expect(page.get_by_role("status").first).to_contain_text("is undone")
