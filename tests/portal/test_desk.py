"""The organiser's first page: figures, sessions with expected and inside, latest scans."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import event
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.checkin.models import Device, DeviceState, Scan, Verdict
from eventops.core.clock import set_domain_clock
from eventops.core.db import Db, transaction
from eventops.editions.models import Edition
from eventops.editions.queries import edition_by_slug
from eventops.portal.queries import delegation_page
from eventops.portal.today import LatestScan, latest_scans, sessions_on
from eventops.programme.queries import session_by_code
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, delegation_of, publish_little, register

OPENING = datetime(2030, 3, 4, 2, 15, tzinfo=UTC)
"""09:15 at the venue."""


def device(db: Db, edition: Edition) -> Device:
    made = Device(
        edition_id=edition.id,
        name="Door A",
        gates=["h1"],
        from_day=edition.starts_on,
        to_day=edition.ends_on,
        state=DeviceState.ACTIVE,
        made_at=OPENING,
    )
    db.add(made)
    db.flush()
    return made


def scan(
    db: Db,
    at_door: Device,
    number: int,
    who: Registration | None,
    session: str = "opening",
    *,
    verdict: Verdict = Verdict.ADMIT,
    direction: str = "in",
    annulled_by: str | None = None,
) -> None:
    at = OPENING + timedelta(minutes=number)
    db.add(
        Scan(
            id=f"00000000-0000-4000-8000-{number:012d}",
            edition_id=at_door.edition_id,
            device_id=at_door.id,
            gate_code="h1",
            session_id=session_by_code(db, at_door.edition_id, session).id,
            delegate_id=who.delegate_id if who else None,
            method="code",
            direction=direction,
            presented="0" * 64,
            scanned_at=at,
            device_time=at,
            received_at=at,
            verdict=verdict,
            reason="ok" if verdict is Verdict.ADMIT else "unknown_code",
            facts={},
            offline=False,
            annulled_by=annulled_by,
        )
    )
    db.flush()


def approve(db: Db, *registrations: Registration) -> None:
    for each in registrations:
        each.state = State.APPROVED
    db.flush()


def figures(db: Db, edition: Edition, *, closed: bool = True) -> list[tuple[str, str, int, int]]:
    lines = sessions_on(db, edition, edition.starts_on, now=OPENING, closed=closed)
    return [(line.session.code, line.phase, line.inside, line.expected) for line in lines]


def inside_opening(db: Db, edition: Edition) -> int:
    return {code: inside for code, _, inside, _ in figures(db, edition)}["opening"]


def test_expected_are_those_whose_agenda_shows_the_session(db: Db) -> None:
    edition = publish_little(db)
    people = [
        *(register(db, edition, "AA", f"A{number}", "main") for number in range(1, 6)),
        register(db, edition, "BB", "B1", "main"),
        register(db, edition, "PRESS", "P1", function="media"),
    ]
    approve(db, *people)
    assert figures(db, edition) == [
        ("opening", "now", 0, 6),  # 1+3 of AA, the head of BB, the press for photographs
        ("plenary", "before", 0, 3),
        ("q7m2", "before", 0, 3),
    ]
    assert [code for code, *_ in figures(db, edition, closed=False)] == ["opening", "plenary"]


def test_who_is_not_approved_is_counted_apart_and_who_is_refused_not_at_all(db: Db) -> None:
    edition = publish_little(db)
    one, two, three = (
        register(db, edition, "PRESS", f"P{number}", function="media") for number in range(3)
    )
    approve(db, one)
    two.state = State.REFUSED
    three.state = State.CHECKED
    db.flush()
    opening = sessions_on(db, edition, edition.starts_on, now=OPENING, closed=True)[0]
    assert (opening.session.code, opening.expected, opening.pending) == ("opening", 1, 1)


def test_an_open_session_expects_whom_its_room_holds(db: Db) -> None:
    edition = publish_little(db)
    approve(db, *(register(db, edition, "AA", f"A{number}") for number in range(3)))
    register(db, edition, "AA", "A3")
    forum = sessions_on(db, edition, edition.ends_on, now=OPENING, closed=True)[1]
    room, seats = forum.session.room, forum.session.room.seats
    assert (forum.session.code, forum.expected, forum.pending) == ("forum", 3, 1)
    room.seats = 2
    db.flush()
    crowded = sessions_on(db, edition, edition.ends_on, now=OPENING, closed=True)[1]
    assert (seats, crowded.expected, crowded.pending) == (100, 2, 0)


def test_inside_are_different_people_who_have_not_left(db: Db) -> None:
    edition = publish_little(db)
    door = device(db, edition)
    ann, ben, cat, dan = (register(db, edition, "AA", name) for name in ("Ann", "Ben", "C", "D"))
    scan(db, door, 1, ann)
    scan(db, door, 2, ann)
    scan(db, door, 3, ben)
    scan(db, door, 4, ben, direction="out")
    scan(db, door, 5, cat, annulled_by="somebody")
    scan(db, door, 6, dan, verdict=Verdict.REFUSE)
    assert inside_opening(db, edition) == 1
    scan(db, door, 7, ben)
    assert inside_opening(db, edition) == 2


def test_the_latest_scans_come_first(db: Db) -> None:
    edition = publish_little(db)
    door, ann = device(db, edition), register(db, edition, "AA", "Ann")
    scan(db, door, 1, ann)
    scan(db, door, 2, None, verdict=Verdict.REFUSE)
    scan(db, door, 3, ann, annulled_by="somebody")
    gate = {"en": "Hall, door 1", "vi": "Hội trường, cửa 1"}
    party = {"en": "Aland", "vi": "A quốc"}
    minute = timedelta(minutes=1)
    assert latest_scans(db, edition.id, {"h1": gate}, closed=True) == [
        LatestScan(OPENING + 2 * minute, Verdict.REFUSE, "unknown_code", {}, gate, None, None),
        LatestScan(OPENING + minute, Verdict.ADMIT, "ok", {}, gate, "Ann", party),
    ]


def test_cuts_stand_where_seats_end(db: Db) -> None:
    edition = publish_little(db)
    for number in range(5):
        register(db, edition, "AA", f"A{number}", "main")
    page = delegation_page(db, edition, delegation_of(db, "AA"), None)
    assert {
        place: [(cut.title["en"], cut.head, cut.others) for cut in cuts]
        for place, cuts in page.cuts.items()
    } == {
        4: [("Opening ceremony", 1, 3)],
        2: [("Plenary", 1, 1), ("Aland meets Beland", 1, 1)],
    }
    assert [person.place for person in page.listed] == [1, 2, 3, 4, 5]


@pytest.fixture
def running(little: Engine) -> Engine:
    """The domain clock stands within the opening."""
    with transaction(little) as db:
        set_domain_clock(db, OPENING)
        register(db, edition_by_slug(db, SLUG), "AA", "Ann", "main")
    return little


def test_the_first_page_asks_again_only_for_news(running: Engine, at_desk: SignedIn) -> None:
    organiser = at_desk(Role.ACCREDITATION)
    page = organiser.get(f"/e/{SLUG}/desk/")
    assert "Opening ceremony" in page.text
    live = f"/e/{SLUG}/desk/live"
    first = organiser.get(live)
    tag = first.headers["ETag"]
    assert first.status_code == 200
    assert f'data-live-tag="{escape(tag)}"' in page.text
    again = organiser.get(live, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    with transaction(running) as db:
        edition = edition_by_slug(db, SLUG)
        one = db.scalars(sa.select(Registration)).one()
        scan(db, device(db, edition), 1, one)
    news = organiser.get(live, headers={"If-None-Match": tag})
    assert news.status_code == 200
    assert "Hall, door 1" in news.text


def test_the_banner_tells_the_shifted_time(running: Engine, at_desk: SignedIn) -> None:
    page = at_desk(Role.VIEWER).get(f"/e/{SLUG}/desk/").text
    assert "Mon 4 Mar 09:15 in Hanoi" in page


def statements(engine: Engine, browser: FlaskClient, path: str) -> int:
    """How many statements one page costs."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    assert browser.get(path).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


@pytest.mark.parametrize(
    "path", ["desk/", "desk/delegations", "delegations/aa", "desk/accreditation"]
)
def test_more_people_cost_no_more_statements(running: Engine, at_desk: SignedIn, path: str) -> None:
    officer = at_desk(Role.ACCREDITATION)
    officer.get(f"/e/{SLUG}/{path}")
    few = statements(running, officer, f"/e/{SLUG}/{path}")
    with transaction(running) as db:
        edition = edition_by_slug(db, SLUG)
        for number in range(4):
            register(db, edition, "AA", f"More {number}", "main", "wg-x")
            register(db, edition, "BB", f"Others {number}", "main")
    assert statements(running, officer, f"/e/{SLUG}/{path}") == few


def test_latest_scans_say_the_reason_without_where_the_person_is_expected(
    little: Engine, at_desk: SignedIn
) -> None:
    closed_room = {"room": {"en": "Somewhere closed", "vi": "Nơi kín"}}
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        scan(db, device(db, edition), 1, None, verdict=Verdict.ASK)
        row = db.scalars(sa.select(Scan)).one()
        row.reason, row.facts = "seats_taken", {"seats": 4, "nearest": closed_room}
    page = at_desk(Role.VIEWER).get(f"/e/{SLUG}/desk/").get_data(as_text=True)
    assert "All 4 seats of your delegation are taken." in page
    assert "Somewhere closed" not in page
