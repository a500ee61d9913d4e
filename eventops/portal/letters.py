"""Letters of the accreditation: composed in the reader's language, put into the outbox.

A letter about decisions waits three minutes, so that what is decided meanwhile joins it and what is
taken back never goes out (model.md, Calendar truth).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from eventops.accounts.models import User
from eventops.accounts.services import make_link
from eventops.accreditation.models import LetterText, Registration
from eventops.accreditation.rules import REFUSAL_REASONS, State
from eventops.accreditation.terms import terms_of
from eventops.accreditation.wording import LETTERS, filled
from eventops.core import journal
from eventops.core.clock import real_now, shift
from eventops.core.db import Db
from eventops.core.multilingual import said
from eventops.delegations.models import Delegation, Person
from eventops.delegations.queries import focal_points_of
from eventops.editions.models import Edition
from eventops.mail.models import Letter
from eventops.mail.services import queue_letter
from eventops.portal.letter_queries import (
    about,
    deadline_of,
    decided_since,
    liaison_officers_of,
    own_texts,
    waiting_letter,
    waiting_letters_about,
)
from eventops.web.pages import day, day_range
from eventops.web.sentences import say

HELD = timedelta(minutes=3)
INVITATION_LIFE = timedelta(days=30)
"""How long an invitation's own address opens the page when there is no deadline."""


@dataclass(frozen=True)
class Office:
    """Who writes: an edition, where its pages are, and its own wordings."""

    db: Db
    edition: Edition
    base_url: str
    texts: Mapping[tuple[str, str], LetterText] = field(default_factory=dict)

    def address(self, endpoint: str, **values: str) -> str:
        """The whole address of a page, from a request or from a job."""
        path = current_app.url_map.bind("").build(
            endpoint, {"edition": self.edition.slug, **values}
        )
        return self.base_url + str(path)

    def moment(self, at: datetime, language: str) -> str:
        """A time on the venue's clock."""
        local = at.astimezone(ZoneInfo(self.edition.zone))
        return f"{day(local.date(), 'long', language)}, {local:%H:%M}"

    def wording(self, letter: str, language: str) -> tuple[str, str]:
        """Subject and body with their gaps: the edition's own, else the program's."""
        own = self.texts.get((letter, language))
        if own is not None:
            return own.subject, own.body
        with force_locale(language):
            return str(LETTERS[letter].subject), str(LETTERS[letter].body)

    def written(self, letter: str, language: str, values: Mapping[str, str]) -> tuple[str, str]:
        """Subject and body as they go out."""
        subject, body = self.wording(letter, language)
        told = {**self.general(language), **values}
        return filled(subject, told)[:200], filled(body, told)

    def general(self, language: str) -> dict[str, str]:
        """What every letter can say of the edition."""
        edition = self.edition
        return {
            "edition": edition.short_name,
            "dates": day_range(edition.starts_on, edition.ends_on, language),
            "city": said(edition.city, language),
            "organiser": said(edition.organiser, language),
        }


def office(db: Db, edition: Edition, base_url: str) -> Office:
    """The office of an edition, with its wordings read once."""
    return Office(db, edition, base_url, own_texts(db, edition.id))


def about_delegation(
    here: Office, delegation: Delegation, user: User, **values: str
) -> dict[str, str]:
    """What every letter to a focal point can say."""
    return {
        "name": user.name,
        "delegation": said(delegation.party.name, user.language),
        "page": here.address("portal.delegation", code=delegation.party.code.lower()),
        **values,
    }


def write_invitation(
    here: Office, delegation: Delegation, user: User, *, secret: bytes, by: str, now: datetime
) -> Letter:
    """Invite a focal point, with an address that opens the delegation's page once."""
    db, real = here.db, real_now()
    until = deadline_of(terms_of(db, here.edition.id), delegation.party)
    life = until - now if until is not None and until > now else INVITATION_LIFE
    path = f"/e/{here.edition.slug}/delegations/{delegation.party.code.lower()}"
    link = make_link(db, user, secret=secret, now=real, life=life, next_path=path)
    values = about_delegation(
        here,
        delegation,
        user,
        quota=str(delegation.quota),
        deadline=_until(here, until, user.language),
        link=here.address("accounts.link", token=link.token),
        link_until=here.moment(now + life, user.language),
    )
    subject, body = here.written("invitation", user.language, values)
    journal.record(
        db,
        "focal point invited",
        about(delegation.id),
        by=by,
        now=now,
        edition_id=here.edition.id,
        user=user.id,
    )
    return put_out(db, user.email, subject, body, user.language, "invitation", about(delegation.id))


def _until(here: Office, until: datetime | None, language: str) -> str:
    if until is not None:
        return here.moment(until, language)
    with force_locale(language):
        return str(_("the date that the desk will name"))


def put_out(
    db: Db,
    recipient: str,
    subject: str,
    body: str,
    language: str,
    kind: str,
    subject_id: str,
    wait: timedelta = timedelta(),
    made_at: datetime | None = None,
) -> Letter:
    """Put a letter into the outbox, marked with its kind and what it is about."""
    letter = queue_letter(
        db, recipient, subject, body, language=language, now=made_at or real_now(), wait=wait
    )
    letter.kind, letter.about = kind, subject_id
    db.flush()
    return letter


def tell_decision(here: Office, registration: Registration, *, now: datetime) -> None:
    """Write what was decided, asked or taken back about a person; whole delegate is loaded.

    Focal points get one letter about all of the last minutes; an accredited person one of their
    own. A letter that nobody has begun to send follows every further change.
    """
    delegation = registration.delegate.delegation
    for user in focal_points_of(here.db, delegation.id):
        if user.disabled_at is None:
            _tell_focal_point(here, delegation, user, now)
    _tell_accredited(here, registration)


def _tell_focal_point(here: Office, delegation: Delegation, user: User, now: datetime) -> None:
    db, kind, subject_id = here.db, "decisions", about(delegation.id)
    letter = waiting_letter(db, kind, subject_id, user.email)
    since = letter.made_at + shift(db) if letter is not None else now
    lines = "\n".join(_decisions(here, delegation, since, user.language))
    if not lines:
        if letter is not None:
            db.delete(letter)
        return
    values = about_delegation(here, delegation, user, decisions=lines)
    subject, body = here.written(kind, user.language, values)
    if letter is None:
        made_at = now - shift(db)  # so that what was decided at this very moment is not before it
        put_out(db, user.email, subject, body, user.language, kind, subject_id, HELD, made_at)
    else:
        letter.subject, letter.body = subject, body


def _decisions(
    here: Office, delegation: Delegation, since: datetime, language: str
) -> Iterator[str]:
    with force_locale(language):
        for registration in decided_since(here.db, delegation.id, since):
            name = _name(registration.delegate.person)
            yield f"- {name}: {_decision_said(registration)}"


def _decision_said(registration: Registration) -> str:
    known = registration.reason in REFUSAL_REASONS
    reason = say(f"reason_{registration.reason}") if known else registration.reason
    reason = f"{reason} {registration.words}".strip()
    match registration.state:
        case State.APPROVED:
            return str(_("accredited; the badge is issued."))
        case State.REFUSED:
            return str(_("not accredited. %(reason)s", reason=reason)).strip()
        case _:
            return str(_("a question to answer on the page: %(question)s", question=reason))


def _name(person: Person) -> str:
    return f"{person.style} {person.full_name}".strip()


def _tell_accredited(here: Office, registration: Registration) -> None:
    """One letter to the person, or to those who look after them; none once taken back."""
    db, kind = here.db, "badge_ready"
    subject_id = f"registration:{registration.id}"
    for letter in waiting_letters_about(db, kind, subject_id):
        db.delete(letter)
    if registration.state is not State.APPROVED:
        return
    person, delegation = registration.delegate.person, registration.delegate.delegation
    if person.email:
        readers = [(person.email, person.language, _name(person))]
    else:
        others = (*focal_points_of(db, delegation.id), *liaison_officers_of(db, delegation.id))
        readers = list(dict.fromkeys((user.email, user.language, user.name) for user in others))
    for mailbox, language, name in readers:
        values = {"name": name, "person": _name(person), "agenda": here.address("agenda.mine")}
        subject, body = here.written(kind, language, values)
        put_out(db, mailbox, subject, body, language, kind, subject_id, HELD)
