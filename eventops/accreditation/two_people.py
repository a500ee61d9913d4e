"""Verbs of suspected duplicates: an officer finds two people, and may take that back."""

from datetime import datetime

from eventops.accreditation.duplicates import Pair, ordered, said_two
from eventops.core import journal
from eventops.core.db import Db
from eventops.delegations.models import NotTheSame
from eventops.delegations.services import lock_people


def say_two_people(db: Db, pair: Pair, *, edition_id: str, by: str, now: datetime) -> None:
    """An officer looked: these are two, and nobody is asked again."""
    one, other = ordered(*(person.id for person in pair.people))
    lock_people(db, (one, other))
    if said_two(db, one, other) is not None:
        return
    db.add(NotTheSame(one_id=one, other_id=other, said_by=by, said_at=now))
    db.flush()
    journal.record(
        db, "two people", f"person:{one}", by=by, now=now, edition_id=edition_id, other=other
    )


def unsay_two_people(db: Db, pair: Pair, *, edition_id: str, by: str, now: datetime) -> None:
    """Take that back: the pair is asked about again."""
    one, other = ordered(*(person.id for person in pair.people))
    lock_people(db, (one, other))
    said = said_two(db, one, other)
    if said is None:
        return
    db.delete(said)
    db.flush()
    journal.record(
        db,
        "two people taken back",
        f"person:{one}",
        by=by,
        now=now,
        edition_id=edition_id,
        other=other,
    )
