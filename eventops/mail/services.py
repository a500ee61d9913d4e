"""Verbs of the outbox."""

import re
from datetime import datetime, timedelta

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import Invalid
from eventops.mail.models import Letter, LetterState

MOST_TRIES = 8
ONE_ADDRESS = re.compile(r"[^@\s,;:<>\0]+@[^@\s,;:<>\0]+")
ONE_LINE = re.compile(r"[^\r\n\v\f\0\x1c-\x1e\x85\u2028\u2029]*")
"""Without any of what Python's mail library, or a mail server, takes for the end of a line."""

LEASE = timedelta(minutes=10)
"""Longer than any delivery: after it, the worker that took a letter is taken for dead."""


def new_letter(
    recipient: str,
    subject: str,
    body: str,
    *,
    language: str,
    now: datetime,
    wait: timedelta = timedelta(),
) -> Letter:
    """One mail to one recipient, not yet in the outbox.

    Raises Invalid ``mail_header`` when a line break would forge a header, or when the recipient
    is not one address.
    """
    if not ONE_ADDRESS.fullmatch(recipient) or not ONE_LINE.fullmatch(subject):
        raise Invalid("mail_header")
    return Letter(
        recipient=recipient,
        subject=subject,
        body=body,
        language=language,
        made_at=now,
        not_before=now + wait,
        state=LetterState.QUEUED,
    )


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
    """Put one mail into the outbox, in the caller's transaction. Raises as ``new_letter``."""
    letter = new_letter(recipient, subject, body, language=language, now=now, wait=wait)
    db.add(letter)
    return letter


def take_due(db: Db, *, now: datetime) -> Letter | None:
    """The next letter whose time has come, lent to this worker alone until ``LEASE`` is over.

    Sending takes as long as a mail server likes, so the caller commits first and sends outside any
    transaction; a letter whose worker died comes up again.
    """
    query = (
        sa.select(Letter)
        .where(Letter.state == LetterState.QUEUED, Letter.not_before <= now)
        .order_by(Letter.not_before, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    letter = db.scalar(query)
    if letter is not None:
        letter.tries += 1
        letter.not_before = now + LEASE
    return letter


def note_sent(db: Db, letter_id: str, *, now: datetime) -> None:
    """Delivered to the mail server."""
    letter = db.get_one(Letter, letter_id)
    letter.state, letter.sent_at, letter.fault = LetterState.SENT, now, ""


def note_failed(db: Db, letter_id: str, fault: str, *, now: datetime) -> None:
    """Try again later, each time waiting twice as long; give up after the last try."""
    letter = db.get_one(Letter, letter_id)
    letter.fault = fault[:500]
    if letter.tries >= MOST_TRIES:
        letter.state = LetterState.FAILED
    else:
        letter.not_before = now + timedelta(seconds=15 * 2**letter.tries)


def try_again(letter: Letter, *, now: datetime) -> None:
    """Give a letter that failed all its tries back."""
    letter.state, letter.tries, letter.not_before, letter.fault = LetterState.QUEUED, 0, now, ""
