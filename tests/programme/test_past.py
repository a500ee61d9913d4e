"""The past is locked, but for whoever unlocked it for a while."""

from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.journal import JournalEntry
from eventops.editions.models import Edition
from eventops.editions.queries import edition_by_slug
from eventops.programme.acting import act, cancelled, copied, do_again, parked, take_back
from eventops.programme.acts import moved
from eventops.programme.dayfile import load
from eventops.programme.drafting import Wish
from eventops.programme.drafts import Drafted, draft_of
from eventops.programme.past import OPEN_FOR, close_past, open_past, past_open
from tests.programme.published import LITTLE, put

RUNNING = datetime(2030, 3, 4, 2, 30, tzinfo=UTC)
"""Monday 09:30 in Hanoi: the opening runs, the plenary is ahead."""
ONE, OTHER = "user:one", "user:other"


@pytest.fixture
def edition(db: Db) -> Edition:
    plan = load(LITTLE)
    put(db, plan)
    return edition_by_slug(db, plan.slug)


def known(db: Db, edition: Edition, code: str) -> Drafted:
    return draft_of(db, edition).by_code[code]


def at(db: Db, edition: Edition, code: str, clock: time) -> Wish:
    each = known(db, edition, code)
    return Wish(*moved(each.planned, each.day, clock, each.plan.room))


def test_what_has_begun_is_not_touched(db: Db, edition: Edition) -> None:
    opening = known(db, edition, "opening")
    for wish in (at(db, edition, "opening", time(11)), cancelled(opening), parked(opening)):
        with pytest.raises(Conflict) as refused:
            act(db, edition, "moved", {"opening": wish}, by=ONE, now=RUNNING)
        assert (refused.value.code, refused.value.facts) == ("past_locked", {"session": "opening"})
    assert draft_of(db, edition).changes == ()


def test_nothing_is_put_before_now(db: Db, edition: Edition) -> None:
    with pytest.raises(Conflict, match="past_locked"):
        wish = at(db, edition, "plenary", time(9))
        act(db, edition, "moved", {"plenary": wish}, by=ONE, now=RUNNING)
    act(
        db, edition, "moved", {"plenary": at(db, edition, "plenary", time(10))}, by=ONE, now=RUNNING
    )
    assert known(db, edition, "plenary").plan.start == time(10)


def test_copy_of_what_has_begun_may_wait_in_the_tray(db: Db, edition: Edition) -> None:
    wish = copied(known(db, edition, "opening"), "x2y3")
    act(db, edition, "copied", {"x2y3": wish}, by=ONE, now=RUNNING)
    assert [each.code for each in draft_of(db, edition).tray] == ["x2y3"]


def test_unlocking_holds_for_one_editor_and_for_a_while(db: Db, edition: Edition) -> None:
    opening = open_past(db, edition, " The chair  asked ", by=ONE, now=RUNNING)
    wishes = {"opening": at(db, edition, "opening", time(9, 15))}
    with pytest.raises(Conflict, match="past_locked"):
        act(db, edition, "moved", wishes, by=OTHER, now=RUNNING)
    with pytest.raises(Conflict, match="past_locked"):
        act(db, edition, "moved", wishes, by=ONE, now=RUNNING + OPEN_FOR)
    last = RUNNING + OPEN_FOR - timedelta(seconds=1)
    act(db, edition, "moved", wishes, by=ONE, now=last)
    assert (opening.reason, known(db, edition, "opening").plan.start) == (
        "The chair asked",
        time(9, 15),
    )


def test_past_can_be_locked_again_and_both_are_in_the_journal(db: Db, edition: Edition) -> None:
    opening = open_past(db, edition, "A slip", by=ONE, now=RUNNING)
    close_past(db, edition, by=ONE, now=RUNNING)
    assert past_open(db, edition, by=ONE, now=RUNNING) is None
    query = sa.select(JournalEntry).where(JournalEntry.action.in_(("past unlocked", "past locked")))
    entries = db.scalars(query.order_by(JournalEntry.position)).all()
    assert [(each.action, each.actor, each.facts) for each in entries] == [
        (
            "past unlocked",
            ONE,
            {"opening": opening.id, "until": (RUNNING + OPEN_FOR).isoformat()},
        ),
        ("past locked", ONE, {"opening": opening.id}),
    ]


def test_unlocking_needs_a_reason(db: Db, edition: Edition) -> None:
    with pytest.raises(Invalid, match="past_without_reason"):
        open_past(db, edition, "  ", by=ONE, now=RUNNING)


def test_undo_and_redo_stop_at_the_past_too(db: Db, edition: Edition) -> None:
    before = RUNNING - timedelta(hours=2)
    act(db, edition, "moved", {"opening": at(db, edition, "opening", time(11))}, by=ONE, now=before)
    with pytest.raises(Conflict, match="past_locked"):
        take_back(db, edition, by=ONE, now=RUNNING)
    take_back(db, edition, by=ONE, now=before)
    with pytest.raises(Conflict, match="past_locked"):
        do_again(db, edition, by=ONE, now=RUNNING)
