"""The seats pages: a delegation's own, the desk's overview, labels, plates."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdfium2 import PdfDocument
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.agenda.rules import OwnSeat
from eventops.agenda.seat_plan import seats_given, set_seats
from eventops.core.clock import set_domain_clock
from eventops.core.db import transaction
from eventops.delegations.models import LiaisonAssignment
from eventops.editions.queries import edition_by_slug
from eventops.programme.queries import session_by_code
from tests.checkin.scene import at
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, SLUG, delegation_of, officer, order, register, sign_in
from tests.portal.test_desk import statements

OWN = f"/e/{SLUG}/delegations/aa/seats"
PLENARY = f"{OWN}/plenary"
DESK = f"/e/{SLUG}/desk/seats"
ASKED = {"asked_by": "Counsellor, embassy", "channel": "phone", "reason": "Flies home early"}


@pytest.fixture
def people(little: Engine) -> dict[str, str]:
    """Name → delegate: Ann, Bo and Cy on the list of AA, Dan on none; Monday 10:15."""
    with transaction(little) as db:
        set_domain_clock(db, at("10:15"))
        edition = edition_by_slug(db, SLUG)
        listed = {
            name: register(db, edition, "AA", name, "main").delegate_id
            for name in ("Ann", "Bo", "Cy")
        }
        return listed | {"Dan": register(db, edition, "AA", "Dan").delegate_id}


@pytest.fixture
def liaison(app: Flask, little: Engine) -> Callable[[str], FlaskClient]:
    """Makes a browser of the liaison officer of a delegation."""

    def browser(code: str) -> FlaskClient:
        with transaction(little) as db:
            user = officer(db, edition_by_slug(db, SLUG), Role.LIAISON)
            attached = delegation_of(db, code).id
            db.add(LiaisonAssignment(delegation_id=attached, user_id=user.id, phone="", since=AT))
        return sign_in(app.test_client(), little, user)

    return browser


def bench(page: str, code: str = "plenary") -> list[tuple[str, str]]:
    """The seats of a session as its page shows them: word and name."""
    article = re.search(rf'id="session-{code}".*?</article>', page, re.DOTALL)
    assert article is not None
    first = article[0].partition('<ol class="bench">')[2].partition("</ol>")[0]
    rows = re.findall(r'seat-word">(.*?)</span>.*?seat-who">(.*?)</(?:b|span)>', first, re.DOTALL)
    return [(word.strip(), name.replace("<b>", "").strip()) for word, name in rows]


def test_focal_point_sees_seats_and_reserve_and_takes_a_seat(
    little: Engine, people: dict[str, str], at_focal_point: SignedIn
) -> None:
    own = at_focal_point("AA")
    page = own.get(OWN).text
    assert bench(page) == [("Head", "Ann"), ("2", "Bo")]
    assert "2 of 2 seats used" in page
    assert "One in reserve" in page
    sent = {"seat-0": people["Ann"], "seat-1": people["Dan"], **ASKED}
    done = own.post(PLENARY, data=sent, follow_redirects=True).text
    assert bench(done) == [("Head", "Ann"), ("2", "Dan")]
    undo = re.search(r'action="([^"]+/undoing)"', done)
    assert undo is not None
    undone = own.post(undo[1], follow_redirects=True).text
    assert bench(undone) == [("Head", "Ann"), ("2", "Bo")]


def test_liaison_officer_leaves_a_seat_free_up_to_the_minute(
    people: dict[str, str], liaison: Callable[[str], FlaskClient]
) -> None:
    officer = liaison("AA")
    sent = {"seat-0": people["Cy"], "seat-1": "", **ASKED}
    page = officer.post(PLENARY, data=sent, follow_redirects=True).text
    assert bench(page) == [("Head", "Cy"), ("2", "free")]
    assert "1 of 2 seats used" in page


def test_what_was_chosen_stands_again_when_it_cannot_be(
    people: dict[str, str], at_focal_point: SignedIn
) -> None:
    own = at_focal_point("AA")
    sent = {"seat-0": people["Dan"], "seat-1": people["Dan"], **ASKED}
    answer = own.post(PLENARY, data=sent)
    assert answer.status_code == 422
    assert "One person is chosen for two seats." in answer.text
    assert answer.text.count(f'selected value="{people["Dan"]}"') == 2
    without = own.post(PLENARY, data={**sent, "seat-1": people["Bo"], "reason": ""})
    assert (without.status_code, "Write why" in without.text) == (422, True)


def test_strangers_and_other_focal_points_find_nothing(
    people: dict[str, str], at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    other = at_focal_point("BB")
    assert [other.get(path).status_code for path in (OWN, PLENARY)] == [404, 404]
    assert other.post(PLENARY, data={"seat-0": people["Dan"], **ASKED}).status_code == 404
    assert other.post(f"{PLENARY}/undoing").status_code == 404
    viewer = at_desk(Role.VIEWER)
    assert [viewer.get(path).status_code for path in (OWN, PLENARY)] == [200, 403]


def test_only_the_desk_names_people(people: dict[str, str], at_focal_point: SignedIn) -> None:
    own = at_focal_point("AA")
    sent = {f"naming-{name}": value for name, value in ASKED.items()}
    answer = own.post(f"{OWN}/q7m2/namings", data={"naming-delegate": people["Dan"], **sent})
    assert answer.status_code == 403


def test_closed_session_without_formula_gets_people_by_name(
    little: Engine, people: dict[str, str], at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    with transaction(little) as db:
        pat = register(db, edition_by_slug(db, SLUG), "PRESS", "Pat", function="media").delegate_id
    desk, here = at_desk(Role.PROTOCOL), f"/e/{SLUG}/delegations/press/seats/q7m2"
    assert f'href="{here}"' in desk.get(f"{DESK}/q7m2").text
    assert at_focal_point("PRESS").get(here).status_code == 404
    sent = {f"naming-{name}": value for name, value in ASKED.items()}
    named = desk.post(
        f"{here}/namings", data={"naming-delegate": pat, **sent}, follow_redirects=True
    ).text
    assert "Name Pat no more" in named
    assert "Pat" in desk.get(f"{DESK}/q7m2").text
    gone = desk.post(f"{here}/namings/{pat}/removal", follow_redirects=True).text
    assert "Name Pat no more" not in gone


def test_order_is_changed_by_place(
    little: Engine, people: dict[str, str], at_focal_point: SignedIn
) -> None:
    own = at_focal_point("AA")
    sent = {"meeting": "main", "delegate": people["Cy"], "place": "1"}
    assert own.post(f"{OWN}/order", data=sent).status_code == 303
    with transaction(little) as db:
        assert order(db, "AA", "main") == ["Cy", "Ann", "Bo"]
    assert own.post(f"{OWN}/order", data={**sent, "place": "one"}).status_code == 400


def figures(page: str, title: str) -> list[str]:
    """The numbers of a session's row."""
    row = next(row for row in page.split("<tr")[1:] if title in row)
    return re.findall(r'<td class="figure"[^>]*>(\d+)', row)


def test_desk_sees_every_session_against_its_room(
    people: dict[str, str], at_desk: SignedIn
) -> None:
    desk = at_desk(Role.PROTOCOL)
    page = desk.get(f"{DESK}?day=2030-03-04").text
    assert figures(page, "Opening ceremony")[:3] == ["8", "3", "0"]
    assert figures(page, "Plenary")[:3] == ["4", "2", "0"]
    assert figures(page, "Aland meets Beland")[:3] == ["4", "2", "0"]
    assert "96 seats to spare" in page
    plan = desk.get(f"{DESK}/plenary").text
    assert '/delegations/aa/seats?day=2030-03-04#session-plenary"' in plan
    assert f'href="{DESK}/plenary"' in desk.get(f"{OWN}?day=2030-03-04").text


def test_labels_are_stored_by_hand_and_seen_by_the_person(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    desk = at_desk(Role.PROTOCOL)
    ann, bo = people["Ann"], people["Bo"]
    sent = {f"seat-{ann}": " B-14 ", f"plate-{ann}": "ALAND", f"seat-{bo}": "", f"plate-{bo}": ""}
    page = desk.post(f"{DESK}/plenary", data=sent, follow_redirects=True).text
    assert 'value="B-14"' in page
    with transaction(little) as db:
        here = session_by_code(db, edition_by_slug(db, SLUG).id, "plenary").id
        assert seats_given(db, [here]) == {(ann, here): OwnSeat("B-14", "ALAND")}
    twice = {**sent, f"seat-{bo}": "b-14"}
    answer = desk.post(f"{DESK}/plenary", data=twice)
    assert (answer.status_code, 'value="b-14"' in answer.text) == (422, True)
    assert at_desk(Role.VIEWER).post(f"{DESK}/plenary", data=sent).status_code == 403


def test_plates_are_printed_two_a_page(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        here = session_by_code(db, edition.id, "opening").id
        seats = {(people["Bo"], here): OwnSeat("A-2", "Deputy Minister")}
        set_seats(db, edition, seats, by="cli", now=AT)
    answer = at_desk(Role.PROTOCOL).post(f"{DESK}/opening/plates")
    assert answer.mimetype == "application/pdf"
    printed = PdfDocument(answer.data)
    assert [tuple(map(round, page.get_size())) for page in printed] == [(842, 595)] * 2
    text = printed[0].get_textpage().get_text_bounded()
    assert (text.count("A-2"), text.count("Ann")) == (2, 2)  # a side for either reader


@pytest.mark.parametrize("path", [OWN, f"{OWN}?day=2030-03-04", DESK, f"{DESK}/opening"])
def test_more_people_cost_no_more_statements(
    path: str, little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    desk = at_desk(Role.PROTOCOL)
    few = statements(little, desk, path)
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        for number in range(2):
            register(db, edition, "BB", f"Guest {number}", "main", "wg-x")
    assert statements(little, desk, path) == few
