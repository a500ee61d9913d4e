"""Letters of the accreditation: who gets which, in which words, and how they leave."""

import re
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.models import User
from eventops.accounts.rules import Role
from eventops.accreditation.models import CategoryTerms, Registration
from eventops.accreditation.rules import Category
from eventops.core.clock import domain_now, real_now
from eventops.core.db import open_db, transaction
from eventops.core.settings import Settings
from eventops.delegations.models import LiaisonAssignment, Person
from eventops.editions.queries import edition_by_slug
from eventops.mail.delivery import deliver_due
from eventops.mail.models import Letter, LetterState
from eventops.portal.reminders import remind_everywhere
from tests.portal.conftest import SignedIn
from tests.portal.little import (
    SLUG,
    delegation_of,
    focal_point,
    journal_of,
    officer,
    register,
    sign_in,
)

DESK = f"/e/{SLUG}/desk"
LETTERS_AT = f"{DESK}/letters"
AA, ANNA = "focal.aa@mail.example", "anna@mail.example"


def somebody(engine: Engine, name: str, email: str | None = None, code: str = "AA") -> str:
    """A person of a delegation with a focal point, waiting for a decision."""
    with transaction(engine) as db:
        focal_point(db, code)
        registration = register(db, edition_by_slug(db, SLUG), code, name)
        person = db.get_one(Person, registration.delegate.person_id)
        person.email, person.style = email, "Dr"
        return registration.id


def outbox(engine: Engine, kind: str | None = None) -> list[Letter]:
    with open_db(engine, write=False) as db:
        query = sa.select(Letter).order_by(Letter.made_at, Letter.recipient)
        return list(db.scalars(query.where(Letter.kind == kind) if kind else query))


def decide(browser: FlaskClient, registration_id: str, decision: str, **form: str) -> None:
    form = {"incomplete": "y", **form} if decision == "approval" else form
    answer = browser.post(f"{DESK}/accreditation/{registration_id}/{decision}", data=form)
    assert answer.status_code == 303


def set_deadline(engine: Engine, ahead: timedelta) -> datetime:
    with transaction(engine) as db:
        at = domain_now(db) + ahead
        edition = edition_by_slug(db, SLUG)
        for category in Category:
            db.add(CategoryTerms(edition_id=edition.id, category=category, deadline_at=at))
        return at


def test_what_is_decided_within_minutes_is_one_letter_to_the_focal_point(
    at_desk: SignedIn, little: Engine
) -> None:
    people = [somebody(little, name) for name in ("Anna", "Bela", "Cleo", "Dora")]
    browser = at_desk(Role.ACCREDITATION)
    decide(browser, people[0], "approval")
    decide(browser, people[1], "refusal", reason="documents_missing")
    decide(browser, people[2], "question", reason="Which passport name?")
    (letter,) = outbox(little, "decisions")
    assert (letter.recipient, letter.subject) == (AA, "LITTLE-1: decisions about Aland")
    assert re.findall(r"^- .*$", letter.body, re.MULTILINE) == [
        "- Dr Anna: accredited; the badge is issued.",
        "- Dr Bela: not accredited. Documents are missing.",
        "- Dr Cleo: a question to answer on the page: Which passport name?",
    ]
    assert f"/e/{SLUG}/delegations/aa" in letter.body
    assert letter.not_before - letter.made_at >= timedelta(minutes=3)


def test_a_decision_taken_back_in_time_never_goes_out(at_desk: SignedIn, little: Engine) -> None:
    anna = somebody(little, "Anna", ANNA)
    browser = at_desk(Role.ACCREDITATION)
    decide(browser, anna, "approval")
    assert [each.recipient for each in outbox(little, "badge_ready")] == [ANNA]
    decide(browser, anna, "refusal", reason="duplicate")
    assert outbox(little, "badge_ready") == []
    (letter,) = outbox(little, "decisions")
    assert "accredited; the badge" not in letter.body
    assert "registered already" in letter.body


def test_a_letter_on_its_way_is_followed_by_another(at_desk: SignedIn, little: Engine) -> None:
    anna, bela = somebody(little, "Anna"), somebody(little, "Bela")
    browser = at_desk(Role.ACCREDITATION)
    decide(browser, anna, "approval")
    with transaction(little) as db:
        db.execute(sa.update(Letter).values(tries=1))
    decide(browser, bela, "approval")
    bodies = [
        re.findall(r"^- Dr (\w+)", each.body, re.MULTILINE) for each in outbox(little, "decisions")
    ]
    assert bodies == [["Anna"], ["Bela"]]


def test_whoever_has_no_mailbox_is_told_through_focal_point_and_liaison_officer(
    at_desk: SignedIn, little: Engine
) -> None:
    anna = somebody(little, "Anna")
    with transaction(little) as db:
        liaison = officer(db, edition_by_slug(db, SLUG), Role.LIAISON)
        told = {"user_id": liaison.id, "phone": "", "since": real_now()}
        db.add(LiaisonAssignment(delegation_id=delegation_of(db, "AA").id, **told))
    decide(at_desk(Role.ACCREDITATION), anna, "approval")
    letters = outbox(little, "badge_ready")
    assert sorted(each.recipient for each in letters) == [AA, "liaison.officer@desk.example"]
    assert {each.subject for each in letters} == {"LITTLE-1: Dr Anna is accredited"}


def test_each_reader_is_written_to_in_their_own_language(at_desk: SignedIn, little: Engine) -> None:
    anna = somebody(little, "Anna")
    with transaction(little) as db:
        db.execute(sa.update(User).where(User.email == AA).values(language="vi"))
    decide(at_desk(Role.ACCREDITATION), anna, "approval")
    (letter,) = outbox(little, "decisions")
    assert letter.language == "vi"
    assert "Dr Anna: đã được cấp phép; thẻ đã được phát hành." in letter.body


def test_an_invitation_opens_the_page_once_on_any_device(
    app: Flask, at_desk: SignedIn, little: Engine
) -> None:
    with transaction(little) as db:
        user, delegation = focal_point(db, "AA"), delegation_of(db, "AA")
        chosen = f"{delegation.id}.{user.id}"
    browser = at_desk(Role.PROTOCOL)
    assert chosen in browser.get(LETTERS_AT).text
    answer = browser.post(f"{LETTERS_AT}/invitations", data={"focal_point": chosen})
    assert answer.status_code == 303
    (letter,) = outbox(little, "invitation")
    assert (letter.recipient, letter.about) == (AA, f"delegation:{delegation.id}")
    link = re.search(r"http://127\.0\.0\.1:8000(/sign-in/link/\S+)", letter.body)
    assert link
    phone = app.test_client()
    phone.get(link[1])
    assert phone.post(link[1]).location.endswith(f"/e/{SLUG}/delegations/aa")
    assert phone.get(f"/e/{SLUG}/delegations/aa").status_code == 200
    assert app.test_client().post(link[1]).location == "/sign-in"
    assert chosen not in browser.get(LETTERS_AT).text
    with open_db(little, write=False) as db:
        assert "focal point invited" in journal_of(db, f"delegation:{delegation.id}")


def test_who_was_invited_meanwhile_is_not_invited_twice(at_desk: SignedIn, little: Engine) -> None:
    with transaction(little) as db:
        chosen = f"{delegation_of(db, 'AA').id}.{focal_point(db, 'AA').id}"
    browser = at_desk(Role.ACCREDITATION)
    for _ in range(2):
        browser.post(f"{LETTERS_AT}/invitations", data={"focal_point": chosen})
    assert len(outbox(little, "invitation")) == 1


@pytest.mark.parametrize(
    ("ahead", "written"), [(8, 0), (6, 1), (1, 1), (-1, 0)], ids=["far", "week", "day", "over"]
)
def test_reminders_go_out_when_a_deadline_is_near(
    app: Flask, little: Engine, ahead: int, written: int
) -> None:
    somebody(little, "Anna")
    set_deadline(little, timedelta(days=ahead))
    counts = []
    for _ in range(2):
        with app.app_context(), transaction(little) as db:
            counts.append(remind_everywhere(db, base_url="https://desk.example"))
    assert counts == [written, 0]
    letters = outbox(little, "reminder")
    assert [each.recipient for each in letters] == [AA] * written
    for letter in letters:
        assert re.findall(r"^- .*$", letter.body, re.MULTILINE) == [
            "- 1 photo is missing.",
            "- The list is not declared complete.",
        ]
        assert f"https://desk.example/e/{SLUG}/delegations/aa" in letter.body


def test_the_second_reminder_follows_two_days_before(app: Flask, little: Engine) -> None:
    somebody(little, "Anna")
    set_deadline(little, timedelta(days=1))
    with app.app_context(), transaction(little) as db:
        remind_everywhere(db, base_url="https://desk.example")
        db.execute(sa.update(Letter).values(made_at=real_now() - timedelta(days=5)))
        assert remind_everywhere(db, base_url="https://desk.example") == 1


def test_the_desk_reminds_at_once_whoever_has_something_open(
    at_desk: SignedIn, little: Engine
) -> None:
    somebody(little, "Anna")
    browser = at_desk(Role.ACCREDITATION)
    nobody = browser.post(f"{LETTERS_AT}/reminders", follow_redirects=True)
    assert "Nobody to remind" in nobody.text
    set_deadline(little, timedelta(days=30))
    browser.post(f"{LETTERS_AT}/reminders")
    assert [each.recipient for each in outbox(little, "reminder")] == [AA]


def test_a_letter_that_failed_can_be_tried_again(at_desk: SignedIn, little: Engine) -> None:
    decide(at_desk(Role.ACCREDITATION), somebody(little, "Anna"), "approval")
    with transaction(little) as db:
        db.execute(sa.update(Letter).values(state=LetterState.FAILED, tries=8))
    browser = at_desk(Role.ACCREDITATION)
    assert "not delivered" in browser.get(LETTERS_AT).text
    (letter, *_) = outbox(little, "decisions")
    browser.post(f"{LETTERS_AT}/{letter.id}/delivery")
    (letter, *_) = outbox(little, "decisions")
    assert (letter.state, letter.tries) == (LetterState.QUEUED, 0)


def test_a_letter_arrives_as_written(
    at_desk: SignedIn, little: Engine, settings: Settings, tmp_path: Path
) -> None:
    """Through the outbox into the mailbox, in Vietnamese, byte for byte."""
    anna = somebody(little, "Nguyễn Thị Ánh")
    with transaction(little) as db:
        db.execute(sa.update(User).where(User.email == AA).values(language="vi"))
    decide(at_desk(Role.ACCREDITATION), anna, "approval")
    with transaction(little) as db:
        db.execute(sa.update(Letter).values(not_before=real_now()))
    deliver_due(little, settings)
    (kept,) = outbox(little, "decisions")
    file = settings.instance / "mail" / f"{kept.id}.eml"
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"], mail["Content-Language"]) == (AA, kept.subject, "vi")
    body = mail.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").strip() == kept.body.strip()


def test_others_meet_no_letters(app: Flask, little: Engine, at_focal_point: SignedIn) -> None:
    with transaction(little) as db:
        viewer = officer(db, edition_by_slug(db, SLUG), Role.VIEWER)
    for browser in (at_focal_point("AA"), sign_in(app.test_client(), little, viewer)):
        assert browser.get(LETTERS_AT).status_code == 403
        assert browser.post(f"{LETTERS_AT}/reminders").status_code == 403


def test_letters_of_another_edition_cannot_be_tried_again(
    at_desk: SignedIn, little: Engine
) -> None:
    with transaction(little) as db:
        db.add(
            Letter(
                recipient=AA,
                subject="x",
                body="x",
                language="en",
                state=LetterState.FAILED,
                made_at=real_now(),
                not_before=real_now(),
                about="delegation:elsewhere",
            )
        )
    (letter,) = outbox(little)
    answer = at_desk(Role.ACCREDITATION).post(f"{LETTERS_AT}/{letter.id}/delivery")
    assert answer.status_code == 404


def test_registration_without_focal_point_needs_no_letter(
    at_desk: SignedIn, little: Engine
) -> None:
    with transaction(little) as db:
        found: Registration = register(db, edition_by_slug(db, SLUG), "BB", "Bo")
        registration_id = found.id
    decide(at_desk(Role.ACCREDITATION), registration_id, "approval")
    assert outbox(little) == []
