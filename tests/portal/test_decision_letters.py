"""Letters about decisions that did not stand, about walk-ins, and about many at once."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.core.clock import real_now
from eventops.core.db import transaction
from eventops.delegations.models import LiaisonAssignment
from eventops.editions.queries import edition_by_slug
from eventops.mail.models import Letter, LetterState
from tests.portal.conftest import SignedIn
from tests.portal.desk import walk_in
from tests.portal.little import SLUG, delegation_of, focal_point, officer, sign_in
from tests.portal.test_letters import AA, ANNA, decide, outbox, set_deadline, somebody
from tests.portal.test_registration_to_badge import LIST, QUEUE


def send_all(engine: Engine) -> None:
    """As if the worker had delivered whatever waits."""
    with transaction(engine) as db:
        waiting = sa.update(Letter).where(Letter.state == LetterState.QUEUED)
        db.execute(waiting.values(state=LetterState.SENT, tries=1, sent_at=real_now()))


def waiting(engine: Engine, kind: str) -> list[Letter]:
    return [each for each in outbox(engine, kind) if each.state is LetterState.QUEUED]


def lines(letter: Letter) -> list[str]:
    return re.findall(r"^- .*$", letter.body, re.MULTILINE)


def delegate_of(engine: Engine, registration_id: str) -> str:
    with transaction(engine) as db:
        return db.get_one(Registration, registration_id).delegate_id


def withdraw(browser: FlaskClient, engine: Engine, registration_id: str) -> str:
    person = f"{LIST}/people/{delegate_of(engine, registration_id)}"
    assert browser.post(f"{person}/withdrawal").status_code == 303
    return person


def test_nobody_is_told_of_the_badge_of_somebody_withdrawn_meanwhile(
    at_desk: SignedIn, little: Engine
) -> None:
    anna, browser = somebody(little, "Anna", ANNA), at_desk(Role.ACCREDITATION)
    decide(browser, anna, "approval")
    withdraw(browser, little, anna)
    assert outbox(little) == []


def test_whoever_was_told_of_a_badge_is_told_that_it_ended(
    at_desk: SignedIn, little: Engine
) -> None:
    anna, browser = somebody(little, "Anna", ANNA), at_desk(Role.ACCREDITATION)
    decide(browser, anna, "approval")
    send_all(little)
    person = withdraw(browser, little, anna)
    assert [each.recipient for each in waiting(little, "badge_taken_back")] == [ANNA]
    browser.post(f"{person}/reinstatement")
    decide(browser, anna, "approval")
    assert (waiting(little, "badge_taken_back"), waiting(little, "badge_ready")) == ([], [])


@pytest.mark.usefixtures("monday")
def test_focal_points_learn_of_a_walk_in_approved_at_once(
    at_desk: SignedIn, little: Engine
) -> None:
    with transaction(little) as db:
        focal_point(db, "AA")
    assert walk_in(at_desk(Role.BADGE_DESK, Role.ACCREDITATION)).status_code == 303
    (letter,) = outbox(little, "decisions")
    assert (letter.recipient, lines(letter)) == (
        AA,
        ["- Wali Kin: accredited; the badge is issued."],
    )


def test_a_decision_taken_back_after_its_letter_went_out_is_taken_back_by_letter(
    at_desk: SignedIn, little: Engine
) -> None:
    anna, bela = somebody(little, "Anna", ANNA), somebody(little, "Bela")
    browser = at_desk(Role.ACCREDITATION)
    decide(browser, anna, "approval")
    send_all(little)
    decide(browser, anna, "undoing")
    decide(browser, bela, "refusal", reason="late")
    (letter,) = waiting(little, "decisions")
    assert lines(letter) == [
        "- Dr Anna: taken back: accredited; the badge is issued. Where it stands now: Submitted.",
        "- Dr Bela: not accredited. Nominated after the last day.",
    ]
    (own,) = waiting(little, "badge_taken_back")
    assert own.recipient == ANNA
    assert own.body.startswith("Dear Dr Anna,\n\nWe wrote to you that you are accredited")
    assert waiting(little, "badge_ready") == []


def test_decided_anew_before_the_correction_goes_out_says_the_new_decision(
    at_desk: SignedIn, little: Engine
) -> None:
    anna, browser = somebody(little, "Anna", ANNA), at_desk(Role.ACCREDITATION)
    decide(browser, anna, "approval")
    send_all(little)
    decide(browser, anna, "undoing")
    decide(browser, anna, "refusal", reason="late")
    (letter,) = waiting(little, "decisions")
    assert lines(letter) == ["- Dr Anna: not accredited. Nominated after the last day."]


def test_what_never_went_out_is_not_taken_back(at_desk: SignedIn, little: Engine) -> None:
    anna, bela = somebody(little, "Anna", ANNA), somebody(little, "Bela")
    browser = at_desk(Role.ACCREDITATION)
    decide(browser, bela, "approval")
    send_all(little)
    decide(browser, anna, "approval")
    with transaction(little) as db:
        db.execute(sa.update(Letter).where(Letter.tries == 0).values(state=LetterState.FAILED))
    decide(browser, anna, "undoing")
    assert waiting(little, "decisions") + waiting(little, "badge_taken_back") == []


def test_whoever_looks_after_a_person_is_led_to_the_delegation(
    app: Flask, at_desk: SignedIn, little: Engine
) -> None:
    anna = somebody(little, "Anna")
    with transaction(little) as db:
        liaison = officer(db, edition_by_slug(db, SLUG), Role.LIAISON)
        told = {"user_id": liaison.id, "phone": "", "since": real_now()}
        db.add(LiaisonAssignment(delegation_id=delegation_of(db, "AA").id, **told))
        readers = [focal_point(db, "AA"), liaison]
    decide(at_desk(Role.ACCREDITATION), anna, "approval")
    for letter in outbox(little, "badge_ready"):
        assert "/agenda" not in letter.body
        assert f"/e/{SLUG}/delegations/aa" in letter.body
        assert "Dr Anna of Aland is accredited" in letter.body
    for reader in readers:
        assert sign_in(app.test_client(), little, reader).get(LIST).status_code == 200


def test_a_person_is_addressed_and_not_spoken_of(at_desk: SignedIn, little: Engine) -> None:
    anna = somebody(little, "Anna", ANNA)
    decide(at_desk(Role.ACCREDITATION), anna, "approval")
    (letter,) = outbox(little, "badge_ready")
    assert letter.body.startswith("Dear Dr Anna,\n\nYou are accredited for LITTLE-1")
    assert "as soon as the desk is open" in letter.body
    assert "/agenda" in letter.body


def test_a_weekday_within_a_vietnamese_sentence_is_small(app: Flask, little: Engine) -> None:
    from eventops.portal.letters import office

    set_deadline(little, timedelta(days=1))
    with app.app_context(), transaction(little) as db:
        said = office(db, edition_by_slug(db, SLUG), "").moment(real_now(), "vi")
    assert re.match(r"(thứ|chủ) ", said)


def test_deciding_about_many_does_not_grow_with_their_square(
    at_desk: SignedIn, little: Engine, engine: Engine
) -> None:
    browser, counts = at_desk(Role.ACCREDITATION), {}
    with transaction(little) as db:
        delegation_of(db, "AA").quota = 100
    for many in (10, 40):
        people = [somebody(little, f"Person {many} {number:02}") for number in range(many)]
        sent = {"seen": "submitted", "decision": "refused", "reason": "late"}
        statements: list[str] = []
        note = lambda *told, into=statements: into.append(told[2])
        event.listen(engine, "before_cursor_execute", note)
        browser.post(f"{QUEUE}/decisions", data={**sent, "registration": people})
        event.remove(engine, "before_cursor_execute", note)
        counts[many] = len(statements)
    assert counts[40] < 4 * counts[10] + 20, counts
    assert counts[40] < 900, counts
    (letter,) = outbox(little, "decisions")
    assert len(lines(letter)) == 50
