"""Letters of the accreditation: composed in the reader's language, put into the outbox.

A letter about decisions waits three minutes, so that what is decided meanwhile joins it and what is
taken back never goes out (model.md, Calendar truth).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from eventops.accounts.models import User
from eventops.accounts.queries import languages_of
from eventops.accreditation.models import LetterText, Registration
from eventops.accreditation.rules import REFUSAL_REASONS, State
from eventops.accreditation.wording import LETTERS, filled
from eventops.badges.queries import living_badge
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
    liaison_officers_of,
    own_texts,
    waiting_letter,
    waiting_letters_about,
)
from eventops.portal.told import (
    TakenBack,
    decided_since,
    last_sent,
    taken_back_since,
    was_told,
)
from eventops.web.pages import day, day_range
from eventops.web.sentences import say

HELD = timedelta(minutes=3)
BADGE_LETTERS = ("badge_ready", "badge_taken_back")


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
        """A time on the venue's clock, as it stands within a sentence."""
        local = at.astimezone(ZoneInfo(self.edition.zone))
        told = day(local.date(), "long", language)
        if language == "vi":  # alone on a page the weekday is written large
            told = told[:1].lower() + told[1:]
        return f"{told}, {local:%H:%M}"

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
    """Write what was decided, asked or taken back about a person; whole delegate is loaded."""
    tell_decisions(here, [registration], now=now)


def tell_decisions(here: Office, registrations: Sequence[Registration], *, now: datetime) -> None:
    """Write what was decided, asked or taken back about people; whole delegates are loaded.

    Focal points get one letter about all of the last minutes; an accredited person one of their
    own. A letter that nobody has begun to send follows every further change; one that went out is
    corrected by another.
    """
    delegations = {each.delegate.delegation_id: each.delegate.delegation for each in registrations}
    others: dict[str, list[User]] = {}
    for delegation_id, delegation in delegations.items():
        users = focal_points_of(here.db, delegation_id)
        for user in users:
            if user.disabled_at is None:
                _tell_focal_point(here, delegation, user, now)
        others[delegation_id] = [*users, *liaison_officers_of(here.db, delegation_id)]
    _tell_accredited(here, registrations, others)


def _tell_focal_point(here: Office, delegation: Delegation, user: User, now: datetime) -> None:
    db, kind, subject_id = here.db, "decisions", about(delegation.id)
    letter = waiting_letter(db, kind, subject_id, user.email)
    since = letter.made_at + shift(db) if letter is not None else now
    lines = "\n".join(_decisions(here, delegation, user, since))
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


def _decisions(here: Office, delegation: Delegation, user: User, since: datetime) -> list[str]:
    """What was decided, and what this reader was told that does not stand any more, by name."""
    db = here.db
    decided = {each.id: each for each in decided_since(db, delegation.id, since)}
    undone = [
        each
        for each in taken_back_since(db, delegation.id, since)
        if each.registration.id not in decided
        and was_told(db, delegation.id, user.email, each.decided_at - shift(db))
    ]
    with force_locale(user.language):
        told = [(each, _decision_said(each)) for each in decided.values()]
        told += [(each.registration, _taken_back_said(each)) for each in undone]
        told.sort(key=lambda line: (line[0].delegate.person.sort_name, line[0].id))
        return [f"- {_name(each.delegate.person)}: {words}" for each, words in told]


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


def _taken_back_said(undone: TakenBack) -> str:
    match undone.state:
        case State.APPROVED:
            told = _("taken back: accredited; the badge is issued.")
        case State.REFUSED:
            told = _("taken back: not accredited.")
        case _:
            told = _("taken back: a question to answer on the page.")
    state = say(f"state_{undone.registration.state.value}")
    stands = _("Where it stands now: %(state)s.", state=state)
    return f"{told} {stands}"


def _name(person: Person) -> str:
    return f"{person.style} {person.full_name}".strip()


def _tell_accredited(
    here: Office, registrations: Sequence[Registration], others: Mapping[str, Sequence[User]]
) -> None:
    """One letter to each person, or to those who look after them; none once taken back.

    Whoever had the letter already gets it no second time, and is told when it does not hold.
    """
    db = here.db
    subjects = {f"registration:{each.id}": each for each in registrations}
    for letter in waiting_letters_about(db, BADGE_LETTERS, subjects):
        db.delete(letter)
    sent = last_sent(db, BADGE_LETTERS, subjects)
    own = languages_of(db, [each.delegate.person.email for each in registrations])
    for subject, each in subjects.items():
        told = {
            to: language
            for (about_it, to), (kind, language) in sent.items()
            if (about_it, kind) == (subject, "badge_ready")
        }
        readers = _readers(each.delegate.person, others[each.delegate.delegation_id], own)
        if each.state is State.APPROVED:
            new = {to: reader for to, reader in readers.items() if to not in told}
            _write_about_badge(here, each, "badge_ready", new)
        elif told and living_badge(db, each.id) is None:
            known = {to: readers.get(to, (language, "")) for to, language in told.items()}
            _write_about_badge(here, each, "badge_taken_back", known)


Readers = Mapping[str, tuple[str, str]]
"""Mailbox → language, and the name of whoever reads for the person."""


def _readers(person: Person, others: Sequence[User], own: Mapping[str, str]) -> Readers:
    """``own``: mailbox → the language its user reads."""
    if person.email:
        return {person.email: (own.get(person.email, person.language), "")}
    return {user.email: (user.language, user.name) for user in others}


def _write_about_badge(
    here: Office, registration: Registration, kind: str, readers: Readers
) -> None:
    """To the person, or in other words to whoever reads for them."""
    person, delegation = registration.delegate.person, registration.delegate.delegation
    page = here.address("portal.delegation", code=delegation.party.code.lower())
    for mailbox, (language, name) in readers.items():
        values = {
            "name": name or _name(person),
            "person": _name(person),
            "delegation": said(delegation.party.name, language),
            "agenda": here.address("agenda.mine"),
            "page": page,
        }
        wording = f"{kind}_other" if name else kind
        subject, body = here.written(wording, language, values)
        subject_id = f"registration:{registration.id}"
        put_out(here.db, mailbox, subject, body, language, kind, subject_id, HELD)
