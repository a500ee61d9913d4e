"""What each version of the programme said, session by session."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

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
    if not any(version.number == number for version in versions_of(db, edition.id)):
        raise NotFound("no_version", version=number)
    if not rows:
        raise NotFound("version_not_kept", version=number)
    return {code: content for _, code, content in rows}


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


def keep_contents(db: Db, edition: Edition, contents: Mapping[str, Content]) -> None:
    """Before the first publication under which contents are kept: what the latest version says."""
    latest = latest_version(db, edition.id)
    if latest is None:
        return
    kept = sa.select(VersionSession.id).join(Version, Version.id == VersionSession.version_id)
    if db.scalar(kept.where(Version.edition_id == edition.id).limit(1)) is None:
        hold_contents(db, latest, contents)
