"""Sending a spreadsheet: first what it would do, then yes; nobody else's people, nobody else's file."""

import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlalchemy.orm import undefer
from werkzeug.test import TestResponse

from eventops.accounts.rules import Role
from eventops.accreditation.models import Consent, ImportFile
from eventops.accreditation.rules import Channel, ImportState
from eventops.core.db import transaction
from eventops.core.journal import JournalEntry
from eventops.delegations.arrangements import set_quota
from eventops.delegations.models import FocalPoint
from eventops.delegations.rules import DelegationState, QuotaScope
from eventops.editions.queries import edition_by_slug
from eventops.portal.spreadsheet.reading import MOST_BYTES, read_rows
from eventops.portal.views.spreadsheet import HEARD_OUT
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SLUG, delegation_of, register
from tests.portal.spreadsheet.lists import people

OWN = f"/e/{SLUG}/delegations/aa"
TOLD = {"told": "y"}
DESK = f"/e/{SLUG}/desk"


def send(
    client: FlaskClient, content: bytes | str, to: str = OWN, name: str = "a.csv"
) -> TestResponse:
    body = content.encode() if isinstance(content, str) else content
    return client.post(f"{to}/import", data={"file": (io.BytesIO(body), name)})


def names(engine: Engine, code: str = "AA") -> list[str]:
    with transaction(engine) as db:
        return [each.person.full_name for each in people(db, code)]


def states(engine: Engine) -> list[ImportState]:
    with transaction(engine) as db:
        return list(db.scalars(sa.select(ImportFile.state)))


def test_file_is_looked_at_then_confirmed(little: Engine, at_focal_point: SignedIn) -> None:
    browser = at_focal_point("AA")
    with transaction(little) as db:
        register(db, edition_by_slug(db, SLUG), "AA", "Ann")
    answer = send(browser, "Full name;Title or post\nAnn;Director\nBen Bo;Expert\n")
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "One new person" in page
    assert "one changed" in page
    assert "Title or post" in page
    assert names(little) == ["Ann"]
    done = browser.post(f"{answer.location}/confirmation", data=TOLD)
    assert (done.status_code, done.location) == (303, answer.location)
    assert names(little) == ["Ann", "Ben Bo"]
    assert "One person added" in browser.get(answer.location).text
    with transaction(little) as db:
        (file,) = db.scalars(sa.select(ImportFile).options(undefer(ImportFile.content)))
        assert (file.state, file.rows_done, file.content) == (ImportState.DONE, 2, b"")


def test_new_people_are_not_taken_in_before_somebody_says_that_they_agree(
    little: Engine, at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    where = send(browser, "Full name\nAnn\n").location
    page = browser.get(where).text
    box = str(re.search(r'<input[^>]*name="told"[^>]*>', page))
    assert ("required" in box, " checked" in box) == (True, False)
    assert f"/e/{SLUG}/privacy?version=1" in page
    untold = browser.post(f"{where}/confirmation")
    assert (untold.status_code, names(little)) == (422, [])
    assert "Tell the people first how their data is used" in untold.text
    assert "One new person" in untold.text
    assert browser.post(f"{where}/confirmation", data=TOLD).status_code == 303
    assert names(little) == ["Ann"]
    with transaction(little) as db:
        (given,) = db.scalars(sa.select(Consent))
        assert (given.channel, given.language) == (Channel.SPREADSHEET, "en")
        assert given.given_by == db.scalars(sa.select(ImportFile.sent_by)).one()


def test_file_that_only_corrects_asks_for_no_declaration(
    little: Engine, at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    with transaction(little) as db:
        register(db, edition_by_slug(db, SLUG), "AA", "Ann")
    where = send(browser, "Full name,Title or post\nAnn,Director\n").location
    assert 'name="told"' not in browser.get(where).text
    browser.post(f"{where}/confirmation")
    assert "one corrected" in browser.get(where).text
    with transaction(little) as db:
        assert db.scalars(sa.select(Consent)).all() == []


def test_list_declared_complete_takes_corrections_by_file_but_nobody_new(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        register(db, edition_by_slug(db, SLUG), "AA", "Ann")
        delegation_of(db, "AA").state = DelegationState.SUBMITTED
    browser, file = at_focal_point("AA"), "Full name,Title or post\nAnn,Director\nBen,\n"
    assert "a file may correct the people on it" in browser.get(f"{OWN}/import").text
    answer = send(browser, file)
    assert answer.status_code == 422
    assert "Row 3, column A (Full name)" in answer.text
    assert "The list was declared complete" in answer.text
    assert send(browser, file.replace("Ben,\n", "")).status_code == 303
    desk = at_desk(Role.PROTOCOL)
    assert "a file may correct" not in desk.get(f"{OWN}/import").text
    assert send(desk, file).status_code == 303


def test_full_category_is_told_in_the_readers_language_after_the_worker_too(
    little: Engine, at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    where = send(browser, "Full name;Function\nAnn;head\n").location
    with transaction(little) as db:
        heads = {(QuotaScope.CATEGORY, "head"): 0}
        set_quota(db, delegation_of(db, "AA"), 5, heads, by=BY, now=AT)
    browser.post(f"{where}/confirmation", data=TOLD)
    page = browser.get(where).text
    assert "Row 2, column B (Function)" in page
    assert "for the category “Head of delegation” are taken" in page
    assert "“Trưởng đoàn”" in browser.get(f"{where}?lang=vi").text
    assert (names(little), states(little)) == ([], [ImportState.REFUSED])


def test_file_is_confirmed_once(little: Engine, at_focal_point: SignedIn) -> None:
    browser = at_focal_point("AA")
    where = send(browser, "Full name\nAnn\n").location
    statuses = [browser.post(f"{where}/confirmation", data=TOLD).status_code for _ in range(2)]
    assert (statuses, names(little)) == ([303, 409], ["Ann"])


def test_faults_keep_the_whole_file_out(little: Engine, at_focal_point: SignedIn) -> None:
    answer = send(at_focal_point("AA"), "Full name,Mail address\nAnn,nobody\nBen,b@c.example\n")
    assert answer.status_code == 422
    assert "Row 2, column B (Mail address)" in answer.text
    assert "This is not a mail address" in answer.text
    assert (names(little), states(little)) == ([], [])


def test_faults_are_told_in_vietnamese(little: Engine, at_focal_point: SignedIn) -> None:
    browser = at_focal_point("AA")
    browser.get(f"{OWN}?lang=vi")
    text = send(browser, "Họ và tên,Thư điện tử\nAnn,nobody\n").text
    assert "Dòng 2, cột B (Thư điện tử)" in text


def test_people_of_another_delegation_are_refused_with_the_whole_file(
    little: Engine, at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("BB")
    answer = send(browser, "Delegation,Full name\nBB,Ben\nAA,Ann\n", f"/e/{SLUG}/delegations/bb")
    assert answer.status_code == 422
    assert "Row 3, column A (Delegation)" in answer.text
    assert send(browser, "Full name\nAnn\n").status_code == 404
    assert (names(little), names(little, "BB")) == ([], [])


def test_file_of_somebody_else_is_not_there(little: Engine, at_focal_point: SignedIn) -> None:
    where = send(at_focal_point("AA"), "Full name\nAnn\n").location
    other = at_focal_point("BB")
    assert other.get(where).status_code == 404
    assert other.post(f"{where}/confirmation", data=TOLD).status_code == 404
    assert names(little) == []


def test_focal_point_who_is_one_no_longer_confirms_nothing(
    little: Engine, at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    where = send(browser, "Full name\nAnn\n").location
    with transaction(little) as db:
        db.execute(sa.delete(FocalPoint))
    assert browser.post(f"{where}/confirmation", data=TOLD).status_code == 404
    assert names(little) == []


def test_long_file_waits_for_the_worker(little: Engine, at_desk: SignedIn) -> None:
    browser = at_desk(Role.PROTOCOL)
    with transaction(little) as db:
        delegation_of(db, "AA").quota = 100
    rows = "".join(f"AA,Person {number}\n" for number in range(51))
    where = send(browser, f"Delegation,Full name\n{rows}", DESK).location
    assert browser.post(f"{where}/confirmation", data=TOLD).status_code == 303
    assert (names(little), states(little)) == ([], [ImportState.RUNNING])
    assert "0 of 51 rows checked" in browser.get(where).text
    part = browser.get(f"{where}/progress")
    assert "0 of 51 rows checked" in part.text
    again = browser.get(f"{where}/progress", headers={"If-None-Match": part.headers["ETag"]})
    assert again.status_code == 304


def test_list_that_changed_meanwhile_is_looked_at_again(
    little: Engine, at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    where = send(browser, "Full name\nAnn\n").location
    with transaction(little) as db:
        for number in range(5):
            register(db, edition_by_slug(db, SLUG), "AA", f"Person {number}")
    page = browser.get(where).text
    assert "AA has 5 places, of which 5 are taken" in page
    assert "Take all of it in" not in page
    browser.post(f"{where}/confirmation", data=TOLD)
    assert "AA has 5 places, of which 5 are taken" in browser.get(where).text
    assert (len(names(little)), states(little)) == (5, [ImportState.REFUSED])


def test_new_file_takes_the_place_of_one_that_waits(
    little: Engine, at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    first, second = (send(browser, f"Full name\n{name}\n").location for name in ("Ann", "Ben"))
    assert [browser.get(each).status_code for each in (first, second)] == [404, 200]
    assert browser.post(f"{second}/withdrawal").location == f"{OWN}/import"
    assert states(little) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a file first|The file is empty"),
        (b"%PDF-1.7", "neither CSV nor XLSX nor ODS"),
        (b"x" * (MOST_BYTES + 1), "The file is larger than 6 MB"),
        (b"x" * (HEARD_OUT + 1), "The file is larger than 6 MB"),
    ],
)
def test_unusable_file_gets_one_sentence_on_the_page(
    at_focal_point: SignedIn, content: bytes, sentence: str
) -> None:
    answer = send(at_focal_point("AA"), content, name="list.xlsx")
    assert answer.status_code in (413, 422)
    assert re.search(sentence, answer.text)
    assert 'enctype="multipart/form-data"' in answer.text, "the form is there to try again"


def test_far_too_large_file_of_a_stranger_shows_no_page(
    app: Flask, little: Engine, client: FlaskClient, at_focal_point: SignedIn
) -> None:
    """The token of the form stands in what is too large to be read, so this comes before it."""
    app.config["WTF_CSRF_ENABLED"] = True
    content = b"x" * (HEARD_OUT + 1)
    assert send(client, content).status_code == 413
    assert send(at_focal_point("BB"), content).status_code == 404


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_templates_and_lists_are_files(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn, ending: str
) -> None:
    with transaction(little) as db:
        register(db, edition_by_slug(db, SLUG), "AA", "Ann", "main")
        register(db, edition_by_slug(db, SLUG), "BB", "Ben")
    focal, desk = at_focal_point("AA"), at_desk(Role.PROTOCOL)
    template = focal.get(f"{OWN}/template.{ending}")
    assert template.headers["Cache-Control"] == "no-store"
    assert f"{SLUG}-aa-template.{ending}" in template.headers["Content-Disposition"]
    (head,) = read_rows(template.data)
    assert head[0] == "Reference / Mã tham chiếu"
    assert head[-2:] == ("MAIN-1", "WG-X")
    own = read_rows(focal.post(f"{OWN}/list.{ending}").data)
    assert [(row[2], row[-2]) for row in own[1:]] == [("Ann", "x")]
    everyone = read_rows(desk.post(f"{DESK}/list.{ending}").data)
    assert [(row[1], row[3]) for row in everyone[1:]] == [("AA", "Ann"), ("BB", "Ben")]
    answer = send(desk, desk.post(f"{DESK}/list.{ending}").data, DESK, f"list.{ending}")
    assert "The file says what is known already" in desk.get(answer.location).text
    assert focal.post(f"{OWN}/list.exe").status_code == 404
    with transaction(little) as db:
        told = sa.select(JournalEntry.facts).where(JournalEntry.action == "list taken")
        taken = db.scalars(told.order_by(JournalEntry.position)).all()
    facts = {"list": "people", "format": ending}
    assert taken == [{**facts, "rows": rows} for rows in (1, 2, 2)]


def test_viewer_of_the_desk_takes_no_list_with_mail_addresses(
    little: Engine, at_desk: SignedIn
) -> None:
    browser = at_desk(Role.VIEWER)
    lists, imports = ([f"{at}/{end}" for at in (OWN, DESK)] for end in ("list.csv", "import"))
    answers = [*map(browser.post, lists), *map(browser.get, imports)]
    assert [each.status_code for each in answers] == [403, 403, 403, 403]
