"""Verbs of the agenda: keeping readers' counters true, and giving out calendar addresses."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventops.agenda.entitlement import Entitlement, entitlement
from eventops.agenda.foreseeing import foresee
from eventops.agenda.models import FeedAddress, FeedCopy, NewsReader, ReaderPart
from eventops.agenda.news import latest_news, queue_news
from eventops.agenda.queries import plan_for, standings, standings_of_delegations
from eventops.agenda.touching import Part, Parts, Touch, touches
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.signing import new_token, seal, token_hash
from eventops.delegations.models import Delegation
from eventops.delegations.services import lock_delegations
from eventops.editions.models import Edition
from eventops.programme.drafting import hold_draft
from eventops.programme.drafts import to_publish
from eventops.programme.models import Session
from eventops.programme.plan import EditionPlan
from eventops.programme.services import Publication, publish, publish_draft

FEED_PURPOSE = "calendar address"
AT_ONCE = 500
"""Rows named in one statement."""


@dataclass
class Readers:
    """What every reader saw as theirs before a change, and what after it."""

    before: Parts
    after: Parts = field(default_factory=dict)


@contextmanager
def following_readers(
    db: Db,
    edition: Edition,
    *,
    now: datetime,
    delegation_id: str | None = None,
    delegation_ids: Collection[str] = (),
) -> Iterator[Readers]:
    """Around a change of plan or lists: raise the counter of every reader whose part changed.

    Only persons and sessions known on both sides count: a new session's own counter is new to all.
    A change that stays within one delegation, or several, names them.
    """
    within = {delegation_id, *delegation_ids} - {None}
    before = _parts(db, edition, within)
    readers = Readers(before)
    yield readers
    db.flush()
    after = _parts(db, edition, within, of={delegate_id for delegate_id, _ in before})
    readers.after = after
    changed = [key for key in sorted(set(before) & set(after)) if before[key] != after[key]]
    _raise_counters(db, changed, now=now)
    db.flush()


def _parts(
    db: Db, edition: Edition, within: Collection[str | None], *, of: Collection[str] | None = None
) -> Parts:
    """The parts of everybody in the delegations (all when none is named), or only of some."""
    plan = plan_for(db, edition)
    people = standings_of_delegations(db, within) if within else standings(db, edition.id)
    return {
        (person.delegate, each.session.id): _part(entitlement(person, each.expectation, plan.duty))
        for person in people.values()
        if of is None or person.delegate in of
        for each in plan.sessions
    }


def _part(answer: Entitlement) -> Part:
    return answer.seen if answer.grade.shown else ()


def _raise_counter(
    db: Db, delegate_id: str, session_id: str, *, now: datetime, least: int = 0
) -> None:
    part = db.scalar(
        sa.select(ReaderPart).where(
            ReaderPart.delegate_id == delegate_id, ReaderPart.session_id == session_id
        )
    )
    if part is None:
        part = ReaderPart(delegate_id=delegate_id, session_id=session_id, counter=0)
        db.add(part)
    part.counter, part.changed_at = max(part.counter, least) + 1, now


@contextmanager
def taking_over(
    db: Db, edition: Edition, *, leaving: str, staying: str, now: datetime
) -> Iterator[None]:
    """Around the end of a delegate who was entered twice: their calendar addresses go on.

    Whoever subscribed to the one reads the other's agenda from then on, under counters that never
    fall, and that rise wherever the two differ.
    """
    before = _parts(db, edition, ())
    yield
    db.flush()
    after = _parts(db, edition, ())
    counters = {
        (part.delegate_id, part.session_id): part.counter
        for part in db.scalars(
            sa.select(ReaderPart).where(ReaderPart.delegate_id.in_((leaving, staying)))
        )
    }
    for session_id in sorted(session for delegate, session in after if delegate == staying):
        theirs = counters.get((leaving, session_id), 0)
        own = counters.get((staying, session_id), 0)
        same = before.get((leaving, session_id)) == after[staying, session_id]
        if theirs > own or not same:
            least = max(theirs, own)
            _raise_counter(db, staying, session_id, now=now, least=least)
    db.execute(
        sa.update(FeedAddress).where(FeedAddress.delegate_id == leaving).values(delegate_id=staying)
    )
    db.execute(sa.delete(FeedCopy).where(FeedCopy.delegate_id == leaving))
    told = sa.select(NewsReader.news_id).where(NewsReader.delegate_id == staying)
    theirs_too = sa.update(NewsReader).where(
        NewsReader.delegate_id == leaving, NewsReader.news_id.not_in(told.scalar_subquery())
    )
    db.execute(theirs_too.values(delegate_id=staying))
    db.execute(sa.delete(NewsReader).where(NewsReader.delegate_id == leaving))
    db.flush()


def _raise_counters(db: Db, changed: Sequence[tuple[str, str]], *, now: datetime) -> None:
    """One step up for each (delegate, session), a statement for hundreds of readers.

    Rows are locked in one order and read as they are then, so that no step is lost between two.
    """
    for first in range(0, len(changed), AT_ONCE):
        keys = changed[first : first + AT_ONCE]
        known = sa.select(ReaderPart).where(
            ReaderPart.delegate_id.in_({delegate_id for delegate_id, _ in keys})
        )
        held = known.order_by(ReaderPart.id).with_for_update()
        rows = db.scalars(held.execution_options(populate_existing=True))
        parts = {(part.delegate_id, part.session_id): part for part in rows}
        for key in keys:
            if key not in parts:
                delegate_id, session_id = key
                parts[key] = ReaderPart(delegate_id=delegate_id, session_id=session_id, counter=0)
                db.add(parts[key])
            parts[key].counter, parts[key].changed_at = parts[key].counter + 1, now


def give_feed_address(
    db: Db,
    delegate_id: str,
    *,
    language: str,
    secret: bytes,
    edition_id: str,
    by: str,
    now: datetime,
) -> str:
    """A new secret calendar address; the delegate's older ones end at once."""
    db.execute(
        sa.update(FeedAddress)
        .where(FeedAddress.delegate_id == delegate_id, FeedAddress.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    token = new_token()
    db.add(
        FeedAddress(
            delegate_id=delegate_id,
            secret_hash=token_hash(token),
            sealed_secret=seal(secret, token.encode(), purpose=FEED_PURPOSE),
            language=language,
            made_at=now,
        )
    )
    journal.record(
        db,
        "calendar address given",
        f"delegate:{delegate_id}",
        by=by,
        now=now,
        edition_id=edition_id,
    )
    return token


def note_fetch(db: Db, address_id: str, *, program: str, etag: str, now: datetime) -> None:
    """Remember that a calendar program came, and which state it now holds."""
    db.execute(
        sa.update(FeedAddress)
        .where(FeedAddress.id == address_id)
        .values(fetched_at=now, fetched_by=program, fetched_etag=etag)
    )


def publish_programme(
    db: Db, plan: EditionPlan, *, by: str, now: datetime, note: str = ""
) -> Publication:
    """Publish the plan and raise the counter of every reader whose part of it changed."""
    edition = db.scalar(sa.select(Edition).where(Edition.slug == plan.slug))
    if edition is None:
        return publish(db, plan, by=by, now=now, note=note)
    _hold_readers(db, edition)
    with following_readers(db, edition, now=now) as readers:
        done = publish(db, plan, by=by, now=now, note=note)
    if done.version is not None:
        known = _by_code(db, edition, readers)
        touched = touches(known.before, known.after, done.changed)
        queue_news(db, edition, done.version, touched, known, by=by, now=now)
    return done


def _hold_readers(db: Db, edition: Edition) -> None:
    """All that publishing counts and tells, before its first entry in the journal: whoever takes
    seats, changes lists or withdraws news holds theirs before it too."""
    hold_draft(db, edition)
    lock_delegations(db, sa.select(Delegation.id).where(Delegation.edition_id == edition.id))
    latest_news(db, edition.id)


def _by_code(db: Db, edition: Edition, readers: Readers) -> Readers:
    rows = sa.select(Session.id, Session.code).where(Session.edition_id == edition.id)
    codes = {row_id: code for row_id, code in db.execute(rows)}  # noqa: C416 - rows are no pairs
    before, after = (
        {(delegate, codes[session]): part for (delegate, session), part in parts.items()}
        for parts in (readers.before, readers.after)
    )
    return Readers(before, after)


@dataclass(frozen=True)
class Published:
    """A publication of the draft and whose agendas it touched."""

    publication: Publication
    touches: tuple[Touch, ...]


def publish_drafted(
    db: Db,
    edition: Edition,
    *,
    codes: Collection[str] | None = None,
    by: str,
    now: datetime,
    note: str = "",
    name: str | None = None,
) -> Published:
    """Publish the draft, or the sessions named, and tell whose agendas that changes.

    Raises as ``foresee`` and ``publish_draft`` do.
    """
    _hold_readers(db, edition)
    foreseen = foresee(db, edition, to_publish(db, edition, codes))
    _raise_counters(db, foreseen.own_changes, now=now)
    db.flush()
    known = list(foreseen.rows.values())
    told: dict[str, Any] = {"by": by, "now": now, "note": note, "name": name}
    done = publish_draft(db, edition, codes=codes, known=known, **told)
    touched = touches(foreseen.before, foreseen.after, done.changed)
    queue_news(db, edition, done.version, touched, foreseen, by=by, now=now)
    return Published(done, touched)
