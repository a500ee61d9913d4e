"""The lists' pages and files: who may take which, what stands on them, what the journal says."""

import csv
import io

import pypdfium2
import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.rules import State
from eventops.core.db import transaction
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegate, Person
from eventops.delegations.queries import SEES_ALL
from eventops.editions.queries import edition_by_slug
from eventops.portal.lists.contents import ListName
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, delegation_of, register

DESK = f"/e/{SLUG}/desk/lists"
OWN = f"/e/{SLUG}/delegations/aa/lists"
HEADINGS = ["Delegation", "Delegation (vi)", "Style", "Name", "Name in own script", "Function"]
HEADINGS += ["Title or post"]
ANN = ["Aland", "A quốc", "H.E.", "Ann of Aland", "ສີ ຄຳ", "Head of delegation", "'=Minister"]
BEN = ["Beland", "B quốc", "", "Ben", "", "Delegate", ""]
SECRETS_OF_ANN = ("ann@secret.example", "1970", "X1234567", "Halal")


@pytest.fixture(autouse=True)
def people(little: Engine) -> None:
    """Ann leads AA and is approved; Ben of BB is not yet."""
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        ann = register(db, edition, "AA", "Ann of Aland", "main", function="head")
        ann.state = State.APPROVED
        register(db, edition, "BB", "Ben", "main")
        delegate = db.get_one(Delegate, ann.delegate_id)
        delegate.position, delegate.diet = "=Minister", "Halal"
        person = db.get_one(Person, delegate.person_id)
        person.style, person.own_script, person.own_language = "H.E.", "ສີ ຄຳ", "lo"
        person.email, person.mrz_name, person.document_end = SECRETS_OF_ANN[0], "1970", "X1234567"


def journalled(engine: Engine) -> list[tuple[str, dict[str, object]]]:
    with transaction(engine) as db:
        query = sa.select(JournalEntry).where(JournalEntry.action == "list taken")
        entries = db.scalars(query.order_by(JournalEntry.position)).all()
        return [(entry.subject.partition(":")[0], entry.facts) for entry in entries]


def test_index_counts_what_each_list_holds(at_desk: SignedIn) -> None:
    page = at_desk(Role.PROTOCOL).get(DESK).text
    counts = [part.partition("<")[0] for part in page.split('data-heading="Entries">')[1:]]
    assert counts == ["2", "1", "2", "2", "1", "2", "1"]


def test_navigation_of_the_desk_leads_to_the_lists(at_desk: SignedIn) -> None:
    assert f'href="{DESK}"' in at_desk(Role.VIEWER).get(f"/e/{SLUG}/desk/").text


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("name", ListName)
def test_every_list_opens_and_comes_in_every_form(
    at_desk: SignedIn, name: ListName, language: str
) -> None:
    browser = at_desk(Role.PROTOCOL)
    page = browser.get(f"{DESK}/{name}?lang={language}")
    starts = {}
    for form in ("pdf", "xlsx", "csv"):
        answer = browser.post(f"{DESK}/{name}/files?lang={language}", data={"format": form})
        file = answer.headers["Content-Disposition"]
        assert file == f'attachment; filename="{SLUG}-{name}.{form}"'
        assert answer.headers["Cache-Control"] == "no-store"
        starts[form] = answer.data[:3]
    assert (page.status_code, starts) == (
        200,
        {"pdf": b"%PD", "xlsx": b"PK\x03", "csv": b"\xef\xbb\xbf"},
    )


def test_spreadsheets_hold_the_list_whole(at_desk: SignedIn) -> None:
    browser = at_desk(Role.VIEWER)
    path = f"{DESK}/participants-provisional/files"
    text = browser.post(path, data={"format": "csv"}).data.decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(browser.post(path, data={"format": "xlsx"}).data)
    )
    expected = [[*HEADINGS, "State"], [*ANN, "Approved"], [*BEN, "Submitted"]]
    assert list(csv.reader(io.StringIO(text, newline=""))) == expected
    assert book.get_sheet_by_index(0).to_python() == expected


def test_headings_name_the_language_of_the_delegations_names(at_desk: SignedIn) -> None:
    path = f"{DESK}/participants-provisional/files?lang=vi"
    text = at_desk(Role.VIEWER).post(path, data={"format": "csv"}).data.decode("utf-8-sig")
    headings, first = list(csv.reader(io.StringIO(text, newline="")))[:2]
    assert dict(zip(headings[:2], first[:2], strict=True)) == {
        "Đoàn (en)": "Aland",
        "Đoàn": "A quốc",
    }


def test_no_list_but_the_dietary_one_shows_more_than_it_must(at_desk: SignedIn) -> None:
    browser = at_desk(Role.PROTOCOL)
    for name in ListName:
        shown = browser.get(f"{DESK}/{name}").text
        shown += browser.post(f"{DESK}/{name}/files", data={"format": "csv"}).text
        pdf = browser.post(f"{DESK}/{name}/files", data={"format": "pdf"}).data
        shown += "".join(
            page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)
        )
        secrets = {secret for secret in SECRETS_OF_ANN if secret in shown}
        assert (name, secrets) == (name, {"Halal"} if name is ListName.DIET else set())


def test_every_file_taken_is_in_the_journal_without_a_name(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    at_desk(Role.PROTOCOL).post(f"{DESK}/diet/files", data={"format": "xlsx"})
    at_focal_point("AA").post(f"{OWN}/participants/files", data={"format": "pdf"})
    assert journalled(little) == [
        ("edition", {"list": "diet", "rows": 1, "format": "xlsx"}),
        ("delegation", {"list": "participants", "rows": 1, "format": "pdf"}),
    ]


@pytest.mark.parametrize("role", SEES_ALL)
def test_dietary_needs_are_for_protocol_and_accreditation(
    little: Engine, at_desk: SignedIn, role: Role
) -> None:
    browser, may = at_desk(role), role in (Role.PROTOCOL, Role.ACCREDITATION)
    answers = (
        browser.get(f"{DESK}/diet").status_code,
        browser.post(f"{DESK}/diet/files", data={"format": "csv"}).status_code,
    )
    assert answers == ((200, 200) if may else (403, 403))
    assert (f"{DESK}/diet" in browser.get(DESK).text) is may
    assert len(journalled(little)) == may


def test_focal_point_has_the_lists_of_the_own_delegation_alone(
    little: Engine, at_focal_point: SignedIn
) -> None:
    own = at_focal_point("AA")
    text = own.post(f"{OWN}/participants-provisional/files", data={"format": "csv"}).data
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    assert rows == [[*HEADINGS, "State"], [*ANN, "Approved"]]
    assert own.get(f"{OWN}/diet").status_code == 404
    assert own.get(OWN.replace("/aa/", "/bb/")).status_code == 404
    with transaction(little) as db:
        own_id = delegation_of(db, "AA").id
        subjects = db.scalars(
            sa.select(JournalEntry.subject).where(JournalEntry.action == "list taken")
        ).all()
    assert subjects == [f"delegation:{own_id}"]


def test_unknown_list_or_form_is_said_and_takes_nothing(little: Engine, at_desk: SignedIn) -> None:
    browser = at_desk(Role.VIEWER)
    answers = (
        browser.get(f"{DESK}/nothing").status_code,
        browser.post(f"{DESK}/nothing/files").status_code,
        browser.post(f"{DESK}/heads/files", data={"format": "doc"}).status_code,
    )
    assert (answers, journalled(little)) == ((404, 404, 422), [])
