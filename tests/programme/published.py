"""Publishing in tests: what the database says and counts afterwards."""

import datetime
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.programme.models import Session
from eventops.programme.plan import DayPlan, EditionPlan, SessionPlan
from eventops.programme.queries import plan_of
from eventops.programme.services import Publication, publish

NOW = datetime.datetime(2030, 1, 1, tzinfo=UTC)
LITTLE = Path(__file__).parents[1] / "little"


def codes(plan: EditionPlan) -> list[str]:
    return [session.code for _, session in plan.dated_sessions()]


def put(db: Db, plan: EditionPlan, *, later: int = 0) -> Publication:
    done = publish(db, plan, by="cli", now=NOW + timedelta(minutes=later))
    db.expire_all()
    return done


def told(db: Db, plan: EditionPlan) -> EditionPlan:
    return plan_of(db, plan.slug)


def counters(db: Db) -> dict[str, int]:
    query = sa.select(Session.code, Session.counter).order_by(Session.code)
    return {row.code: row.counter for row in db.execute(query)}


def with_session(plan: EditionPlan, code: str, **changes: object) -> EditionPlan:
    """The plan with something of one session changed."""

    def changed(day: DayPlan) -> DayPlan:
        return replace(
            day,
            sessions=tuple(
                replace(each, **changes) if each.code == code else each  # type: ignore[arg-type]  # each test names real fields
                for each in day.sessions
            ),
        )

    return replace(plan, days=tuple(changed(day) for day in plan.days))


def session_of(plan: EditionPlan, code: str) -> SessionPlan:
    return next(each for _, each in plan.dated_sessions() if each.code == code)
