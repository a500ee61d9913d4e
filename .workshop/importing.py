"""What taking in a spreadsheet of new people costs; for `bench.py`."""

import sys
import time
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import event

IMPORTED, IMPORT_SECONDS, IMPORT_STATEMENTS = 2000, 10.0, 80


def take_in(app: Flask) -> tuple[float, int]:
    """CPU seconds and statements of a spreadsheet of new people: read, checked, stored, undone."""
    from eventops.core.db import open_db
    from eventops.delegations.models import Delegation
    from eventops.demo.stage import SCHEDULE
    from eventops.editions.queries import edition_by_slug
    from eventops.portal.spreadsheet.checking import check
    from eventops.portal.spreadsheet.known import Scope, what_is_known
    from eventops.portal.spreadsheet.reading import read_rows
    from eventops.portal.spreadsheet.taking import take_in as store
    from eventops.portal.spreadsheet.words import function_words

    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    lines = [f"KH,Person {number},Delegate,x" for number in range(IMPORTED)]
    content = "\n".join(["Delegation,Full name,Function,adgmin", *lines]).encode()
    engine = app.extensions["engine"]
    with app.test_request_context(), open_db(engine, write=True) as db:
        edition, words = edition_by_slug(db, SCHEDULE), function_words()
        db.query(Delegation).update({"quota": 2 * IMPORTED})
        event.listen(engine, "before_cursor_execute", note)
        started = time.process_time()
        now = datetime.now(UTC)
        scope = Scope(edition, None, officer=True, desk=True, on=now.date())
        known = what_is_known(db, scope)
        checked = check(read_rows(content), known, words)
        taken = store(db, checked, known, told_in="en", by="bench", now=now)
        spent = time.process_time() - started
        event.remove(engine, "before_cursor_execute", note)
        db.rollback()
    if taken.new != IMPORTED:
        sys.exit(f"Only {taken.new} of {IMPORTED} people were taken in: {checked.faults[:3]}")
    return spent, count


def bench_import(app: Flask) -> list[str]:
    """Print the line of the spreadsheet; its name when its bar is broken."""
    spent, count = take_in(app)
    good = spent <= IMPORT_SECONDS and count <= IMPORT_STATEMENTS
    print(
        f"{IMPORTED} people by spreadsheet {spent:8.2f} s CPU (bar {IMPORT_SECONDS:g})"
        f" {count:4d} statements (bar {IMPORT_STATEMENTS}){'' if good else '  BROKEN'}"
    )
    return [] if good else ["spreadsheet"]
