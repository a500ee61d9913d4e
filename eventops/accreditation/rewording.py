"""Verbs of wording: an edition's own text for a letter, and back to the program's."""

from datetime import datetime

import sqlalchemy as sa

from eventops.accreditation.models import LetterText
from eventops.accreditation.wording import LETTERS, LONGEST_BODY, LONGEST_SUBJECT, unknown_gaps
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Invalid, NotFound
from eventops.core.typed import line, paragraphs


def checked_wording(letter: str, subject: str, body: str) -> tuple[str, str]:
    """Subject and body ready to be kept.

    Raises Invalid with the fact ``field``: ``wording_missing``, ``text_too_long``,
    ``text_unprintable`` or ``wording_gap`` (names in braces that the letter cannot fill).
    """
    if letter not in LETTERS:
        raise NotFound("no_letter")
    told = {
        "subject": line(subject, "subject", LONGEST_SUBJECT),
        "body": paragraphs(body, "body", LONGEST_BODY),
    }
    for field, text in told.items():
        if not text:
            raise Invalid("wording_missing", field=field)
        unknown = unknown_gaps(letter, text)
        if unknown:
            raise Invalid("wording_gap", field=field, gaps=[f"{{{gap}}}" for gap in unknown])
    return told["subject"], told["body"]


def reword(
    db: Db,
    edition_id: str,
    letter: str,
    language: str,
    subject: str,
    body: str,
    *,
    by: str,
    now: datetime,
) -> None:
    """Keep an edition's own wording. Raises as ``checked_wording``."""
    subject, body = checked_wording(letter, subject, body)
    journal.hold(db, edition_id)
    found = _own(db, edition_id, letter, language)
    if found is None:
        found = LetterText(edition_id=edition_id, letter=letter, language=language)
        db.add(found)
    found.subject, found.body, found.changed_at, found.changed_by = subject, body, now, by
    _note(db, "letter reworded", edition_id, letter, language, by=by, now=now)


def restore_wording(
    db: Db, edition_id: str, letter: str, language: str, *, by: str, now: datetime
) -> None:
    """Back to the program's own wording; nothing happens where there is no other."""
    found = _own(db, edition_id, letter, language)
    if found is not None:
        db.delete(found)
        _note(db, "letter wording restored", edition_id, letter, language, by=by, now=now)


def _own(db: Db, edition_id: str, letter: str, language: str) -> LetterText | None:
    return db.scalar(
        sa.select(LetterText).where(
            LetterText.edition_id == edition_id,
            LetterText.letter == letter,
            LetterText.language == language,
        )
    )


def _note(
    db: Db, action: str, edition_id: str, letter: str, language: str, *, by: str, now: datetime
) -> None:
    journal.record(
        db,
        action,
        f"edition:{edition_id}",
        by=by,
        now=now,
        edition_id=edition_id,
        letter=letter,
        language=language,
    )
