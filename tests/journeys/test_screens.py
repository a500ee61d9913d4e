"""All screens: phone and desktop, light and dark, both languages, keyboard alone, no fault."""

from collections.abc import Callable
from functools import cache

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.routing import MapAdapter

from eventops.app import create_app
from eventops.core.settings import load
from tests.journeys.demo import Demo
from tests.journeys.walk import FILES, MORE, Walk, walk

Walker = Callable[[str], Walk]


@pytest.fixture(scope="module")
def app(demo: Demo) -> Flask:
    return create_app(load(demo.environment))


@pytest.fixture(scope="module")
def walked(app: Flask, browser: Browser, demo: Demo) -> Walker:
    """The walk of a role, done once."""
    routes: MapAdapter = app.url_map.bind("127.0.0.1")
    return cache(lambda role: walk(browser, demo, routes, role))


@pytest.mark.parametrize("role", MORE)
def test_no_screen_is_too_wide_unreachable_or_reaches_out(walked: Walker, role: str) -> None:
    assert walked(role).faults == []


def test_every_page_was_seen_by_somebody(walked: Walker, app: Flask) -> None:
    seen = {kind for role in MORE for kind in walked(role).pages}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    elsewhere = {
        "accounts.link",  # opened by each walk to sign in
        "door.enrolment",  # the door's screens, below
        "door.scanner",
        "home.after_sign_in",  # leads on
        "home.front",
        "home.which_person",  # several people of one mailbox: tests/portal
    }
    assert seen == pages - FILES - elsewhere
