"""The programme as files on the desk: taken along, sent back, looked at, taken in, undone."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.accounts.rules import Role
from eventops.core.db import transaction
from eventops.editions.queries import edition_by_slug
from eventops.portal.spreadsheet.reading import read_rows
from eventops.programme.drafting import Wish, edit
from eventops.programme.drafts import draft_of
from eventops.programme.plan import SessionPlan
from tests.checkin.scene import at
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SLUG
from tests.portal.publishing import clock_at

FILES = f"/e/{SLUG}/desk/programme/files"


@pytest.fixture
def desk(at_desk: SignedIn) -> FlaskClient:
    return at_desk(Role.EDITOR)


def send(desk: FlaskClient, content: bytes | str, name: str = "p.csv") -> TestResponse:
    body = content.encode() if isinstance(content, str) else content
    return desk.post(FILES, data={"file": (io.BytesIO(body), name)})


def confirm(desk: FlaskClient, page: str) -> TestResponse:
    carried = re.search(r'name="sessions" value="([^"]+)"', page)
    assert carried is not None, page
    return desk.post(f"{FILES}/taking", data={"sessions": carried[1]})


def drafted(engine: Engine, code: str) -> str:
    """``09:30–10:30 hall``, as the draft has it."""
    with transaction(engine) as db:
        _, plan = draft_of(db, edition_by_slug(db, SLUG)).by_code[code].planned
        return f"{plan.start:%H:%M}–{plan.end:%H:%M} {plan.room}"


def moved(engine: Engine, code: str, *, parked: bool = False, title: str | None = None) -> None:
    """Another editor changes a session meanwhile."""
    with transaction(engine) as db:
        edition = edition_by_slug(db, SLUG)
        day, plan = draft_of(db, edition).by_code[code].planned
        plan = plan if title is None else _titled(plan, title)
        edit(db, edition, "moved", {code: Wish(day, plan, parked)}, by=BY, now=AT)


def _titled(plan: SessionPlan, title: str) -> SessionPlan:
    return replace(plan, title=plan.title | {"en": title})


def test_workbook_comes_back_unchanged_and_changes_nothing(desk: FlaskClient) -> None:
    book = desk.get(f"{FILES}/programme.xlsx")
    assert book.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-programme.xlsx"'
    page = send(desk, book.data, "p.xlsx").text
    assert "there is nothing to take in" in page
    assert 'name="sessions"' not in page


def test_table_comes_back_unchanged_in_either_language(desk: FlaskClient) -> None:
    for tongue in ("en", "vi"):
        table = desk.get(f"{FILES}/programme.csv?lang={tongue}").data
        desk.get(f"{FILES}?lang=en")
        assert "there is nothing to take in" in send(desk, table).text


def test_archive_comes_back_unchanged_and_changes_nothing(desk: FlaskClient) -> None:
    archive = desk.get(f"{FILES}/programme.zip").data
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        assert f"{SLUG}/edition.toml" in packed.namelist()
    assert "there is nothing to take in" in send(desk, archive, "p.zip").text


def test_file_is_looked_at_then_taken_in_as_one_act_and_taken_back(
    desk: FlaskClient, little: Engine
) -> None:
    was = drafted(little, "forum")
    page = send(desk, "Code;Start;End\nforum;9.45;10h45\n").text
    assert "<b>Start:</b> 09:30 → 09:45" in page
    assert "Missing in the file" in page
    assert drafted(little, "forum") == was
    done = confirm(desk, page)
    assert (done.status_code, done.location) == (303, FILES)
    assert drafted(little, "forum") == f"09:45–10:45 {was.split()[1]}"
    assert "One session was taken into the working draft" in desk.get(FILES).text
    assert "Undo: taking in a file (sessions: 1)" in desk.get(f"/e/{SLUG}/desk/programme/week").text
    assert desk.post(f"{FILES}/undoing").status_code == 303
    assert drafted(little, "forum") == was
    assert desk.post(f"{FILES}/undoing").status_code == 409


def test_differences_are_said_in_vietnamese_too(desk: FlaskClient) -> None:
    desk.get(f"{FILES}?lang=vi")
    page = send(desk, "Mã;Bắt đầu\nforum;9.45\n").text
    assert "<b>Bắt đầu:</b> 09:30 → 09:45" in page


def test_every_fault_is_said_with_its_cell_and_nothing_is_offered(desk: FlaskClient) -> None:
    answer = send(desk, "Code;Start;Room\nforum;noon;attic\n")
    assert answer.status_code == 422
    assert "Row 2, column B (Start)" in answer.text
    assert "Row 2, column C (Room)" in answer.text
    assert "2 faults; nothing was taken in" in answer.text
    assert 'name="sessions"' not in answer.text


def test_faults_are_said_in_vietnamese_too(desk: FlaskClient) -> None:
    desk.get(f"{FILES}?lang=vi")
    page = send(desk, "Code;Room\nforum;hal\n").text
    assert "Dòng 2, cột B (Room)" in page
    assert "Không có phòng" in page
    assert "có phải ý Quý vị là hall?" in page


def test_draft_that_moved_on_meanwhile_is_not_overwritten(
    desk: FlaskClient, little: Engine
) -> None:
    page = send(desk, "Code;Start\nforum;09:45\n").text
    moved(little, "forum", title="Another title")
    refused = confirm(desk, page)
    assert refused.status_code == 409
    assert drafted(little, "forum").startswith("09:30")
    again = send(desk, "Code;Start\nforum;09:45\n").text
    assert confirm(desk, again).status_code == 303


def test_tray_stays_at_the_desk_and_a_file_may_place_what_lies_there(
    desk: FlaskClient, little: Engine
) -> None:
    whole = desk.get(f"{FILES}/programme.xlsx").data
    moved(little, "forum", parked=True)
    assert "One in the tray stays here" in desk.get(FILES).text
    codes = [row[0] for row in read_rows(desk.get(f"{FILES}/programme.xlsx").data)]
    assert "forum" not in codes
    page = send(desk, whole, "p.xlsx").text
    assert "Out of the tray" in page
    assert confirm(desk, page).status_code == 303
    with transaction(little) as db:
        assert not draft_of(db, edition_by_slug(db, SLUG)).by_code["forum"].parked


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 422, "empty"),
        (b"PK\x03\x04broken", 422, "damaged"),
        (b"%PDF-1.7", 422, "XLSX"),
        (b"x" * (6 * 1024 * 1024 + 1), 413, "6"),
    ],
)
def test_what_is_no_programme_is_refused_in_a_sentence(
    desk: FlaskClient, content: bytes, status: int, said: str
) -> None:
    answer = send(desk, content, "x.xlsx")
    assert (answer.status_code, said in answer.text) == (status, True)
    assert "Programme files" in answer.text


def test_no_file_at_all_is_said(desk: FlaskClient) -> None:
    answer = desk.post(FILES, data={})
    assert (answer.status_code, "Choose a file first" in answer.text) == (422, True)


@pytest.mark.parametrize("carried", ["", "!", "eJw=", "eJyrrgUAAXUA+Q=="])
def test_what_the_page_did_not_carry_is_refused(desk: FlaskClient, carried: str) -> None:
    assert desk.post(f"{FILES}/taking", data={"sessions": carried}).status_code in (409, 422)


@pytest.mark.parametrize("role", [Role.ACCREDITATION, Role.SUPERVISOR, Role.VIEWER])
def test_files_are_for_editors(at_desk: SignedIn, role: Role) -> None:
    other = at_desk(role)
    assert other.get(FILES).status_code == 403
    assert other.get(f"{FILES}/programme.xlsx").status_code == 403


def test_file_changes_nothing_that_has_begun(desk: FlaskClient, little: Engine) -> None:
    text = desk.get(f"{FILES}/programme.csv?lang=en").text
    page = send(desk, text.replace("Plenary", "Full session", 1)).text
    clock_at(little, at("11:00"))
    refused = confirm(desk, page)
    assert refused.status_code == 409
    assert "“Plenary” has begun, or would begin before now; the past is locked." in refused.text
    with transaction(little) as db:
        assert draft_of(db, edition_by_slug(db, SLUG)).changes == ()
