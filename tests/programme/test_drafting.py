"""The working draft: edited, undone and redone by several editors, and published."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from eventops.core.db import Db
from eventops.core.errors import Conflict, DomainError, Invalid
from eventops.core.journal import JournalEntry
from eventops.editions.models import Edition
from eventops.editions.queries import edition_by_slug
from eventops.programme.audience import parse
from eventops.programme.contents import content_of, planned
from eventops.programme.dayfile import load
from eventops.programme.drafting import Wish, edit, redo, undo
from eventops.programme.drafts import Draft, draft_of
from eventops.programme.models import DraftSession
from eventops.programme.plan import EditionPlan, SessionPlan
from eventops.programme.rules import Access, Status
from eventops.programme.services import publish_draft
from eventops.programme.versions import contents_at
from tests.programme.plans import editions
from tests.programme.published import LITTLE, NOW, counters, put, told

CLOCK = datetime.time


@pytest.fixture
def edition(db: Db) -> Edition:
    plan = load(LITTLE)
    put(db, plan)
    return edition_by_slug(db, plan.slug)


def change(
    db: Db,
    edition: Edition,
    code: str,
    *,
    by: str = "user:one",
    seen: Mapping[str, str] | None = None,
    parked: bool = False,
    **fields: object,
) -> Draft:
    known = draft_of(db, edition).by_code[code]
    plan = replace(known.plan, **fields)  # type: ignore[arg-type]  # each test names real fields
    wishes = {code: Wish(known.day, plan, parked)}
    edit(db, edition, "moved", wishes, by=by, now=NOW, seen=seen)
    return draft_of(db, edition)


def plans(db: Db, edition: Edition) -> dict[str, SessionPlan]:
    return {each.code: each.plan for each in draft_of(db, edition).sessions}


@given(plan=editions())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_content_says_the_whole_session(plan: EditionPlan) -> None:
    for day, session in plan.dated_sessions():
        assert planned(content_of(day, session)) == (day, session)


def test_draft_without_edits_is_what_is_published(db: Db, edition: Edition) -> None:
    draft = draft_of(db, edition)
    published = list(told(db, load(LITTLE)).dated_sessions())
    assert ([each.planned for each in draft.sessions], draft.changes, draft.tray) == (
        published,
        (),
        (),
    )
    assert draft.held == tuple(published)


def test_edit_stays_out_of_the_published_programme(db: Db, edition: Edition) -> None:
    before = told(db, load(LITTLE))
    draft = change(db, edition, "forum", start=CLOCK(7, 0))
    assert [each.code for each in draft.changes] == ["forum"]
    assert draft.by_code["forum"].plan.start == CLOCK(7, 0)
    assert told(db, load(LITTLE)) == before


def test_edit_back_to_what_is_published_is_no_edit(db: Db, edition: Edition) -> None:
    was = plans(db, edition)["forum"]
    change(db, edition, "forum", start=CLOCK(7, 0))
    change(db, edition, "forum", start=was.start)
    assert draft_of(db, edition).changes == ()
    assert db.scalars(sa.select(DraftSession)).all() == []


def test_undo_and_redo_go_step_by_step(db: Db, edition: Edition) -> None:
    first = plans(db, edition)["forum"].start
    change(db, edition, "forum", start=CLOCK(7, 0))
    change(db, edition, "forum", start=CLOCK(7, 30))
    starts = []
    for verb in (undo, undo, redo, redo, undo):
        verb(db, edition, by="user:one", now=NOW)
        starts.append(plans(db, edition)["forum"].start)
    assert starts == [CLOCK(7, 0), first, CLOCK(7, 0), CLOCK(7, 30), CLOCK(7, 0)]


def test_new_act_ends_what_could_be_redone(db: Db, edition: Edition) -> None:
    change(db, edition, "forum", start=CLOCK(7, 0))
    undo(db, edition, by="user:one", now=NOW)
    change(db, edition, "forum", start=CLOCK(7, 30))
    with pytest.raises(Conflict) as refused:
        redo(db, edition, by="user:one", now=NOW)
    assert refused.value.code == "nothing_to_redo"


def test_undo_takes_back_ones_own_act_alone(db: Db, edition: Edition) -> None:
    change(db, edition, "forum", start=CLOCK(7, 0), by="user:one")
    change(db, edition, "forum", start=CLOCK(7, 30), by="user:two")
    with pytest.raises(Conflict) as refused:
        undo(db, edition, by="user:one", now=NOW)
    assert (refused.value.code, refused.value.facts) == ("draft_moved_on", {"session": "forum"})
    assert plans(db, edition)["forum"].start == CLOCK(7, 30)


def test_second_of_two_editors_overwrites_nothing_unseen(db: Db, edition: Edition) -> None:
    shown = draft_of(db, edition).by_code["forum"].mark
    change(db, edition, "forum", start=CLOCK(7, 0), by="user:one", seen={"forum": shown})
    with pytest.raises(Conflict) as refused:
        change(db, edition, "forum", start=CLOCK(7, 30), by="user:two", seen={"forum": shown})
    facts = {"session": "forum", "by": "user:one"}
    assert (refused.value.code, refused.value.facts) == ("draft_newer", facts)
    assert plans(db, edition)["forum"].start == CLOCK(7, 0)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"room": "nowhere"}, "draft_no_room"),
        ({"meeting": "none"}, "draft_no_meeting"),
        ({"end": CLOCK(9, 0), "start": CLOCK(9, 0)}, "draft_time_order"),
        ({"start": CLOCK(9, 0), "end": CLOCK(8, 0), "doors": None}, "draft_time_order"),
        ({"start": CLOCK(9, 0), "doors": CLOCK(9, 30)}, "draft_doors_late"),
        ({"doors": None, "doors_close": CLOCK(9, 0)}, "draft_doors_missing"),
        ({"title": {"en": " "}}, "draft_no_title"),
        ({"access": Access.CLOSED}, "draft_code_tells"),
        ({"audience": (parse("NOBODY"),)}, "draft_rule_unknown"),
        ({"audience": (parse("same(forum)"),)}, "draft_rule_unknown"),
        ({"audience": (parse("everyone@nowhere"),)}, "draft_rule_list"),
    ],
)
def test_draft_refuses_what_no_session_can_be(
    db: Db, edition: Edition, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        change(db, edition, "forum", **fields)
    assert (type(refused.value), refused.value.code) == (Invalid, code)
    assert draft_of(db, edition).changes == ()


def test_session_ends_past_midnight(db: Db, edition: Edition) -> None:
    change(db, edition, "forum", start=CLOCK(22, 0), end=CLOCK(0, 30), doors=None, doors_close=None)
    publish_draft(db, edition, by="user:one", now=NOW)
    db.expire_all()
    assert draft_of(db, edition).changes == ()
    session = plans(db, edition)["forum"]
    assert (session.start, session.end, session.past_midnight) == (CLOCK(22, 0), CLOCK(0, 30), True)


def test_new_session_can_be_dropped_until_it_is_published(db: Db, edition: Edition) -> None:
    forum = draft_of(db, edition).by_code["forum"]
    new = {"k4m9": Wish(forum.day, replace(forum.plan, code="k4m9", access=Access.CLOSED))}
    edit(db, edition, "made", new, by="user:one", now=NOW)
    edit(db, edition, "dropped", {"k4m9": None}, by="user:one", now=NOW)
    assert draft_of(db, edition).changes == ()
    undo(db, edition, by="user:one", now=NOW)
    publish_draft(db, edition, by="user:one", now=NOW)
    with pytest.raises(Conflict) as refused:
        edit(db, edition, "dropped", {"k4m9": None}, by="user:one", now=NOW)
    assert refused.value.code == "draft_published"


def test_tray_is_not_published(db: Db, edition: Edition) -> None:
    change(db, edition, "forum", parked=True)
    with pytest.raises(Conflict) as refused:
        publish_draft(db, edition, by="user:one", now=NOW)
    assert refused.value.code == "nothing_to_publish"
    draft = draft_of(db, edition)
    assert [each.code for each in draft.tray] == ["forum"]
    assert "forum" not in {plan.code for _, plan in draft.held}


def test_one_session_is_published_alone(db: Db, edition: Edition) -> None:
    before = counters(db)
    change(db, edition, "forum", start=CLOCK(7, 0), doors=None)
    other = next(code for code in before if code != "forum")
    change(db, edition, other, status=Status.CANCELLED)
    done = publish_draft(db, edition, codes={"forum"}, by="user:one", now=NOW, name="Final")
    assert (done.version, done.changed, done.touched) == (2, ("forum",), ("forum",))
    assert counters(db) == before | {"forum": before["forum"] + 1}
    assert [each.code for each in draft_of(db, edition).changes] == [other]


def test_published_acts_can_no_more_be_undone(db: Db, edition: Edition) -> None:
    change(db, edition, "forum", start=CLOCK(7, 0), doors=None)
    publish_draft(db, edition, by="user:one", now=NOW)
    with pytest.raises(Conflict) as refused:
        undo(db, edition, by="user:one", now=NOW)
    assert refused.value.code == "no_step_to_undo"


def test_text_published_meanwhile_ends_the_edit_it_agrees_with(db: Db, edition: Edition) -> None:
    change(db, edition, "forum", start=CLOCK(7, 0), doors=None)
    plan = told(db, load(LITTLE))
    days = tuple(
        replace(
            day,
            sessions=tuple(
                replace(each, start=CLOCK(7, 0), doors=None) if each.code == "forum" else each
                for each in day.sessions
            ),
        )
        for day in plan.days
    )
    put(db, replace(plan, days=days), later=5)
    assert draft_of(db, edition).changes == ()


def test_versions_keep_what_they_said(db: Db, edition: Edition) -> None:
    first = {each.code: content_of(*each.planned) for each in draft_of(db, edition).sessions}
    for version, start in ((2, CLOCK(7, 0)), (3, CLOCK(7, 30))):
        change(db, edition, "forum", start=start, doors=None)
        publish_draft(db, edition, by="user:one", now=NOW + timedelta(minutes=version))
    said = [contents_at(db, edition, version) for version in (1, 2, 3)]
    assert said[0] == first
    assert [each["forum"]["start"] for each in said[1:]] == ["07:00", "07:30"]
    assert [{**each, "forum": first["forum"]} for each in said[1:]] == [first, first]


def test_journal_names_acts_and_sessions(db: Db, edition: Edition) -> None:
    change(db, edition, "forum", start=CLOCK(7, 0))
    undo(db, edition, by="user:one", now=NOW)
    entries = db.scalars(
        sa.select(JournalEntry)
        .where(JournalEntry.action.like("draft %"))
        .order_by(JournalEntry.position)
    )
    facts = {"act": "moved", "step": 1, "sessions": ["forum"]}
    assert [(each.action, each.facts) for each in entries] == [
        ("draft edited", facts),
        ("draft undone", facts),
    ]
