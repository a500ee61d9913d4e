"""Verbs of the working draft: edit, undo and redo, each one act whatever number of sessions it moves.

Editors work at the same draft. Whoever sends marks of what their page showed (``Drafted.mark``)
overwrites nothing that they have not seen; undoing takes back one's own last act, unless somebody
else has since changed what it touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db, one_at_a_time
from eventops.core.errors import Conflict, Invalid
from eventops.delegations.models import Party, PartyGroup
from eventops.editions.models import Edition, Meeting, Room
from eventops.programme.audience import SameAs
from eventops.programme.contents import content_of, mark_of, planned
from eventops.programme.drafts import Draft, Drafted, draft_of, edits_of
from eventops.programme.judging import Ground, judge
from eventops.programme.models import DraftSession, DraftStep
from eventops.programme.plan import SessionPlan

State = dict[str, Any] | None
"""A session of the draft as a step keeps it: ``{"content": …, "parked": …}``, None for none."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How an editor wants a session to stand."""

    day: date
    plan: SessionPlan
    parked: bool = False


def edit(
    db: Db,
    edition: Edition,
    act: str,
    wishes: Mapping[str, Wish | None],
    *,
    by: str,
    now: datetime,
    seen: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> DraftStep | None:
    """Bring sessions of the draft to what is wished, as one step; None when they stand so already.

    ``act`` is the code of its sentence and ``facts`` what that says. ``seen`` are marks by code.
    A wish of None takes a session away that was never published.

    Raises Invalid as judging.py says, ``draft_circle``, Conflict ``draft_newer`` (somebody changed
    one of them since it was shown) and ``draft_published`` (it can only be cancelled).
    """
    hold_draft(db, edition)
    draft = draft_of(db, edition)
    _refuse_unseen(draft, seen or {})
    _judge(db, edition, draft, wishes)
    before = {code: _state(draft.by_code.get(code)) for code in wishes}
    after = {code: _wished(wish) for code, wish in wishes.items()}
    moved = [code for code in wishes if before[code] != after[code]]
    if not moved:
        return None
    _drop_redoable(db, edition, by)
    step = DraftStep(
        edition_id=edition.id,
        number=_next_number(db, edition),
        act=act,
        facts=dict(facts or {}),
        before={code: before[code] for code in moved},
        after={code: after[code] for code in moved},
        made_by=by,
        made_at=now,
    )
    db.add(step)
    _store(db, edition, draft, step.after, by=by, now=now)
    _note(db, edition, "draft edited", step, by=by, now=now)
    return step


def undo(db: Db, edition: Edition, *, by: str, now: datetime) -> DraftStep:
    """Take back one's own last act. Raises Conflict ``no_act_to_undo``, ``draft_moved_on``."""
    hold_draft(db, edition)
    step = last_step(db, edition, by)
    if step is None:
        raise Conflict("no_act_to_undo")
    _replay(db, edition, step, expected=step.after, wanted=step.before, by=by, now=now)
    step.undone_at = now
    _note(db, edition, "draft undone", step, by=by, now=now)
    return step


def redo(db: Db, edition: Edition, *, by: str, now: datetime) -> DraftStep:
    """Do again what one took back last. Raises Conflict ``nothing_to_redo``, ``draft_moved_on``."""
    hold_draft(db, edition)
    step = redoable_step(db, edition, by)
    if step is None:
        raise Conflict("nothing_to_redo")
    _replay(db, edition, step, expected=step.before, wanted=step.after, by=by, now=now)
    step.undone_at = None
    _note(db, edition, "draft redone", step, by=by, now=now)
    return step


def last_step(db: Db, edition: Edition, by: str) -> DraftStep | None:
    """What ``undo`` would take back."""
    query = _steps(edition, by).where(DraftStep.undone_at.is_(None))
    return db.scalar(query.order_by(DraftStep.number.desc()).limit(1))


def redoable_step(db: Db, edition: Edition, by: str) -> DraftStep | None:
    """What ``redo`` would do again."""
    query = _steps(edition, by).where(DraftStep.undone_at.is_not(None))
    return db.scalar(query.order_by(DraftStep.number).limit(1))


def hold_draft(db: Db, edition: Edition) -> None:
    """One at a time: draft and publication of an edition wait for each other."""
    one_at_a_time(db, f"programme of {edition.id}")


def end_steps(db: Db, edition: Edition, codes: Mapping[str, Any] | set[str]) -> None:
    """After publishing: acts on these sessions can no more be undone in the draft."""
    open_steps = sa.select(DraftStep).where(
        DraftStep.edition_id == edition.id, DraftStep.gone.is_(False)
    )
    for step in db.scalars(open_steps.order_by(DraftStep.number)):
        step.gone = step.gone or not set(codes).isdisjoint(step.after)


def _steps(edition: Edition, by: str) -> sa.Select[DraftStep]:
    return sa.select(DraftStep).where(
        DraftStep.edition_id == edition.id, DraftStep.made_by == by, DraftStep.gone.is_(False)
    )


def _refuse_unseen(draft: Draft, seen: Mapping[str, str]) -> None:
    for code, mark in seen.items():
        known = draft.by_code.get(code)
        if (known.mark if known else mark_of(None)) != mark:
            by = known.edited_by if known else None
            raise Conflict("draft_newer", session=code, by=by or "")


def _judge(db: Db, edition: Edition, draft: Draft, wishes: Mapping[str, Wish | None]) -> None:
    ground = _ground(db, edition, draft, wishes)
    for code, wish in wishes.items():
        known = draft.by_code.get(code)
        if wish is not None:
            if wish.plan.code != code:
                raise Invalid("draft_code_form", session=code)
            judge(wish.day, wish.plan, ground)
        elif known and known.published:
            raise Conflict("draft_published", session=code)
    _refuse_circles(draft, wishes)


def _ground(db: Db, edition: Edition, draft: Draft, wishes: Mapping[str, Wish | None]) -> Ground:
    def codes(model: Any) -> set[str]:
        return set(db.scalars(sa.select(model.code).where(model.edition_id == edition.id)))

    added = {code for code, wish in wishes.items() if wish}
    return Ground(
        days={date.fromisoformat(day) for day in edition.days},
        rooms=codes(Room),
        meetings=codes(Meeting),
        parties=codes(Party),
        groups=codes(PartyGroup),
        sessions={each.code for each in draft.sessions} | added,
    )


def _refuse_circles(draft: Draft, wishes: Mapping[str, Wish | None]) -> None:
    plans = {each.code: each.plan for each in draft.sessions}
    plans |= {code: wish.plan for code, wish in wishes.items() if wish}
    for code, wish in wishes.items():
        reached, ways = set[str](), [code] if wish else []
        while ways:
            plan = plans.get(ways.pop())
            for rule in plan.audience if plan else ():
                if isinstance(rule.who, SameAs) and rule.who.code not in reached:
                    if rule.who.code == code:
                        raise Invalid("draft_circle", session=code)
                    reached.add(rule.who.code)
                    ways.append(rule.who.code)


def _state(known: Drafted | None) -> State:
    if known is None:
        return None
    return {"content": content_of(known.day, known.plan), "parked": known.parked}


def _wished(wish: Wish | None) -> State:
    if wish is None:
        return None
    return {"content": content_of(wish.day, wish.plan), "parked": wish.parked}


def _replay(
    db: Db,
    edition: Edition,
    step: DraftStep,
    *,
    expected: Mapping[str, State],
    wanted: Mapping[str, State],
    by: str,
    now: datetime,
) -> None:
    draft = draft_of(db, edition)
    for code, state in expected.items():
        if _state(draft.by_code.get(code)) != state:
            raise Conflict("draft_moved_on", session=code)
    wishes = {code: _wish(state) for code, state in wanted.items()}
    _judge(db, edition, draft, wishes)
    _store(db, edition, draft, wanted, by=by, now=now)


def _wish(state: State) -> Wish | None:
    return Wish(*planned(state["content"]), parked=state["parked"]) if state else None


def _store(
    db: Db,
    edition: Edition,
    draft: Draft,
    states: Mapping[str, State],
    *,
    by: str,
    now: datetime,
) -> None:
    """Rows only for what differs from the published programme."""
    rows = {row.code: row for row in edits_of(db, edition.id)}
    for code, state in states.items():
        known, row = draft.by_code.get(code), rows.get(code)
        published = known.published if known else None
        same = published and state == {"content": content_of(*published), "parked": False}
        if state is None or same:
            if row is not None:
                db.delete(row)
            continue
        if row is None:
            row = DraftSession(edition_id=edition.id, code=code)
            db.add(row)
        row.content, row.parked = state["content"], state["parked"]
        row.edited_by, row.edited_at = by, now
    db.flush()


def _drop_redoable(db: Db, edition: Edition, by: str) -> None:
    for step in db.scalars(_steps(edition, by).where(DraftStep.undone_at.is_not(None))):
        step.gone = True


def _next_number(db: Db, edition: Edition) -> int:
    latest = sa.select(sa.func.max(DraftStep.number)).where(DraftStep.edition_id == edition.id)
    return (db.scalar(latest) or 0) + 1


def _note(
    db: Db, edition: Edition, action: str, step: DraftStep, *, by: str, now: datetime
) -> None:
    journal.record(
        db,
        action,
        f"edition:{edition.id}",
        by=by,
        now=now,
        edition_id=edition.id,
        act=step.act,
        step=step.number,
        sessions=sorted(step.after),
    )
