"""One's own agenda, its calendar page, and the command line."""

import json
import re

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.agenda.cli import agenda
from eventops.agenda.fetching import program_name
from eventops.core.db import open_db, transaction
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Person
from tests.agenda.visitors import SLUG, calendar_path, people_of, signed_in


def person(app: Flask, party: str = "KH", number: int = 1) -> Delegate:
    with open_db(app.extensions["engine"], write=False) as db:
        return people_of(db, party)[number]


def test_agenda_shows_the_next_session_first_with_its_reason(week: Flask) -> None:
    deputy = person(week)
    page = signed_in(week, str(deputy.person.email)).get(f"/e/{SLUG}/agenda").get_data(True)
    card = page[page.index('class="next ') : page.index("Later today")]
    assert "Opening ceremony" in card
    assert "You hold seat 2 of the 1 + 8 of Cambodia." in card
    assert "Your focal point can change it." in card


def test_card_says_when_doors_close(week: Flask) -> None:
    client = signed_in(week, str(person(week).person.email))
    page = client.get(f"/e/{SLUG}/agenda?lang=en").get_data(as_text=True)
    card = page[page.index('class="next ') : page.index("Later today")]
    told = " ".join(re.sub(r"<[^>]+>", "", card).split())
    assert "doors open at 07:15 and close at 08:20" in told


def test_nobody_may_ask_for_a_seat_where_heads_stand_alone(week: Flask) -> None:
    client = signed_in(week, str(person(week).person.email))
    agenda = client.get(f"/e/{SLUG}/agenda?lang=en").get_data(as_text=True)
    session = client.get(f"/e/{SLUG}/sessions/family-photo?lang=en").get_data(as_text=True)
    reserve = agenda.partition('aria-labelledby="reserve"')[2].partition("</section>")[0]
    assert (
        "sessions/family-photo" in reserve,
        "Only the head of delegation is expected." in session,
    ) == (
        False,
        True,
    )
    assert "floater" not in session


def test_agenda_alone_answers_not_modified(week: Flask) -> None:
    client = signed_in(week, str(person(week).person.email))
    first = client.get(f"/e/{SLUG}/agenda/entries")
    again = client.get(
        f"/e/{SLUG}/agenda/entries", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (first.status_code, again.status_code) == (200, 304)
    assert first.headers["Cache-Control"] == "no-store"


def test_mailbox_of_nobody_is_told_so(week: Flask) -> None:
    page = signed_in(week, "nobody@example.org").get(f"/e/{SLUG}/agenda")
    assert page.status_code == 404
    assert "Nobody with your e-mail address" in page.get_data(as_text=True)


def test_shared_mailbox_is_asked_whose_agenda_it_is(week: Flask) -> None:
    first, second = person(week), person(week, number=2)
    with transaction(week.extensions["engine"]) as db:
        db.execute(
            sa.update(Person)
            .where(Person.id.in_([first.person_id, second.person_id]))
            .values(email="shared@kh.example")
        )
    client = signed_in(week, "shared@kh.example")
    asked = client.get(f"/e/{SLUG}/agenda")
    client.post(f"/e/{SLUG}/who", data={"person": second.person_id})
    page = client.get(f"/e/{SLUG}/agenda")
    assert (asked.status_code, asked.headers["Location"]) == (302, f"/e/{SLUG}/who")
    assert second.person.full_name in page.get_data(as_text=True)


def test_one_person_in_two_delegations_reads_the_agenda_of_the_approved_one(week: Flask) -> None:
    first, second = person(week), person(week, "LA", 2)
    with transaction(week.extensions["engine"]) as db:
        db.execute(
            sa.update(Delegate)
            .where(Delegate.id == second.id)
            .values(person_id=first.person_id, rank=0)
        )
        state = sa.update(Registration).where(Registration.delegate_id == second.id)
        db.execute(state.values(state=State.SUBMITTED))
    client = signed_in(week, str(first.person.email))
    page = client.get(f"/e/{SLUG}/agenda")
    assert (page.status_code, "Cambodia" in page.text, "Laos" in page.text) == (200, True, False)
    assert client.get(f"/e/{SLUG}/who").text.count('name="person"') == 1


def test_stranger_is_sent_to_sign_in_and_other_delegates_may_not_read_an_agenda(
    week: Flask,
) -> None:
    other = person(week, "LA").id
    mailbox = str(person(week).person.email)
    assert week.test_client().get(f"/e/{SLUG}/agenda").status_code == 302
    assert signed_in(week, mailbox).get(f"/e/{SLUG}/desk/agendas/{other}").status_code == 403
    desk = signed_in(week, "desk@example.org", Role.PROTOCOL)
    page = desk.get(f"/e/{SLUG}/desk/agendas/{other}")
    assert (page.status_code, "of Lao PDR" in page.get_data(as_text=True)) == (200, True)


def test_new_calendar_address_ends_the_one_before_and_can_be_read_again(week: Flask) -> None:
    deputy = person(week)
    old = calendar_path(week, deputy.id)
    client = signed_in(week, str(deputy.person.email))
    answer = client.post(f"/e/{SLUG}/agenda/calendar/address")
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    path = page.partition('id="feed-address">http://127.0.0.1:8000')[2].partition("<")[0]
    assert b"UID:opening." in client.get(path).data
    assert b"UID:withdrawn." in client.get(old).data
    assert old not in page
    assert "webcal://127.0.0.1:8000" + path in page


def test_calendar_page_says_whether_the_calendar_is_up_to_date(week: Flask) -> None:
    deputy = person(week)
    client = signed_in(week, str(deputy.person.email))
    path = calendar_path(week, deputy.id, language="vi")
    before = client.get(f"/e/{SLUG}/agenda/calendar").get_data(as_text=True)
    week.test_client().get(path, headers={"User-Agent": "Microsoft Outlook 16.0"})
    after = client.get(f"/e/{SLUG}/agenda/calendar").get_data(as_text=True)
    assert "Not fetched by any calendar yet." in before
    assert "by Outlook." in after
    assert "It shows what is true now." in after


def test_download_is_the_feed_as_a_file(week: Flask) -> None:
    deputy = person(week)
    file = signed_in(week, str(deputy.person.email)).get(f"/e/{SLUG}/agenda.ics")
    feed = week.test_client().get(calendar_path(week, deputy.id))
    assert file.headers["Content-Disposition"] == f'attachment; filename="{SLUG}.ics"'
    assert file.data == feed.data


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("Microsoft.Exchange/15.20", "Outlook"),
        ("Mac OS X/14.1 (23B74) CalendarAgent/930", "Apple Calendar"),
        ("iOS/17.5 (21F79) dataaccessd/1.0", "Apple Calendar"),
        ("Mozilla/5.0 (X11; Linux) Thunderbird/140.0", "Thunderbird"),
        ("curl/8.5.0", "curl"),
        ("", ""),
        ("x" * 300, "x" * 40),
    ],
)
def test_calendar_program_is_known_by_its_user_agent(user_agent: str, name: str) -> None:
    assert program_name(user_agent) == name


def test_command_shows_an_agenda_in_three_formats(week: Flask) -> None:
    deputy = person(week)
    called = " ".join(reversed(deputy.person.full_name.split()))
    with week.test_request_context():
        text = CliRunner().invoke(agenda, ["show", called], catch_exceptions=False)
    with week.test_request_context():
        value = CliRunner().invoke(agenda, ["show", called, "--format", "json"])
    with week.test_request_context():
        file = CliRunner().invoke(agenda, ["show", called, "--format", "ics", "--edition", SLUG])
    feed = week.test_client().get(calendar_path(week, deputy.id))
    entries = json.loads(value.output)
    assert "Seat at the table. You hold seat 2 of the 1 + 8 of Cambodia." in text.output
    assert [each["code"] for each in entries if each["code"] == "opening"] == ["opening"]
    assert file.stdout_bytes == feed.data


def test_command_names_the_several_people_that_fit(week: Flask) -> None:
    deputy = person(week)
    family = deputy.person.full_name.split()[0]
    with week.test_request_context():
        result = CliRunner().invoke(agenda, ["show", family[0]])
    fault = result.exception
    assert isinstance(fault, NotFound)
    assert fault.code == "several_found"
    assert fault.facts["text"] == family[0]
