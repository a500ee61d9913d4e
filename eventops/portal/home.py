"""The front door: which page a visitor begins with, and whether the service is well."""

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from eventops.accounts.access import ANYONE, SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.forms import EmptyForm
from eventops.accounts.rules import Viewer
from eventops.accounts.services import choose_person
from eventops.core import schema
from eventops.delegations.queries import delegates_with_mailbox, delegations_seen_by
from eventops.editions.models import Edition
from eventops.editions.queries import current_edition
from eventops.web.db import db
from eventops.web.now import today
from eventops.web.redirects import safe_next

pages = Blueprint("home", __name__)


@pages.get("/")
@may_enter(ANYONE)
def front() -> ResponseReturnValue:
    """The programme of the edition that runs or comes next."""
    edition = current_edition(db(), today())
    if edition is None:
        return render_template("portal/nothing_yet.html")
    return redirect(url_for("programme.today", edition=edition.slug))


@pages.get("/welcome")
@may_enter(SIGNED_IN)
def after_sign_in() -> ResponseReturnValue:
    """Where a user's work begins: asked for, desk, delegation or agenda."""
    asked = safe_next(request.args.get("next"))
    edition = current_edition(db(), today())
    if asked != "/" or edition is None:
        return redirect(asked)
    return redirect(_first_page(edition, signed_in_viewer()))


def _first_page(edition: Edition, viewer: Viewer) -> str:
    if viewer.works_at(edition.id):
        return url_for("portal.start", edition=edition.slug)
    people = delegates_with_mailbox(db(), edition.id, viewer.email)
    if len(people) > 1 and viewer.person_id is None:
        return url_for("home.which_person", edition=edition.slug)
    delegations = delegations_seen_by(db(), edition.id, viewer)
    if delegations:
        code = delegations[0].party.code
        return url_for("portal.delegation", edition=edition.slug, code=code.lower())
    if people:
        return url_for("agenda.mine", edition=edition.slug)
    return url_for("programme.today", edition=edition.slug)


@pages.route("/e/<edition>/who", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def which_person() -> ResponseReturnValue:
    """Several people share this mailbox: whose pages are these?"""
    viewer, form = signed_in_viewer(), EmptyForm()
    people = delegates_with_mailbox(db(), g.edition.id, viewer.email)
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
