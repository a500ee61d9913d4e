"""Walk-ins: one page to register, and one that waits for the officer."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer, unattended
from eventops.accreditation.consent import current_notice
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import registration_by_id, registration_ids
from eventops.accreditation.rules import OUT
from eventops.accreditation.terms import terms_of
from eventops.badges.queries import latest_badge
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.core.multilingual import said
from eventops.delegations.models import Delegate, Delegation, Person
from eventops.delegations.queries import delegations_seen_by
from eventops.delegations.rules import FUNCTIONS
from eventops.portal.desk_forms import WalkInForm
from eventops.portal.forms import FIELDS
from eventops.portal.letters import office, tell_decision
from eventops.portal.pages import address, page_as_of, pages, seen_delegation
from eventops.portal.queries import listed_already
from eventops.portal.views.badge_desk import BADGE_ROLES, BADGES, card_url
from eventops.portal.views.words import reason_said
from eventops.portal.walk_in import REGISTERING, WalkIn, register_walk_in
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.headers import camera_page
from eventops.web.installation import settings
from eventops.web.now import now, today
from eventops.web.pages import day, language
from eventops.web.sentences import say
from eventops.web.uploads import takes_files

REGISTERS = holders_of(*REGISTERING)
"""A liaison officer sees, and so registers for, their own delegations alone."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list already, and where their badge is, or a place they may take."""

    person: Person
    url: str


@pages.route(f"{BADGES}/walk-in", methods=["GET", "POST"])
@may_enter(REGISTERS)
@takes_files
def walk_in() -> str | Response:
    """Register somebody who stands at the desk, or beside their liaison officer."""
    form, status = _form(), 200
    alike: list[Listed] = []
    if form.validate_on_submit():
        try:
            delegation = seen_delegation(form.delegation.data)
            alike = [] if form.another.data else _listed(delegation, form)
            if not alike:
                return _registered(_register(form, delegation))
            status, form.another.errors = 422, [say("listed_at_desk")]
        except (Invalid, Conflict) as fault:
            db().rollback()
            status = tell(form, fault, FIELDS)
    elif form.is_submitted():
        status = 422
    if form.errors and form.photo.data:
        form.form_errors.append(_("The photo has to be chosen again."))
    camera_page()
    notice = current_notice(db(), g.edition)
    page = render_template(
        "badges/walk_in.html",
        form=form,
        alike=alike,
        notice=notice,
        back_url=_back_url(form),
        at_badges=_at_badges(),
        as_of=page_as_of(),
    )
    return Response(page, status, mimetype="text/html")


def _listed(delegation: Delegation, form: WalkInForm) -> list[Listed]:
    """Who stands on the delegation's list and may be meant once more, with their badges."""
    found = listed_already(db(), delegation, form.draft())
    known = registration_ids(db(), [each.id for each in found])
    return [
        Listed(
            each.person, card_url(known[each.id]) if _at_badges() else _place_for(each, delegation)
        )
        for each in found
        if each.id in known
    ]


def _at_badges() -> bool:
    """Whether the viewer works at the badge desk, or only registers for a delegation."""
    return signed_in_viewer().holds(*BADGE_ROLES, edition_id=g.edition.id)


def _place() -> dict[str, Any]:
    """The session, or the meeting, at which whoever is registered is to take a place."""
    return {each: request.args[each] for each in ("session", "meeting") if request.args.get(each)}


def _place_for(delegate: Delegate, delegation: Delegation) -> str:
    """Where somebody is entered at that place; else where places are chosen."""
    match _place():
        case {"session": session}:
            return address(delegation, "replacement", session=session, entering=delegate.id)
        case {"meeting": meeting}:
            return address(delegation, "alternate", meeting=meeting, entering=delegate.id)
    return address(delegation, "substitutions")


def _back_url(form: WalkInForm) -> str | None:
    """The desk; for others the substitutions of the delegation, or of the first they see."""
    if _at_badges():
        return url_for("portal.badge_desk", edition=g.edition.slug)
    codes = [_code(each) for each in _delegations()]
    if not codes:
        return None
    code = form.delegation.data if form.delegation.data in codes else codes[0]
    return url_for("portal.substitutions", edition=g.edition.slug, code=code)


def _form() -> WalkInForm:
    form = WalkInForm()
    delegations = _delegations()
    form.delegation.choices = [("", ""), *((_code(each), _name(each)) for each in delegations)]
    form.function.choices = [(code, say(f"function_{code}")) for code in FUNCTIONS]
    form.days.choices = [
        ("whole", _("the whole conference")),
        ("day", _("today alone, %(day)s", day=day(today()))),
    ]
    if request.method == "GET" and request.args.get("delegation"):
        form.delegation.data = request.args["delegation"].lower()
    elif request.method == "GET" and len(delegations) == 1:
        form.delegation.data = _code(delegations[0])
    return form


def _delegations() -> Sequence[Delegation]:
    """Those that the viewer registers for."""
    return delegations_seen_by(db(), g.edition.id, signed_in_viewer())


def _code(delegation: Delegation) -> str:
    return delegation.party.code.lower()


def _name(delegation: Delegation) -> str:
    return said(delegation.party.name, language())


def _register(form: WalkInForm, delegation: Delegation) -> Registration:
    told = WalkIn(
        draft=form.draft(),
        photo=form.picture(),
        only_day=form.only_day(today()),
        told_in=language() if form.consent.data else None,
    )
    return register_walk_in(
        db(),
        g.edition,
        delegation,
        told,
        viewer=signed_in_viewer(),
        secrets=settings().secrets,
        now=now(),
    )


def _registered(registration: Registration) -> Response:
    tell_decision(office(db(), g.edition, settings().base_url), registration, now=now())
    name = registration.delegate.person.full_name
    if latest_badge(db(), registration.id) is not None:
        flash(_("%(name)s is registered and approved: print the badge.", name=name))
        if not _place():
            return redirect(card_url(registration.id), 303)
    return redirect(
        url_for(
            "portal.walk_in_waiting",
            edition=g.edition.slug,
            registration_id=registration.id,
            **_place(),
        ),
        303,
    )


@pages.get(f"{BADGES}/walk-in/<registration_id>")
@may_enter(REGISTERS)
def walk_in_waiting(registration_id: str) -> str:
    """Waits for the officer's decision and shows it by itself."""
    found = _seen(registration_id)
    told = _told(found)
    live_url = url_for(
        "portal.walk_in_live", edition=g.edition.slug, registration_id=registration_id
    )
    return render_template(
        "badges/walk_in_waiting.html",
        live_url=live_url,
        live_tag=f'"{_tag(told)}"',
        place_url=_place_for(found.delegate, found.delegate.delegation),
        place_known=bool(_place()),
        out=found.state in OUT,
        as_of=page_as_of(),
        **told,
    )


@pages.get(f"{BADGES}/walk-in/<registration_id>/live")
@unattended
@may_enter(REGISTERS)
def walk_in_live(registration_id: str) -> Response:
    """The part that refreshes itself."""
    told = _told(_seen(registration_id))
    answer = Response(mimetype="text/html")
    answer.set_etag(_tag(told))
    answer.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(_tag(told)):
        answer.status_code = 304
        return answer
    answer.set_data(render_template("badges/_walk_in_waiting.html", **told))
    return answer


def _seen(registration_id: str) -> Registration:
    """A registration of a delegation that this viewer may see; else NotFound."""
    found = registration_by_id(db(), g.edition.id, registration_id)
    try:
        seen_delegation(_code(found.delegate.delegation))
    except NotFound:
        raise NotFound("no_registration") from None
    return found


def _told(found: Registration) -> dict[str, object]:
    officer = terms_of(db(), g.edition.id)[found.category].officer
    return {
        "registration": found,
        "badge": latest_badge(db(), found.id),
        "officer": officer.name if officer else "",
        "reason": reason_said(found),
        "card_url": card_url(found.id),
        "at_badges": _at_badges(),
    }


def _tag(told: dict[str, object]) -> str:
    found, badge = told["registration"], told["badge"]
    depends = [getattr(found, "state", ""), getattr(badge, "state", ""), told["officer"]]
    return hashlib.sha256(repr([*map(str, depends), language()]).encode()).hexdigest()[:32]
