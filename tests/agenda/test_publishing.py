"""Publishing and the calendars that follow it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from eventops.agenda.models import ReaderPart
from eventops.agenda.services import publish_programme
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation, ListEntry, Party, Person
from eventops.editions.models import Meeting
from eventops.programme.audience import parse
from eventops.programme.dayfile import load
from eventops.programme.models import Session
from eventops.programme.plan import EditionPlan

LITTLE = Path(__file__).parents[1] / "little"
BEFORE, LATER = datetime(2030, 3, 1, tzinfo=UTC), datetime(2030, 3, 2, tzinfo=UTC)


def _with_audience(plan: EditionPlan, code: str, *rules: str) -> EditionPlan:
    """The plan with another audience for one session."""
    days = tuple(
        replace(
            day,
            sessions=tuple(
                replace(each, audience=tuple(map(parse, rules))) if each.code == code else each
                for each in day.sessions
            ),
        )
        for day in plan.days
    )
    return replace(plan, days=days)


def _people(db: Db, count: int) -> list[str]:
    """So many people on Aland's list for the main meeting."""
    delegation = db.scalars(
        sa.select(Delegation).join(Party, Party.id == Delegation.party_id).where(Party.code == "AA")
    ).one()
    meeting = db.scalars(sa.select(Meeting).where(Meeting.code == "main")).one()
    ids = []
    for place in range(1, count + 1):
        name = f"Person {place}"
        person = Person(
            style="",
            full_name=name,
            badge_name=name,
            own_script="",
            own_language="",
            sort_name=name,
            search_name=name.lower(),
        )
        delegate = Delegate(
            delegation_id=delegation.id,
            person=person,
            function="delegate",
            position="",
            rank=place,
            added_at=BEFORE,
        )
        db.add(delegate)
        db.flush()
        ids.append(delegate.id)
        db.add(
            ListEntry(
                delegation_id=delegation.id,
                meeting_id=meeting.id,
                delegate_id=delegate.id,
                position=place,
            )
        )
    db.flush()
    return ids


def test_a_smaller_audience_is_news_for_those_it_takes_out_alone(db: Db) -> None:
    plan = load(LITTLE)
    publish_programme(db, plan, by="test", now=BEFORE)
    people = _people(db, 3)

    publish_programme(db, _with_audience(plan, "plenary", "members 1+0"), by="test", now=LATER)

    plenary = db.scalars(sa.select(Session).where(Session.code == "plenary")).one()
    parts = db.execute(
        sa.select(ReaderPart.delegate_id, ReaderPart.session_id, ReaderPart.counter)
    ).all()
    seated = {part.delegate_id for part in parts}
    assert people[1] in seated
    assert {(part.session_id, part.counter) for part in parts} == {(plenary.id, 1)}
    assert plenary.counter == 0
