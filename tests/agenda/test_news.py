"""Publishing touches exactly whom it was foreseen to touch; news is held, merged, withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from eventops.accreditation.rules import State
from eventops.agenda.foreseeing import foresee
from eventops.agenda.models import News
from eventops.agenda.news import HELD, HELD_AT_MOST, withdraw_news
from eventops.agenda.services import following_readers
from eventops.agenda.touching import Effect, Touch
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.programme.drafting import Wish, edit
from eventops.programme.drafts import draft_of, to_publish
from eventops.programme.rules import Access, Status
from eventops.programme.services import publish_draft
from tests.agenda.publishing_scene import (
    CLOCK,
    EVENING,
    counters,
    fresh,
    publish,
    redraft,
    told,
    who,
)
from tests.agenda.standing_in import alternate
from tests.checkin.scene import Scene, at, build, people_of

AT_PLENARY = ("AA1", "AA2", "BB1", "BB2", "STAFF1")
"""Two of each member state, and the interpreter on duty."""


@pytest.fixture
def scene(db: Db) -> Scene:
    return fresh(build(db))


def all_news(scene: Scene) -> list[News]:
    return list(scene.db.scalars(sa.select(News).order_by(News.version)))


def test_moved_session_is_news_to_those_whose_agenda_holds_it(scene: Scene) -> None:
    redraft(scene, "plenary", start=CLOCK(10, 45))
    done = publish(scene)
    (news,) = all_news(scene)
    assert told(scene, news.id) == {name: ["plenary"] for name in AT_PLENARY}
    assert (news.since, news.version, news.opened_at) == (1, 2, None)
    assert news.due_at - news.queued_at == HELD
    assert {touch.effect for touch in done.touches} == {Effect.CHANGED}


def test_foreseen_is_what_happens(scene: Scene) -> None:
    alternate(scene, "AA3", at("10:35"))
    redraft(scene, "plenary", audience=("members 1+0",))
    redraft(scene, "opening", start=CLOCK(10, 40), end=CLOCK(11, 0), doors=None, doors_close=None)
    redraft(scene, "q7m2", status=Status.CANCELLED)
    wanted = to_publish(scene.db, scene.edition)
    foreseen = foresee(scene.db, scene.edition, wanted)
    assert publish(scene).touches == foreseen.touches
    assert Touch(scene.delegate("AA2"), "plenary", Effect.LOSES) in foreseen.touches


@pytest.mark.parametrize("swapped", [False, True])
def test_counters_rise_as_when_everybody_is_asked(scene: Scene, *, swapped: bool) -> None:
    if swapped:
        alternate(scene, "AA3", at("10:35"))
    before = counters(scene)
    redraft(scene, "plenary", audience=("members 1+0", "BB 1+1"))
    redraft(
        scene, "forum", access=Access.BY_DELEGATION, audience=("same(plenary)",), meeting="main"
    )
    redraft(scene, "opening", start=CLOCK(10, 40), end=CLOCK(11, 0), doors=None, doors_close=None)
    with scene.db.begin_nested() as savepoint:
        with following_readers(scene.db, scene.edition, now=EVENING):
            publish_draft(scene.db, scene.edition, by="user:e", now=EVENING)
        expected = counters(scene)
        savepoint.rollback()
    fresh(scene)
    publish(scene)
    assert counters(scene) == expected
    assert expected != before


def test_one_session_published_leaves_the_rest_in_the_draft(scene: Scene) -> None:
    redraft(scene, "plenary", start=CLOCK(10, 45))
    redraft(scene, "forum", start=CLOCK(9, 45))
    publish(scene, {"forum"})
    assert set(to_publish(scene.db, scene.edition)) == {"plenary"}
    (news,) = all_news(scene)
    assert set(told(scene, news.id)) == set(scene.people)


def test_what_is_published_within_minutes_joins_the_news(scene: Scene) -> None:
    redraft(scene, "plenary", start=CLOCK(10, 45))
    publish(scene)
    redraft(scene, "forum", start=CLOCK(9, 45))
    publish(scene)
    (news,) = all_news(scene)
    assert (news.since, news.version) == (1, 3)
    assert told(scene, news.id) == {
        name: ["forum", "plenary"] if name in AT_PLENARY else ["forum"] for name in scene.people
    }
    assert HELD <= news.due_at - news.queued_at <= HELD_AT_MOST


def test_what_is_taken_back_within_minutes_is_told_to_nobody(scene: Scene) -> None:
    redraft(scene, "plenary", start=CLOCK(10, 45))
    publish(scene)
    redraft(scene, "plenary", start=CLOCK(10, 30))
    publish(scene)
    (news,) = all_news(scene)
    assert told(scene, news.id) == {}


def test_gained_and_lost_again_is_told_to_nobody(scene: Scene) -> None:
    redraft(scene, "plenary", audience=("members 1+2",))
    publish(scene)
    (news,) = all_news(scene)
    assert "AA3" in told(scene, news.id)
    redraft(scene, "plenary", audience=("members 1+1",))
    publish(scene)
    assert told(scene, news.id) == {}


def test_news_that_went_out_is_followed_by_news_of_its_own(scene: Scene) -> None:
    redraft(scene, "plenary", start=CLOCK(10, 45))
    publish(scene)
    all_news(scene)[0].opened_at = EVENING
    redraft(scene, "plenary", start=CLOCK(10, 30))
    publish(scene)
    assert [(news.since, news.version) for news in all_news(scene)] == [(1, 2), (2, 3)]
    assert set(told(scene, all_news(scene)[1].id)) == set(AT_PLENARY)


def test_withdrawn_news_taken_back_is_told_to_nobody(scene: Scene) -> None:
    redraft(scene, "plenary", start=CLOCK(10, 45))
    redraft(scene, "forum", start=CLOCK(9, 45))
    publish(scene)
    withdraw_news(scene.db, all_news(scene)[0], by="user:e", now=EVENING)
    redraft(scene, "plenary", start=CLOCK(10, 30))
    publish(scene)
    assert told(scene, all_news(scene)[1].id) == {}


def test_withdrawn_news_stays_untold_for_what_is_not_published_again(scene: Scene) -> None:
    redraft(scene, "forum", start=CLOCK(9, 45))
    publish(scene)
    withdraw_news(scene.db, all_news(scene)[0], by="user:e", now=EVENING)
    redraft(scene, "plenary", start=CLOCK(10, 45))
    publish(scene)
    assert told(scene, all_news(scene)[1].id) == {name: ["plenary"] for name in AT_PLENARY}


def test_news_cannot_be_withdrawn_twice_or_late(scene: Scene) -> None:
    redraft(scene, "forum", start=CLOCK(9, 45))
    publish(scene)
    (news,) = all_news(scene)
    withdraw_news(scene.db, news, by="user:e", now=EVENING)
    with pytest.raises(Conflict, match="news_withdrawn"):
        withdraw_news(scene.db, news, by="user:e", now=EVENING)
    news.withdrawn_at, news.opened_at = None, EVENING
    with pytest.raises(Conflict, match="news_gone_out"):
        withdraw_news(scene.db, news, by="user:e", now=EVENING)


@pytest.mark.parametrize("state", [State.NOMINATED, State.REFUSED, State.WITHDRAWN])
def test_whoever_is_not_taking_part_is_told_nothing(scene: Scene, state: State) -> None:
    scene.people["AA1"].state = state
    scene.db.flush()
    redraft(scene, "plenary", start=CLOCK(10, 45))
    done = publish(scene)
    assert "AA1" not in told(scene, all_news(scene)[0].id)
    assert "AA1" in {who(scene, touch.delegate_id) for touch in done.touches}


def test_session_whose_audience_is_unpublished_is_refused(scene: Scene) -> None:
    known = draft_of(scene.db, scene.edition).by_code["plenary"]
    more = {"new": Wish(known.day, replace(known.plan, code="new", start=CLOCK(15), end=CLOCK(16)))}
    edit(scene.db, scene.edition, "created", more, by="user:e", now=EVENING)
    redraft(scene, "forum", access=Access.BY_DELEGATION, audience=("same(new)",))
    with pytest.raises(Conflict, match="audience_unpublished"):
        publish(scene, {"forum"})
    assert publish(scene).publication.version == 2


@contextmanager
def counted(db: Db) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    engine = db.get_bind().engine
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def test_publishing_costs_as_many_statements_for_many_as_for_few(scene: Scene) -> None:
    redraft(scene, "plenary", audience=("members 1+0",))
    publish(scene)
    counts = []
    for minute, people, plenary, opening in ((45, 1, 1, 2), (50, 30, 20, 30)):
        all_news(scene)[-1].opened_at = EVENING
        people_of(scene, [("AA", "delegate")] * people)
        redraft(scene, "forum", start=CLOCK(9, minute))
        redraft(scene, "plenary", audience=(f"members 1+{plenary}",))
        redraft(scene, "opening", audience=(f"members 1+{opening}",))
        fresh(scene)
        with counted(scene.db) as said:
            publish(scene, now=EVENING + timedelta(minutes=minute))
        counts.append(len([each for each in said if "SAVEPOINT" not in each]))
    assert counts[0] == counts[1]
