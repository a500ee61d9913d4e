"""The public programme over HTTP: what strangers see, and what they never do."""

import json

import pytest
import sqlalchemy as sa
import vobject
from flask import Flask

from eventops.core.clock import domain_now, set_domain_clock
from eventops.core.db import open_db, transaction
from eventops.programme.models import Session
from eventops.programme.queries import session_by_code
from eventops.programme.rules import Access
from tests.agenda.visitors import SLUG, people_of, signed_in, the_edition
from tests.pages import shown

DAYS = ("2026-01-12", "2026-01-13", "2026-01-14", "2026-01-15", "2026-01-16")
PUBLIC = (
    f"/e/{SLUG}/programme",
    *(f"/e/{SLUG}/programme/{day}" for day in DAYS),
    *(f"/e/{SLUG}/programme/{day}/entries" for day in DAYS),
    *(f"/e/{SLUG}/programme/{day}?delegation=JP&track=bilateral" for day in DAYS),
    f"/e/{SLUG}/programme.json",
    f"/e/{SLUG}/programme.ics",
)


def sessions(app: Flask, access: Access | None = None) -> list[Session]:
    with open_db(app.extensions["engine"], write=False) as db:
        query = sa.select(Session).where(Session.edition_id == the_edition(db).id)
        if access is not None:
            query = query.where(Session.access == access)
        return list(db.scalars(query.order_by(Session.starts_at, Session.code)))


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_nothing_of_a_closed_session_reaches_strangers(
    week: Flask, path: str, language: str
) -> None:
    client = week.test_client()
    client.set_cookie("language", language)
    answer = client.get(path)
    told = answer.get_data(as_text=True).replace("\r\n ", "")
    secrets = {
        word
        for session in sessions(week, Access.CLOSED)
        for word in (session.code, session.id, *session.title.values())
    }
    assert answer.status_code == 200
    assert sorted(word for word in secrets if word in told) == []


@pytest.mark.parametrize("day", DAYS)
def test_room_used_by_closed_sessions_alone_is_not_named_that_day(week: Flask, day: str) -> None:
    told = week.test_client().get(f"/e/{SLUG}/programme/{day}").get_data(as_text=True)
    with open_db(week.extensions["engine"], write=False) as db:
        zone_day = [
            (session_by_code(db, session.edition_id, session.code), session.access)
            for session in sessions(week)
            if f"{session.starts_at:%Y-%m-%d}" == day
        ]
    public = {row.room.name["en"] for row, access in zone_day if access is not Access.CLOSED}
    closed = {row.room.name["en"] for row, access in zone_day if access is Access.CLOSED}
    assert [room for room in closed - public if f">{room}<" in told or f">{room} " in told] == []
    assert told.count("<h2>Reserved</h2>") == told.count("track-reserved") > 0


def test_every_public_session_is_on_its_day_with_its_title(week: Flask) -> None:
    client = week.test_client()
    told = "".join(client.get(f"/e/{SLUG}/programme/{day}").get_data(as_text=True) for day in DAYS)
    public = [each.code for each in sessions(week) if each.access is not Access.CLOSED]
    assert [code for code in public if f'/e/{SLUG}/sessions/{code}"' not in told] == []
    assert len(public) == 59 - len(sessions(week, Access.CLOSED))


def test_json_and_calendar_hold_the_public_sessions(week: Flask) -> None:
    client = week.test_client()
    value = json.loads(client.get(f"/e/{SLUG}/programme.json").data)
    calendar = vobject.readOne(client.get(f"/e/{SLUG}/programme.ics").data.decode())
    public = sorted(each.code for each in sessions(week) if each.access is not Access.CLOSED)
    assert sorted(each["code"] for each in value["sessions"]) == public
    assert sorted(e.uid.value.split(".")[0] for e in calendar.vevent_list) == public
    assert {frozenset(each) for each in value["reserved"]} == {frozenset({"start", "end"})}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_is_kept_by_browsers_and_asked_about_again(week: Flask, path: str) -> None:
    client = week.test_client()
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    cookies = first.headers.get("Set-Cookie")
    assert (first.headers["Cache-Control"], cookies) == ("no-cache", None)
    assert (again.status_code, again.data) == (304, b"")


def test_page_of_somebody_signed_in_is_not_kept(week: Flask) -> None:
    client = signed_in(week, "anna@example.org")
    assert client.get(f"/e/{SLUG}/programme").headers["Cache-Control"] == "no-store"


def test_closed_session_answers_strangers_like_one_that_is_not_there(week: Flask) -> None:
    for client in (week.test_client(), signed_in(week, "anna@example.org")):
        closed, unknown = (client.get(f"/e/{SLUG}/sessions/{code}") for code in ("b1n5", "zz99"))
        assert (closed.status_code, unknown.status_code) == (404, 404)
        assert shown(closed) == shown(unknown)


def test_closed_session_is_shown_to_whom_it_concerns_and_to_nobody_else(week: Flask) -> None:
    with open_db(week.extensions["engine"], write=False) as db:
        deputy = people_of(db, "KH")[1].person.email
        stranger = next(each.person.email for each in people_of(db, "EU") if each.person.email)
    told = {
        mailbox: signed_in(week, str(mailbox)).get(f"/e/{SLUG}/sessions/b1n5").status_code
        for mailbox in (deputy, stranger)
    }
    assert told == {deputy: 200, stranger: 404}


def test_session_page_says_why_somebody_is_not_expected(week: Flask) -> None:
    with open_db(week.extensions["engine"], write=False) as db:
        mailbox = next(each.person.email for each in people_of(db, "EU") if each.person.email)
    page = signed_in(week, str(mailbox)).get(f"/e/{SLUG}/sessions/adgmin-plenary-1")
    assert "European Union is not invited to this session." in page.get_data(as_text=True)


def test_filter_by_delegation_keeps_what_invites_it(week: Flask) -> None:
    page = week.test_client().get(f"/e/{SLUG}/programme/2026-01-16?delegation=JP")
    told = page.get_data(as_text=True)
    assert "ASEAN – Japan" in told or "adgmin-japan" in told
    assert "adgmin-china" not in told
    assert "track-reserved" not in told


def test_today_is_the_day_that_runs_and_the_first_day_outside_the_week(week: Flask) -> None:
    client = week.test_client()
    running = client.get(f"/e/{SLUG}/programme").get_data(as_text=True)
    with transaction(week.extensions["engine"]) as db:
        set_domain_clock(db, domain_now(db).replace(year=2025))
    outside = client.get(f"/e/{SLUG}/programme").get_data(as_text=True)
    assert ("Thursday 15 January</h1>" in running, "Monday 12 January</h1>" in outside) == (
        True,
        True,
    )
    assert ('class="now' in running, 'class="now' in outside) == (True, False)


@pytest.mark.parametrize("day", ["2026-01-19", "15", "2026-1-15", "20260115", "..%2f"])
def test_day_that_is_none_of_the_programme_is_not_found(week: Flask, day: str) -> None:
    assert week.test_client().get(f"/e/{SLUG}/programme/{day}").status_code == 404


def test_public_session_with_the_audience_of_a_closed_one_is_shown(week: Flask) -> None:
    with transaction(week.extensions["engine"]) as db:
        every = db.scalars(sa.select(Session).order_by(Session.starts_at, Session.code)).all()
        closed = next(row for row in every if row.access is Access.CLOSED)
        public = next(row for row in every if row.access is Access.BY_DELEGATION)
        public.audience = [f"same({closed.code})"]
        path = f"/e/{SLUG}/programme/{public.starts_at:%Y-%m-%d}"
    client = week.test_client()
    for asked in (path, f"{path}?delegation=JP"):
        answer = client.get(asked)
        assert (answer.status_code, closed.code in answer.get_data(as_text=True)) == (200, False)
