"""The badge desk in a real browser: a walk-in, and a badge lost and replaced by an emergency one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from eventops.demo.photos import photo
from tests.journeys.demo import EDITION, Demo
from tests.journeys.prints import PrintedBadge, printed_badges
from tests.journeys.screens import AXE, DESKTOP, PHONE, Watch, looked_over, unmarked

DESK = f"{EDITION}/desk/badges"
NAME = "Ngo Thi Tram"
EVERYWHERE = ((PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark"))


@pytest.fixture
def desk(browser: Browser, demo: Demo) -> Iterator[Page]:
    """The badge desk's tablet, signed in."""
    context = _context(browser, demo)
    page = context.new_page()
    demo.sign_in(page, "badge desk")
    yield page
    context.close()


def _context(browser: Browser, demo: Demo) -> BrowserContext:
    context = browser.new_context(base_url=demo.base, locale="en-GB", reduced_motion="reduce")
    context.add_init_script(path=AXE)
    return context


def test_a_walk_in_waits_is_approved_and_printed(
    desk: Page, browser: Browser, demo: Demo, tmp_path: Path
) -> None:
    picture = tmp_path / "portrait.jpg"
    picture.write_bytes(photo("VN/walk-in", sex="f"))
    watch = Watch(desk.context, demo.base)
    desk.goto(f"{DESK}/walk-in")
    desk.get_by_label("Delegation", exact=True).select_option("my")
    desk.get_by_label("Full name").fill(NAME)
    desk.get_by_label("Title or post").fill("Adviser")
    desk.get_by_label("Photo").set_input_files(picture)
    desk.get_by_label("today alone").check()
    desk.get_by_label("The person was told").check()
    desk.get_by_role("button", name="Register").click()
    expect(desk.get_by_role("heading", name="Waits for the officer")).to_be_visible()
    assert looked_over(desk, axe_in=EVERYWHERE) + unmarked(desk) + watch.taken() == []

    officers = _context(browser, demo)
    officer = officers.new_page()
    demo.sign_in(officer, "accreditation officer")
    officer.goto(f"{EDITION}/desk/accreditation")
    first = officer.locator("ol.queue > li").first
    expect(first).to_contain_text(NAME)
    expect(first).to_contain_text("Stands at the badge desk")
    first.get_by_role("link", name=NAME).click()
    officer.get_by_role("button", name="Approve").click()
    officers.close()

    approved = desk.get_by_role("heading", name="Approved: print the badge")
    expect(approved).to_be_visible(timeout=15_000)  # by itself, nobody touches the desk
    assert looked_over(desk, axe_in=EVERYWHERE) + unmarked(desk) + watch.taken() == []
    desk.get_by_role("link", name="To the badge", exact=True).click()
    expect(desk.get_by_text("only on Thu 15 Jan")).to_be_visible()
    (printed,) = _printed(desk)
    assert printed.code.startswith("E1")
    desk.reload()
    desk.get_by_role("button", name="Hand over to the person").click()
    expect(desk.get_by_role("status")).to_contain_text(f"The badge of {NAME} is handed over.")


def _printed(desk: Page) -> list[PrintedBadge]:
    """What the button prints: posted as the browser would, the PDF opens in a tab of its own."""
    form = desk.locator("form[target=_blank]").first
    token = form.locator("[name=csrf_token]").get_attribute("value")
    answer = desk.request.post(
        str(form.get_attribute("action")), form={"csrf_token": str(token)}, headers=_same(desk)
    )
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return printed_badges(answer.body())


def _same(page: Page) -> dict[str, str]:
    return {"Referer": page.url}


def test_a_lost_badge_ends_and_an_emergency_badge_takes_its_place(desk: Page) -> None:
    spares = printed_badges(desk.request.get(f"{DESK}/emergency/2026-01-15.pdf").body())
    spare = spares[0]
    desk.goto(DESK)
    desk.get_by_label("Name, serial or scanned badge").fill("vibol chhun")
    desk.get_by_role("button", name="Find").click()
    desk.get_by_role("link", name=re.compile("Chhun Vibol")).click()
    desk.get_by_text("Lost", exact=True).click()
    desk.get_by_label("What became of it").select_option("stolen")
    desk.get_by_role("button", name="Mark as lost").click()
    expect(desk.get_by_role("status")).to_contain_text("opens no door any more")

    desk.get_by_text("Give an emergency badge").click()
    desk.get_by_label("Serial or scan of the emergency badge").fill(spare.code)
    desk.get_by_label("Passport or identity card").check()
    desk.get_by_role("button", name="Give it to").click()
    expect(desk.get_by_role("status")).to_contain_text("wears the emergency badge")
    expect(desk.locator(".ledger > li").first).to_contain_text("Emergency badge given")

    desk.goto(DESK)
    desk.get_by_label("Name, serial or scanned badge").fill(spare.code)
    desk.keyboard.press("Enter")  # as a keyboard scanner ends what it read
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Chhun Vibol")
