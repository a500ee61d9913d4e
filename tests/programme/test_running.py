"""The day as it runs: what one tap tells of a session, and undoing it."""

from datetime import datetime, time

import pytest

from eventops.checkin.serving import served
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.programme.drafts import draft_of
from eventops.programme.models import Session
from eventops.programme.phases import Moment, actual_times, moment
from eventops.programme.queries import session_by_code, sessions_of
from eventops.programme.rules import Status
from eventops.programme.running import mark_ended, mark_late, mark_running, undo_mark
from eventops.programme.services import publish_draft
from tests.agenda.publishing_scene import fresh, redraft
from tests.checkin.scene import Scene, at, build

BY = {"by": "user:door"}


@pytest.fixture
def scene(db: Db) -> Scene:
    return fresh(build(db))


def plenary(scene: Scene) -> Session:
    return session_by_code(scene.db, scene.edition.id, "plenary")


def times(session: Session) -> tuple[datetime | None, datetime | None]:
    return session.actual_start_at, session.actual_end_at


def test_late_start_moves_the_end_until_it_is_told(scene: Scene) -> None:
    session = plenary(scene)
    mark_late(scene.db, session, 15, **BY, now=at("10:20"))
    assert actual_times(session) == (at("10:45"), at("12:15"))
    assert moment(session, at("10:40")) == Moment("ahead", 15)
    assert moment(session, at("12:10")) == Moment("now", 15)
    mark_running(scene.db, session, **BY, now=at("10:50"))
    assert actual_times(session) == (at("10:50"), at("12:20"))
    mark_ended(scene.db, session, **BY, now=at("12:05"))
    assert moment(session, at("12:10")) == Moment("past", 20)


def test_door_serves_what_runs_late(scene: Scene) -> None:
    session = plenary(scene)
    mark_late(scene.db, session, 30, **BY, now=at("10:20"))
    found = [each for each in sessions_of(scene.db, scene.edition.id) if each.room.code == "hall"]
    assert [each.code for each in served(scene.edition, found, at("12:20"))] == ["plenary"]
    mark_ended(scene.db, session, **BY, now=at("11:40"))
    assert served(scene.edition, found, at("12:20")) == []


def test_each_mark_is_undone_to_what_was_told_before(scene: Scene) -> None:
    session = plenary(scene)
    late = mark_late(scene.db, session, 10, **BY, now=at("10:20"))
    ran = mark_running(scene.db, session, **BY, now=at("10:42"))
    with pytest.raises(Conflict, match="mark_not_last"):
        undo_mark(scene.db, session, late.id, **BY, now=at("10:43"))
    undo_mark(scene.db, session, ran.id, **BY, now=at("10:43"))
    assert times(session) == (at("10:40"), None)
    undo_mark(scene.db, session, late.id, **BY, now=at("10:44"))
    assert times(session) == (None, None)
    with pytest.raises(Conflict, match="mark_not_last"):
        undo_mark(scene.db, session, late.id, **BY, now=at("10:45"))


def test_what_cannot_be_is_refused(scene: Scene) -> None:
    session = plenary(scene)
    with pytest.raises(Conflict, match="session_not_its_time"):
        mark_running(scene.db, session, **BY, now=at("06:00"))
    with pytest.raises(Conflict, match="session_not_begun"):
        mark_ended(scene.db, session, **BY, now=at("10:00"))
    with pytest.raises(Invalid, match="late_by"):
        mark_late(scene.db, session, 7, **BY, now=at("10:20"))
    mark_running(scene.db, session, **BY, now=at("10:31"))
    with pytest.raises(Conflict, match="session_runs"):
        mark_late(scene.db, session, 15, **BY, now=at("10:35"))
    mark_ended(scene.db, session, **BY, now=at("11:31"))
    with pytest.raises(Conflict, match="session_ended"):
        mark_running(scene.db, session, **BY, now=at("11:35"))
    session.actual_end_at, session.status = None, Status.CANCELLED
    with pytest.raises(Conflict, match="session_is_cancelled"):
        mark_running(scene.db, session, **BY, now=at("11:35"))


def test_no_version_comes_of_it_and_no_counter_rises(scene: Scene) -> None:
    session = plenary(scene)
    counter = session.counter
    mark_running(scene.db, session, **BY, now=at("10:31"))
    assert session.counter == counter
    assert draft_of(scene.db, scene.edition).changes == ()


def test_session_moved_to_later_forgets_what_was_told_of_its_old_hour(scene: Scene) -> None:
    mark_late(scene.db, plenary(scene), 30, **BY, now=at("10:20"))
    redraft(scene, "plenary", start=time(15), end=time(16))
    publish_draft(scene.db, scene.edition, by="user:e", now=at("10:25"))
    assert times(plenary(scene)) == (None, None)
