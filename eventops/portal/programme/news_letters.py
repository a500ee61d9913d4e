"""Letters about news: one to each person, one to each of a delegation's desk, once it is due.

Written when the three minutes are over, so that publishing itself costs little, and in as many
statements for a thousand readers as for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import g
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.engine import Engine

from eventops.accounts.models import User
from eventops.agenda.change_words import Names
from eventops.agenda.entitlement import Entitlement, Standing, entitlement
from eventops.agenda.feed_state import Stamped, places_of, stamped_for
from eventops.agenda.itip import Mailbox
from eventops.agenda.models import News, NewsReader, ReaderPart
from eventops.agenda.news_events import Sender, event_part
from eventops.agenda.news_queries import ToldReader, names_for, readers_of
from eventops.agenda.news_words import telling_said
from eventops.agenda.queries import Expected, Plan, plan_for, standings
from eventops.agenda.tellings import Telling, Texts, for_whom_may_know, tellings
from eventops.core.clock import domain_now, real_now
from eventops.core.db import Db, open_db, transaction
from eventops.core.multilingual import said
from eventops.delegations.models import Delegation, LiaisonAssignment, Person
from eventops.editions.models import Edition
from eventops.mail.models import Letter
from eventops.mail.services import new_letter
from eventops.portal.letter_queries import focal_points_by_delegation
from eventops.portal.letters import Office, office
from eventops.programme.versions import history_of


def open_all_due(engine: Engine, *, base_url: str, mail_from: str) -> int:
    """The job that runs by itself; returns letters written.

    Letters are composed while nothing is locked, since that may take seconds and doors write
    meanwhile; then put out in one short transaction, unless the news was withdrawn or joined by
    another publication since. Needs a request context: calendar items say addresses of pages.
    """
    with open_db(engine, write=False) as db:
        due = [(news, _composed(db, news, base_url, mail_from)) for news in due_news(db)]
    return sum(_put_out(engine, news, letters) for news, letters in due)


def due_news(db: Db) -> Sequence[News]:
    """Held news whose time has come, by the real clock."""
    query = sa.select(News).where(
        News.opened_at.is_(None), News.withdrawn_at.is_(None), News.due_at <= real_now()
    )
    return db.scalars(query.order_by(News.due_at, News.id)).all()


def _composed(db: Db, news: News, base_url: str, mail_from: str) -> list[Letter]:
    g.edition = edition = db.get_one(Edition, news.edition_id)
    here = office(db, edition, base_url)
    readers = readers_of(db, news.id)
    writer = Writer(here, news, readers, mail_from, domain_now(db))
    written = [each for reader in readers for each in writer.to_person(reader)]
    for delegation, of_it in groupby(readers, key=lambda each: each.delegate.delegation):
        written += writer.to_desk(delegation, list(of_it))
    return written


def _put_out(engine: Engine, seen: News, letters: Sequence[Letter]) -> int:
    with transaction(engine) as db:
        news = db.get_one(News, seen.id, with_for_update=True)
        held = news.opened_at is None and news.withdrawn_at is None
        if not held or (news.version, news.due_at) != (seen.version, seen.due_at):
            return 0
        news.opened_at = domain_now(db)
        db.add_all(letters)
    return len(letters)


def write_again(here: Office, news: News, *, mail_from: str, now: datetime) -> int:
    """To those with a mail address who have not said that they have seen it; returns letters."""
    readers = [each for each in readers_of(here.db, news.id) if each.reader.seen_at is None]
    writer, count = Writer(here, news, readers, mail_from, now), 0
    for each in readers:
        letters = writer.to_person(each)
        if letters:
            here.db.add_all(letters)
            each.reader.reminded_at = now
            count += 1
    here.db.flush()
    return count


@dataclass(frozen=True)
class Writer:
    """What all letters of one piece of news share, read once."""

    here: Office
    news: News
    readers: Sequence[ToldReader]
    mail_from: str
    now: datetime

    def to_person(self, told: ToldReader) -> list[Letter]:
        """Nothing without a mail address, nor when all became again what it was."""
        person, found = told.delegate.person, self._tellings(told)
        if not person.email or not found:
            return []
        with force_locale(person.language):
            calendars = self._calendars(told, found)
            values = {
                "name": _named(person),
                "changes": _listed(self._said(each, person.language) for each in found),
                "calendar": self._calendar_said(told, attached=bool(calendars)),
                "agenda": self.here.address("agenda.mine"),
                "notice": self._notice,
            }
        letter = self._written("news", person.email, person.language, values, told.reader.id)
        letter.calendars = calendars or None
        return [letter]

    def to_desk(self, delegation: Delegation, told: Sequence[ToldReader]) -> list[Letter]:
        """A digest to each focal point and liaison officer, with whom each change concerns."""
        letters = []
        for user in self._desks.get(delegation.id, ()):
            with force_locale(user.language):
                lines = self._digest(told, user.language)
                if not lines:
                    continue
                without = [
                    _named(each.delegate.person)
                    for each in told
                    if not each.delegate.person.email and self._tellings(each)
                ]
                values = {
                    "name": user.name,
                    "delegation": said(delegation.party.name, user.language),
                    "changes": lines,
                    "without_mail": self._without_mail_said(without),
                    "page": self.here.address(
                        "portal.delegation", code=delegation.party.code.lower()
                    ),
                    "notice": self._notice,
                }
            about = f"{self.news.id}.{delegation.id}"
            letters.append(self._written("news_desk", user.email, user.language, values, about))
        return letters

    def _digest(self, told: Sequence[ToldReader], tongue: str) -> str:
        whom: dict[str, list[str]] = defaultdict(list)
        for each in told:
            for telling in self._tellings(each):
                whom[self._said(telling, tongue)].append(_named(each.delegate.person))
        return "\n".join(f"- {line}\n  {', '.join(names)}" for line, names in whom.items())

    def _without_mail_said(self, people: Sequence[str]) -> str:
        if not people:
            return str(_("Everybody concerned has been written to."))
        names = ", ".join(people)
        return str(_("We have no mail address of: %(names)s. Please tell them.", names=names))

    def _calendar_said(self, told: ToldReader, *, attached: bool) -> str:
        if attached:
            return str(_("What falls into the next two days is attached for your calendar."))
        if told.fetched_at is not None:
            return str(_("Your subscribed calendar follows by itself."))
        return str(_("Your agenda shows it already."))

    def _written(
        self, kind: str, mailbox: str, language: str, values: Mapping[str, str], about: str
    ) -> Letter:
        subject, body = self.here.written(kind, language, values)
        letter = new_letter(mailbox, subject, body, language=language, now=real_now())
        letter.kind, letter.about = kind, f"news:{about}"
        return letter

    def _calendars(self, told: ToldReader, found: Sequence[Telling]) -> list[dict[str, str]]:
        """Events that are soon; none for a reader whose calendar program fetches the feed, since
        each would stand there twice."""
        if told.fetched_at is not None:
            return []
        zone = ZoneInfo(self.here.edition.zone)
        soon = [each for each in found if each.is_soon(self.now, zone)]
        stamped = [(each, self._stamped(each.code, told.delegate.id)) for each in soon]
        return [
            event_part(each, stamps, told.delegate, self._sender)
            for each, stamps in stamped
            if stamps
        ]

    def _stamped(self, code: str, delegate_id: str) -> Stamped | None:
        answer = self._entitlement(code, delegate_id)
        if answer is None:
            return None
        session = self._sessions[code].session
        return stamped_for(session, answer, self._parts.get((delegate_id, session.id)))

    def _entitlement(self, code: str, delegate_id: str) -> Entitlement | None:
        found, standing = self._sessions.get(code), self._people.get(delegate_id)
        if found is None or standing is None:
            return None
        return entitlement(standing, found.expectation, self._plan.duty)

    def _tellings(self, told: ToldReader) -> list[Telling]:
        def knows(code: str) -> bool:
            answer = self._entitlement(code, told.delegate.id)
            return answer is not None and answer.grade.shown

        found = tellings(told.items, self._texts, self.news.version)
        return for_whom_may_know(found, knows)

    def _said(self, telling: Telling, tongue: str) -> str:
        """The same sentence for all readers of one language who are told the same."""
        texts = id(telling.before), id(telling.after)  # read once, so the same text is one object
        key = (tongue, telling.code, *texts, telling.own, telling.closed)
        if key not in self._sentences:
            self._sentences[key] = telling_said(telling, self._names)
        return self._sentences[key]

    @cached_property
    def _notice(self) -> str:
        return self.here.address("portal.change_notice", since=str(self.news.since))

    @cached_property
    def _names(self) -> Names:
        return names_for(self.here.db, self.here.edition.id)

    @cached_property
    def _sentences(self) -> dict[tuple[object, ...], str]:
        return {}

    @cached_property
    def _texts(self) -> Texts:
        codes = {code for each in self.readers for code in each.items}
        return Texts(history_of(self.here.db, self.here.edition.id, codes))

    @cached_property
    def _plan(self) -> Plan:
        return plan_for(self.here.db, self.here.edition)

    @cached_property
    def _sessions(self) -> Mapping[str, Expected]:
        return {each.session.code: each for each in self._plan.sessions}

    @cached_property
    def _people(self) -> Mapping[str, Standing]:
        return standings(self.here.db, self.here.edition.id)

    @cached_property
    def _parts(self) -> Mapping[tuple[str, str], ReaderPart]:
        mine = sa.select(NewsReader.delegate_id).where(NewsReader.news_id == self.news.id)
        rows = self.here.db.scalars(
            sa.select(ReaderPart).where(ReaderPart.delegate_id.in_(mine.scalar_subquery()))
        )
        return {(row.delegate_id, row.session_id): row for row in rows}

    @cached_property
    def _sender(self) -> Sender:
        edition = self.here.edition
        with force_locale("en"):
            name = said(edition.organiser, "en")
        mailbox = Mailbox(name, self.mail_from)
        return Sender(places_of(self.here.db, edition), self.here.base_url, mailbox)

    @cached_property
    def _desks(self) -> Mapping[str, Sequence[User]]:
        focal = focal_points_by_delegation(self.here.db, self.here.edition.id)
        rows = self.here.db.execute(
            sa.select(LiaisonAssignment.delegation_id, User)
            .join(User, User.id == LiaisonAssignment.user_id)
            .join(Delegation, Delegation.id == LiaisonAssignment.delegation_id)
            .where(Delegation.edition_id == self.here.edition.id, User.disabled_at.is_(None))
            .order_by(LiaisonAssignment.delegation_id, User.email)
        )
        found: dict[str, dict[str, User]] = defaultdict(dict)
        for delegation_id, users in focal.items():
            found[delegation_id] |= {user.id: user for user in users}
        for delegation_id, user in rows:
            found[delegation_id].setdefault(user.id, user)
        return {delegation_id: list(users.values()) for delegation_id, users in found.items()}


def _named(person: Person) -> str:
    return f"{person.style} {person.full_name}".strip()


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
