"""A delegate's own data, the notice they are told, and officers who compare two entries."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import registration_by_id
from eventops.accreditation.vetting import clear
from eventops.badges.queries import living_badge
from eventops.core.db import transaction
from eventops.delegations.models import NotTheSame, Person
from eventops.editions.queries import edition_by_slug
from eventops.portal.services import approve_person
from tests.portal.conftest import SignedIn
from tests.portal.little import AS_THEY_ARE, AT, BY, SECRETS, SLUG, register, sign_in
from tests.portal.test_desk import device, scan
from tests.portal.test_personal_data import DESK, FORM, NEW, OWN, kept, post


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


def test_a_delegate_sees_decisions_badges_and_where_the_badge_was_read(
    little: Engine, duc: FlaskClient
) -> None:
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        only = db.scalars(sa.select(Registration.id)).one()
        registration = registration_by_id(db, edition.id, only)
        clear(db, registration, by=BY, now=AT)
        approve_person(db, registration, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)
        other = register(db, edition, "BB", "Bob")
        door = device(db, edition)
        scan(db, door, 1, registration)
        scan(db, door, 2, other)
        badge = living_badge(db, registration.id)
        assert badge is not None
        serial = badge.serial
    page = duc.get(f"{OWN}?lang=en").text
    parts = {
        name: told(page.partition(f'id="{name}"')[2].partition("</section>")[0])
        for name in ("decisions", "badges", "readings")
    }
    assert "Approved" in parts["decisions"]
    assert "vetting" not in parts["decisions"]
    assert f"{serial[:4]} {serial[4:]}" in parts["badges"]
    assert "Badge issued" in parts["badges"]
    assert (parts["readings"].count("09:16"), "09:17" in parts["readings"]) == (1, False)


def told(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


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
