"""Bringing the draft back to what a version said, as one act that can be undone."""

from dataclasses import replace
from datetime import datetime

from eventops.core.db import Db
from eventops.editions.models import Edition
from eventops.programme.acting import act
from eventops.programme.contents import planned
from eventops.programme.drafting import Wish, hold_draft
from eventops.programme.drafts import Draft, Drafted, draft_of
from eventops.programme.models import DraftStep, Version
from eventops.programme.rules import Status
from eventops.programme.versions import contents_at


def restore_version(
    db: Db, edition: Edition, version: Version, *, by: str, now: datetime
) -> DraftStep | None:
    """Nothing is published by it; None when the draft says the same already.

    A session published since becomes cancelled, since calendars hold it; one that was only drafted
    since goes into the tray.

    Raises NotFound ``version_not_kept`` and what ``act`` raises, such as of a room that is gone.
    """
    hold_draft(db, edition)
    contents = contents_at(db, edition, version.number)
    wishes: dict[str, Wish | None] = {
        code: Wish(*planned(content)) for code, content in contents.items()
    }
    draft: Draft = draft_of(db, edition)
    for each in draft.sessions:
        if each.code not in wishes:
            wishes[each.code] = _put_away(each)
    wanted = {
        code: wish for code, wish in wishes.items() if _differs(draft.by_code.get(code), wish)
    }
    told = {"version": version.number}
    return act(db, edition, "restored", wanted, by=by, now=now, facts=told)


def _differs(known: Drafted | None, wish: Wish | None) -> bool:
    return known is None or Wish(known.day, known.plan, known.parked) != wish


def _put_away(each: Drafted) -> Wish:
    if each.published is None:
        return Wish(each.day, each.plan, parked=True)
    day, plan = each.published
    return Wish(day, replace(plan, status=Status.CANCELLED))
