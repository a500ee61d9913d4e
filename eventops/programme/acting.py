"""What editors do at the desk: acts on the draft, with the past locked before each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.editions.models import Edition
from eventops.programme.drafting import (
    Wish,
    edit,
    hold_draft,
    last_step,
    redo,
    redoable_step,
    undo,
    wishes_of,
)
from eventops.programme.drafts import Drafted, draft_of
from eventops.programme.minting import new_code
from eventops.programme.models import DraftStep
from eventops.programme.past import require_ahead
from eventops.programme.rules import Status


def act(
    db: Db,
    edition: Edition,
    what: str,
    wishes: Mapping[str, Wish | None],
    *,
    by: str,
    now: datetime,
    seen: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> DraftStep | None:
    """``drafting.edit`` of what lies ahead. Raises as that does, and Conflict ``past_locked``."""
    hold_draft(db, edition)
    require_ahead(db, edition, draft_of(db, edition), wishes, by=by, now=now)
    return edit(db, edition, what, wishes, by=by, now=now, seen=seen, facts=facts)


def take_back(db: Db, edition: Edition, *, by: str, now: datetime) -> DraftStep:
    """``drafting.undo`` of what lies ahead. Raises as that does, and Conflict ``past_locked``."""
    hold_draft(db, edition)
    if step := last_step(db, edition, by):
        wishes = wishes_of(step.before)
        require_ahead(db, edition, draft_of(db, edition), wishes, by=by, now=now)
    return undo(db, edition, by=by, now=now)


def do_again(db: Db, edition: Edition, *, by: str, now: datetime) -> DraftStep:
    """``drafting.redo`` of what lies ahead. Raises as that does, and Conflict ``past_locked``."""
    hold_draft(db, edition)
    if step := redoable_step(db, edition, by):
        wishes = wishes_of(step.after)
        require_ahead(db, edition, draft_of(db, edition), wishes, by=by, now=now)
    return redo(db, edition, by=by, now=now)


def cancelled(each: Drafted) -> Wish:
    """It is not held; calendars will say so."""
    return Wish(each.day, replace(each.plan, status=Status.CANCELLED), each.parked)


def reinstated(each: Drafted) -> Wish:
    """It is held after all, as firmly as it was published."""
    was = each.published[1].status if each.published else None
    status = None if was is Status.CANCELLED else was
    return Wish(each.day, replace(each.plan, status=status), each.parked)


def parked(each: Drafted) -> Wish:
    """Into the tray: it keeps its day, time and room, and takes none of them."""
    return Wish(each.day, each.plan, parked=True)


def copied(each: Drafted, code: str) -> Wish:
    """The same once more, in the tray until it has a place."""
    return Wish(each.day, replace(each.plan, code=code, status=None), parked=True)


def removable(each: Drafted) -> bool:
    """Whether nobody was ever told of it."""
    return each.published is None


def require_removable(each: Drafted) -> None:
    """Raises Conflict ``draft_published``."""
    if not removable(each):
        raise Conflict("draft_published", session=each.code)


def fresh_code(db: Db, edition: Edition) -> str:
    """A code that no session of the draft has."""
    return new_code(draft_of(db, edition).by_code)
