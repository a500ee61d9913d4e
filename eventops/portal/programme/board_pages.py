"""The board's pages: a day or the week, its living part, undo and redo, the lock of the past."""

import hashlib
from datetime import date
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import may_enter, signed_in_viewer, unattended
from eventops.accounts.queries import names_of
from eventops.core.errors import DomainError, NotAllowed, NotFound
from eventops.core.journal import head_of
from eventops.portal.pages import page_as_of, pages
from eventops.portal.programme.answering import done, in_json, refused
from eventops.portal.programme.board import Looks, board_day, tray
from eventops.portal.programme.desk import DESK_AT, EDITORS, Desk, desk, may_unlock
from eventops.portal.programme.details import details
from eventops.portal.programme.steps import step_said
from eventops.portal.programme.weighing import troubles
from eventops.programme.acting import do_again, take_back
from eventops.programme.drafting import last_step, redoable_step
from eventops.programme.past import close_past, open_past
from eventops.programme.views import DayTab
from eventops.web.db import db
from eventops.web.now import today
from eventops.web.pages import language, zoned

WEEK = "week"


@pages.get(DESK_AT)
@may_enter(EDITORS)
def board() -> str:
    """The day that runs now, else the first."""
    here = desk()
    return _page(here, (today() if today() in here.days else here.days[0]).isoformat())


@pages.get(f"{DESK_AT}/<day>", endpoint="board_day")
@may_enter(EDITORS)
def one_day(day: str) -> str:
    """One day, 2026-01-15, or the week."""
    return _page(desk(), day)


@pages.get(f"{DESK_AT}/<day>/cards")
@unattended
@may_enter(EDITORS)
def board_cards(day: str) -> Response:
    """The part that shows what others do; 304 before anything is drawn when nothing happened."""
    here = desk()
    days = _days(here, day)
    answer, tag = Response(mimetype="text/html"), _tag(here, day)
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(tag):
        answer.status_code = 304
        return answer
    answer.set_data(render_template("programme_desk/_board.html", **_board(here, day, days)))
    return answer


@pages.post(f"{DESK_AT}/undoing")
@may_enter(EDITORS)
def draft_undoing() -> Response:
    """Take back one's own last act."""
    here = desk()
    try:
        step = take_back(db(), g.edition, by=here.by, now=here.now)
    except DomainError as fault:
        return _not_done(here, fault)
    return done(_("Undone: %(what)s.", what=step_said(step)), _where())


@pages.post(f"{DESK_AT}/redoing")
@may_enter(EDITORS)
def draft_redoing() -> Response:
    """Do again what was taken back last."""
    here = desk()
    try:
        step = do_again(db(), g.edition, by=here.by, now=here.now)
    except DomainError as fault:
        return _not_done(here, fault)
    return done(_("Done again: %(what)s.", what=step_said(step)), _where())


@pages.post(f"{DESK_AT}/past")
@may_enter(EDITORS)
def past_opening() -> Response:
    """Unlock the past for this editor, for a while."""
    if not may_unlock():
        raise NotAllowed("not_to_unlock")
    here = desk()
    opening = open_past(db(), g.edition, request.form.get("reason", ""), by=here.by, now=here.now)
    until = f"{zoned(opening.open_until):%H:%M}"
    flash(_("The past is unlocked for you until %(until)s.", until=until))
    return redirect(_where(), 303)


@pages.post(f"{DESK_AT}/past/closing")
@may_enter(EDITORS)
def past_closing() -> Response:
    """Lock it again."""
    here = desk()
    close_past(db(), g.edition, by=here.by, now=here.now)
    flash(_("The past is locked again."))
    return redirect(_where(), 303)


def _not_done(here: Desk, fault: DomainError) -> Response:
    if not in_json():
        raise fault
    return refused(here, fault)


def _where() -> str:
    """The board that was looked at."""
    day = request.form.get("day", "")
    if day == WEEK or day in g.edition.days:
        return url_for("portal.board_day", edition=g.edition.slug, day=day)
    return url_for("portal.board", edition=g.edition.slug)


def _page(here: Desk, day: str) -> str:
    days = _days(here, day)
    context = _board(here, day, days)
    code = context["chosen"]
    return render_template(
        "programme_desk/board.html",
        days=_tabs(here, day),
        week_url=url_for("portal.board_day", edition=g.edition.slug, day=WEEK),
        live_url=url_for(
            "portal.board_cards", edition=g.edition.slug, day=day, session=code or None
        ),
        live_tag=f'"{_tag(here, day)}"',
        details=details(here, code) if code in here.draft.by_code else None,
        as_of=page_as_of(),
        **context,
    )


def _board(here: Desk, day: str, days: list[date]) -> dict[str, Any]:
    chosen = request.args.get("session", "")
    looks = Looks(
        rooms=here.rooms,
        is_locked=here.is_locked,
        troubles=troubles(here),
        chosen=chosen,
        now=here.clock,
    )
    titles = {on: told.get("title") for on, told in g.edition.days.items()}
    last, redoable = last_step(db(), g.edition, here.by), redoable_step(db(), g.edition, here.by)
    editors = {each.edited_by for each in here.draft.changes if each.edited_by}
    return {
        "shown": day,
        "board_days": [board_day(here.draft, on, titles.get(on.isoformat()), looks) for on in days],
        "rooms": here.rooms,
        "tray": tray(here.draft, looks),
        "chosen": chosen,
        "changed": len(here.draft.changes),
        "editors": sorted(names_of(db(), editors).values()),
        "undo": step_said(last) if last else None,
        "redo": step_said(redoable) if redoable else None,
        "opening": here.opening,
        "has_past": any(here.is_past(each) for each in here.draft.sessions),
        "may_unlock": may_unlock(),
        "zoned": zoned,
    }


def _days(here: Desk, day: str) -> list[date]:
    """The days of an address; NotFound when the edition has none such."""
    if day == WEEK:
        return here.days
    found = [on for on in here.days if on.isoformat() == day]
    if not found:
        raise NotFound("no_day")
    return found


def _tabs(here: Desk, day: str) -> list[DayTab]:
    return [
        DayTab(
            on,
            g.edition.days.get(on.isoformat(), {}).get("title"),
            url_for("portal.board_day", edition=g.edition.slug, day=on.isoformat()),
            on.isoformat() == day,
        )
        for on in here.days
    ]


def _tag(here: Desk, day: str) -> str:
    """What the part depends on: all that was journalled, who reads it how, and the hour's slice."""
    told = (
        head_of(db(), g.edition.id),
        signed_in_viewer().user_id,
        language(),
        day,
        request.args.get("session", ""),
        here.opening is not None,
        int(here.now.timestamp()) // 60,
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]
