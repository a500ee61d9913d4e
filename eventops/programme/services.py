"""Verbs of the programme: publishing an edition's text, or what the draft changes."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.editions.models import Edition, Meeting, Room
from eventops.programme.contents import Content
from eventops.programme.drafting import end_steps, hold_draft
from eventops.programme.drafts import edits_of, to_publish
from eventops.programme.models import Session, Version
from eventops.programme.plan import EditionPlan, Planned, SessionPlan
from eventops.programme.queries import latest_version, plan_of, sessions_of
from eventops.programme.reading import planned_session, read_plan
from eventops.programme.storing import (
    forget_structure,
    ids_by_code,
    store_edition,
    store_session,
    store_structure,
    told_of_rooms,
    with_quotas_of_desk,
)
from eventops.programme.versions import contents_of, hold_contents, keep_contents


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did. ``version`` is None when the text said nothing new."""

    edition_id: str
    version: int | None
    changed: tuple[str, ...]
    """Codes of the sessions whose visible content changed, or that are new."""
    touched: tuple[str, ...] = ()
    """Codes of all whose text changed, what readers do not see of it included."""


def publish(db: Db, plan: EditionPlan, *, by: str, now: datetime, note: str = "") -> Publication:
    """Make the plan the published programme, in the caller's transaction.

    Places of delegations that the desk has set stay as they are.

    Raises Conflict ``sessions_vanish`` when the text leaves out sessions once published (they
    must stay as cancelled, since calendars hold them) and ``still_in_use`` when it leaves out a
    room, meeting or party that something refers to.
    """
    edition = db.scalar(sa.select(Edition).where(Edition.slug == plan.slug))
    known: dict[str, Content] = {}
    if edition is not None:
        hold_draft(db, edition)
        plan = with_quotas_of_desk(db, edition, plan)
        published = plan_of(db, edition.slug)
        if published == plan:
            return Publication(edition.id, None, ())
        _refuse_vanishing(db, edition, plan)
        known = contents_of(published.dated_sessions())
        keep_contents(db, edition, published.dated_sessions())
    try:
        edition = store_edition(db, plan)
        changed = _store_all(db, edition, plan, now=now)
    except IntegrityError as fault:
        raise Conflict("still_in_use") from fault
    told = contents_of(plan.dated_sessions())
    news = {code: content for code, content in told.items() if known.get(code) != content}
    return _published(db, edition, news, changed, by=by, now=now, note=note)


def publish_draft(
    db: Db,
    edition: Edition,
    *,
    codes: Collection[str] | None = None,
    by: str,
    now: datetime,
    note: str = "",
    name: str | None = None,
    known: Sequence[Session] | None = None,
) -> Publication:
    """Make the draft the published programme: all of it but the tray, or only the sessions named.

    ``known`` are the published sessions among them, when the caller has read them already.

    Raises Conflict ``nothing_to_publish``.
    """
    hold_draft(db, edition)
    news = to_publish(db, edition, codes)
    if not news:
        raise Conflict("nothing_to_publish")
    structure = read_plan(db, edition, ())
    sessions = sessions_of(db, edition.id, news) if known is None else known
    keep_contents(db, edition, _published_texts(db, edition))
    store = _storing(db, edition, structure, sessions, now=now)
    changed = tuple(code for code, each in news.items() if store(*each))
    contents = contents_of(news.values())
    return _published(db, edition, contents, changed, by=by, now=now, note=note, name=name)


def _published_texts(db: Db, edition: Edition) -> Iterator[Planned]:
    """Every session as it is published, read only when somebody asks."""
    zone = ZoneInfo(edition.zone)
    for row in sessions_of(db, edition.id):
        yield planned_session(row, zone)


def _published(
    db: Db,
    edition: Edition,
    contents: Mapping[str, Content],
    changed: tuple[str, ...],
    *,
    by: str,
    now: datetime,
    note: str,
    name: str | None = None,
) -> Publication:
    """A new version that holds the contents; edits that now say the same are edits no more."""
    version = _next_version(db, edition, by=by, now=now, note=note, name=name)
    hold_contents(db, version, contents)
    for row in edits_of(db, edition.id):
        if contents.get(row.code) == row.content and not row.parked:
            db.delete(row)
    end_steps(db, edition, set(contents))
    journal.record(
        db,
        "programme published",
        f"edition:{edition.id}",
        by=by,
        now=now,
        edition_id=edition.id,
        version=version.number,
        sessions=list(changed),
    )
    db.flush()
    return Publication(edition.id, version.number, changed, tuple(contents))


def _refuse_vanishing(db: Db, edition: Edition, plan: EditionPlan) -> None:
    kept = {session.code for _, session in plan.dated_sessions()}
    known = db.scalars(
        sa.select(Session.code).where(Session.edition_id == edition.id).order_by(Session.code)
    )
    gone = [code for code in known if code not in kept]
    if gone:
        raise Conflict("sessions_vanish", codes=gone)


def _store_all(db: Db, edition: Edition, plan: EditionPlan, *, now: datetime) -> tuple[str, ...]:
    store_structure(db, edition, plan)
    store = _storing(db, edition, plan, sessions_of(db, edition.id), now=now)
    changed = tuple(session.code for day, session in plan.dated_sessions() if store(day, session))
    db.flush()
    forget_structure(db, edition, plan)
    return changed


def _storing(
    db: Db, edition: Edition, structure: EditionPlan, sessions: Sequence[Session], *, now: datetime
) -> Callable[[date, SessionPlan], bool]:
    """How one session after the other is brought into its row."""
    known = {row.code: row for row in sessions}
    rooms, meetings = ids_by_code(db, Room, edition), ids_by_code(db, Meeting, edition)
    zone, places = ZoneInfo(structure.zone), told_of_rooms(structure)

    def store(day: date, plan: SessionPlan) -> bool:
        return store_session(
            db,
            known.get(plan.code) or Session(edition_id=edition.id),
            day,
            plan,
            zone=zone,
            rooms=rooms,
            meetings=meetings,
            places=places,
            now=now,
        )

    return store


def _next_version(
    db: Db, edition: Edition, *, by: str, now: datetime, note: str, name: str | None
) -> Version:
    latest = latest_version(db, edition.id)
    version = Version(
        edition_id=edition.id,
        number=latest.number + 1 if latest else 1,
        published_at=now,
        published_by=by,
        note=note,
        name=name,
    )
    db.add(version)
    db.flush()
    return version
