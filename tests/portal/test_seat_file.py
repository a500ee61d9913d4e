"""The seat plan by spreadsheet: a template filled with who is expected, all rows or none."""

import io
import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.accounts.rules import Role
from eventops.agenda.models import ReaderPart, Seating
from eventops.core.clock import set_domain_clock
from eventops.core.db import transaction
from eventops.delegations.models import Delegate, Person
from eventops.editions.queries import edition_by_slug
from eventops.portal.spreadsheet.reading import read_rows
from eventops.programme.models import Session
from tests.checkin.scene import at
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, register

FILE = f"/e/{SLUG}/desk/seat-plan"

FAULTS = [
    "Row 2, column A (Session) There is no session with the code “nowhere”.",
    (
        "Row 3, column D (Full name) Nobody is found here by “Nobody”: reference, or exact name and"
        " delegation."
    ),
    (
        "Row 4, column D (Full name) Several people are called “Sam Same”. Give the reference, or the"
        " delegation."
    ),
    "Row 7, column D (Full name) Ann stands in row 5 already, for the same session.",
    "Row 7, column E (Seat) Seat 4 would be two people’s. Give each seat once.",
    "Row 8, column E (Seat) This may have up to 40 characters.",
]


@pytest.fixture
def people(little: Engine) -> dict[str, str]:
    """Name → delegate: Ann and Bo on the list of AA, two of one name in BB."""
    with transaction(little) as db:
        set_domain_clock(db, at("08:15"))
        edition = edition_by_slug(db, SLUG)
        found = {
            name: register(db, edition, "AA", name, "main").delegate_id for name in ("Ann", "Bo")
        }
        for _twice in range(2):
            register(db, edition, "BB", "Sam Same")
        return found


@pytest.fixture
def desk(people: dict[str, str], at_desk: SignedIn) -> FlaskClient:
    return at_desk(Role.PROTOCOL)


def send(desk: FlaskClient, *lines: str) -> TestResponse:
    head = "Session,Delegation,Reference,Full name,Seat,Name plate"
    file = io.BytesIO("\n".join((head, *lines)).encode())
    return desk.post(FILE, data={"file": (file, "seats.csv")}, content_type="multipart/form-data")


def confirm(desk: FlaskClient, checked: TestResponse) -> TestResponse:
    rows = re.search(r'name="rows" value="([^"]+)"', checked.text)
    assert rows is not None
    return desk.post(f"{FILE}/confirmation", data={"rows": rows[1]})


def stored(engine: Engine) -> set[tuple[str, str, str, str]]:
    with transaction(engine) as db:
        query = (
            sa.select(Session.code, Person.full_name, Seating.seat, Seating.plate)
            .join(Seating, Seating.session_id == Session.id)
            .join(Delegate, Delegate.id == Seating.delegate_id)
            .join(Delegate.person)
        )
        return {(code, name, seat, plate) for code, name, seat, plate in db.execute(query)}


def counters(engine: Engine) -> list[int]:
    with transaction(engine) as db:
        return sorted(db.scalars(sa.select(ReaderPart.counter)))


def faults(answer: TestResponse) -> list[str]:
    shown = re.search(r'<ul class="sheet-faults">(.*?)</ul>', answer.text, re.DOTALL)
    assert (answer.status_code, shown is not None) == (422, True)
    items = re.findall(r"<li>(.*?)</li>", shown[1] if shown else "", re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_template_holds_whoever_is_expected_and_comes_back_unchanged(
    desk: FlaskClient, people: dict[str, str], ending: str
) -> None:
    taken = desk.post(f"{FILE}/template.{ending}", data={"session": "plenary"})
    assert read_rows(taken.data)[1:] == [
        ("plenary", "AA", people["Ann"], "Ann", "", ""),
        ("plenary", "AA", people["Bo"], "Bo", "", ""),
    ]
    file = io.BytesIO(taken.data), f"seats.{ending}"
    again = desk.post(FILE, data={"file": file}, content_type="multipart/form-data")
    assert "there is nothing to take in" in again.text


def test_file_is_shown_first_and_taken_in_whole_then_updated(
    little: Engine, desk: FlaskClient, people: dict[str, str]
) -> None:
    checked = send(desk, f"plenary,,{people['Ann']},,B-14,ALAND", "plenary,AA,,Bo,B-15,")
    assert ("2 changed" in checked.text, stored(little)) == (True, set())
    assert confirm(desk, checked).status_code == 303
    first = {("plenary", "Ann", "B-14", "ALAND"), ("plenary", "Bo", "B-15", "")}
    assert (stored(little), counters(little)) == (first, [1, 1])
    again = send(desk, "plenary,AA,,Ann,B-14,ALAND", "plenary,aa,,bo,B-16,")
    assert "one changed · one unchanged" in " ".join(again.text.split())
    confirm(desk, again)
    assert (stored(little), counters(little)) == (
        {("plenary", "Ann", "B-14", "ALAND"), ("plenary", "Bo", "B-16", "")},
        [1, 2],
    )


def test_every_fault_is_told_with_its_place_and_nothing_is_stored(
    little: Engine, desk: FlaskClient
) -> None:
    answer = send(
        desk,
        "nowhere,AA,,Ann,1,",
        "plenary,AA,,Nobody,2,",
        "plenary,BB,,Sam Same,3,",
        "plenary,AA,,Ann,4,",
        "plenary,AA,,Bo,4,",
        "plenary,AA,,Ann,4,",
        f"plenary,AA,,Bo,{'x' * 50},",
    )
    assert faults(answer) == FAULTS
    assert stored(little) == set()


def test_file_without_its_columns_says_which(desk: FlaskClient) -> None:
    file = io.BytesIO(b"Session,Chair\nplenary,1"), "seats.csv"
    answer = desk.post(FILE, data={"file": file}, content_type="multipart/form-data")
    assert len(faults(answer)) == 3


def test_checked_file_is_sealed_and_checked_again(
    little: Engine, desk: FlaskClient, people: dict[str, str]
) -> None:
    checked = send(desk, "plenary,AA,,Ann,B-14,")
    forged = desk.post(f"{FILE}/confirmation", data={"rows": "eJyLjgUAARUAuQ=="})
    assert (forged.status_code, "Send it again." in forged.text) == (422, True)
    with transaction(little) as db:
        who = db.get_one(Delegate, people["Ann"])
        db.get_one(Person, who.person_id).search_name = "renamed"
        db.get_one(Person, who.person_id).full_name = "Renamed"
    assert (confirm(desk, checked).status_code, stored(little)) == (422, set())
