"""The desk's page of last days: until when each category is nominated, who decides afterwards."""

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.models import User
from eventops.accounts.queries import holders
from eventops.accounts.rules import Role
from eventops.accreditation.rules import Category
from eventops.accreditation.terms import set_terms, terms_of
from eventops.core.errors import Invalid
from eventops.portal.arrangement_forms import TermsForm, terms_form
from eventops.portal.pages import page_as_of, pages
from eventops.portal.services import DESK_ROLES
from eventops.portal.views.frame import answered
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.now import now
from eventops.web.pages import zone

TERMS = "/e/<edition>/desk/terms"


@pages.route(TERMS, methods=["GET", "POST"])
@may_enter(holders_of(*DESK_ROLES))
def terms() -> str | Response:
    """Last day, named officer and walk-ins, category by category."""
    known = terms_of(db(), g.edition.id)
    officers = holders(db(), Role.ACCREDITATION, edition_id=g.edition.id)
    # Who was named and no longer holds the role stays to be seen until somebody else is.
    for each in known.values():
        if each.officer is not None and each.officer not in officers:
            officers.append(each.officer)
    form, status = terms_form(known.values(), officers, zone()), 200
    if form.is_submitted():
        status = 422
        if form.validate() and _kept(form, officers):
            flash(_("The last days are set."))
            return redirect(url_for("portal.terms", edition=g.edition.slug), 303)
    page = render_template(
        "portal/terms.html",
        form=form,
        categories=list(Category),
        as_of=page_as_of(),
    )
    return answered(page, status) if status != 200 else page


def _kept(form: TermsForm, officers: list[User]) -> bool:
    """Store all of it, or tell what is wrong and store nothing."""
    told, well = [], True
    for category in Category:
        try:
            told.append(form.told(category, officers, zone()))
        except Invalid as fault:
            tell(form, fault)
            well = False
    if well:
        for each in told:
            set_terms(db(), g.edition, each, by=signed_in_viewer().actor, now=now())
    return well
