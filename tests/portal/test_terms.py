"""Last days for names, and whom those that come later go to."""

import pytest
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.core.db import transaction
from eventops.editions.queries import edition_by_slug
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, officer
from tests.portal.test_delegation_pages import new, words
from tests.portal.test_registration_to_badge import LIST, QUEUE


def test_late_names_go_to_the_officer_named_for_the_category(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    focal, named = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        user = officer(db, edition, Role.ACCREDITATION)
    sent = {
        "delegate-day": "2020-01-31",
        "delegate-hour": "18:00",
        "delegate-officer": user.id,
        "head-day": "2999-12-31",
    }
    page = named.post(f"/e/{SLUG}/desk/terms", data=sent, follow_redirects=True).text
    assert 'value="2020-01-31"' in page
    assert 'value="23:59"' in page
    focal.post(f"{LIST}/people/new", data=new("Late Ann", little))
    focal.post(f"{LIST}/people/new", data={**new("Early Ben", little), "function": "head"})
    told = words(focal.get(LIST).text)
    assert told.count("late; decided by accreditation officer") == 1
    assert "1 late name waits for you" in named.get(QUEUE).text
    mine = named.get(f"{QUEUE}?late=mine").text
    assert ("Late Ann" in mine, "Early Ben" in mine) == (True, False)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"head-day": "soon"}, "Head of delegation, Last day: Write day and time"),
        ({"head-day": "2029-01-01", "head-hour": "x"}, "Head of delegation, Last day: Write day"),
        ({"head-officer": "0" * 20}, "Choose one of the accreditation officers"),
    ],
)
def test_last_days_that_cannot_be_are_said_and_nothing_is_kept(
    little: Engine, at_desk: SignedIn, sent: dict[str, str], sentence: str
) -> None:
    desk = at_desk(Role.PROTOCOL)
    answer = desk.post(f"/e/{SLUG}/desk/terms", data={**sent, "media-day": "2029-01-01"})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert 'value="2029-01-01"' in answer.text
    assert 'value="2029-01-01"' not in desk.get(f"/e/{SLUG}/desk/terms").text


def test_a_day_that_is_emptied_is_no_deadline_whatever_hour_stands_there(
    little: Engine, at_desk: SignedIn
) -> None:
    desk, at = at_desk(Role.PROTOCOL), f"/e/{SLUG}/desk/terms"
    desk.post(at, data={"head-day": "2029-01-01", "head-hour": "18:00"})
    assert desk.post(at, data={"head-day": "", "head-hour": "18:00"}).status_code == 303
    page = desk.get(at).text
    assert ("2029-01-01" in page, "18:00" in page) == (False, False)
