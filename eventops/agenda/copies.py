"""The last whole body of each personal calendar: given again when a new one cannot be made."""

import zlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from eventops.agenda.ical import epoch_of
from eventops.agenda.models import FeedCopy
from eventops.core.db import Db, one_at_a_time


@dataclass(frozen=True, slots=True)
class FeedBody:
    """A calendar as it was served."""

    tag: str
    """Without what says that it travels zipped."""
    changed_at: datetime
    """Last-Modified."""
    body: bytes


def kept_tag(db: Db, delegate_id: str, language: str) -> str | None:
    """The entity tag of the copy."""
    return db.scalar(sa.select(FeedCopy.etag).where(*_whose(delegate_id, language)))


def kept_body(db: Db, delegate_id: str, language: str, *, epoch: int) -> FeedBody | None:
    """The copy, if it is of this epoch."""
    query = sa.select(FeedCopy).where(*_whose(delegate_id, language))
    copy = db.scalar(query.options(undefer(FeedCopy.body)))
    if copy is None or epoch_of(copy.etag) != epoch:
        return None
    return FeedBody(copy.etag, copy.changed_at, zlib.decompress(copy.body))


def keep_feed_copy(db: Db, delegate_id: str, language: str, good: FeedBody) -> None:
    """Put this body in the place of the last one."""
    one_at_a_time(db, f"feed copy {delegate_id} {language}")
    copy = db.scalar(sa.select(FeedCopy).where(*_whose(delegate_id, language)))
    if copy is None:
        copy = FeedCopy(delegate_id=delegate_id, language=language)
        db.add(copy)
    copy.etag, copy.changed_at, copy.body = good.tag, good.changed_at, zlib.compress(good.body)
    db.flush()


def _whose(delegate_id: str, language: str) -> tuple[sa.ColumnElement[bool], ...]:
    return FeedCopy.delegate_id == delegate_id, FeedCopy.language == language
