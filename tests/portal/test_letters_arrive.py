"""Each letter in the test mailbox: in its reader's language, without gaps, with addresses that open."""

import re
from collections.abc import Mapping
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accounts.models import User
from eventops.accounts.rules import Role
from eventops.core.clock import real_now
from eventops.core.db import open_db, transaction
from eventops.core.settings import Settings
from eventops.editions.services import set_up_instance
from eventops.mail.delivery import deliver_due
from eventops.mail.models import Letter
from tests.portal.conftest import SignedIn
from tests.portal.little import delegation_of, sign_in
from tests.portal.test_decision_letters import withdraw
from tests.portal.test_letters import AA, ANNA, LETTERS_AT, decide, set_deadline, somebody

ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")
FIRST_WORDS: Mapping[str, str] = {"en": "Dear ", "vi": "Kính gửi "}


def arrived(engine: Engine, settings: Settings) -> list[EmailMessage]:
    """What lies in the mailbox since it was emptied last."""
    with transaction(engine) as db:
        db.execute(sa.update(Letter).values(not_before=real_now()))
    deliver_due(engine, settings)
    files = sorted((settings.instance / "mail").glob("*.eml"))
    mails = [message_from_bytes(each.read_bytes(), policy=default) for each in files]
    for each in files:
        each.unlink()
    return sorted(mails, key=lambda mail: (str(mail["To"]), str(mail["Subject"])))


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body()
    assert body is not None
    return str(body.get_content())


def opens(app: Flask, engine: Engine, mail: EmailMessage) -> list[int]:
    """How the addresses of a letter answer whoever it was written to."""
    with open_db(engine, write=False) as db:
        reader = db.scalars(sa.select(User).where(User.email == mail["To"])).one()
    browser = sign_in(app.test_client(), engine, reader)
    return [browser.get(each).status_code for each in ADDRESS.findall(text_of(mail))]


@pytest.mark.parametrize("tongue", ["en", "vi"])
def test_every_letter_arrives_with_addresses_that_open(
    app: Flask, little: Engine, settings: Settings, at_desk: SignedIn, tongue: str
) -> None:
    anna, bela = somebody(little, "Anna", ANNA), somebody(little, "Bela")
    set_deadline(little, timedelta(days=1))
    desk = at_desk(Role.ACCREDITATION)
    with transaction(little) as db:
        set_up_instance(db, demo=False)
        db.add(User(email=ANNA, name="Anna", language=tongue, made_at=real_now()))
        db.execute(sa.update(User).values(language=tongue))
        user = db.scalars(sa.select(User.id).where(User.email == AA)).one()
        focal = f"{delegation_of(db, 'AA').id}.{user}"
    seen: list[tuple[str, list[int]]] = []

    def read() -> None:
        for mail in arrived(little, settings):
            words = text_of(mail)
            assert words.startswith(FIRST_WORDS[tongue])
            assert (mail["Content-Language"], re.findall(r"[{}]", words)) == (tongue, [])
            seen.append((str(mail["To"]), opens(app, little, mail)))

    desk.post(f"{LETTERS_AT}/invitations", data={"focal_point": focal})
    read()
    desk.post(f"{LETTERS_AT}/reminders")
    read()
    for one in (anna, bela):
        decide(desk, one, "approval")
    read()
    for one in (anna, bela):
        withdraw(desk, little, one)
    read()
    assert seen == [
        (AA, [200, 200]),  # the invitation: its link, and the page
        (AA, [200]),  # the reminder
        (ANNA, [200]),
        (AA, [200]),
        (AA, [200]),
        (ANNA, []),  # taken back
        (AA, [200]),
    ]
