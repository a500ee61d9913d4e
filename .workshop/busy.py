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
    from eventops.programme.plan import EditionPlan, PartyPlan, SessionPlan

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
    from eventops.programme.dayfile import load
    from eventops.programme.plan import DayPlan, RoomPlan

    model = load(folder("schedules") / "adgmin-2026")
    venue, said = model.venues[0].code, {"en": "x", "vi": "x"}
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
        gates=(),
        rooms=tuple(
            RoomPlan(code=f"room-{n}", venue=venue, name=said, seats=60) for n in range(ROOMS)
        ),
        parties=tuple(map(_party, range(DELEGATIONS))),
        groups=(replace(model.groups[0], code="ams"),),
        meetings=tuple(
            replace(model.meetings[0], code=f"body-{n}", short_name=f"B{n}") for n in range(BODIES)
        ),
        days=days,
    )


def _party(number: int) -> "PartyPlan":
    from eventops.delegations.rules import PartyKind
    from eventops.programme.plan import PartyPlan

    member = number < 10
    return PartyPlan(
        code=f"P{number}",
        kind=PartyKind.MEMBER if member else PartyKind.PARTNER,
        groups=("ams",) if member else (),
        name={"en": f"Party {number}", "vi": f"Bên {number}"},
        sort=f"P{number:02d}",
        state=True,
        quota=PEOPLE,
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
    from eventops.core.ids import new_id
    from eventops.delegations.models import Delegate, Delegation, ListEntry, Person
    from eventops.editions.models import Meeting

    here = sa.select(Delegation.id).where(Delegation.edition_id == edition.id)
    delegations = list(db.scalars(here.order_by(Delegation.id)))
    meetings = list(db.scalars(sa.select(Meeting.id).where(Meeting.edition_id == edition.id)))
    rows: dict[type, list[dict[str, object]]] = {
        each: [] for each in (Person, Delegate, Registration, ListEntry)
    }
    for number in range(PEOPLE):
        person, delegate = new_id(), new_id()
        place, which = divmod(number, DELEGATIONS)
        at = {"delegation_id": delegations[which], "delegate_id": delegate, "position": place + 1}
        rows[Person].append({"id": person, **_person(number)})
        rows[Delegate].append(
            {
                "id": delegate,
                "delegation_id": delegations[which],
                "person_id": person,
                "function": "delegate",
                "position": "",
                "rank": place + 1,
                "diet": "",
                "added_at": NOW,
            }
        )
        rows[Registration].append(_registration(edition.id, delegate))
        rows[ListEntry] += [{"id": new_id(), "meeting_id": each, **at} for each in meetings]
    for model, values in rows.items():
        db.execute(sa.insert(model), values)


def _person(number: int) -> dict[str, object]:
    name = f"Person {number}"
    empty = ("own_script", "own_language", "mrz_name", "document_end", "source")
    return {
        **dict.fromkeys(empty, ""),
        "style": "Ms",
        "full_name": name,
        "badge_name": name,
        "sort_name": name,
        "search_name": name.lower(),
        "email": f"person{number}@busy.example",
        "language": ("en", "vi")[number % 2],
    }


def _registration(edition_id: str, delegate_id: str) -> dict[str, object]:
    from eventops.accreditation.rules import Category, State
    from eventops.core.ids import new_id

    return {
        "id": new_id(),
        "edition_id": edition_id,
        "delegate_id": delegate_id,
        "category": Category.DELEGATE,
        "state": State.APPROVED,
    }
