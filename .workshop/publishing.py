"""What publishing thirty moves costs at a busy edition, with its news queued; for `bench.py`."""

import statistics
import time
from dataclasses import replace

import sqlalchemy as sa
from busy import NOW, busy_edition
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

MOVES, ROUNDS, MOST_MS, MOST_STATEMENTS = 30, 15, 150.0, 44


def bench_publishing(app: Flask) -> list[str]:
    """Print the line of publishing; its name when its bar is broken."""
    from eventops.core.db import transaction

    engine = app.extensions["engine"]
    with transaction(engine) as db:
        busy_edition(db)
    rounds = [_publish(engine, number) for number in range(ROUNDS)]
    spent = statistics.median(ms for ms, _ in rounds)
    count = max(statements for _, statements in rounds)
    good = spent <= MOST_MS and count <= MOST_STATEMENTS
    print(
        f"publish {MOVES} of 600 sessions  {spent:8.1f} ms CPU (bar {MOST_MS:g})"
        f" {count:4d} statements (bar {MOST_STATEMENTS}){'' if good else '  BROKEN'}"
    )
    return [] if good else ["publishing"]


def _publish(engine: Engine, number: int) -> tuple[float, int]:
    """CPU milliseconds and statements of one publication of other sessions than the last."""
    from eventops.agenda.models import News
    from eventops.agenda.services import publish_drafted
    from eventops.core.db import transaction
    from eventops.editions.queries import edition_by_slug

    _move(engine, number)
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(engine, "before_cursor_execute", note)
    started = time.process_time()
    with transaction(engine) as db:
        publish_drafted(db, edition_by_slug(db, "busy"), by="bench", now=NOW)
    spent = (time.process_time() - started) * 1000
    event.remove(engine, "before_cursor_execute", note)
    with transaction(engine) as db:  # so that the next one joins nothing
        db.execute(sa.update(News).values(opened_at=NOW))
    return spent, count


def _move(engine: Engine, number: int) -> None:
    from eventops.core.db import transaction
    from eventops.editions.queries import edition_by_slug
    from eventops.programme.drafting import Wish, edit
    from eventops.programme.drafts import draft_of

    with transaction(engine) as db:
        edition = edition_by_slug(db, "busy")
        chosen = draft_of(db, edition).sessions[number * MOVES : (number + 1) * MOVES]
        later = {
            each.code: replace(each.plan, start=each.plan.start.replace(minute=5))
            for each in chosen
        }
        wishes = {each.code: Wish(each.day, later[each.code]) for each in chosen}
        edit(db, edition, "moved", wishes, by="bench", now=NOW)
