"""A name goes from form or spreadsheet over list, badge and calendar without a letter changed."""

import io
import unicodedata

import pypdfium2
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accounts.queries import user_by_email
from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.badges.printing import face_of
from eventops.badges.queries import printables
from eventops.badges.services import Signer
from eventops.core.db import transaction
from eventops.delegations.arrangements import set_quota
from eventops.delegations.models import Person
from eventops.editions.queries import edition_by_slug
from eventops.editions.services import set_up_instance
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SECRETS, SLUG, delegation_of, sign_in

HERE = f"/e/{SLUG}"
PEOPLE = {
    "Vietnamese": ("Nguyễn Thị Phương Thảo", "Nguyễn Thị Phương Thảo", "vi"),
    "Khmer": ("Sok CHANTHAVY", "សុខ ចាន់ថាវី", "km"),
    "Lao": ("Bounmy Phommachan", "ບຸນມີ ພົມມະຈັນ", "lo"),
    "Thai": ("Somchai Wongsuwan", "สมชาย วงศ์สุวรรณ", "th"),
    "Burmese": ("U Aung Kyaw Moe", "အောင်ကျော်မိုး", "my"),
    "Chinese": ("LI Xiaoming", "李晓明", "zh-Hans"),
    "Japanese": ("YAMADA Sakura", "山田 さくら", "ja"),
    "Korean": ("KIM Min-jun", "김민준", "ko"),
}


PERSONS = sa.select(Person).order_by(Person.id)
FORM = {"function": "delegate", "email": "one@aa.example", "told": "y"}


def words(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return unicodedata.normalize("NFC", "".join(p.get_textpage().get_text_range() for p in pages))


@pytest.mark.parametrize("script", PEOPLE)
def test_from_form_to_page_badge_and_calendar_unchanged(
    app: Flask, little: Engine, at_focal_point: SignedIn, at_desk: SignedIn, script: str
) -> None:
    name, own, language = PEOPLE[script]
    sent = {**FORM, "name": unicodedata.normalize("NFD", name), "badge_name": own}
    sent["own_script"] = own
    focal, officer = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    assert focal.post(f"{HERE}/delegations/aa/people/new", data=sent).status_code == 303
    with transaction(little) as db:
        set_up_instance(db, demo=False)
        person = db.scalars(sa.select(Person)).one()
        assert (person.full_name, person.own_script, person.own_language) == (name, own, language)
        registration = db.scalars(sa.select(Registration.id)).one()

    listed = focal.get(f"{HERE}/delegations/aa").text
    assert (name in listed, f'lang="{language}"' in listed, own in listed) == (True, True, True)
    desk = f"{HERE}/desk/accreditation/{registration}"
    assert f'lang="{language}">{own}<' in officer.get(desk).text.replace("\n", "")
    assert officer.post(f"{desk}/approval", data={"incomplete": "y"}).status_code == 303

    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        (printable,) = printables(db, edition.id)
        with app.test_request_context():
            sign = Signer(db, edition, secrets=SECRETS)
            face = face_of(edition, printable, sign)
        assert (face.name, face.own_script, face.own_language) == (own, own, language)
        user = user_by_email(db, "one@aa.example")
        assert user is not None
    pdf = officer.get(f"{HERE}/desk/registrations/{registration}/badge.pdf").data
    printed = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert set(own) <= set(unicodedata.normalize("NFC", printed))

    delegate = sign_in(app.test_client(), little, user)
    calendar = delegate.get(f"{HERE}/agenda.ics").data.replace(b"\r\n ", b"").decode()
    (title,) = (line for line in calendar.splitlines() if line.startswith("X-WR-CALNAME"))
    assert own in title
    assert own in delegate.get(f"{HERE}/my-data").text


def test_from_spreadsheet_to_the_list_of_participants_unchanged(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    rows = [f"{name};{own};{own}" for name, own, _language in PEOPLE.values()]
    sent = "\n".join(["Full name;Name on the badge;Name in its own script", *rows])
    with transaction(little) as db:
        set_quota(db, delegation_of(db, "AA"), len(rows), {}, by=BY, now=AT)
    told = {"file": (io.BytesIO(unicodedata.normalize("NFD", sent).encode()), "people.csv")}
    focal, officer = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    looked_at = focal.post(f"{HERE}/delegations/aa/import", data=told).location
    assert focal.post(f"{looked_at}/confirmation", data={"told": "y"}).status_code == 303

    with transaction(little) as db:
        kept = {(each.full_name, each.badge_name, each.own_script) for each in db.scalars(PERSONS)}
    assert kept == {(name, own, own) for name, own, _language in PEOPLE.values()}
    listed = f"{HERE}/desk/lists/participants-provisional"
    page = officer.get(listed).text
    table = officer.post(f"{listed}/files", data={"format": "csv"}).data.decode("utf-8-sig")
    for name, own, _language in PEOPLE.values():
        assert (name in page, own in page, name in table, own in table) == (True,) * 4
