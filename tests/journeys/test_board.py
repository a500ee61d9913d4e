"""The board in a real browser: a card carried by mouse and keys, two editors, the phone's way."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.journeys.demo import EDITION, Demo

FRIDAY = f"{EDITION}/desk/programme/2026-01-16"
DESK: ViewportSize = {"width": 1440, "height": 1100}
JAPAN, CHINA = "[data-card=plus-one-japan]", "[data-card=plus-one-china]"


@pytest.fixture
def board(browser: Browser, demo: Demo) -> Iterator[Page]:
    """An organiser before Friday's board; afterwards the draft is as it was."""
    context = browser.new_context(base_url=demo.base, locale="en-GB", viewport=DESK)
    page = context.new_page()
    demo.sign_in(page, "organiser")
    ready(page)
    yield page
    ready(page)
    while page.locator("[data-undo] button").is_enabled():
        page.locator("[data-undo] button").click()
        page.wait_for_load_state()
    context.close()


def ready(page: Page) -> None:
    """Friday's board with its script at work, the grid at the top of the window."""
    with page.expect_response(re.compile("board/board.js")):
        page.goto(FRIDAY)
    page.wait_for_load_state("networkidle")
    page.locator(".board-day").evaluate("day => day.scrollIntoView()")


def carry(page: Page, card: Locator, onto: Locator) -> None:
    """Take a card by its time and hold it over another's."""
    one, other = card.bounding_box(), onto.bounding_box()
    assert one
    assert other
    page.mouse.move(one["x"] + 40, one["y"] + 12)
    page.mouse.down()
    page.mouse.move(one["x"] + 50, one["y"] + 20)
    page.mouse.move(other["x"] + 40, other["y"] + 12, steps=8)


def says(page: Page) -> Locator:
    return page.locator("[data-says]")


def test_japan_cannot_be_dropped_where_china_is_and_one_sees_why(board: Page) -> None:
    carry(board, board.locator(JAPAN), board.locator(CHINA))
    expect(says(board)).to_contain_text("Fri 16 Jan 08:30–09:10, Plenary Hall")
    expect(says(board)).to_contain_text("Blocks: Plenary Hall is taken")
    expect(board.locator(".board-ghost.is-blocked")).to_be_visible()
    board.mouse.up()
    expect(says(board)).to_contain_text("It cannot stand there.")
    expect(says(board)).to_contain_text("Plenary Hall is taken")
    expect(says(board).get_by_role("link")).to_have_text("Let it stand with a reason")
    expect(board.locator(JAPAN)).to_have_attribute("data-start", "09:15")
    expect(board.locator("[data-undo] button")).to_be_disabled()


def test_card_moved_by_mouse_is_undone_and_redone_by_keys(board: Page) -> None:
    room = board.locator("[data-column-room=red-river-1]").bounding_box()
    card = board.locator(JAPAN).bounding_box()
    assert room
    assert card
    board.mouse.move(card["x"] + 40, card["y"] + 12)
    board.mouse.down()
    board.mouse.move(room["x"] + 30, card["y"] + 14, steps=8)
    expect(says(board)).to_contain_text("Fri 16 Jan 09:15–09:55, Red River 1")
    board.mouse.up()
    moved = board.locator(JAPAN)
    expect(moved).to_have_attribute("data-room", "red-river-1")
    expect(moved).to_contain_text("Moved")
    expect(moved).to_contain_text("published: Fri 16 Jan 09:15–09:55, Plenary Hall")
    undo = board.locator("[data-undo] button")
    expect(undo).to_have_text("Undo: the move of “ASEAN – Japan Digital Ministers’ Meeting”")

    board.keyboard.press("Control+z")
    expect(board.locator(JAPAN)).to_have_attribute("data-room", "plenary-hall")
    board.keyboard.press("Control+Shift+Z")
    expect(board.locator(JAPAN)).to_have_attribute("data-room", "red-river-1")


def test_card_is_carried_by_keys_and_told_aloud(board: Page) -> None:
    board.locator(".board-day").evaluate("day => day.scrollTo(150, 60)")
    link = board.locator(f"{JAPAN} h4 a")
    link.evaluate("each => each.focus({ preventScroll: true })")
    board.keyboard.press("ArrowRight")
    board.keyboard.press("Shift+ArrowDown")
    aloud = board.locator("[data-says-aloud]")
    expect(aloud).to_contain_text("Fri 16 Jan 09:30–10:10, West Lake 1")
    expect(aloud).to_contain_text("Enter puts it there, Escape leaves it.")
    board.keyboard.press("Escape")
    expect(board.locator(".board-ghost")).to_have_count(0)
    board.keyboard.press("ArrowDown")
    board.keyboard.press("ArrowUp")
    board.keyboard.press("ArrowRight")
    board.keyboard.press("Enter")
    expect(board.locator(JAPAN)).to_have_attribute("data-room", "west-lake-1")
    expect(board.locator(f"{JAPAN} h4 a")).to_be_focused()
    scrolled = board.locator(".board-day").evaluate("day => [day.scrollLeft, day.scrollTop]")
    assert scrolled == [150, 60], "the frame stays where it was read"


def test_card_is_stretched_and_parked_by_mouse(board: Page) -> None:
    edge = board.locator("[data-card=plus-one-china] [data-stretch]").bounding_box()
    assert edge
    board.mouse.move(edge["x"] + 30, edge["y"] + 4)
    board.mouse.down()
    board.mouse.move(edge["x"] + 30, edge["y"] - 30, steps=6)
    board.mouse.up()
    expect(board.locator("[data-undo] button")).to_be_enabled()
    shorter = int(board.locator(CHINA).get_attribute("data-minutes") or 0)
    assert 5 <= shorter < 40

    board.evaluate("scrollTo(0, 0)")
    tray = board.locator("[data-tray]")
    carry(board, board.locator(CHINA), tray)
    board.mouse.up()
    expect(tray.locator(CHINA)).to_be_visible()


def test_second_editor_sees_the_first_and_overwrites_nothing(
    board: Page, browser: Browser, demo: Demo
) -> None:
    context = browser.new_context(base_url=demo.base, locale="en-GB", viewport=DESK)
    other = context.new_page()
    demo.sign_in(other, "organiser")
    ready(other)
    other.locator("[data-live]").evaluate("part => part.setAttribute('data-live-held', '')")
    board.locator(f"{JAPAN} h4 a").focus()
    board.keyboard.press("ArrowRight")
    board.keyboard.press("Enter")
    expect(board.locator(JAPAN)).to_have_attribute("data-room", "west-lake-1")

    other.locator(f"{JAPAN} h4 a").focus()
    other.keyboard.press("ArrowLeft")
    other.keyboard.press("Enter")
    expect(says(other)).to_contain_text("nothing was overwritten")
    expect(other.locator(JAPAN)).to_have_attribute("data-room", "west-lake-1")
    says(other).get_by_role("link", name="Look at both").click()
    expect(other.get_by_text("Now: Fri 16 Jan 09:15–09:55, West Lake 1.")).to_be_visible()
    expect(other.get_by_label("Room")).to_have_value("grand-hall-stage")
    context.close()


def test_phone_lists_sessions_by_room_and_moves_them_by_a_form(board: Page) -> None:
    board.set_viewport_size({"width": 360, "height": 740})
    board.get_by_role("link", name="Move “ASEAN – Japan Digital Ministers’ Meeting” …").click()
    board.get_by_label("Starts at").fill("17:00")
    board.get_by_label("Ends at").fill("")
    board.get_by_role("button", name="See what it would break").click()
    expect(board.get_by_text("Would be in two places at the same time")).to_be_visible()
    board.get_by_label("Why it may stand so all the same").fill(
        "The Chair speaks to the press later"
    )
    board.get_by_role("button", name="Move", exact=True).click()
    expect(board.locator(JAPAN)).to_contain_text("17:00–17:40")
