"""All screens: phone and desktop, light and dark, both languages, keyboard alone, no fault."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect
from werkzeug.routing import MapAdapter

from eventops.app import create_app
from eventops.core.settings import load
from tests.journeys.conftest import DoorOpener
from tests.journeys.demo import Demo
from tests.journeys.doors import answered, next_guest, part, stand_at, wedge
from tests.journeys.prints import PrintedBadge
from tests.journeys.screens import AXE, DESKTOP, PHONE, Watch, looked_over, unmarked
from tests.journeys.walk import FILES, LEADING_ON, MORE, NOWHERE, Walk, walk

Walker = Callable[[str], Walk]


@pytest.fixture(scope="module")
def app(demo: Demo) -> Flask:
    return create_app(load(demo.environment))


@pytest.fixture
def context(browser: Browser, demo: Demo) -> Iterator[BrowserContext]:
    """A newcomer's browser that can run axe: as part of itself, since a page's policy forbids it."""
    context = browser.new_context(base_url=demo.base, locale="en-GB", reduced_motion="reduce")
    context.add_init_script(path=AXE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def walked(app: Flask, browser: Browser, demo: Demo) -> Walker:
    """The walk of a role, done once."""
    routes: MapAdapter = app.url_map.bind("127.0.0.1")
    return cache(lambda role: walk(browser, demo, routes, role))


@pytest.mark.parametrize("role", MORE)
def test_no_screen_is_too_wide_unreachable_or_reaches_out(walked: Walker, role: str) -> None:
    assert walked(role).faults == []


def test_every_page_was_seen_by_somebody(walked: Walker, app: Flask) -> None:
    seen = {kind for role in MORE for kind in walked(role).kinds} - {NOWHERE}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    elsewhere = {
        "accounts.link",  # opened by each walk to sign in
        "dashboard.display_name",  # a screen must be connected first: test_sign
        "dashboard.enrolment",  # leads to a sign: test_sign
        "door.enrolment",  # the door's screens, below
        "door.scanner",
        "portal.walk_in_waiting",  # tests/journeys/test_badge_desk.py, with axe
        "portal.import_file",  # a file must be sent first: test_spreadsheet
        "home.which_person",  # several people of one mailbox: tests/portal
    }
    once_published = {
        "portal.change_notice",
        "portal.news_readers",
    }  # looked over in test_publishing
    assert seen | once_published == pages - FILES - LEADING_ON - elsewhere


def test_faults_planted_in_a_page_are_found(demo: Demo, context: BrowserContext) -> None:
    watch, page = Watch(context, demo.base), context.new_page()
    page.goto("/sign-in")
    clean = looked_over(page, axe_in=[(PHONE, "light")]) + unmarked(page) + watch.taken()
    page.evaluate(PLANT)
    page.wait_for_timeout(200)  # for the browser's own words
    planted = looked_over(page, axe_in=[(PHONE, "light")]) + unmarked(page) + watch.taken()

    assert clean == []
    assert [sign for sign in SIGNS if not any(sign in fault for fault in planted)] == []


PLANT = """() => {
  const main = document.querySelector("main");
  main.insertAdjacentHTML("beforeend", "<p>wide</p><img src='/assets/nothing.png'>");
  main.querySelector("p:last-of-type").style.width = "2000px";
  main.querySelector("button").style.outline = "none";
  const script = document.createElement("script");
  script.textContent = "1";
  main.append(script);
  fetch("http://elsewhere.example/").catch(() => {});
}"""
SIGNS = (
    "360 light: 20",
    "1280 dark: 2",
    "360 light: image-alt",
    "no mark on <button",
    "404",
    "script-src 'self'",
    "connect-src 'self'",
)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_door_is_right_in_every_state(
    demo: Demo,
    cambodia: list[PrintedBadge],
    camera: DoorOpener,
    nobody: Path,
    language: str,
) -> None:
    faults: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found = looked_over(page, axe_in=[(PHONE, "light"), (DESKTOP, "dark")]) + unmarked(page)
        faults[state] = found + watch.taken()

    with demo.at(), camera(nobody) as page:
        page.context.add_init_script(path=AXE)
        watch = Watch(page.context, demo.base)
        page.goto(f"/door?lang={language}")
        look("not enrolled")
        page.goto(demo.way("door"))
        look("enrolment")
        page.locator(part("enrol-now")).click()
        page.wait_for_url(re.compile("/door$"))
        expect(page.locator(part("gates"))).to_be_visible()
        look("gates")
        for gate, badge, answer in (
            ("z1", cambodia[2], "admit"),
            ("b1", cambodia[7], "refuse"),
            ("b1", cambodia[0], "ask"),
        ):
            stand_at(page, gate)
            look(f"ready at {gate}")
            wedge(page, badge.code)
            answered(page, answer, photo=True)
            look(answer)
            next_guest(page)

    assert faults == {state: [] for state in faults}
