"""The front door: which page a visitor begins with, and whether the service is well."""

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from eventops.accounts.access import ANYONE, SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.forms import EmptyForm
from eventops.accounts.rules import Role, Viewer
from eventops.accounts.services import choose_person
from eventops.accreditation.queries import one_of_each
from eventops.core import schema
from eventops.delegations.queries import delegations_seen_by
from eventops.editions.models import Edition
from eventops.editions.queries import editions, editions_by_nearness
from eventops.editions.rules import Phase, front_editions, phase_of
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.redirects import safe_next

pages = Blueprint("home", __name__)
BEYOND_LIAISON = tuple(role for role in Role if role is not Role.LIAISON)
"""Roles whose work is the whole edition; a liaison officer's is the delegations attached to."""


@pages.get("/")
@may_enter(ANYONE)
def front() -> ResponseReturnValue:
    """The programme of the edition that runs, else the next or the last; a choice when several do."""
    near = front_editions(editions(db()), now())
    if not near:
        return render_template("portal/nothing_yet.html")
    if len(near) > 1:
        return redirect(url_for("home.choose_edition"))
    return redirect(url_for("programme.today", edition=near[0].slug))


@pages.get("/editions")
@may_enter(ANYONE)
def choose_edition() -> str:
    """Every edition with its place and days: what runs, what comes, what was."""
    by_phase: dict[str, list[Edition]] = {phase.value: [] for phase in Phase}
    for edition in editions_by_nearness(db(), now()):
        by_phase[phase_of(edition, now())].append(edition)
    return render_template("portal/editions.html", by_phase=by_phase)


@pages.get("/welcome")
@may_enter(SIGNED_IN)
def after_sign_in() -> ResponseReturnValue:
    """Where a user's work begins: asked for, else in the nearest edition where they have any."""
    asked = safe_next(request.args.get("next"))
    if asked != "/":
        return redirect(asked)
    pages_there = (
        _first_page(edition, signed_in_viewer()) for edition in editions_by_nearness(db(), now())
    )
    return redirect(next(filter(None, pages_there), asked))


def _first_page(edition: Edition, viewer: Viewer) -> str | None:
    """Desk, delegation or agenda; None for somebody who is nobody in this edition."""
    delegations = delegations_seen_by(db(), edition.id, viewer)
    only_liaison = not viewer.holds(*BEYOND_LIAISON, edition_id=edition.id)
    if viewer.works_at(edition.id) and not (only_liaison and delegations):
        return url_for("portal.start", edition=edition.slug)
    people = one_of_each(db(), edition.id, viewer.email)
    if len(people) > 1 and viewer.person_id is None:
        return url_for("home.which_person", edition=edition.slug)
    if delegations:
        code = delegations[0].party.code
        return url_for("portal.delegation", edition=edition.slug, code=code.lower())
    if people:
        return url_for("agenda.mine", edition=edition.slug)
    return None


@pages.route("/e/<edition>/who", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def which_person() -> ResponseReturnValue:
    """Several people share this mailbox: whose pages are these?"""
    viewer, form = signed_in_viewer(), EmptyForm()
    people = one_of_each(db(), g.edition.id, viewer.email)
    chosen = request.form.get("person")
    if form.validate_on_submit() and chosen in {each.person_id for each in people}:
        choose_person(db(), viewer.session_id, str(chosen))
        return redirect(url_for("agenda.mine", edition=g.edition.slug))
    return render_template("accounts/choose_person.html", form=form, people=people)


@pages.get("/healthz")
@may_enter(ANYONE)
def healthz() -> ResponseReturnValue:
    """The process lives."""
    return jsonify(status="ok")


@pages.get("/readyz")
@may_enter(ANYONE)
def readyz() -> ResponseReturnValue:
    """The database answers and stands at this code's schema."""
    try:
        ready = schema.current(db().connection()) == schema.head()
    except SQLAlchemyError:
        ready = False
    response = jsonify(status="ready" if ready else "not ready")
    response.status_code = 200 if ready else 503
    return response
