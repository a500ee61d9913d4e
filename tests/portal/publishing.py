"""The little edition's draft, published, and its news let out, as the desk and the worker do."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accreditation.rules import State
from eventops.agenda.models import News
from eventops.agenda.services import Published, publish_drafted
from eventops.core.clock import set_domain_clock
from eventops.core.db import transaction
from eventops.core.settings import Settings
from eventops.delegations.models import Person
from eventops.editions.queries import edition_by_slug
from eventops.editions.services import set_up_instance
from eventops.mail.delivery import deliver_due
from eventops.operation.jobs import open_due_news
from eventops.programme.audience import parse
from eventops.programme.drafting import Wish, edit
from eventops.programme.drafts import draft_of
from tests.portal.little import SLUG, register

DESK_AT = f"/e/{SLUG}/desk/programme"
EVE = datetime.fromisoformat("2030-03-03T18:00+07:00")


def person(engine: Engine, code: str, name: str, *lists: str, email: str | None = None) -> str:
    """Somebody of a delegation, accredited; returns the delegate."""
    with transaction(engine) as db:
        registration = register(db, edition_by_slug(db, SLUG), code, name, *lists)
        registration.state = State.APPROVED
        found = db.get_one(Person, registration.delegate.person_id)
        found.email, found.style = email, "Dr"
        return registration.delegate_id


def redraft(engine: Engine, code: str, *, audience: Collection[str] = (), **fields: object) -> None:
    """Change a session in the draft; ``audience`` as text."""
    with transaction(engine) as db:
        edition = edition_by_slug(db, SLUG)
        known = draft_of(db, edition).by_code[code]
        if audience:
            fields["audience"] = tuple(parse(rule) for rule in audience)
        wish = Wish(known.day, replace(known.plan, **fields))  # type: ignore[arg-type]  # each test names real fields
        edit(db, edition, "edited", {code: wish}, by="user:e", now=EVE)


def published(engine: Engine, codes: Collection[str] | None = None) -> Published:
    """Publish on the eve of the conference."""
    with transaction(engine) as db:
        edition = edition_by_slug(db, SLUG)
        return publish_drafted(db, edition, codes=codes, by="user:e", now=EVE)


def clock_at(engine: Engine, at: datetime = EVE) -> None:
    """The domain clock stands there; on the eve when nothing else is said."""
    with transaction(engine) as db:
        set_up_instance(db, demo=True)
        set_domain_clock(db, at)


def let_out(app: Flask) -> int:
    """Three minutes later the worker lets the news out; returns letters written."""
    with transaction(app.extensions["engine"]) as db:
        for news in db.scalars(sa.select(News)):
            news.due_at -= timedelta(minutes=10)
    return open_due_news(app)


def delivered(app: Flask) -> dict[str, EmailMessage]:
    """Recipient → the one mail they got."""
    settings: Settings = app.extensions["settings"]
    folder: Path = settings.instance / "mail"
    deliver_due(app.extensions["engine"], settings, most=200)
    mails = [
        message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in sorted(folder.glob("*.eml"))
    ]
    assert len({mail["To"] for mail in mails}) == len(mails)
    return {mail["To"]: mail for mail in mails}


def words(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def calendars(mail: EmailMessage) -> list[str]:
    """The calendar part beside the words, unfolded; empty without one."""
    parts = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    return [str(each.get_content()).replace("\r\n", "\n").replace("\n ", "") for each in parts]
