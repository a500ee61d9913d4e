"""A published move in a real browser: feeds of those concerned change, and the right people's mail."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import vobject
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import TABLET
from tests.journeys.demo import EDITION, ROOT, Demo
from tests.journeys.screens import AXE, DESKTOP, PHONE, looked_over

PROGRAMME_AT = f"{EDITION}/desk/programme"
SESSION = "plus-one-china"
"""Cambodia's head and three more are expected there, Japan's delegation is not."""

EVERYWHERE = [(PHONE, "light"), (DESKTOP, "dark")]
LETTERS_WITHIN = 60.0
OWN_AGENDA = ("changes in your agenda", "thay đổi trong lịch")
"""What the subjects say."""

HERE = """
import json, sys
from dataclasses import replace
from datetime import timedelta
import sqlalchemy as sa
import eventops.models
from eventops.accreditation.models import Registration
from eventops.agenda.models import News
from eventops.agenda.news import TOLD
from eventops.agenda.queries import plan_for, standings
from eventops.agenda.services import give_feed_address
from eventops.core.clock import domain_now
from eventops.core.db import open_engine, transaction
from eventops.core.settings import load
from eventops.delegations.models import Delegate, Delegation, Party, Person
from eventops.editions.queries import edition_by_slug
from eventops.programme.drafting import Wish, edit
from eventops.programme.drafts import draft_of

settings = load()
with transaction(open_engine(settings.database_url)) as db:
    edition, now = edition_by_slug(db, "adgmin-2026"), domain_now(db)
"""
CHOOSE = """
    draft = draft_of(db, edition)
    each = next(one for one in draft.sessions if one.code == sys.argv[1])
    later = replace(each.plan, end=each.plan.end.replace(minute=each.plan.end.minute + 3))
    edit(db, edition, "moved", {each.code: Wish(each.day, later)}, by="cli", now=now)
"""
ADDRESS = """
    whose = sa.select(Delegate.id).join(Delegation, Delegation.id == Delegate.delegation_id)
    whose = whose.join(Party, Party.id == Delegation.party_id).where(Party.code == "JP")
    found = db.scalars(whose.order_by(Delegate.rank, Delegate.id)).first()
    told = {"secret": settings.secrets[0], "edition_id": edition.id, "by": "cli", "now": now}
    print(json.dumps(give_feed_address(db, found, language="en", **told)))
"""
DUE = """
    for news in db.scalars(sa.select(News)):
        news.due_at -= timedelta(minutes=10)
"""
CONCERNED = """
    plan, people = plan_for(db, edition), standings(db, edition.id)
    session = next(each.session for each in plan.sessions if each.session.code == sys.argv[1])
    shown = [
        who for who, person in people.items()
        for entry in plan.entries(person)
        if entry.session.id == session.id and entry.entitlement.grade.shown
    ]
    rows = sa.select(Person.email).join(Delegate, Delegate.person_id == Person.id)
    rows = rows.join(Registration, Registration.delegate_id == Delegate.id)
    rows = rows.where(Delegate.id.in_(shown), Registration.state.in_(TOLD))
    print(json.dumps(sorted({mail for mail in db.scalars(rows) if mail})))
"""


def at_the_database(demo: Demo, what: str, *arguments: str) -> str:
    """What somebody else does meanwhile."""
    command = [sys.executable, "-c", HERE + what, *arguments]
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=demo.environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def editor(demo: Demo, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=demo.base, locale="en-GB", viewport=TABLET)
    context.add_init_script(path=AXE)
    page = context.new_page()
    demo.sign_in(page, "organiser")
    page.goto(f"{EDITION}/desk/?lang=en")  # whatever they chose in another journey
    yield page
    context.close()


def feed(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        body: bytes = answer.read()
    return body


def sequences(body: bytes) -> dict[str, int]:
    events = vobject.readOne(body.decode()).vevent_list
    return {event.uid.value.partition(".")[0]: int(event.sequence.value) for event in events}


def news_mails(folder: Path) -> dict[str, EmailMessage]:
    """Recipient → their mail about changes in their own agenda."""
    found = {}
    for file in folder.glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        if any(words in mail["Subject"] for words in OWN_AGENDA):
            found[str(mail["To"])] = mail
    return found


def test_published_move_reaches_feeds_and_mail_of_those_concerned_alone(
    demo: Demo, editor: Page
) -> None:
    mine = demo.way("calendar of the delegate")
    theirs = f"{demo.base}/calendar/{json.loads(at_the_database(demo, ADDRESS))}.ics"
    before, before_theirs = feed(mine), feed(theirs)
    assert SESSION in sequences(before)
    assert SESSION not in sequences(before_theirs)
    at_the_database(demo, CHOOSE, SESSION)
    assert feed(mine) == before

    # Other journeys may have left changes in the draft: this one alone is chosen.
    editor.goto(f"{PROGRAMME_AT}/publish?session={SESSION}")
    expect(editor.locator("input[name=session]:checked")).to_have_count(1)
    touched = editor.locator(".touched")
    expect(touched.get_by_text("Cambodia")).to_be_visible()
    expect(touched.get_by_text("Japan", exact=True)).to_have_count(0)
    editor.get_by_label("Name").fill("China, three minutes longer")
    editor.get_by_role("button", name="Publish what is chosen").click()
    expect(editor.get_by_role("status")).to_contain_text("the news waits three minutes")

    after = sequences(feed(mine))
    was = sequences(before)
    assert after == {**was, SESSION: was[SESSION] + 1}
    assert feed(theirs) == before_theirs

    editor.goto(f"{PROGRAMME_AT}/news")
    expect(editor.get_by_role("button", name="Withdraw the news")).to_be_visible()
    assert news_mails(demo.instance / "mail") == {}
    at_the_database(demo, DUE)
    concerned = set(json.loads(at_the_database(demo, CONCERNED, SESSION)))
    end = time.monotonic() + LETTERS_WITHIN
    while set(news_mails(demo.instance / "mail")) != concerned and time.monotonic() < end:
        time.sleep(0.3)
    mails = news_mails(demo.instance / "mail")
    assert set(mails) == concerned
    kinds = {
        mailbox: [part.get_content_type() for part in mail.walk()]
        for mailbox, mail in mails.items()
    }
    assert sum("text/calendar" in found for found in kinds.values()) >= len(kinds) - 1

    for link in (re.compile("^Version "), "Change notice"):
        editor.goto(f"{PROGRAMME_AT}/news")
        editor.get_by_role("link", name=link).first.click()
        assert looked_over(editor, axe_in=EVERYWHERE) == []
