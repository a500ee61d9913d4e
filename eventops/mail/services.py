"""Verbs of the outbox."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import Invalid
from eventops.mail.models import Letter, LetterState

MOST_TRIES = 8


def queue_letter(
    db: Db,
    recipient: str,
    subject: str,
    body: str,
    *,
    language: str,
    now: datetime,
    wait: timedelta = timedelta(),
) -> Letter:
    """Put one mail to one recipient into the outbox, in the caller's transaction.

    Raises Invalid ``mail_header`` when a line break would forge a header.
    """
    if any(sign in text for text in (recipient, subject) for sign in "\r\n\0"):
        raise Invalid("mail_header")
    letter = Letter(
        recipient=recipient,
        subject=subject,
        body=body,
        language=language,
        made_at=now,
        not_before=now + wait,
        state=LetterState.QUEUED,
    )
    db.add(letter)
    return letter


def take_due(db: Db, *, now: datetime, most: int = 20) -> list[Letter]:
    """Letters whose time has come; on PostgreSQL other workers skip the ones taken."""
    query = (
        sa.select(Letter)
        .where(Letter.state == LetterState.QUEUED, Letter.not_before <= now)
        .order_by(Letter.not_before, Letter.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return list(db.scalars(query))


def note_sent(letter: Letter, *, now: datetime) -> None:
    """Delivered to the mail server."""
    letter.state, letter.sent_at = LetterState.SENT, now


def note_failed(letter: Letter, fault: str, *, now: datetime) -> None:
    """Try again later, each time waiting twice as long; give up after the last try."""
    letter.tries += 1
    letter.fault = fault[:500]
    if letter.tries >= MOST_TRIES:
        letter.state = LetterState.FAILED
    else:
        letter.not_before = now + timedelta(seconds=15 * 2**letter.tries)
