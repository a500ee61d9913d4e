"""Pages that refresh themselves keep nobody signed in, and say so when the session has ended."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.models import User, UserSession
from eventops.accounts.rules import STAFF_IDLE, Role
from eventops.accreditation.rules import ImportState
from eventops.core.clock import real_now
from eventops.core.db import open_db, transaction
from eventops.editions.queries import edition_by_slug
from eventops.portal.spreadsheet.files import keep_file
from eventops.portal.spreadsheet.known import Scope
from tests.agenda.visitors import SLUG as WEEK
from tests.agenda.visitors import people_of, signed_in
from tests.portal.conftest import SignedIn
from tests.portal.desk import walk_in
from tests.portal.little import AT, SLUG

LIVE = re.compile(r'data-live="([^"]+)"')
DESK = f"/e/{SLUG}/desk/"
PART = f"{DESK}live"
DAY_PART = f"/e/{SLUG}/programme/2030-03-04/entries"


def idle(engine: Engine, since: timedelta) -> None:
    with transaction(engine) as db:
        db.scalars(sa.select(UserSession)).one().seen_at = real_now() - since


def idle_for(engine: Engine) -> timedelta:
    with open_db(engine, write=False) as db:
        return real_now() - db.scalars(sa.select(UserSession)).one().seen_at


@pytest.mark.parametrize(
    ("path", "headers", "keeps"),
    [
        (DESK, {}, True),
        (PART, {}, False),
        (DAY_PART, {}, False),
        (PART, {"Sec-Fetch-Mode": "navigate", "Accept": "text/html", "Referer": "/"}, False),
        (f"{PART}?by=hand", {}, False),
    ],
)
def test_only_a_user_keeps_the_session_awake(
    little: Engine, at_desk: SignedIn, path: str, headers: dict[str, str], keeps: bool
) -> None:
    browser = at_desk(Role.ACCREDITATION)
    idle(little, STAFF_IDLE / 2)
    assert browser.get(path, headers=headers).status_code == 200
    assert (idle_for(little) < STAFF_IDLE / 4) is keeps


def test_desk_left_alone_is_signed_out_and_its_page_is_told(
    little: Engine, at_desk: SignedIn
) -> None:
    browser = at_desk(Role.ACCREDITATION)
    page = browser.get(DESK).text
    assert f'href="/sign-in?next={DESK}"' in page[page.index("data-live-ended") :]
    idle(little, STAFF_IDLE + timedelta(seconds=1))
    answer = browser.get(PART)
    assert (answer.status_code, "Sign in first." in answer.text) == (401, True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert browser.get(DESK).location.startswith("/sign-in")


def endpoints_refreshed(app: Flask, browser: FlaskClient, path: str) -> set[str]:
    adapter = app.url_map.bind("localhost")
    page = browser.get(path).text
    return {adapter.match(each.partition("?")[0])[0] for each in LIVE.findall(page)}


def test_every_part_that_pages_refresh_says_that_nobody_asked_for_it(week: Flask) -> None:
    with open_db(week.extensions["engine"], write=False) as db:
        email = people_of(db, "KH")[1].person.email
    desk, delegate = signed_in(week, "desk@host.example", Role.VIEWER), signed_in(week, email or "")
    here = f"/e/{WEEK}/"
    pages = [(desk, "desk/"), (delegate, "agenda"), (delegate, "programme/2026-01-15")]
    found = [endpoints_refreshed(week, browser, here + path) for browser, path in pages]
    stated = {
        name for name, view in week.view_functions.items() if getattr(view, "unattended", False)
    }
    assert all(found)
    by_themselves = {"portal.walk_in_live", "portal.import_progress"}
    screens = {"dashboard.sign", "dashboard.now_next", "dashboard.wall", "portal.board_cards"}
    assert set().union(*found) | by_themselves | screens == stated


@pytest.mark.usefixtures("monday")
def test_walk_in_left_waiting_is_told_that_the_session_ended(
    app: Flask, little: Engine, at_desk: SignedIn
) -> None:
    desk = at_desk(Role.BADGE_DESK)
    waiting = walk_in(desk).location
    assert "data-live-ended" in desk.get(waiting).text
    assert endpoints_refreshed(app, desk, waiting) == {"portal.walk_in_live"}
    idle(little, STAFF_IDLE + timedelta(seconds=1))
    assert desk.get(f"{waiting}/live").status_code == 401


def test_file_left_running_is_told_that_the_session_ended(
    app: Flask, little: Engine, at_desk: SignedIn
) -> None:
    desk = at_desk(Role.ACCREDITATION)
    with transaction(little) as db:
        edition, by = edition_by_slug(db, SLUG), f"user:{db.scalars(sa.select(User.id)).one()}"
        scope = Scope(edition, None, officer=True, desk=True, on=AT.date())
        file = keep_file(db, scope, "all.csv", b"Delegation,Full name", 60, by=by, now=AT)
        file.state = ImportState.RUNNING
        running = f"/e/{SLUG}/imports/{file.id}"
    assert "data-live-ended" in desk.get(running).text
    assert endpoints_refreshed(app, desk, running) == {"portal.import_progress"}
    idle(little, STAFF_IDLE + timedelta(seconds=1))
    assert desk.get(f"{running}/progress").status_code == 401
