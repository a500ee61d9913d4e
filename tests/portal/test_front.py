"""The front door: where a visitor begins, and the choice between several conferences."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user
from eventops.core.clock import set_domain_clock
from eventops.core.db import transaction
from eventops.editions.queries import edition_by_slug
from eventops.programme.dayfile import load
from eventops.programme.services import publish
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SLUG, TEXT, officer, sign_in

DURING = datetime(2030, 3, 4, 3, tzinfo=UTC)


@pytest.fixture
def during(little: Engine) -> Engine:
    """Ten o'clock on the first day."""
    with transaction(little) as db:
        set_domain_clock(db, DURING)
    return little


def add_edition(engine: Engine, slug: str, first: date, last: date) -> None:
    """Another edition with the little one's programme."""
    with transaction(engine) as db:
        publish(db, replace(load(TEXT), slug=slug, short_name=slug.upper()), by=BY, now=AT)
        edition = edition_by_slug(db, slug)
        edition.starts_on, edition.ends_on = first, last


def front(client: FlaskClient) -> str:
    answer = client.get("/")
    assert answer.status_code == 302
    return answer.location


def test_a_newer_edition_does_not_take_over_the_one_that_runs(
    during: Engine, client: FlaskClient
) -> None:
    add_edition(during, "aaa-2030", date(2030, 3, 6), date(2030, 3, 8))
    assert front(client) == f"/e/{SLUG}/programme"


def test_editions_of_the_same_days_are_a_choice(during: Engine, client: FlaskClient) -> None:
    assert "All conferences" not in client.get("/sign-in").text
    add_edition(during, "aaa-2030", date(2030, 3, 4), date(2030, 3, 5))
    add_edition(during, "old-2028", date(2028, 3, 4), date(2028, 3, 5))
    add_edition(during, "new-2031", date(2031, 2, 27), date(2031, 3, 2))
    assert front(client) == "/editions"
    page = client.get("/editions").text
    places = [page.index(each) for each in ("Now", "AAA-2030", "LITTLE-1", "To come", "NEW-2031")]
    assert places == sorted(places)
    assert page.index("NEW-2031") < page.index("Past") < page.index("OLD-2028")
    assert "Hanoi, 27 Feb" in page
    assert '<a href="/editions">All conferences</a>' in client.get(f"/e/{SLUG}/programme").text


def test_no_edition_is_no_choice(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    assert "No conference yet" in client.get("/editions").text


def test_the_head_of_a_page_leads_to_its_own_edition(during: Engine, client: FlaskClient) -> None:
    add_edition(during, "old-2028", date(2028, 3, 4), date(2028, 3, 5))
    page = client.get("/e/old-2028/programme/2030-03-04").text
    assert 'class="event"\n         href="/e/old-2028/programme"' in page


def test_work_begins_in_the_nearest_edition_where_one_has_any(
    app: Flask, during: Engine, at_desk: SignedIn
) -> None:
    add_edition(during, "aaa-2030", date(2030, 3, 4), date(2030, 3, 5))
    add_edition(during, "new-2031", date(2031, 2, 27), date(2031, 3, 2))
    here = at_desk(Role.VIEWER)
    assert here.get("/welcome").location == f"/e/{SLUG}/desk/"
    with transaction(during) as db:
        stranger = officer(db, edition_by_slug(db, "new-2031"), Role.BADGE_DESK)
    later = sign_in(app.test_client(), during, stranger)
    assert later.get("/welcome").location == "/e/new-2031/desk/"


def test_somebody_without_work_begins_at_the_front_door(app: Flask, during: Engine) -> None:
    with transaction(during) as db:
        nobody = ensure_user(db, "nobody@mail.example", "Nobody", by=BY, now=AT)
    assert sign_in(app.test_client(), during, nobody).get("/welcome").location == "/"
