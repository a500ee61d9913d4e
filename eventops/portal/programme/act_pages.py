"""Acts on many sessions: each shows what it would do and break, and is done as one step."""

import json
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response

from eventops.accounts.access import may_enter
from eventops.core.errors import DomainError, Invalid, NotFound
from eventops.core.multilingual import Multilingual
from eventops.portal.pages import pages
from eventops.portal.programme.act_forms import ActForm, DayForm, LaterForm, RepeatForm, RoomsForm
from eventops.portal.programme.answering import fault_said
from eventops.portal.programme.desk import DESK_AT, EDITORS, Desk, desk
from eventops.portal.programme.partner_form import PartnersForm, rules_of_pattern
from eventops.portal.programme.place_pages import place_said
from eventops.portal.programme.placing import put
from eventops.portal.programme.session_forms import FIELD_OF, title_fields
from eventops.portal.programme.weighing import of_wishes
from eventops.programme.acts import Wishes
from eventops.programme.contents import mark_of
from eventops.web.problems import status_of

ACTS = {
    "partners": (
        lazy_gettext("Partner sessions"),
        lazy_gettext("A run of consultations, one partner after the other."),
    ),
    "repetition": (
        lazy_gettext("Repeat a session"),
        lazy_gettext("The same once more on further days."),
    ),
    "day": (
        lazy_gettext("Shift a day"),
        lazy_gettext("All of a day’s programme goes to another day."),
    ),
    "rooms": (
        lazy_gettext("Swap two rooms"),
        lazy_gettext("What is in one room goes into the other, and back."),
    ),
    "later": (
        lazy_gettext("Move a part of a day"),
        lazy_gettext("All that begins after a time moves by some minutes."),
    ),
}
"""Word of the address → what it is called, what it does."""
FORMS: dict[str, type[ActForm]] = {
    "partners": PartnersForm,
    "repetition": RepeatForm,
    "day": DayForm,
    "rooms": RoomsForm,
    "later": LaterForm,
}
"""Word of the address → its form."""


@dataclass(frozen=True, slots=True)
class Result:
    """One session of a preview."""

    code: str
    title: Multilingual
    before: str
    after: str


@pages.get(f"{DESK_AT}/acts")
@may_enter(EDITORS)
def programme_acts() -> str:
    """What can be done to many sessions at once."""
    return render_template("programme_desk/acts.html", acts=ACTS)


@pages.route(f"{DESK_AT}/acts/<act>", methods=["GET", "POST"])
@may_enter(EDITORS)
def programme_act(act: str) -> Response:
    """One act: asked, shown, done."""
    if act not in FORMS:
        raise NotFound("no_act")
    here = desk()
    form = _form_of(here, act)
    if not form.is_submitted():
        return _page(here, act, form)
    if not form.validate():
        return _page(here, act, form, 422)
    try:
        wishes = form.wishes(here)
        if "do" in request.form and _sent_marks(form).keys() == wishes.keys():
            return _done(here, form, wishes)
    except DomainError as fault:
        return _refused(here, act, form, fault)
    if "do" in request.form:
        form.form_errors.append(_("The draft has changed since; look at what it would do now."))
        return _page(here, act, form, 409, wishes=wishes)
    return _page(here, act, form, wishes=wishes)


def _done(here: Desk, form: ActForm, wishes: Wishes) -> Response:
    put(
        here,
        form.step,
        wishes,
        seen=_sent_marks(form),
        facts=form.facts(here),
        reason=form.reason.line,
    )
    count = len(wishes)
    flash(
        ngettext(
            "%(num)s session is changed in the draft.",
            "%(num)s sessions are changed in the draft.",
            count,
        )
    )
    days = sorted(wish.day for wish in wishes.values() if wish)
    if not days:
        return redirect(url_for("portal.board", edition=g.edition.slug), 303)
    return redirect(
        url_for("portal.board_day", edition=g.edition.slug, day=days[0].isoformat()), 303
    )


def _refused(here: Desk, act: str, form: ActForm, fault: DomainError) -> Response:
    sentence, name = fault_said(here, fault), FIELD_OF.get(fault.code, "")
    if name in form:
        form[name].errors = [*form[name].errors, sentence]
    else:
        form.form_errors.append(sentence)
    if isinstance(fault, Invalid):
        return _page(here, act, form, status_of(fault))
    return _page(here, act, form, status_of(fault), wishes=form.wishes(here))


def _page(
    here: Desk, act: str, form: ActForm, status: int = 200, *, wishes: Wishes | None = None
) -> Response:
    more: dict[str, Any] = {}
    if wishes is not None:
        form.seen.data = json.dumps(_marks(here, wishes))
        conflicts = of_wishes(here, wishes)
        more = {
            "results": _results(here, wishes),
            "conflicts": conflicts,
            "blocked": any(each.blocks for each in conflicts),
            "locked": sum(here.is_locked(each) for each in here.draft.sessions),
        }
    title, about = ACTS[act]
    page = render_template(
        "programme_desk/act.html",
        act=act,
        title=title,
        about=about,
        form=form,
        misread=rules_of_pattern(form),
        languages_here=here.edition.languages,
        **more,
    )
    return Response(page, status, mimetype="text/html")


def _results(here: Desk, wishes: Wishes) -> list[Result]:
    """By day, time and code."""
    wished = [(code, wish) for code, wish in wishes.items() if wish is not None]
    in_order = sorted(wished, key=lambda each: (each[1].day, each[1].plan.start, each[0]))
    return [
        Result(code, wish.plan.title, _stood(here, code), place_said(here, (wish.day, wish.plan)))
        for code, wish in in_order
    ]


def _stood(here: Desk, code: str) -> str:
    known = here.draft.by_code.get(code)
    if known is None:
        return str(_("new"))
    return str(_("in the tray")) if known.parked else place_said(here, known.planned)


def _marks(here: Desk, wishes: Wishes) -> dict[str, str]:
    return {
        code: here.draft.by_code[code].mark if code in here.draft.by_code else mark_of(None)
        for code in wishes
    }


def _sent_marks(form: ActForm) -> dict[str, str]:
    """What the preview showed; an act that would touch others now is shown once more."""
    try:
        sent = json.loads(form.seen.data or "{}")
    except ValueError:
        return {}
    return {str(code): str(mark) for code, mark in sent.items()} if isinstance(sent, dict) else {}


def _form_of(here: Desk, name: str) -> ActForm:
    """The form of an act, with a title for each language where it makes sessions."""
    kind = FORMS[name]
    if kind is PartnersForm:
        tongues = "".join(here.edition.languages).title()
        kind = type(f"PartnersFormIn{tongues}", (PartnersForm,), title_fields(here))
    form = kind()
    form.offer(here)
    return form
