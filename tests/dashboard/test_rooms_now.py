"""Rooms now and next by what really happens; closed sessions as times."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from eventops.core.db import Db
from eventops.dashboard.rooms_now import RoomNow, rooms_now, rooms_with_public_sessions
from eventops.editions.models import Edition
from eventops.editions.queries import rooms_of
from eventops.programme.models import Session
from eventops.programme.queries import session_by_code
from eventops.programme.rules import Access, Status
from tests.portal.little import publish_little

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(clock: str, day: int = 4) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2030, 3, day, hour, minute, tzinfo=ZONE)


def room(db: Db, edition: Edition, code: str, now: datetime, *, closed: bool = True) -> RoomNow:
    db.flush()
    found = rooms_now(db, rooms_of(db, edition.id), now, closed=closed)
    return next(each for each in found if each.room.code == code)


def shown(found: RoomNow, now: datetime) -> tuple[list[str], str | None]:
    """Codes of what runs and of what follows; "reserved" for what has none."""
    following = found.following(now)
    running = [each.code or "reserved" for each in found.running(now)]
    return running, (following.code or "reserved") if following else None


def session(db: Db, edition: Edition, code: str) -> Session:
    return session_by_code(db, edition.id, code)


def test_what_runs_and_what_follows_by_the_plan(db: Db) -> None:
    edition = publish_little(db)
    told = {
        clock: shown(room(db, edition, "hall", at(clock)), at(clock))
        for clock in ("08:59", "09:00", "10:00", "10:30", "12:00")
    }
    assert told == {
        "08:59": ([], "opening"),
        "09:00": (["opening"], "plenary"),
        "10:00": ([], "plenary"),
        "10:30": (["plenary"], "forum"),
        "12:00": ([], "forum"),
    }


def test_actual_times_count_more_than_planned_ones(db: Db) -> None:
    edition = publish_little(db)
    opening = session(db, edition, "opening")
    opening.actual_start_at, opening.actual_end_at = at("09:15"), at("10:20")
    found = room(db, edition, "hall", at("09:05"))
    assert shown(found, at("09:05")) == ([], "opening")
    assert shown(found, at("10:10")) == (["opening"], "plenary")
    assert found.showings[0].delay == 15


def test_closed_session_is_a_time_and_nothing_else(db: Db) -> None:
    edition = publish_little(db)
    found = room(db, edition, "blue", at("13:10"))
    (reserved,) = found.running(at("13:10"))
    assert (reserved.code, reserved.title, reserved.track, reserved.reserved) == (
        "",
        None,
        "",
        True,
    )
    assert (reserved.start, reserved.end) == (at("13:00"), at("13:30"))
    assert shown(room(db, edition, "blue", at("13:10"), closed=False), at("13:10")) == (
        [],
        "group-x",
    )


def test_closed_sessions_that_touch_are_one_reserved_time(db: Db) -> None:
    edition = publish_little(db)
    plenary = session(db, edition, "plenary")
    plenary.access, plenary.room_id = Access.CLOSED, session(db, edition, "q7m2").room_id
    plenary.ends_at = at("13:00")
    (reserved,) = [
        each for each in room(db, edition, "blue", at("08:00")).showings if each.reserved
    ]
    assert (reserved.begins, reserved.finishes) == (at("10:30"), at("13:30"))


def test_cancelled_session_is_shown_unless_another_is_held_and_a_closed_one_never(db: Db) -> None:
    edition = publish_little(db)
    opening, plenary = session(db, edition, "opening"), session(db, edition, "plenary")
    opening.status = session(db, edition, "q7m2").status = Status.CANCELLED
    assert shown(room(db, edition, "hall", at("09:30")), at("09:30")) == (["opening"], "plenary")
    assert shown(room(db, edition, "blue", at("13:10")), at("13:10")) == ([], "group-x")
    plenary.starts_at = at("09:00")
    assert shown(room(db, edition, "hall", at("09:30")), at("09:30")) == (["plenary"], "forum")


def test_session_past_midnight_runs_on(db: Db) -> None:
    edition = publish_little(db)
    plenary = session(db, edition, "plenary")
    plenary.starts_at, plenary.ends_at = at("23:00"), at("01:00", 5)
    found = room(db, edition, "hall", at("00:30", 5))
    assert shown(found, at("00:30", 5)) == (["plenary"], "forum")


def test_rooms_that_only_closed_sessions_use_are_told_to_nobody(db: Db) -> None:
    edition = publish_little(db)
    group = session(db, edition, "group-x")
    group.room_id = session(db, edition, "forum").room_id
    group.starts_at += timedelta(hours=3)
    db.flush()
    every = rooms_of(db, edition.id)
    assert [each.code for each in every] == ["hall", "blue"]
    assert [each.code for each in rooms_with_public_sessions(db, every)] == ["hall"]
