"""Files as people make them, against the little edition."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation, Party
from eventops.editions.models import Edition
from eventops.portal.spreadsheet.checking import check
from eventops.portal.spreadsheet.columns import Words, columns_for
from eventops.portal.spreadsheet.files import note_taken
from eventops.portal.spreadsheet.known import Known, Scope, what_is_known
from eventops.portal.spreadsheet.lists import rows_of
from eventops.portal.spreadsheet.outcome import Checked
from eventops.portal.spreadsheet.taking import Taken, take_in
from tests.portal.little import AT, BY, delegation_of

WORDS: Words = {
    "head": {"en": "Head of delegation", "vi": "Trưởng đoàn"},
    "delegate": {"en": "Delegate", "vi": "Đại biểu"},
    "interpreter": {"en": "Interpreter", "vi": "Phiên dịch"},
    "media": {"en": "Media", "vi": "Báo chí"},
}
HEAD = ("Full name", "Function", "Mail address", "MAIN-1")

Rows = Sequence[Sequence[str]]


def known_of(db: Db, edition: Edition, code: str | None = None, *, officer: bool = False) -> Known:
    """What a file of a delegation, or of all, is compared with."""
    delegation_id = delegation_of(db, code).id if code else None
    return what_is_known(db, Scope(edition, delegation_id, officer, officer, AT.date()))


def checked(
    db: Db, edition: Edition, rows: Rows, code: str | None = None, *, officer: bool = False
) -> Checked:
    """The rows compared with what is known."""
    return check(rows, known_of(db, edition, code, officer=officer), WORDS)


def faults(db: Db, edition: Edition, rows: Rows, code: str | None = None) -> list[object]:
    """(row, column, code) of each fault."""
    return [(each.row, each.column, each.code) for each in checked(db, edition, rows, code).faults]


def take(db: Db, edition: Edition, rows: Rows, code: str | None = None) -> Taken:
    """Check and take in; there must be no fault."""
    known = known_of(db, edition, code, officer=True)
    looked = check(rows, known, WORDS)
    assert looked.faults == []
    taken = take_in(db, looked, known, told_in="vi", by=BY, now=AT)
    note_taken(db, edition.id, "0" * 20, taken, by=BY, now=AT)
    db.expire_all()
    return taken


def list_of(db: Db, edition: Edition, code: str | None = None) -> list[list[str]]:
    """The list as it is downloaded."""
    known = known_of(db, edition, code)
    columns = columns_for(known.meetings, everyone=code is None)
    return [[column.title for column in columns], *rows_of(known, columns, WORDS)]


def people(db: Db, code: str) -> list[Delegate]:
    """The people of a delegation by rank."""
    return list(
        db.scalars(
            sa.select(Delegate)
            .join(Delegate.delegation)
            .join(Delegation.party)
            .where(Party.code == code)
            .options(joinedload(Delegate.person))
            .order_by(Delegate.rank)
        )
    )
