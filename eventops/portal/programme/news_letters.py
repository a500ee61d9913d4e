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
from eventops.agenda.entitlement import Standing, entitlement
from eventops.agenda.feed_state import Stamped, places_of, stamped_for
from eventops.agenda.itip import Mailbox
from eventops.agenda.models import News, NewsReader, ReaderPart
from eventops.agenda.news import History
from eventops.agenda.news_events import Sender, event_part
from eventops.agenda.news_queries import ToldReader, names_for, readers_of
from eventops.agenda.news_words import telling_said
from eventops.agenda.queries import Expected, Plan, plan_for, standings
from eventops.agenda.tellings import Telling, tellings
from eventops.core.clock import domain_now, real_now
from eventops.core.db import Db, transaction
from eventops.core.multilingual import said
from eventops.delegations.models import Delegation, LiaisonAssignment, Person
from eventops.editions.models import Edition
from eventops.mail.models import Letter
from eventops.mail.services import queue_letter
from eventops.portal.letter_queries import focal_points_by_delegation
from eventops.portal.letters import Office, office
from eventops.programme.versions import history_of


def open_all_due(engine: Engine, *, base_url: str, mail_from: str) -> int:
    """The job that runs by itself: everything due, in one transaction.

    Needs a request context, since calendar items say the addresses of pages.
    """
    written = 0
    with transaction(engine) as db:
        for news in due_news(db, now=real_now()):
            g.edition = db.get_one(Edition, news.edition_id)
            here = office(db, g.edition, base_url)
            written += open_news(here, news, mail_from=mail_from, now=domain_now(db))
    return written


def due_news(db: Db, *, now: datetime) -> Sequence[News]:
    """Held news whose time has come, by the real clock; locked."""
    query = sa.select(News).where(
        News.opened_at.is_(None), News.withdrawn_at.is_(None), News.due_at <= now
    )
    return db.scalars(query.order_by(News.due_at, News.id).with_for_update(skip_locked=True)).all()


def open_news(here: Office, news: News, *, mail_from: str, now: datetime) -> int:
    """Let a piece of news go out; returns letters written."""
    news.opened_at = now
    readers = readers_of(here.db, news.id)
    writer = Writer(here, news, readers, mail_from, now)
    written = [each for reader in readers for each in writer.to_person(reader)]
    by_delegation = groupby(readers, key=lambda each: each.delegate.delegation)
    for delegation, of_it in by_delegation:
        written += writer.to_desk(delegation, list(of_it))
    here.db.flush()
    return len(written)


def write_again(here: Office, news: News, *, mail_from: str, now: datetime) -> int:
    """To those with a mail address who have not said that they have seen it; returns letters."""
    readers = [each for each in readers_of(here.db, news.id) if each.reader.seen_at is None]
    writer, count = Writer(here, news, readers, mail_from, now), 0
    for each in readers:
        if writer.to_person(each):
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
                "changes": _listed(telling_said(each, self._names) for each in found),
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
                lines = self._digest(told)
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

    def _digest(self, told: Sequence[ToldReader]) -> str:
        whom: dict[str, list[str]] = defaultdict(list)
        for each in told:
            for telling in self._tellings(each):
                whom[telling_said(telling, self._names)].append(_named(each.delegate.person))
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
        letter = queue_letter(
            self.here.db, mailbox, subject, body, language=language, now=real_now()
        )
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
        found = self._sessions.get(code)
        standing = self._people.get(delegate_id)
        if found is None or standing is None:
            return None
        answer = entitlement(standing, found.expectation, self._plan.duty)
        return stamped_for(found.session, answer, self._parts.get((delegate_id, found.session.id)))

    def _tellings(self, told: ToldReader) -> list[Telling]:
        return tellings(told.items, self._history, self.news.version)

    @cached_property
    def _notice(self) -> str:
        return self.here.address("portal.change_notice", since=str(self.news.since))

    @cached_property
    def _names(self) -> Names:
        return names_for(self.here.db, self.here.edition.id)

    @cached_property
    def _history(self) -> History:
        codes = {code for each in self.readers for code in each.items}
        return history_of(self.here.db, self.here.edition.id, codes)

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
