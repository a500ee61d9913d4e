"""Where a session stands: the Move page, the board's drop, and what a drop would break."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from flask import Response as Json
from flask import g, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import may_enter
from eventops.core.errors import DomainError, Invalid
from eventops.core.multilingual import said
from eventops.portal.pages import pages
from eventops.portal.programme.answering import done, fault_said, in_json, refused
from eventops.portal.programme.desk import EDITORS, SESSION_AT, Desk, desk
from eventops.portal.programme.fields import clock_of
from eventops.portal.programme.placing import put
from eventops.portal.programme.session_forms import FIELD_OF, PlaceForm
from eventops.portal.programme.session_pages import board_of, newer_than
from eventops.portal.programme.weighing import Weighed, of_drop
from eventops.programme.acts import moved
from eventops.programme.drafting import Wish
from eventops.programme.drafts import Drafted
from eventops.programme.past import has_begun
from eventops.programme.plan import Planned
from eventops.web.pages import day, language, zone
from eventops.web.problems import status_of
from eventops.web.sentences import say


@pages.route(f"{SESSION_AT}/place", methods=["GET", "POST"])
@may_enter(EDITORS)
def session_place(code: str) -> Response:
    """Move a session: the dialogue for keyboard and phone, and where the board's drops go."""
    here, form = desk(), PlaceForm()
    each = here.session(code)
    form.offer(here)
    if not form.is_submitted():
        form.show(each)
        _prefill(form)
        return _place_page(here, form, each)
    if not form.validate() or "check" in request.form:
        return _unfit(here, form, each)
    try:
        on, plan = _wanted(form, each)
        step = put(
            here,
            "moved",
            {code: Wish(on, plan)},
            seen={code: form.seen.data or ""},
            reason=form.reason.line,
            facts={"title": plan.title},
        )
    except DomainError as fault:
        return _refused(here, form, each, fault)
    sentence = (
        _("“%(title)s”: %(place)s.") if step else _("“%(title)s” stands there already: %(place)s.")
    )
    title = said(plan.title, language())
    return done(
        sentence % {"title": title, "place": place_said(here, (on, plan))}, board_of(on, code)
    )


@pages.get(f"{SESSION_AT}/place/hints")
@may_enter(EDITORS)
def session_hints(code: str) -> Json:
    """What would be in conflict if the session were dropped there; stores nothing."""
    here = desk()
    each = here.session(code)
    try:
        wanted = _asked(here, each)
    except Invalid as fault:
        return jsonify({"place": "", "worst": "blocks", "says": [_blocks(fault_said(here, fault))]})
    told = [
        {
            "severity": one.severity,
            "word": say(f"severity_{one.severity}"),
            "why": one.why,
            "way": one.way,
            "reason": one.reason,
        }
        for one in of_drop(here, wanted)
    ]
    behind = here.opening is None and (here.is_past(each) or has_begun(*wanted, zone(), here.now))
    if behind:
        why = say("past_locked", {"session": said(each.plan.title, language())})
        told.insert(0, _blocks(why))
    return jsonify({"place": place_said(here, wanted), "worst": _worst(told), "says": told})


def place_said(here: Desk, planned: Planned) -> str:
    """``Fri 16 Jan 09:15–09:55, Plenary Hall``."""
    on, plan = planned
    room = next(
        (said(row.name, language()) for row in here.rooms if row.code == plan.room), plan.room
    )
    return f"{day(on)} {plan.start:%H:%M}–{plan.end:%H:%M}, {room}"


def _blocks(why: str) -> dict[str, str]:
    word = say("severity_blocks")
    return {"severity": "blocks", "word": word, "why": why, "way": "", "reason": ""}


def _worst(told: list[dict[str, str]]) -> str:
    counting = [each["severity"] for each in told if not each["reason"]]
    return next((each for each in ("blocks", "warns", "informs") if each in counting), "")


def _asked(here: Desk, each: Drafted) -> Planned:
    """The place of an address; what it leaves out stays as it is. Raises Invalid."""
    days = {on.isoformat(): on for on in here.days}
    rooms = {row.code for row in here.rooms}
    on = days.get(request.args.get("day", ""), each.day)
    room = request.args.get("room", "")
    start = clock_of(request.args.get("start", "")) or each.plan.start
    return _at(
        each,
        on,
        start,
        clock_of(request.args.get("end", "")),
        room if room in rooms else each.plan.room,
    )


def _wanted(form: PlaceForm, each: Drafted) -> Planned:
    on = date.fromisoformat(form.day.data)
    return _at(each, on, form.start.clock or each.plan.start, form.end.clock, form.room.data)


def _at(each: Drafted, on: date, start: time, end: time | None, room: str) -> Planned:
    """Moved with its doors; an end of its own changes the length."""
    there, plan = moved((each.day, each.plan), on, start, room)
    return there, replace(plan, end=end) if end else plan


def _prefill(form: PlaceForm) -> None:
    """What the board wanted, when it leads here."""
    for name in ("start", "end"):
        if clock := clock_of(request.args.get(name, "")):
            form[name].process_data(clock)
    for name in ("day", "room"):
        if request.args.get(name, "") in dict(form[name].choices):
            form[name].data = request.args[name]


def _unfit(here: Desk, form: PlaceForm, each: Drafted) -> Response:
    if in_json():
        sentences = [text for texts in form.errors.values() for text in texts]
        answer = jsonify({"code": "unfit", "sentence": " ".join(sentences), "url": ""})
        answer.status_code = 422
        return answer
    return _place_page(here, form, each, 422 if form.errors else 200)


def _refused(here: Desk, form: PlaceForm, each: Drafted, fault: DomainError) -> Response:
    if in_json():
        wanted = {name: form[name].data for name in ("day", "start", "end", "room")}
        url = url_for("portal.session_place", edition=g.edition.slug, code=each.code, **wanted)
        return refused(here, fault, url=url)
    field = form[FIELD_OF[fault.code]] if FIELD_OF.get(fault.code, "") in form else None
    sentence = fault_said(here, fault)
    if field is not None:
        field.errors = [*field.errors, sentence]
    elif fault.code != "draft_newer":
        form.form_errors.append(sentence)
    more: dict[str, Any] = {}
    if fault.code == "draft_newer":
        each = here.session(each.code)
        more = newer_than(here, each, Wish(*_wanted(form, each)))
        form.seen.data = each.mark
    return _place_page(here, form, each, status_of(fault), **more)


def _place_page(
    here: Desk, form: PlaceForm, each: Drafted, status: int = 200, **more: Any
) -> Response:
    hints: tuple[Weighed, ...] = ()
    if not form.errors or status == 409:
        hints = _hints(here, form, each)
    page = render_template(
        "programme_desk/place.html",
        form=form,
        each=each,
        hints=hints,
        blocked=any(one.blocks for one in hints),
        locked=here.is_locked(each),
        stands=place_said(here, each.planned),
        back_url=board_of(each.day, each.code),
        **more,
    )
    return Response(page, status, mimetype="text/html")


def _hints(here: Desk, form: PlaceForm, each: Drafted) -> tuple[Weighed, ...]:
    if not form.is_submitted() and not request.args.get("start"):
        return ()
    for name in ("start", "end"):
        form[name].clock = clock_of(form[name].data or "")
    try:
        return of_drop(here, _wanted(form, each))
    except Invalid:
        return ()
