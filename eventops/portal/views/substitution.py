"""Entering a substitution: at one session, or the head of delegation from a time on."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.agenda.rules import AskedBy
from eventops.agenda.substitution import (
    name_alternate,
    over,
    replace_at_session,
)
from eventops.agenda.trail import line_of
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.delegations.models import Delegation
from eventops.editions.models import Meeting
from eventops.editions.queries import meetings_of
from eventops.portal.pages import address, afresh, close_delegation, pages
from eventops.portal.services import may_change
from eventops.portal.standing_in import (
    badge_state,
    members_of,
    table_of,
)
from eventops.portal.substitution_forms import AlternateForm, AskedForm, ReplacementForm, name_of
from eventops.portal.views.frame import DELEGATION
from eventops.portal.walk_in import REGISTERING
from eventops.programme.models import Session
from eventops.programme.queries import session_by_code
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.now import now
from eventops.web.pages import zoned

TRAIL = f"{DELEGATION}/substitutions"


@pages.route(f"{TRAIL}/sessions/<session>", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def replacement(code: str, session: str) -> str | Response:
    """One person for another at one session."""
    delegation = close_delegation(code)
    at = _session_of(delegation, session)
    form = ReplacementForm().offer(table_of(db(), g.edition, delegation, at))
    status = _prefilled(form, delegation)
    if form.validate_on_submit():
        try:
            made = replace_at_session(
                db(),
                g.edition,
                delegation,
                at,
                leaving_id=form.leaving.data,
                entering_id=form.entering.data,
                request=form.request(),
                badge=badge_state(db(), form.entering.data),
                by=signed_in_viewer().actor,
                now=now(),
            )
        except (Invalid, Conflict) as fault:
            status = tell(form, fault)
            delegation = afresh(close_delegation, code)
            at = session_by_code(db(), g.edition.id, session)
        else:
            return _entered(delegation, made.id)
    return _form_page(form, delegation, status, session=at)


@pages.route(f"{TRAIL}/heads/<meeting>", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def alternate(code: str, meeting: str) -> str | Response:
    """Another head for a meeting from a time on."""
    delegation, led = close_delegation(code), _meeting(meeting)
    form = AlternateForm().offer(members_of(db(), delegation))
    status = _prefilled(form, delegation)
    if form.validate_on_submit():
        begins, until = form.times()
        try:
            made = name_alternate(
                db(),
                g.edition,
                delegation,
                led,
                entering_id=form.entering.data,
                begins=begins,
                until=until,
                request=form.request(),
                badge=badge_state(db(), form.entering.data),
                by=signed_in_viewer().actor,
                now=now(),
            )
        except (Invalid, Conflict) as fault:
            status = tell(form, fault)
            delegation, led = afresh(close_delegation, code), _meeting(meeting)
        else:
            return _entered(delegation, made.id)
    return _form_page(form, delegation, status, meeting=led)


def _session_of(delegation: Delegation, code: str) -> Session:
    """A session at which the delegation has a place; another one is not there for it."""
    session = session_by_code(db(), g.edition.id, code)
    if not table_of(db(), g.edition, delegation, session).holders:
        raise NotFound("no_session", session=code)
    return session


def _meeting(code: str) -> Meeting:
    found = next((each for each in meetings_of(db(), g.edition.id) if each.code == code), None)
    if found is None:
        raise NotFound("no_meeting")
    return found


def _prefilled(form: ReplacementForm | AlternateForm, delegation: Delegation) -> int:
    """What is likely; the status of a page that was not sent well."""
    if request.method == "POST":
        return 422
    viewer = signed_in_viewer()
    form.entering.data = request.args.get("entering")
    at_desk = viewer.holds(*Role, edition_id=delegation.edition_id)
    form.channel.data = AskedBy.IN_PERSON.value if at_desk else AskedBy.PAGE.value
    if not at_desk:
        form.asked_by.data = viewer.name
    if isinstance(form, AlternateForm):
        form.begins.data = zoned(now()).replace(second=0, microsecond=0)
    return 200


def _form_page(
    form: AskedForm,
    delegation: Delegation,
    status: int,
    *,
    session: Session | None = None,
    meeting: Meeting | None = None,
) -> Response:
    page = render_template(
        "portal/substitution_form.html",
        form=form,
        party=delegation.party,
        session=session,
        meeting=meeting,
        newcomer_url=_newcomer(delegation, session, meeting),
        is_over=session is not None and over(session, now()),
        zoned=zoned,
    )
    return Response(page, status, mimetype="text/html")


def _newcomer(
    delegation: Delegation, session: Session | None, meeting: Meeting | None
) -> str | None:
    """Where somebody is put on the list first: the walk-in, which leads back to this place, else
    the focal point's form."""
    viewer = signed_in_viewer()
    if viewer.holds(*REGISTERING, edition_id=delegation.edition_id):
        return url_for(
            "portal.walk_in",
            edition=g.edition.slug,
            delegation=delegation.party.code.lower(),
            session=session.code if session else None,
            meeting=meeting.code if meeting else None,
        )
    if may_change(db(), delegation, viewer):
        return address(delegation, "add_person")
    return None


def _entered(delegation: Delegation, substitution_id: str) -> Response:
    line = line_of(db(), delegation, substitution_id)
    undo = address(delegation, "undoing", substitution_id=substitution_id)
    told = {"text": _("%(name)s stands in from now on.", name=name_of(line.entering)), "undo": undo}
    flash(told)  # type: ignore[arg-type]  # components/undo.html takes a mapping too
    here = address(delegation, "substitution", substitution_id=substitution_id)
    return redirect(here, 303)
