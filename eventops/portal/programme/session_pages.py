"""One session's pages: new and changed through one form, moved, parked, cancelled, copied."""

from datetime import date, time
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import may_enter
from eventops.accounts.queries import names_of
from eventops.core.errors import Conflict, DomainError
from eventops.core.multilingual import Multilingual, said
from eventops.portal.pages import pages
from eventops.portal.programme.answering import done, fault_said, in_json, refused
from eventops.portal.programme.desk import DESK_AT, EDITORS, SESSION_AT, Desk, desk
from eventops.portal.programme.details import details, in_words, readings_of
from eventops.portal.programme.fields import rule_lines
from eventops.portal.programme.placing import put
from eventops.portal.programme.session_forms import FIELD_OF, SessionForm, session_form
from eventops.programme.acting import (
    act,
    cancelled,
    copied,
    fresh_code,
    parked,
    reinstated,
    require_removable,
)
from eventops.programme.audience import SESSION_CODE, Everyone, Rule
from eventops.programme.contents import mark_of
from eventops.programme.drafting import Wish
from eventops.programme.drafts import Drafted
from eventops.programme.minting import is_opaque
from eventops.programme.plan import SessionPlan
from eventops.programme.rules import Access, Track
from eventops.programme.standing import between
from eventops.web.db import db
from eventops.web.pages import language
from eventops.web.problems import status_of


@pages.route(f"{DESK_AT}/sessions/new", methods=["GET", "POST"])
@may_enter(EDITORS)
def new_session() -> str | Response:
    """A session that is not there yet, under a code without meaning."""
    here = desk()
    form = session_form(here)
    if not form.is_submitted():
        form.show(*_blank(here), mark_of(None))
        return _form_page(here, form, None)
    code = _own_code(here, form.code.data or "")
    form.code.data = code
    return _taken(here, form, code, None)


@pages.route(SESSION_AT, methods=["GET", "POST"])
@may_enter(EDITORS)
def drafted_session(code: str) -> str | Response:
    """Everything of a session, to be changed."""
    here = desk()
    each, form = here.session(code), session_form(here)
    if not form.is_submitted():
        form.show(each.day, each.plan, each.mark)
        return _form_page(here, form, each)
    return _taken(here, form, code, each)


@pages.get(f"{SESSION_AT}/details")
@may_enter(EDITORS)
def session_details(code: str) -> str:
    """The panel beside the board, alone."""
    return render_template("programme_desk/_details.html", details=details(desk(), code))


@pages.get(f"{DESK_AT}/audience")
@may_enter(EDITORS)
def audience_read() -> str:
    """How rules are read while they are typed."""
    readings = readings_of(desk())
    lines = rule_lines(request.args.get("rules", "")[:4000])
    return render_template(
        "programme_desk/_rules.html", rules=[readings.of(each) for each in lines]
    )


@pages.post(f"{SESSION_AT}/parking")
@may_enter(EDITORS)
def session_parking(code: str) -> Response:
    """Into the tray."""
    here = desk()
    each = here.session(code)
    return _one(here, each, "parked", parked(each), _("“%(title)s” waits in the tray."))


@pages.post(f"{SESSION_AT}/cancellation")
@may_enter(EDITORS)
def session_cancellation(code: str) -> Response:
    """It is not held."""
    here = desk()
    each = here.session(code)
    return _one(
        here, each, "cancelled", cancelled(each), _("“%(title)s” is cancelled in the draft.")
    )


@pages.post(f"{SESSION_AT}/reinstatement")
@may_enter(EDITORS)
def session_reinstatement(code: str) -> Response:
    """It is held after all."""
    here = desk()
    each = here.session(code)
    return _one(here, each, "reinstated", reinstated(each), _("“%(title)s” is held after all."))


@pages.post(f"{SESSION_AT}/copies")
@may_enter(EDITORS)
def session_copies(code: str) -> Response:
    """The same once more, in the tray."""
    here = desk()
    each, new = here.session(code), fresh_code(db(), g.edition)
    facts = {"title": each.plan.title}
    act(db(), g.edition, "copied", {new: copied(each, new)}, by=here.by, now=here.now, facts=facts)
    flash(_("A copy of “%(title)s” waits in the tray.", title=_title(each.plan.title)))
    return redirect(url_for("portal.drafted_session", edition=g.edition.slug, code=new), 303)


@pages.post(f"{SESSION_AT}/removal")
@may_enter(EDITORS)
def session_removal(code: str) -> Response:
    """Away with what was never published."""
    here = desk()
    each = here.session(code)
    require_removable(each)
    return _one(here, each, "removed", None, _("“%(title)s” is removed from the draft."))


def _one(here: Desk, each: Drafted, what: str, wish: Wish | None, sentence: str) -> Response:
    """One session is wished otherwise by a button; what the page showed is sent along."""
    seen = request.form.get("seen")
    try:
        act(
            db(),
            g.edition,
            what,
            {each.code: wish},
            by=here.by,
            now=here.now,
            seen={each.code: seen} if seen else None,
            facts={"title": each.plan.title},
        )
    except DomainError as fault:
        if not in_json():
            raise
        return refused(here, fault)
    # The sentence comes with its gap open, since only here the title is known in all languages.
    return done(sentence % {"title": _title(each.plan.title)}, board_of(each.day, each.code))


def board_of(day: date, code: str) -> str:
    """The board on which a session stands, with the session chosen."""
    return url_for("portal.board_day", edition=g.edition.slug, day=day.isoformat(), session=code)


def _title(title: Multilingual) -> str:
    return said(title, language())


def _taken(here: Desk, form: SessionForm, code: str, known: Drafted | None) -> str | Response:
    """Store what was written; with a fault the form comes back with everything in it."""
    if not form.validate() or "check" in request.form:
        return _form_page(here, form, known, 422 if form.errors else 200)
    wish = form.wish(code, known)
    try:
        put(
            here,
            "edited" if known else "created",
            {code: wish},
            seen={code: form.seen.data or ""},
            reason=form.reason.line,
            facts={"title": wish.plan.title},
        )
    except DomainError as fault:
        return _faulty(here, form, known, wish, fault)
    flash(_("“%(title)s” is kept in the draft.", title=_title(wish.plan.title)))
    return redirect(board_of(wish.day, code), 303)


def _faulty(
    here: Desk, form: SessionForm, known: Drafted | None, wish: Wish, fault: DomainError
) -> str | Response:
    sentence = fault_said(here, fault)
    name = FIELD_OF.get(fault.code, "")
    if fault.code == "draft_no_title":
        name = f"title_{form.titles[0]}"
    if name in form:
        form[name].errors = [*form[name].errors, sentence]
    elif fault.code != "draft_newer":  # both versions stand there instead
        form.form_errors.append(sentence)
    newer: dict[str, Any] = {}
    if isinstance(fault, Conflict) and fault.code == "draft_newer" and known:
        known = here.session(known.code)
        newer = newer_than(here, known, wish)
        form.seen.data = known.mark
    blocked = fault.code == "drop_blocked"
    return _form_page(here, form, known, status_of(fault), blocked=blocked, **newer)


def newer_than(here: Desk, known: Drafted, wish: Wish) -> dict[str, Any]:
    """What somebody else made of it, beside what was wanted."""
    changes = between(known.planned, (wish.day, wish.plan))
    by = known.edited_by
    return {
        "newer": known,
        "newer_by": names_of(db(), {by})[by] if by else "",
        "wanted": [in_words(here, change) for change in changes],
    }


def _form_page(
    here: Desk, form: SessionForm, known: Drafted | None, status: int = 200, **more: Any
) -> Response:
    readings = readings_of(here)
    page = render_template(
        "programme_desk/session.html",
        form=form,
        known=known,
        locked=known is not None and here.is_locked(known),
        rules=[readings.of(each) for each in rule_lines(form.audience.data or "")],
        read_url=url_for("portal.audience_read", edition=g.edition.slug),
        back_url=board_of(known.day, known.code)
        if known
        else url_for("portal.board", edition=g.edition.slug),
        **more,
    )
    return Response(page, status, mimetype="text/html")


def _own_code(here: Desk, sent: str) -> str:
    """The code that the page showed, if it may be one still."""
    fits = SESSION_CODE.fullmatch(sent) and is_opaque(sent) and len(sent) <= 8
    if fits and sent not in here.draft.by_code:
        return sent
    return fresh_code(db(), g.edition)


def _blank(here: Desk) -> tuple[date, SessionPlan]:
    """A new session where the board was clicked, else on the first day that is not over."""
    ahead = [each for each in here.days if each >= here.clock.date()]
    day, room = request.args.get("day", ""), request.args.get("room", "")
    on = next((each for each in here.days if each.isoformat() == day), (ahead or here.days)[0])
    rooms = [each.code for each in here.rooms]
    return on, SessionPlan(
        code=fresh_code(db(), g.edition),
        track=Track.SIDE,
        title={},
        start=time(9),
        end=time(10),
        room=room if room in rooms else rooms[0] if rooms else "",
        access=Access.OPEN,
        audience=(Rule(Everyone()),),
        source="",
    )
