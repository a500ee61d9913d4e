"""The day as it runs, on its page: who may tell, what follows, the way back."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.core.db import open_db
from eventops.editions.queries import edition_by_slug
from eventops.programme.models import Session
from eventops.programme.phases import actual_times
from eventops.programme.queries import session_by_code
from tests.checkin.scene import at
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, journal_of
from tests.portal.publishing import DESK_AT, clock_at

RUNNING = f"{DESK_AT}/running"


@pytest.fixture
def morning(little: Engine) -> Engine:
    clock_at(little, at("10:25"))
    return little


def plenary(engine: Engine) -> Session:
    with open_db(engine, write=False) as db:
        return session_by_code(db, edition_by_slug(db, SLUG).id, "plenary")


def tell(browser: FlaskClient, mark: str, code: str = "plenary") -> int:
    return browser.post(f"{RUNNING}/{code}/marks", data={"mark": mark}).status_code


def test_supervisor_tells_that_a_session_starts_late_and_takes_it_back(
    morning: Engine, at_desk: SignedIn
) -> None:
    browser = at_desk(Role.SUPERVISOR)
    assert tell(browser, "late-15") == 303
    assert actual_times(plenary(morning)) == (at("10:45"), at("12:15"))
    page = browser.get(f"{RUNNING}?lang=en").text
    assert "“Plenary” starts 15 minutes late." in page
    undoing = re.findall(rf'action="({RUNNING}/plenary/marks/[^"]+/undoing)"', page)
    assert browser.post(undoing[0]).status_code == 303
    assert plenary(morning).actual_start_at is None
    with open_db(morning, write=False) as db:
        actions = journal_of(db, f"session:{plenary(morning).id}")
    assert actions == ["session marked", "session mark undone"]


def test_public_programme_follows_without_a_new_version(morning: Engine, at_desk: SignedIn) -> None:
    browser = at_desk(Role.EDITOR)
    assert tell(browser, "running") == 303
    page = browser.get(f"/e/{SLUG}/programme/2030-03-04?lang=en").text
    entry = page[page.index("sessions/plenary") - 600 : page.index("sessions/plenary")]
    assert "is-now" in entry
    assert "Programme v1" in page


@pytest.mark.parametrize("mark", ["late-7", "late-", "", "gone", "late-15-1"])
def test_what_no_button_says_is_refused(morning: Engine, at_desk: SignedIn, mark: str) -> None:
    assert tell(at_desk(Role.EDITOR), mark) == 422
    assert plenary(morning).actual_start_at is None


def test_session_of_another_hour_is_refused(morning: Engine, at_desk: SignedIn) -> None:
    assert tell(at_desk(Role.EDITOR), "running", "group-x") == 409


@pytest.mark.parametrize("role", [Role.LIAISON, Role.BADGE_DESK, Role.VIEWER])
def test_others_may_not_tell(morning: Engine, at_desk: SignedIn, role: Role) -> None:
    assert tell(at_desk(role), "running") == 403
