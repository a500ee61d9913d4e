"""What the form takes of a person, who sees it, and what people are told about it."""

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.accounts.rules import Role
from eventops.accreditation.models import Consent, Photo, PrivacyNotice, Registration
from eventops.core.db import transaction
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegate, Person
from tests.accreditation.test_photos import picture
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG

LIST = f"/e/{SLUG}/delegations/aa"
NEW = f"{LIST}/people/new"
DESK = f"/e/{SLUG}/desk"
OWN = f"/e/{SLUG}/my-data"
FORM = {
    "name": "Nguyễn Văn Đức",
    "function": "delegate",
    "told": "y",
    "email": "duc@aa.example",
    "mrz_name": "NGUYEN<<VAN<DUC",
    "born_on": "1975-12-31",
    "document": "C 1234 567",
    "diet": "no pork, no nuts",
}


@dataclass(frozen=True)
class Kept:
    """One person as stored."""

    delegate_id: str
    person_id: str
    registration_id: str


def kept(engine: Engine, name: str = FORM["name"]) -> Kept:
    with transaction(engine) as db:
        row = db.execute(
            sa.select(Delegate.id, Delegate.person_id, Registration.id)
            .join(Delegate.person)
            .join(Registration, Registration.delegate_id == Delegate.id)
            .where(Person.full_name == name)
        ).one()
        return Kept(*row)


def post(browser: FlaskClient, path: str, **said: object) -> TestResponse:
    return browser.post(path, data={**FORM, **said}, content_type="multipart/form-data")


def people(engine: Engine) -> int:
    with transaction(engine) as db:
        return db.scalar(sa.select(sa.func.count()).select_from(Person)) or 0


def values(page: str) -> dict[str, str]:
    """What stands in the fields of a page."""
    found = {}
    for field in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r' name="(\w+)"', field), re.search(r' value="([^"]*)"', field)
        if name and value:
            found[name[1]] = value[1].replace("&lt;", "<")
    return found


def test_what_the_form_takes_is_kept_as_given(little: Engine, at_focal_point: SignedIn) -> None:
    focal = at_focal_point("AA")
    assert post(focal, NEW).status_code == 303
    with transaction(little) as db:
        person = db.scalars(sa.select(Person)).one()
        diet = db.scalars(sa.select(Delegate.diet)).one()
        assert (person.full_name, person.mrz_name, str(person.born_on), person.document_end) == (
            "Nguyễn Văn Đức",
            "NGUYEN<<VAN<DUC",
            "1975-12-31",
            "567",
        )
        assert diet == "no pork, no nuts"
    page = focal.get(f"{LIST}/people/{kept(little).delegate_id}").text
    assert "••••567 is kept." in page
    assert "C1234567" not in page
    shown = values(page)
    assert (shown["born_on"], shown["document"], shown["mrz_name"]) == (
        "1975-12-31",
        "",
        "NGUYEN<<VAN<DUC",
    )


def test_the_passport_name_is_suggested_and_may_be_corrected(
    little: Engine, at_focal_point: SignedIn
) -> None:
    focal = at_focal_point("AA")
    post(focal, NEW, mrz_name="")
    person = f"{LIST}/people/{kept(little).delegate_id}"
    assert values(focal.get(person).text)["mrz_name"] == "NGUYEN<VAN<DUC"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("born_on", "31.12.1975", "Write the date as 1975-12-31."),
        ("born_on", "2199-01-01", "Nobody who comes was born on this day"),
        ("document", "1234", "A document number has 5 to 20 letters and digits"),
        ("mrz_name", "NGUYỄN", "Passports write names with the letters A to Z"),
        ("diet", "a\u202eb", "characters that cannot be printed"),
    ],
)
def test_what_is_wrong_is_said_at_its_open_field_and_nothing_typed_is_lost(
    little: Engine, at_focal_point: SignedIn, field: str, typed: str, sentence: str
) -> None:
    answer = post(at_focal_point("AA"), NEW, **{field: typed})
    assert (answer.status_code, sentence in answer.text, people(little)) == (422, True, 0)
    assert '<details class="folded" open>' in answer.text
    told = {name: value for name, value in FORM.items() if name not in ("function", "told")}
    assert {name: values(answer.text)[name] for name in told} == {**told, field: typed}


def test_a_photo_that_is_too_large_comes_back_as_a_sentence_with_the_whole_form(
    little: Engine, at_focal_point: SignedIn
) -> None:
    focal = at_focal_point("AA")
    large = (BytesIO(b"\xff" * (7 * 1024 * 1024)), "large.jpg")
    answer = post(focal, NEW, photo=large)
    assert (answer.status_code, people(little)) == (422, 0)
    assert "The photo is larger than 6 MB." in answer.text
    assert values(answer.text)["name"] == FORM["name"]
    post(focal, NEW)
    where = f"{LIST}/people/{kept(little).delegate_id}"
    answer = post(focal, where, photo=(BytesIO(b"\xff" * (7 * 1024 * 1024)), "a.jpg"), diet="rice")
    assert (answer.status_code, values(answer.text)["diet"]) == (422, "rice")


def test_elsewhere_a_large_request_is_refused_unread(client: FlaskClient) -> None:
    large = {"photo": (BytesIO(b"\xff" * (7 * 1024 * 1024)), "large.jpg")}
    assert client.post("/sign-in", data=large).status_code == 413


def test_an_empty_file_is_told(little: Engine, at_focal_point: SignedIn) -> None:
    answer = post(at_focal_point("AA"), NEW, photo=(BytesIO(b""), "empty.jpg"))
    assert (answer.status_code, people(little)) == (422, 0)
    assert "The file is empty; choose the photo again." in answer.text


def test_a_good_photo_has_to_be_chosen_again(little: Engine, at_focal_point: SignedIn) -> None:
    good = (BytesIO(picture((480, 640))), "good.jpg")
    answer = post(at_focal_point("AA"), NEW, photo=good, email="nowhere")
    assert answer.status_code == 422
    assert "Choose the photo again; a browser does not keep it." in answer.text
    with transaction(little) as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(Photo)) == 0


def test_nobody_is_nominated_who_was_not_told(little: Engine, at_focal_point: SignedIn) -> None:
    focal = at_focal_point("AA")
    page = focal.get(NEW).text
    box = re.search(r'<input[^>]*name="told"[^>]*>', page)
    assert box is not None
    assert "checked" not in box[0]
    without = {name: value for name, value in FORM.items() if name != "told"}
    refused = focal.post(NEW, data=without)
    assert (refused.status_code, people(little)) == (422, 0)
    assert "Tell the person first how their data is used" in refused.text
    focal.post(f"{NEW}?lang=vi", data=FORM)
    with transaction(little) as db:
        given = db.scalars(sa.select(Consent)).one()
        notice = db.scalars(sa.select(PrivacyNotice)).one()
        assert (given.notice_version, given.language, given.channel, given.given_by[:5]) == (
            notice.version,
            "vi",
            "form",
            "user:",
        )
    page = focal.get(f"{LIST}/people/{kept(little).delegate_id}?lang=en").text
    assert "Privacy notice, version 1" in page
    assert 'name="told"' not in page


def test_somebody_of_the_own_list_is_not_added_twice_unawares(
    little: Engine, at_focal_point: SignedIn
) -> None:
    focal, other = at_focal_point("AA"), at_focal_point("BB")
    post(focal, NEW)
    first = kept(little).delegate_id
    again = post(focal, NEW, name="DUC Nguyen Van", born_on="")
    assert (again.status_code, people(little)) == (422, 1)
    assert "Somebody of this name is on your list already." in again.text
    assert f'href="{LIST}/people/{first}"' in again.text
    # Nothing is said of other delegations.
    assert post(other, NEW.replace("/aa/", "/bb/")).status_code == 303
    assert post(focal, NEW, name="DUC Nguyen Van", born_on="", another="y").status_code == 303
    assert people(little) == 3


def test_withdrawn_people_may_be_nominated_again(little: Engine, at_focal_point: SignedIn) -> None:
    focal = at_focal_point("AA")
    post(focal, NEW)
    focal.post(f"{LIST}/people/{kept(little).delegate_id}/withdrawal")
    assert post(focal, NEW).status_code == 303


def test_fields_of_others_change_nothing(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    focal = at_focal_point("AA")
    post(focal, NEW)
    ann = kept(little)
    where = f"{DESK}/accreditation/{ann.registration_id}/approval"
    at_desk(Role.ACCREDITATION).post(where, data={"incomplete": "y"})

    def stored() -> tuple[object, ...]:
        with transaction(little) as db:
            person = db.get_one(Person, ann.person_id)
            columns = [getattr(person, column.key) for column in Person.__table__.columns]
            return (*columns, db.get_one(Registration, ann.registration_id).state)

    before = stored()
    answer = post(
        focal,
        f"{LIST}/people/{ann.delegate_id}",
        name="Somebody Else",
        mrz_name="ELSE",
        born_on="1990-01-01",
        document="X9999999",
        forget_document="y",
        document_hash="0" * 64,
        document_sealed="x",
        document_end="999",
        person_id="0" * 20,
        state="approved",
        photo=(BytesIO(picture((480, 640))), "a.jpg"),
    )
    assert (answer.status_code, stored()) == (303, before)


def test_only_officers_see_a_number_and_each_look_is_written_down(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    focal = at_focal_point("AA")
    post(focal, NEW)
    where = f"{DESK}/accreditation/{kept(little).registration_id}"
    number = f"{where}/document-number"
    officer = at_desk(Role.ACCREDITATION)
    page = officer.get(where).text
    assert ("••••567" in page, "C1234567" in page) == (True, False)
    for role in (Role.PROTOCOL, Role.BADGE_DESK, Role.VIEWER, Role.EDITOR, Role.LIAISON):
        assert at_desk(role).post(number).status_code == 403
    assert (focal.post(number).status_code, officer.get(number).status_code) == (403, 405)
    for browser in (officer, at_desk(Role.VETTING)):
        shown = browser.post(number)
        assert (shown.status_code, "C1234567" in shown.text) == (200, True)
        assert shown.headers["Cache-Control"] == "no-store"
    person_id = kept(little).person_id
    with transaction(little) as db:
        entries = db.scalars(
            sa.select(JournalEntry).where(JournalEntry.action == "document number shown")
        ).all()
        assert [(each.subject, each.facts) for each in entries] == [(f"person:{person_id}", {})] * 2
        assert len({each.actor for each in entries}) == 2
        everything = [
            f"{each.subject} {each.facts}" for each in db.scalars(sa.select(JournalEntry))
        ]
    personal = ("C1234567", "1975", "567", "nuts", "duc@aa", "Nguy", "NGUYEN")
    assert [word for word in personal for line in everything if word in line] == []
