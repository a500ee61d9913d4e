"""A busy edition in the database, for `bench.py`: 600 sessions, 20 rooms, 40 delegations, 1,000 people.

Ten member states send twenty-five people each, thirty partners as many; everybody stands on the
lists of two bodies. Of the sessions every twentieth is open to all, the others expect the members'
heads and some more, and every fourth a partner.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from eventops.core.db import Db
    from eventops.editions.models import Edition
    from eventops.programme.plan import EditionPlan, SessionPlan

DAYS, ROOMS, DELEGATIONS, PEOPLE, BODIES = 5, 20, 40, 1_000, 4
STARTS = (8, 9, 10, 13, 14, 15)
MONDAY = date(2030, 1, 14)
NOW = datetime(2030, 1, 14, 1, tzinfo=UTC)


def busy_edition(db: "Db") -> "Edition":
    """Publish the week and put everybody into it."""
    from eventops.editions.queries import edition_by_slug
    from eventops.programme.services import publish

    plan = _plan()
    publish(db, plan, by="bench", now=NOW - timedelta(days=1))
    edition = edition_by_slug(db, plan.slug)
    _people(db, edition)
    db.flush()
    return edition


def _plan() -> "EditionPlan":
    from eventops.core.resources import folder
    from eventops.delegations.rules import PartyKind
    from eventops.programme.dayfile import load
    from eventops.programme.plan import DayPlan, PartyPlan, RoomPlan

    model = load(folder("schedules") / "adgmin-2026")
    said = {"en": "x", "vi": "x"}
    rooms = tuple(
        RoomPlan(code=f"room-{n}", venue=model.venues[0].code, name=said, seats=60)
        for n in range(ROOMS)
    )
    parties = tuple(
        PartyPlan(
            code=f"P{n}",
            kind=PartyKind.MEMBER if n < 10 else PartyKind.PARTNER,
            groups=("ams",) if n < 10 else (),
            name=said,
            sort=f"P{n:02d}",
            state=True,
            quota=PEOPLE,
        )
        for n in range(DELEGATIONS)
    )
    meetings = tuple(
        replace(model.meetings[0], code=f"body-{n}", short_name=f"B{n}") for n in range(BODIES)
    )
    groups = tuple(replace(model.groups[0], code="ams") for _ in range(1))
    days = tuple(
        DayPlan(date=MONDAY + timedelta(day), title=said, sessions=tuple(_day(day)))
        for day in range(DAYS)
    )
    return replace(
        model,
        slug="busy",
        starts=MONDAY,
        ends=MONDAY + timedelta(DAYS - 1),
        host="P0",
        chair="P0",
        next_chair="P1",
        duty=(),
        rules=(),
        rooms=rooms,
        gates=(),
        parties=parties,
        groups=groups,
        meetings=meetings,
        days=days,
    )


def _day(day: int) -> "list[SessionPlan]":
    from eventops.programme.audience import parse
    from eventops.programme.plan import SessionPlan
    from eventops.programme.rules import Access, Track

    found = []
    for place, hour in enumerate(STARTS):
        for room in range(ROOMS):
            number = (day * len(STARTS) + place) * ROOMS + room
            is_open = number % 20 == 0
            audience = ["everyone"] if is_open else ["ams 1+3"]
            if number % 4 == 1:
                audience.append(f"P{10 + number % 30} 1+6")
            found.append(
                SessionPlan(
                    code=f"s{number}",
                    meeting=f"body-{room % BODIES}",
                    track=Track.WG,
                    title={"en": f"Session {number}", "vi": f"Phiên {number}"},
                    start=time(hour),
                    end=time(hour, 45),
                    room=f"room-{room}",
                    access=Access.OPEN if is_open else Access.RESTRICTED,
                    audience=tuple(parse(rule) for rule in audience),
                    source="bench",
                )
            )
    return found


def _people(db: "Db", edition: "Edition") -> None:
    from eventops.accreditation.models import Registration
    from eventops.accreditation.rules import Category, State
    from eventops.core.ids import new_id
    from eventops.delegations.models import Delegate, Delegation, ListEntry, Person
    from eventops.editions.models import Meeting

    delegations = list(
        db.scalars(
            sa.select(Delegation.id)
            .where(Delegation.edition_id == edition.id)
            .order_by(Delegation.id)
        )
    )
    meetings = list(db.scalars(sa.select(Meeting.id).where(Meeting.edition_id == edition.id)))
    rows: dict[type, list[dict[str, object]]] = {
        each: [] for each in (Person, Delegate, Registration, ListEntry)
    }
    for number in range(PEOPLE):
        person, delegate = new_id(), new_id()
        place, delegation = divmod(number, DELEGATIONS)
        name = f"Person {number}"
        rows[Person].append(
            {
                "id": person,
                "style": "Ms",
                "full_name": name,
                "badge_name": name,
                "own_script": "",
                "own_language": "",
                "sort_name": name,
                "search_name": name.lower(),
                "mrz_name": "",
                "document_end": "",
                "email": f"person{number}@busy.example",
                "language": ("en", "vi")[number % 2],
                "source": "",
            }
        )
        rows[Delegate].append(
            {
                "id": delegate,
                "delegation_id": delegations[delegation],
                "person_id": person,
                "function": "delegate",
                "position": "",
                "rank": place + 1,
                "diet": "",
                "added_at": NOW,
            }
        )
        rows[Registration].append(
            {
                "id": new_id(),
                "edition_id": edition.id,
                "delegate_id": delegate,
                "category": Category.DELEGATE,
                "state": State.APPROVED,
            }
        )
        rows[ListEntry] += [
            {
                "id": new_id(),
                "delegation_id": delegations[delegation],
                "meeting_id": meeting,
                "delegate_id": delegate,
                "position": place + 1,
            }
            for meeting in meetings
        ]
    for model, values in rows.items():
        db.execute(sa.insert(model), values)
