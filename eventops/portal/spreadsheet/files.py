"""A file from its check to its end: kept, confirmed, taken in once, or refused whole.

A confirmed file is RUNNING until the one transaction that takes it in is over. Who holds its row in
that transaction takes it in; whoever comes later, on whatever machine, finds it done, and when the
machine stops halfway nothing happened and the file is still RUNNING for the next.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from eventops.accounts.models import User
from eventops.accounts.queries import roles_of
from eventops.accounts.rules import Role, Viewer
from eventops.accreditation.models import ImportFile
from eventops.accreditation.rules import ImportState
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, DomainError, NotAllowed, NotFound
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegation
from eventops.delegations.services import lock_delegations
from eventops.editions.models import Edition
from eventops.portal.services import DESK_ROLES, may_change
from eventops.portal.spreadsheet.checking import Progress, check
from eventops.portal.spreadsheet.columns import Words
from eventops.portal.spreadsheet.faults import Fault, kept
from eventops.portal.spreadsheet.known import Known, Scope, what_is_known
from eventops.portal.spreadsheet.outcome import Checked
from eventops.portal.spreadsheet.reading import read_rows
from eventops.portal.spreadsheet.taking import Taken, take_in

SMALL = 50
"""Up to so many rows are taken in while the sender waits."""
KEPT = timedelta(days=1)
"""How long a file waits for its sender's yes."""
CLOCK = "system"
TAKEN, CONFIRMED, SUBJECT = "people imported", "import confirmed", "import_file"
TOLD_IN = "told_in"
"""The journal's fact of a confirmation that new people have been told, in this language."""


def may_import(db: Db, edition: Edition, delegation: Delegation | None, viewer: Viewer) -> bool:
    """Whether the viewer may send a file for this delegation, or for all (None)."""
    if delegation is None:
        return viewer.holds(*DESK_ROLES, edition_id=edition.id)
    return may_change(db, delegation, viewer)


def scope_for(
    edition: Edition, delegation: Delegation | None, viewer: Viewer, *, now: datetime
) -> Scope:
    """What a file of this viewer may speak of."""
    return Scope(
        edition,
        delegation.id if delegation else None,
        officer=viewer.holds(Role.ACCREDITATION, edition_id=edition.id),
        desk=viewer.holds(*DESK_ROLES, edition_id=edition.id),
        on=now.date(),
    )


def keep_file(
    db: Db, scope: Scope, name: str, content: bytes, rows: int, *, by: str, now: datetime
) -> ImportFile:
    """Keep a file without faults until its sender says yes; one of theirs still waiting goes."""
    db.execute(
        sa.delete(ImportFile).where(
            ImportFile.edition_id == scope.edition.id,
            ImportFile.sent_by == by,
            ImportFile.state == ImportState.CHECKED,
        )
    )
    file = ImportFile(
        edition_id=scope.edition.id,
        delegation_id=scope.delegation_id,
        name=name,
        content=content,
        state=ImportState.CHECKED,
        rows=rows,
        sent_by=by,
        sent_at=now,
    )
    db.add(file)
    db.flush()
    _tell(db, file, "import checked", by=by, now=now, rows=rows)
    return file


def file_seen_by(db: Db, edition: Edition, file_id: str, viewer: Viewer) -> ImportFile:
    """A file for whoever sent it and may still send it; NotFound for everybody else."""
    found = db.scalar(
        sa.select(ImportFile)
        .where(
            ImportFile.id == file_id,
            ImportFile.edition_id == edition.id,
            ImportFile.sent_by == viewer.actor,
        )
        .options(undefer(ImportFile.content))
    )
    if found is None or not may_import(db, edition, delegation_of(db, found), viewer):
        raise NotFound("no_import")
    return found


def delegation_of(db: Db, file: ImportFile) -> Delegation | None:
    """The one delegation a file speaks of, with its party."""
    if file.delegation_id is None:
        return None
    return db.scalars(
        sa.select(Delegation)
        .where(Delegation.id == file.delegation_id)
        .options(joinedload(Delegation.party))
    ).one()


def confirm(db: Db, file: ImportFile, *, told_in: str | None, by: str, now: datetime) -> None:
    """The sender says yes, once; ``told_in`` as for ``take_in``, which comes later: at once for a
    short file, so that its delegations are held before the journal is.

    Raises Conflict ``import_over`` the second time.
    """
    lock_delegations(db, _speaks_of(file))
    begun = db.execute(
        sa.update(ImportFile)
        .where(ImportFile.id == file.id, ImportFile.state == ImportState.CHECKED)
        .values(state=ImportState.RUNNING)
        .returning(ImportFile.id)
    ).first()
    if begun is None:
        raise Conflict("import_over")
    file.state = ImportState.RUNNING
    _tell(db, file, CONFIRMED, by=by, now=now, **({TOLD_IN: told_in} if told_in else {}))


def discard(db: Db, file: ImportFile, *, by: str, now: datetime) -> None:
    """Throw a file away that nobody confirmed; raises Conflict ``import_over`` when somebody did."""
    gone = sa.delete(ImportFile).where(
        ImportFile.id == file.id, ImportFile.state == ImportState.CHECKED
    )
    if db.scalar(gone.returning(ImportFile.id)) is None:
        raise Conflict("import_over")
    _tell(db, file, "import discarded", by=by, now=now)


def expire(db: Db, *, now: datetime) -> int:
    """Throw away what nobody confirmed within a day, since people stand in it; returns how many."""
    gone = db.execute(
        sa.delete(ImportFile)
        .where(ImportFile.state == ImportState.CHECKED, ImportFile.sent_at <= now - KEPT)
        .returning(ImportFile.id, ImportFile.edition_id)
    ).all()
    for file_id, edition_id in sorted(gone):
        subject = f"{SUBJECT}:{file_id}"
        journal.record(db, "import expired", subject, by=CLOCK, now=now, edition_id=edition_id)
    return len(gone)


def running(db: Db) -> ImportFile | None:
    """The confirmed file that has waited longest, with its content."""
    return db.scalar(
        sa.select(ImportFile)
        .where(ImportFile.state == ImportState.RUNNING)
        .options(undefer(ImportFile.content))
        .order_by(ImportFile.sent_at, ImportFile.id)
        .limit(1)
    )


def hold(db: Db, file_id: str) -> ImportFile | None:
    """A confirmed file for this transaction alone; None when another has it, or had it."""
    return db.scalar(
        sa.select(ImportFile)
        .where(ImportFile.id == file_id, ImportFile.state == ImportState.RUNNING)
        .options(undefer(ImportFile.content))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def look_through(
    db: Db, file: ImportFile, words: Words, told: Progress | None = None, *, now: datetime
) -> tuple[Checked, Known]:
    """Compare a kept file with the database as it is now, as its sender may change it now."""
    edition = db.get_one(Edition, file.edition_id)
    delegation = delegation_of(db, file)
    viewer = _sender(db, file)
    if viewer is None or not may_import(db, edition, delegation, viewer):
        raise NotAllowed("not_focal_point")
    known = what_is_known(db, scope_for(edition, delegation, viewer, now=now))
    rows = read_rows(file.content)
    return (check(rows, known, words, told) if told else check(rows, known, words)), known


def _sender(db: Db, file: ImportFile) -> Viewer | None:
    """Whoever sent the file, with the roles they hold by now."""
    user = db.get(User, file.sent_by.partition(":")[2])
    if user is None or user.disabled_at is not None:
        return None
    roles = frozenset(roles_of(db, user.id))
    return Viewer(user.id, "", user.email, user.name, user.language, roles)


def finish(db: Db, file: ImportFile, words: Words, *, now: datetime) -> None:
    """Take a confirmed file in, or refuse it whole when the lists have changed meanwhile."""
    lock_delegations(db, _speaks_of(file))
    try:
        checked, known = look_through(db, file, words, now=now)
    except DomainError as fault:
        refuse(db, file, [Fault(fault.code, facts=fault.facts)], now=now)
        return
    told_in, by = _facts(db, file, CONFIRMED).get(TOLD_IN), file.sent_by
    faults = checked.faults
    if checked.new and told_in is None and not faults:  # somebody is new by now
        faults = [Fault("people_not_told")]
    if faults:
        refuse(db, file, faults, now=now)
        return
    taken = take_in(db, checked, known, told_in=told_in, by=by, now=now)
    file.state, file.rows_done, file.content = ImportState.DONE, file.rows, b""
    note_taken(db, file.edition_id, file.id, taken, by=file.sent_by, now=now)


def _speaks_of(file: ImportFile) -> sa.Select[str] | list[str]:
    if file.delegation_id is not None:
        return [file.delegation_id]
    return sa.select(Delegation.id).where(Delegation.edition_id == file.edition_id)


def refuse(db: Db, file: ImportFile, faults: Sequence[Fault], *, now: datetime) -> None:
    """Nothing of the file is taken in; what was wrong is kept, the people in it are not."""
    file.state, file.content, file.fault = ImportState.REFUSED, b"", kept(faults)
    _tell(db, file, "import refused", by=file.sent_by, now=now, faults=len(faults))


def note_progress(db: Db, file_id: str, rows_done: int) -> None:
    """How many rows were looked at, for whoever waits; never backwards."""
    db.execute(
        sa.update(ImportFile)
        .where(
            ImportFile.id == file_id,
            ImportFile.state == ImportState.RUNNING,
            ImportFile.rows_done < rows_done,
        )
        .values(rows_done=rows_done)
    )


def note_taken(db: Db, edition_id: str, key: str, taken: Taken, *, by: str, now: datetime) -> None:
    """Remember in the journal what a file did."""
    counts = {"new": taken.new, "changed": taken.changed, "unchanged": taken.unchanged}
    journal.record(db, TAKEN, f"{SUBJECT}:{key}", by=by, now=now, edition_id=edition_id, **counts)


def result_of(db: Db, file: ImportFile) -> Taken | None:
    """What a file did, when it is done."""
    facts = _facts(db, file, TAKEN)
    return Taken(**facts) if facts else None


def _facts(db: Db, file: ImportFile, action: str) -> dict[str, Any]:
    """What the journal says of a step of the file; nothing when it was not taken."""
    query = sa.select(JournalEntry.facts).where(
        JournalEntry.subject == f"{SUBJECT}:{file.id}", JournalEntry.action == action
    )
    return db.scalar(query) or {}


def _tell(
    db: Db, file: ImportFile, action: str, *, by: str, now: datetime, **facts: int | str
) -> None:
    journal.record(
        db,
        action,
        f"{SUBJECT}:{file.id}",
        by=by,
        now=now,
        edition_id=file.edition_id,
        **facts,
    )
