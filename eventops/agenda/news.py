"""Verbs of news: queued by publishing, merged while held, withdrawn, seen.

News of a publication waits three minutes. What is published meanwhile joins it, and whoever would
be told that nothing changed is told nothing (model.md, Calendar truth).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT, State
from eventops.agenda.models import News, NewsReader
from eventops.agenda.touching import Part, Parts, Touch
from eventops.core import journal
from eventops.core.clock import real_now
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.core.ids import new_id
from eventops.editions.models import Edition
from eventops.programme.contents import Content, planned
from eventops.programme.storing import visible_digest
from eventops.programme.versions import content_in, history_of

HELD = timedelta(minutes=3)
HELD_AT_MOST = timedelta(minutes=9)
"""However often something is published meanwhile."""

TOLD = tuple(state for state in State if state not in (State.NOMINATED, *OUT))
"""Whoever was handed in and is not out."""

Item = tuple[int, str, str]
"""Version before, own part then, own part now."""

Items = dict[str, Item]
Compared = dict[tuple[str, int], bool]
History = Mapping[str, Sequence[tuple[int, Content]]]


class BothSides(Protocol):
    """Everybody's parts before and after, by (delegate, session's code)."""

    @property
    def before(self) -> Parts: ...
    @property
    def after(self) -> Parts: ...


def queue_news(
    db: Db,
    edition: Edition,
    version: int | None,
    touched: Sequence[Touch],
    parts: BothSides,
    *,
    by: str,
    now: datetime,
) -> News | None:
    """Hold what a publication changed for its readers; None when it touches nobody."""
    readers = _registered(db, edition.id) if version and touched else set()
    fresh = [touch for touch in touched if touch.delegate_id in readers]
    if version is None or not fresh:
        return None
    last = latest_news(db, edition.id)
    earlier = _items_of(db, last)
    history = history_of(db, edition.id, {touch.session for touch in fresh}) if earlier else {}
    news = _joined(db, edition, last, version, by=by, now=now)
    said: dict[str, Mapping[str, Item | None]] = dict(earlier) if news is last else {}
    for delegate, items in _fresh_items(earlier, fresh, parts, history, version).items():
        said[delegate] = {**said.get(delegate, {}), **items}
    _store(db, news, said)
    return news


def _registered(db: Db, edition_id: str) -> set[str]:
    query = sa.select(Registration.delegate_id).where(
        Registration.edition_id == edition_id, Registration.state.in_(TOLD)
    )
    return set(db.scalars(query))


def latest_news(db: Db, edition_id: str) -> News | None:
    """The news that was queued last, locked so that nobody sends it meanwhile."""
    query = sa.select(News).where(News.edition_id == edition_id)
    return db.scalar(query.order_by(News.version.desc()).limit(1).with_for_update())


def _items_of(db: Db, news: News | None) -> dict[str, Items]:
    """What is not told yet: that of held news and, since nobody heard of it, of withdrawn."""
    if news is None or news.opened_at is not None:
        return {}
    rows = db.execute(
        sa.select(NewsReader.delegate_id, NewsReader.items).where(NewsReader.news_id == news.id)
    )
    return {
        delegate: {code: (item[0], item[1], item[2]) for code, item in items.items()}
        for delegate, items in rows
    }


def _fresh_items(
    earlier: Mapping[str, Items],
    fresh: Iterable[Touch],
    parts: BothSides,
    history: History,
    version: int,
) -> dict[str, dict[str, Item | None]]:
    """What is told anew, joined with what is not told yet; None for what has become idle."""
    found: dict[str, dict[str, Item | None]] = defaultdict(dict)
    compared: Compared = {}
    for touch in fresh:
        key = touch.delegate_id, touch.session
        becomes = _short(parts.after.get(key, ()))
        untold = earlier.get(touch.delegate_id, {}).get(touch.session)
        item = untold and (untold[0], untold[1], becomes)
        if item and idle(touch.session, item, history, version, compared):
            found[touch.delegate_id][touch.session] = None
        else:
            was = _short(parts.before.get(key, ()))
            found[touch.delegate_id][touch.session] = item or (version - 1, was, becomes)
    return found


@lru_cache(maxsize=16384)
def _short(part: Part) -> str:
    if not part:
        return ""
    return hashlib.sha256(json.dumps(part).encode()).hexdigest()[:12]


def idle(
    code: str, item: Item, history: History, version: int, compared: Compared | None = None
) -> bool:
    """Whether all of it has become again what the reader knew. ``compared`` keeps what was found
    of a session since a version, for readers of the same."""
    since, was, becomes = item
    if was != becomes:
        return False
    if not was:
        return True
    known = {} if compared is None else compared
    if (code, since) not in known:
        said = [content_in(history.get(code, ()), number) for number in (since, version)]
        texts = [_seen(content) for content in said if content]
        known[code, since] = len(texts) == 2 and texts[0] == texts[1]
    return known[code, since]


def _seen(content: Content) -> str:
    return visible_digest(*planned(content), ())


def _joined(
    db: Db, edition: Edition, last: News | None, version: int, *, by: str, now: datetime
) -> News:
    """The news still held, which now tells of this version too, or a new one."""
    real = real_now()
    if last is not None and last.opened_at is None and last.withdrawn_at is None:
        last.version, last.made_by, last.made_at = version, by, now
        last.due_at = min(real + HELD, last.queued_at + HELD_AT_MOST)
        return last
    news = News(
        edition_id=edition.id,
        since=version - 1,
        version=version,
        made_by=by,
        made_at=now,
        queued_at=real,
        due_at=real + HELD,
    )
    db.add(news)
    db.flush()
    return news


def _store(db: Db, news: News, said: Mapping[str, Mapping[str, Item | None]]) -> None:
    db.execute(sa.delete(NewsReader).where(NewsReader.news_id == news.id))
    kept = {
        delegate: {code: item for code, item in items.items() if item}
        for delegate, items in said.items()
    }
    rows = [
        {
            "id": new_id(),
            "news_id": news.id,
            "delegate_id": delegate,
            "items": items,
            "seen_by": "",
        }
        for delegate, items in sorted(kept.items())
        if items
    ]
    if rows:
        table: Any = NewsReader.__table__  # past the unit of work, since there are many
        db.execute(sa.insert(table), rows)
    db.flush()


def withdraw_news(db: Db, news: News, *, by: str, now: datetime) -> None:
    """Take held news back: calendars follow the programme, but nobody is written to.

    Raises Conflict ``news_gone_out``, ``news_withdrawn``.
    """
    if news.opened_at is not None:
        raise Conflict("news_gone_out")
    if news.withdrawn_at is not None:
        raise Conflict("news_withdrawn")
    news.withdrawn_at, news.withdrawn_by = now, by
    journal.record(
        db,
        "news withdrawn",
        f"news:{news.id}",
        by=by,
        now=now,
        edition_id=news.edition_id,
        version=news.version,
    )


def note_seen(
    db: Db, delegate_id: str, news_ids: Collection[str], *, by: str, now: datetime
) -> int:
    """A reader says that they have seen the news; what was seen before stays as it was."""
    rows = db.scalars(
        sa.select(NewsReader)
        .join(News, News.id == NewsReader.news_id)
        .where(
            NewsReader.delegate_id == delegate_id,
            NewsReader.news_id.in_(news_ids),
            NewsReader.seen_at.is_(None),
            News.opened_at.is_not(None),
        )
        .order_by(NewsReader.id)
    ).all()
    for row in rows:
        row.seen_at, row.seen_by = now, by
    return len(rows)
