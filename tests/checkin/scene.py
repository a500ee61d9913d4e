"""A small conference with people, badges and doors, and scans as a device sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State, category_for
from eventops.badges.models import Badge
from eventops.badges.queries import living_badge
from eventops.badges.services import code_of, issue_badge
from eventops.checkin.models import Device
from eventops.checkin.results import Answer
from eventops.checkin.rows import read_batch
from eventops.checkin.scanning import take_scans
from eventops.checkin.services import enrol_device, use_enrolment
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation, ListEntry, Party, Person
from eventops.editions.models import Edition, Meeting
from eventops.programme.dayfile import load
from eventops.programme.services import publish

LITTLE = Path(__file__).parents[1] / "little"
SECRETS = (b"s" * 40,)
BEFORE = datetime(2030, 3, 1, tzinfo=UTC)
GATES = ("b1", "h1", "r1")
PEOPLE = (
    ("AA", "head"),
    ("AA", "delegate"),
    ("AA", "delegate"),
    ("AA", "delegate"),
    ("BB", "head"),
    ("BB", "delegate"),
    ("STAFF", "interpreter"),
    ("PRESS", "media"),
)


def at(hour: str, day: int = 4) -> datetime:
    """An hour of the conference at its venue, as an instant."""
    hours, minutes = map(int, hour.split(":"))
    return datetime(2030, 3, day, hours, minutes, tzinfo=UTC) - timedelta(hours=7)


@dataclass
class Scene:
    """``people``: AA1 is the head of AA, AA2 the next on its list, and so on."""

    db: Db
    edition: Edition
    people: dict[str, Registration] = field(default_factory=dict)
    doors: dict[str, Device] = field(default_factory=dict)

    def delegate(self, who: str) -> str:
        return self.people[who].delegate_id

    def badge(self, who: str) -> Badge:
        badge = living_badge(self.db, self.people[who].id)
        assert badge is not None
        return badge

    def code(self, who: str) -> str:
        return code_of(self.db, self.badge(who), edition=self.edition, secrets=SECRETS)

    def scan(self, who: str, gate: str = "h1", **more: Any) -> dict[str, Any]:
        """A scan of somebody's badge; ``when`` is set on sending."""
        return row(gate, **({"code": self.code(who)} | more))

    def send(
        self,
        *rows: Mapping[str, Any],
        now: datetime,
        door: str = "Door 1",
        late: timedelta | None = None,
    ) -> list[Answer]:
        """What the server answers when a device with a true clock (or ``late``) sends rows."""
        off = late or timedelta(0)
        told = [{"scanned_at": (now - off).isoformat(), **each} for each in rows]
        body = {"device_sent_at": (now - off).isoformat(), "scans": told}
        batch = read_batch(body)
        answers = take_scans(
            self.db, self.doors[door], batch, now=now, shift=timedelta(0), secrets=SECRETS
        )
        self.db.flush()
        return answers

    def say(self, *rows: Mapping[str, Any], now: datetime, **more: Any) -> list[tuple[str, str]]:
        """Verdict and reason of each row."""
        answers = self.send(*rows, now=now, **more)
        return [(answer.verdict.value, answer.reason) for answer in answers]


def row(gate: str, **more: Any) -> dict[str, Any]:
    """A row of POST /api/v1/scans."""
    return {
        "id": str(uuid4()),
        "method": "code",
        "gate": gate,
        "session": None,
        "direction": "in",
        "verdict": None,
        "reason": None,
        "override": None,
        **more,
    }


def build(db: Db) -> Scene:
    """Publish the little edition, fill it with people and enrol two doors."""
    publish(db, load(LITTLE), by="test", now=BEFORE)
    scene = Scene(db, db.scalars(sa.select(Edition).where(Edition.slug == "little-2030")).one())
    _people(scene)
    for name in ("Door 1", "Door 2"):
        secret = enrol_device(
            db,
            scene.edition,
            name,
            GATES,
            from_day=date(2030, 3, 4),
            to_day=date(2030, 3, 5),
            by="test",
            now=BEFORE,
        )
        scene.doors[name] = use_enrolment(db, secret, now=BEFORE).device
    return scene


def _people(scene: Scene) -> None:
    db, edition = scene.db, scene.edition
    rows = db.execute(
        sa.select(Party, Delegation).join(Delegation, Delegation.party_id == Party.id)
    )
    parties = {party.code: (party, delegation) for party, delegation in rows}
    main = db.scalars(sa.select(Meeting).where(Meeting.code == "main")).one()
    place: dict[str, int] = {}
    for code, function in PEOPLE:
        place[code] = place.get(code, 0) + 1
        party, delegation = parties[code]
        delegate = _delegate(db, delegation, f"{code}{place[code]}", function, place[code])
        if party.is_state:
            ids = {"delegation_id": delegation.id, "meeting_id": main.id}
            db.add(ListEntry(delegate_id=delegate.id, position=place[code], **ids))
        registration = Registration(
            edition_id=edition.id,
            delegate_id=delegate.id,
            category=category_for(party.kind.value, function, state=party.is_state),
            state=State.APPROVED,
        )
        db.add(registration)
        db.flush()
        issue_badge(db, registration, secrets=SECRETS, by="test", now=BEFORE)
        scene.people[f"{code}{place[code]}"] = registration


def _delegate(db: Db, delegation: Delegation, who: str, function: str, rank: int) -> Delegate:
    person = Person(
        style="H.E." if function == "head" else "",
        full_name=f"Person {who}",
        badge_name=who,
        own_script="",
        own_language="",
        sort_name=who,
        search_name=who.lower(),
    )
    db.add(person)
    db.flush()
    delegate = Delegate(
        delegation_id=delegation.id,
        person_id=person.id,
        function=function,
        position="",
        rank=rank,
        added_at=BEFORE,
    )
    db.add(delegate)
    db.flush()
    return delegate
