"""The main job in a real browser: registered, approved, printed, scanned, in the calendar."""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import vobject
from playwright.sync_api import Browser, Page, expect

from eventops.demo.photos import photo
from tests.journeys.conftest import TABLET, DoorOpener
from tests.journeys.demo import EDITION, Demo
from tests.journeys.doors import answered, door_at, next_guest, part
from tests.journeys.film import Shot, write_film
from tests.journeys.prints import PrintedBadge, printed_badges

NAME, OWN_SCRIPT, MAILBOX = "Vann Sereyrath", "វ៉ាន់ សិរីរ័ត្ន", "vann.sereyrath@mptc.example"
LAST_SEAT = 9
"""The opening expects the head of a member state and the next eight (1+8)."""

RETREAT = "2026-01-15T10:35"
GALA = "2026-01-15T19:50"
LETTER_WITHIN = 15.0
"""Seconds; the worker looks into the outbox every other one."""


@pytest.fixture(scope="module")
def badge(demo: Demo, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> PrintedBadge:
    """A person registered by Cambodia, approved by the officer and printed by the desk."""
    picture = tmp_path_factory.mktemp("photo") / "portrait.jpg"
    picture.write_bytes(photo("KH/new", sex="f"))
    with_people = browser.new_context(base_url=demo.base, locale="en-GB", viewport=TABLET)
    page = with_people.new_page()
    demo.sign_in(page, "focal point of KH")
    register(page, picture)
    demo.sign_in(page, "accreditation officer")
    approve(page)
    (printed,) = print_badge(page)
    with_people.close()
    return printed


def register(page: Page, picture: Path) -> None:
    """As the focal point, onto the ministers' list and up to the last place that has a seat."""
    places = page.locator("main").get_by_text(re.compile(r"\d+ of 14"))
    taken = int(re.findall(r"(\d+) of 14", places.first.inner_text())[0])
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Style").fill("Ms")
    page.get_by_label("Full name").fill(NAME)
    page.get_by_label("Name in its own script").fill(OWN_SCRIPT)
    page.get_by_label("Title or post").fill("Director, Digital Policy")
    page.get_by_label("Mail address").fill(MAILBOX)
    page.get_by_label(re.compile("^ADGMIN-6")).check()
    page.get_by_label("Photo").set_input_files(picture)
    page.get_by_label("This person has been told and agrees").check()
    page.get_by_role("button", name="Add and hand in").click()

    expect(page.get_by_role("status")).to_have_text(re.compile(f"{NAME} is added and handed in"))
    expect(page.locator("main").get_by_text(f"{taken + 1} of 14")).to_be_visible()
    row = page.locator("ol.people > li", has_text=NAME)
    while int(row.locator(".place").inner_text()) > LAST_SEAT:
        page.get_by_role("button", name=f"Move Ms {NAME} up").click()
        page.wait_for_load_state()
    assert row.locator(".place").inner_text() == str(LAST_SEAT)


def approve(page: Page) -> None:
    """As the officer, found in the queue of those handed in."""
    page.get_by_role("link", name="Accreditation").first.click()
    waiting = page.locator("ol.queue > li", has_text=NAME)
    expect(waiting.get_by_text("All checks passed")).to_be_visible()
    waiting.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("img", name=f"Photo of Ms {NAME}")).to_be_visible()
    own_page = page.url
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("approved; the badge is issued"))
    page.goto(own_page)  # the next in the queue has opened


def print_badge(page: Page) -> list[PrintedBadge]:
    """The sheet for the desk's printer, from the page of the registration just approved."""
    address = page.get_by_role("link", name="Badge as PDF").get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    return printed_badges(answer.body())


@pytest.fixture(scope="module")
def film(badge: PrintedBadge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The badge held to a camera, away for longer than one sighting lasts, held again."""
    shots = [Shot(badge.picture, 1.5, width=0.2), Shot(None, 4)]
    return write_film(shots, tmp_path_factory.mktemp("film") / "held.mjpeg")


def test_new_delegate_is_admitted_at_the_opening_and_known_when_coming_again(
    demo: Demo, film: Path, camera: DoorOpener
) -> None:
    with demo.at(), camera(film) as page:
        door_at(page, demo.way("door"), "g1")
        expect(page.locator(part("session-title"))).to_have_text(
            "Opening ceremony of the 6th ADGMIN"
        )
        first = answered(page, "admit", photo=True)
        next_guest(page)
        again = answered(page, "admit", photo=True)

    bearer = ("Delegate", f"Ms {NAME}", OWN_SCRIPT, "Cambodia", "At the table")
    acts = ("Undo", "Next")
    assert first.lines == (
        *("Admit", "Mời vào"),
        *bearer,
        *("Welcome.", "Kính mời Quý vị vào."),
        *acts,
    )
    (since,) = re.findall(r"\d\d:\d\d", again.lines[7])
    assert again.lines == (
        *("Admit", "Mời vào"),
        *bearer,
        f"Welcome back. Here since {since}, Grand Hall, door G1.",
        f"Kính mời Quý vị trở lại. Quý vị đã vào lúc {since}, Hội trường lớn, cửa G1.",
        f"First seen {since} at Grand Hall, door G1",
        *acts,
    )


def test_gate_that_admits_once_asks_when_the_badge_comes_again(
    demo: Demo, film: Path, camera: DoorOpener
) -> None:
    with demo.at(GALA), camera(film) as page:
        door_at(page, demo.way("door"), "q1")
        first = answered(page, "admit", photo=True)
        next_guest(page)
        again = answered(page, "ask", photo=True)

    assert f"Ms {NAME}" in first.lines
    assert f"Ms {NAME}" in again.lines
    seen = next(line for line in again.lines if line.startswith("This badge came in at 19:5"))
    assert seen.endswith("Please let me compare the photo, or call the supervisor.")


def test_delegate_not_named_for_the_retreat_is_refused_with_the_reason(
    demo: Demo, film: Path, camera: DoorOpener
) -> None:
    with demo.at(RETREAT), camera(film) as page:
        door_at(page, demo.way("door"), "w1")
        refused = answered(page, "refuse", photo=True)

    assert f"Ms {NAME}" in refused.lines
    assert any(
        line.startswith("This meeting is for named participants only.") for line in refused.lines
    )


@pytest.fixture
def delegate(badge: PrintedBadge, demo: Demo, browser: Browser) -> Iterator[Page]:
    """The new delegate, signed in by the code that was mailed to them."""
    context = browser.new_context(base_url=demo.base, locale="en-GB")
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Mail address").fill(MAILBOX)
    page.get_by_role("button", name="Send me a link").click()
    page.get_by_role("link", name="Enter the code").click()
    page.get_by_label("Code").fill(mailed_code(demo.instance / "mail"))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/agenda$"))
    yield page
    context.close()


def mailed_code(folder: Path) -> str:
    """The six digits in the newest letter to the delegate."""
    end = time.monotonic() + LETTER_WITHIN
    while time.monotonic() < end:
        for file in folder.glob("*.eml"):
            letter = message_from_bytes(file.read_bytes(), policy=policy.default)
            found = re.search(r"\b(\d{3}) (\d{3})\b", letter.get_content())
            if letter["To"] == MAILBOX and found:
                return "".join(found.groups())
        time.sleep(0.1)
    raise AssertionError("no letter came")


def test_calendar_has_exactly_the_sessions_of_the_agenda(delegate: Page) -> None:
    shown = agenda_of(delegate)
    delegate.goto(f"{EDITION}/agenda/calendar")
    delegate.get_by_role("button", name="Make my address").click()
    address = delegate.locator("#feed-address").inner_text()

    body, etag = fetch(address)
    assert body is not None
    again, _ = fetch(address, {"If-None-Match": etag})

    events = vobject.readOne(body.decode()).vevent_list
    listed = [(each.url.value.rpartition("/")[2], each.dtstart.value) for each in events]
    assert sorted(listed) == sorted(shown)
    assert ("opening", datetime.fromisoformat("2026-01-15T08:30+07:00")) in listed
    assert again is None


def agenda_of(page: Page) -> list[tuple[str, datetime]]:
    """Code and start of each session on the agenda, what is over included, reserve left out."""
    entries: list[list[str]] = page.locator("main").evaluate(
        """main => [...main.querySelectorAll('.next, .item')]
            .filter(entry => !entry.closest('[aria-labelledby=reserve]'))
            .map(entry => [entry.querySelector('a').href.split('/').at(-1),
                           entry.querySelector('time').dateTime])"""
    )
    return [(code, datetime.fromisoformat(start)) for code, start in entries]


def fetch(address: str, headers: Mapping[str, str] | None = None) -> tuple[bytes | None, str]:
    """Body and tag, as a calendar program gets them; no body when nothing is new."""
    request = urllib.request.Request(address, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read(), answer.headers["ETag"]
    except urllib.error.HTTPError as answer:
        assert (answer.code, answer.read()) == (304, b"")
        return None, answer.headers["ETag"]
