"""Finding news: what is held, what went out, what a reader has not seen yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accreditation.models import Registration
from eventops.agenda.change_words import Names
from eventops.agenda.models import FeedAddress, News, NewsReader
from eventops.agenda.news import TOLD, Items
from eventops.agenda.queries import agenda_of
from eventops.agenda.tellings import (
    Telling,
    Texts,
    for_whom_may_know,
    items_of,
    merged,
    tellings,
)
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Delegation, Party, Person
from eventops.editions.models import Edition, Room
from eventops.editions.queries import meetings_of
from eventops.programme.versions import history_of


@dataclass(frozen=True, slots=True)
class NewsLine:
    """A piece of news with how many it tells, and how many of them have seen it."""

    news: News
    readers: int
    seen: int


@dataclass(frozen=True, slots=True)
class ToldReader:
    """One reader of news: who, what they are told, whether they know."""

    reader: NewsReader
    delegate: Delegate
    items: Items
    fetched_at: datetime | None
    """When a calendar program came last; after the news it holds what is true now."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a reader has not said they have seen."""

    news_ids: tuple[str, ...]
    tellings: tuple[Telling, ...]
    version: int
    since: int


def news_of(db: Db, edition_id: str) -> list[NewsLine]:
    """All news, the latest first."""
    rows = db.execute(
        sa.select(News, sa.func.count(NewsReader.id), sa.func.count(NewsReader.seen_at))
        .outerjoin(NewsReader, NewsReader.news_id == News.id)
        .where(News.edition_id == edition_id)
        .group_by(News.id)
        .order_by(News.version.desc())
    )
    return [NewsLine(*row) for row in rows]


def news_by_id(db: Db, edition_id: str, news_id: str, *, hold: bool = False) -> News:
    """One piece of news, locked to be changed with ``hold``; raises NotFound ``no_news``."""
    query = sa.select(News).where(News.id == news_id, News.edition_id == edition_id)
    found = db.scalar(query.with_for_update() if hold else query)
    if found is None:
        raise NotFound("no_news")
    return found


def readers_of(db: Db, news_id: str) -> list[ToldReader]:
    """Whom it tells, by delegation in protocol order; whole delegates, all still taking part."""
    fetched = (
        sa.select(sa.func.max(FeedAddress.fetched_at))
        .where(FeedAddress.delegate_id == Delegate.id, FeedAddress.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    rows = db.execute(
        sa.select(NewsReader, Delegate, fetched)
        .join(Delegate, Delegate.id == NewsReader.delegate_id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .join(Delegation.party)
        .where(NewsReader.news_id == news_id, Registration.state.in_(TOLD))
        .options(
            contains_eager(Delegate.person),
            contains_eager(Delegate.delegation).contains_eager(Delegation.party),
        )
        .order_by(Party.position, Party.code, Delegate.rank, Person.sort_name, Delegate.id)
    )
    return [
        ToldReader(reader, delegate, items_of(reader.items), fetched_at)
        for reader, delegate, fetched_at in rows
    ]


def unseen_by(db: Db, edition_id: str, delegate_id: str) -> Unseen | None:
    """All that went out to a reader who has not said so, as one; None when that is nothing."""
    rows = _of_reader(db, edition_id, delegate_id, NewsReader.seen_at.is_(None))
    if not rows:
        return None
    version = max(news.version for news, _ in rows)
    found = _told(db, edition_id, delegate_id, [items for _, items in rows], version)
    if not found:
        return None
    since = min(news.since for news, _ in rows)
    return Unseen(tuple(news.id for news, _ in rows), tuple(found), version, since)


def told_since(db: Db, edition_id: str, delegate_id: str, since: int) -> list[Telling]:
    """What changed for a reader after a version, as far as it went out."""
    rows = _of_reader(db, edition_id, delegate_id, News.version > since)
    if not rows:
        return []
    version = max(news.version for news, _ in rows)
    return _told(db, edition_id, delegate_id, [items for _, items in rows], version)


def _of_reader(
    db: Db, edition_id: str, delegate_id: str, which: sa.ColumnElement[bool]
) -> list[tuple[News, Items]]:
    rows = db.execute(
        sa.select(News, NewsReader.items)
        .join(NewsReader, NewsReader.news_id == News.id)
        .where(
            News.edition_id == edition_id,
            NewsReader.delegate_id == delegate_id,
            News.opened_at.is_not(None),
            News.withdrawn_at.is_(None),
            which,
        )
        .order_by(News.version)
    )
    return [(news, items_of(items)) for news, items in rows]


def _told(
    db: Db, edition_id: str, delegate_id: str, several: Sequence[Items], version: int
) -> list[Telling]:
    items = merged(several)
    found = tellings(items, Texts(history_of(db, edition_id, items)), version)
    if not any(each.closed for each in found):
        return found
    agenda = agenda_of(db, db.get_one(Edition, edition_id), delegate_id)
    known = {each.session.code for each in agenda if each.entitlement.grade.shown}
    return for_whom_may_know(found, known.__contains__)


def names_for(db: Db, edition_id: str) -> Names:
    """Rooms and meetings as changes name them."""
    rooms: Mapping[str, dict[str, str]] = dict(
        db.execute(sa.select(Room.code, Room.name).where(Room.edition_id == edition_id)).all()
    )
    meetings = {row.code: row.short_name for row in meetings_of(db, edition_id)}
    return Names(rooms, meetings)
