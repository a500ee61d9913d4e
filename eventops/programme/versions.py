"""What each version of the programme said, session by session."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.editions.models import Edition
from eventops.programme.contents import Content, content_of
from eventops.programme.models import Version, VersionSession
from eventops.programme.plan import Planned
from eventops.programme.queries import latest_version


def versions_of(db: Db, edition_id: str) -> list[Version]:
    """Every version, the newest first."""
    query = sa.select(Version).where(Version.edition_id == edition_id)
    return list(db.scalars(query.order_by(Version.number.desc())))


def version_by_number(db: Db, edition_id: str, number: int) -> Version:
    """One version; raises NotFound ``no_version``."""
    query = sa.select(Version).where(Version.edition_id == edition_id, Version.number == number)
    found = db.scalar(query)
    if found is None:
        raise NotFound("no_version", version=number)
    return found


def counts_by_version(db: Db, edition_id: str) -> dict[int, int]:
    """Version → how many sessions it changed, of those whose contents were kept."""
    query = (
        sa.select(Version.number, sa.func.count())
        .join(VersionSession, VersionSession.version_id == Version.id)
        .where(Version.edition_id == edition_id)
        .group_by(Version.number)
    )
    return dict(db.execute(query).all())


def annotate_version(
    db: Db, version: Version, *, name: str, note: str, by: str, now: datetime
) -> None:
    """Give a version a name and a note; what it says stays as it is."""
    fields = {"name": name.strip() or None, "note": note.strip()}
    changed = [field for field, value in fields.items() if getattr(version, field) != value]
    if not changed:
        return
    version.name, version.note = fields["name"], fields["note"] or ""
    journal.record(
        db,
        "version annotated",
        f"edition:{version.edition_id}",
        by=by,
        now=now,
        edition_id=version.edition_id,
        version=version.number,
        fields=changed,
    )


def contents_at(db: Db, edition: Edition, number: int) -> dict[str, Content]:
    """Code → content of every session as version ``number`` left it.

    Raises NotFound ``no_version``; ``version_not_kept`` for one from before contents were kept.
    """
    query = (
        sa.select(Version.number, VersionSession.code, VersionSession.content)
        .join(VersionSession, VersionSession.version_id == Version.id)
        .where(Version.edition_id == edition.id, Version.number <= number)
        .order_by(Version.number, VersionSession.code)
    )
    rows = db.execute(query).all()
    version_by_number(db, edition.id, number)
    if not rows:
        raise NotFound("version_not_kept", version=number)
    return {code: content for _, code, content in rows}


def history_of(
    db: Db, edition_id: str, codes: Collection[str]
) -> dict[str, list[tuple[int, Content]]]:
    """Code → what the session said, from which version on, the oldest first."""
    query = (
        sa.select(VersionSession.code, Version.number, VersionSession.content)
        .join(Version, Version.id == VersionSession.version_id)
        .where(Version.edition_id == edition_id, VersionSession.code.in_(codes))
        .order_by(VersionSession.code, Version.number)
    )
    found: dict[str, list[tuple[int, Content]]] = defaultdict(list)
    for code, number, content in db.execute(query):
        found[code].append((number, content))
    return dict(found)


def content_in(history: Sequence[tuple[int, Content]], number: int) -> Content | None:
    """What the session said in version ``number``; None when it was not there yet."""
    said = [content for since, content in history if since <= number]
    return said[-1] if said else None


def contents_of(sessions: Iterable[Planned]) -> dict[str, Content]:
    """Code → content."""
    return {plan.code: content_of(day, plan) for day, plan in sessions}


def hold_contents(db: Db, version: Version, contents: Mapping[str, Content]) -> None:
    """Keep what the version changed."""
    db.add_all(
        VersionSession(version_id=version.id, code=code, content=content)
        for code, content in sorted(contents.items())
    )
    db.flush()


def keep_contents(db: Db, edition: Edition, sessions: Iterable[Planned]) -> None:
    """Before the first publication under which contents are kept: what the latest version says."""
    latest = latest_version(db, edition.id)
    if latest is None:
        return
    kept = sa.select(VersionSession.id).join(Version, Version.id == VersionSession.version_id)
    if db.scalar(kept.where(Version.edition_id == edition.id).limit(1)) is None:
        hold_contents(db, latest, contents_of(sessions))
