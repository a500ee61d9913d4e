"""What the form takes of a person, who sees it, and what people are told about it."""

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user
from eventops.accreditation.models import Consent, Photo, PrivacyNotice, Registration
from eventops.core.db import transaction
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegate, NotTheSame, Person
from tests.accreditation.test_photos import picture
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SLUG, sign_in

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
    at_desk(Role.ACCREDITATION).post(f"{DESK}/accreditation/{ann.registration_id}/approval")

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
        assert [(each.subject, each.facts) for each in entries] == [
            (f"person:{person_id}", {})
        ] * 2
        assert len({each.actor for each in entries}) == 2
        everything = [
            f"{each.subject} {each.facts}" for each in db.scalars(sa.select(JournalEntry))
        ]
    personal = ("C1234567", "1975", "567", "nuts", "duc@aa", "Nguy", "NGUYEN")
    assert [word for word in personal for line in everything if word in line] == []


@pytest.fixture
def duc(app: Flask, little: Engine, at_focal_point: SignedIn) -> FlaskClient:
    """The browser of a delegate whose mailbox is their own."""
    post(at_focal_point("AA"), NEW)
    with transaction(little) as db:
        user = ensure_user(db, FORM["email"], FORM["name"], by=BY, now=AT)
    return sign_in(app.test_client(), little, user)


def test_a_delegate_sees_what_is_kept_and_withdraws(
    little: Engine, duc: FlaskClient, at_desk: SignedIn
) -> None:
    page = duc.get(OWN).text
    for told in ("Nguyễn Văn Đức", "31 December 1975", "••••567", "no pork, no nuts", "version 1"):
        assert told in page
    assert "C1234567" not in page
    answer = duc.post(f"{OWN}/withdrawal")
    assert (answer.status_code, answer.location) == (303, OWN)
    page = duc.get(OWN).text
    assert "agreed, and withdrew the consent" in page
    assert f'action="{OWN}/consent"' in page
    officer, where = at_desk(Role.ACCREDITATION), f"{DESK}/accreditation/"
    registration = f"{where}{kept(little).registration_id}"
    assert "This person does not agree any more" in officer.get(registration).text
    assert registration in officer.get(f"{DESK}/privacy").text
    duc.post(f"{OWN}/consent")
    assert "This person does not agree any more" not in officer.get(registration).text
    assert "Nobody has withdrawn their consent." in officer.get(f"{DESK}/privacy").text
    assert duc.post(f"{OWN}/withdrawal").status_code == 303
    assert duc.post(f"{OWN}/withdrawal").status_code == 409


def test_the_notice_is_public_in_both_languages_and_each_version_stays(
    little: Engine, client: FlaskClient, at_desk: SignedIn
) -> None:
    protocol, address = at_desk(Role.PROTOCOL), f"/e/{SLUG}/privacy"
    assert f'href="{address}"' in client.get(f"/e/{SLUG}/programme").text
    assert "What is kept" in client.get(address).text
    assert "Dữ liệu được lưu giữ" in client.get(f"{address}?lang=vi").text
    new = {"en": "We keep names.\n\n- <b>all</b>", "vi": "Chúng tôi lưu họ tên.", "seen": "1"}
    assert protocol.post(f"{DESK}/privacy", data=new).status_code == 303
    page = client.get(f"{address}?lang=en").text
    assert "We keep names." in page
    assert "<li>&lt;b&gt;all&lt;/b&gt;</li>" in page
    old = client.get(f"{address}?version=1&lang=en").text
    assert "This is an older version." in old
    assert "What is kept" in old
    for version in ("3", "x", "0", "-1", "9" * 20):
        assert client.get(f"{address}?version={version}").status_code == 404


def test_a_notice_refused_keeps_what_was_written(little: Engine, at_desk: SignedIn) -> None:
    protocol = at_desk(Role.PROTOCOL)
    said = {"en": "Told at length", "vi": " ", "seen": "1"}
    answer = protocol.post(f"{DESK}/privacy", data=said)
    assert answer.status_code == 422
    assert "Write the notice in this language" in answer.text
    assert "Told at length" in answer.text
    fine = {**said, "vi": "Đã báo"}
    assert protocol.post(f"{DESK}/privacy", data=fine).status_code == 303
    late = protocol.post(f"{DESK}/privacy", data={**fine, "en": "Another"})
    assert (late.status_code, "Another" in late.text) == (409, True)
    assert at_desk(Role.ACCREDITATION).post(f"{DESK}/privacy", data=fine).status_code == 403
    assert at_desk(Role.VIEWER).get(f"{DESK}/privacy").status_code == 403


def test_officers_compare_and_decide(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    post(at_focal_point("AA"), NEW)
    post(at_focal_point("BB"), NEW.replace("/aa/", "/bb/"), name="DUC Nguyen Van", born_on="")
    one, other = kept(little), kept(little, "DUC Nguyen Van")
    officer = at_desk(Role.ACCREDITATION)
    listed = officer.get(f"{DESK}/duplicates").text
    assert "same document number, same name" in listed
    pair = f"{DESK}/duplicates/{one.person_id}/{other.person_id}"
    assert pair in officer.get(f"{DESK}/accreditation/{one.registration_id}").text
    page = officer.get(pair).text
    assert "31 December 1975" in page
    assert officer.post(f"{pair}/two-people").status_code == 303
    settled = officer.get(f"{DESK}/duplicates").text
    assert "No two entries look like one person." in settled
    assert "Found to be two people" in settled
    assert officer.post(f"{pair}/two-people/return").status_code == 303
    assert officer.post(f"{pair}/merger", data={"keep": "0" * 20}).status_code == 400
    joined = {"keep": one.person_id, "full_name": other.person_id, "born_on": one.person_id}
    assert officer.post(f"{pair}/merger", data=joined).status_code == 303
    assert officer.get(pair).status_code == 404
    with transaction(little) as db:
        person = db.scalars(sa.select(Person)).one()
        assert (person.id, person.full_name, str(person.born_on), person.search_name) == (
            one.person_id,
            "DUC Nguyen Van",
            "1975-12-31",
            "duc nguyen van",
        )
        assert db.scalar(sa.select(sa.func.count()).select_from(NotTheSame)) == 0
    both = officer.get(f"{DESK}/duplicates").text
    assert "In two delegations at once" in both
    registration = officer.get(f"{DESK}/accreditation/{one.registration_id}").text
    assert "Also registered for Beland" in registration
