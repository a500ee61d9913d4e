"""What the desk arranges with a delegation: its places, contacts and papers; all may read them."""

from flask import flash, g, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.models import User
from eventops.accounts.queries import names_of
from eventops.accounts.rules import Role
from eventops.accounts.services import choose_language, grant_role
from eventops.accreditation.rules import Category
from eventops.accreditation.terms import terms_of
from eventops.core.errors import Conflict, Invalid
from eventops.delegations.arrangements import (
    assign_liaison,
    contact_user,
    end_liaison,
    name_focal_point,
    receive_document,
    remove_document,
    remove_focal_point,
    set_quota,
)
from eventops.delegations.models import Delegation
from eventops.delegations.queries import documents_of
from eventops.delegations.rules import PAPERS_DUE, DocumentKind
from eventops.portal.arrangement_forms import (
    ContactForm,
    LiaisonForm,
    PaperForm,
    PlacesForm,
    line_word,
    places_form,
)
from eventops.portal.forms import FIELDS
from eventops.portal.heads import leads_of
from eventops.portal.pages import address, afresh, pages, seen_delegation
from eventops.portal.places import places_of
from eventops.portal.services import at_desk
from eventops.portal.views.frame import (
    DELEGATION,
    answered,
    arranged_by_desk,
    dated,
    framed,
    moment,
)
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.now import now, today


def _by_desk(found: Delegation) -> bool:
    return at_desk(found, signed_in_viewer())


@pages.get(f"{DELEGATION}/places")
@may_enter(SIGNED_IN)
def places(code: str) -> str:
    """The quota in all, by category and by level, with the last days."""
    return _places_page(seen_delegation(code))


@pages.post(f"{DELEGATION}/places")
@may_enter(SIGNED_IN)
def set_places(code: str) -> Response:
    """Say how many places there are, in all and by line."""
    found = arranged_by_desk(code)
    taken = places_of(db(), found)
    form = places_form(taken)
    if not form.validate_on_submit():
        return answered(_places_page(found, form), 422)
    try:
        changed = set_quota(
            db(), found, form.whole(), form.lines(taken), by=signed_in_viewer().actor, now=now()
        )
    except Invalid as fault:
        status = tell(form, fault, FIELDS)
        return answered(_places_page(found, form), status)
    flash(_("The places are set.") if changed else _("Nothing was different."))
    return redirect(address(found, "places"), 303)


def _places_page(found: Delegation, form: PlacesForm | None = None) -> str:
    taken, terms = places_of(db(), found), terms_of(db(), g.edition.id)
    categories = [Category(line.key) for line in taken.categories]
    return framed(
        found,
        "places",
        places=taken,
        line_word=line_word,
        form=(form or places_form(taken)) if _by_desk(found) else None,
        terms=[terms[category] for category in categories],
        moment=moment,
        now=now(),
    )


@pages.get(f"{DELEGATION}/contacts")
@may_enter(SIGNED_IN)
def contacts(code: str) -> str:
    """Heads for each meeting, focal points, liaison officers."""
    return _contacts_page(seen_delegation(code))


def _contacts_page(
    found: Delegation, focal: ContactForm | None = None, liaison: LiaisonForm | None = None
) -> str:
    return framed(
        found,
        "contacts",
        leads=leads_of(db(), found),
        focal_form=focal or ContactForm(formdata=None, prefix="focal-"),
        liaison_form=liaison or LiaisonForm(formdata=None, prefix="liaison-"),
    )


@pages.post(f"{DELEGATION}/focal-points")
@may_enter(SIGNED_IN)
def focal_points(code: str) -> Response:
    """Name a focal point; writing to them is the next step of whoever sends letters."""
    found, form = arranged_by_desk(code), ContactForm(prefix="focal-")
    status = 422
    if form.validate_on_submit():
        by, name = signed_in_viewer().actor, form.name.data or ""
        try:
            user = name_focal_point(db(), found, form.email.data or "", name, by=by, now=now())
        except (Invalid, Conflict) as fault:
            status = tell(form, fault, FIELDS)
        else:
            _write_in(user, form)
            flash(_("%(name)s may nominate for this delegation now.", name=user.name))
            return redirect(address(found, "contacts"), 303)
    return answered(_contacts_page(found, focal=form), status)


def _write_in(user: User, form: ContactForm) -> None:
    """In the language that was given; their own choice on our pages comes after it."""
    if form.language.data:
        choose_language(db(), user.id, form.language.data)


@pages.post(f"{DELEGATION}/focal-points/<user_id>/removal")
@may_enter(SIGNED_IN)
def focal_point_removal(code: str, user_id: str) -> Response:
    """Take a focal point's right to nominate away."""
    found = arranged_by_desk(code)
    user = remove_focal_point(db(), found, user_id, by=signed_in_viewer().actor, now=now())
    flash(_("%(name)s may no longer nominate for this delegation.", name=user.name))
    return redirect(address(found, "contacts"), 303)


@pages.post(f"{DELEGATION}/liaison-officers")
@may_enter(SIGNED_IN)
def liaison_officers(code: str) -> Response:
    """Attach the host's officer, who may read the delegation's pages from now on."""
    found, form = arranged_by_desk(code), LiaisonForm(prefix="liaison-")
    status = 422
    if form.validate_on_submit():
        by, at = signed_in_viewer().actor, now()
        try:
            email, name = form.email.data or "", form.name.data or ""
            user = contact_user(db(), found, email, name, by=by, now=at)
            assign_liaison(db(), found, user, form.phone.data or "", by=by, now=at)
        except (Invalid, Conflict) as fault:
            status = tell(form, fault, FIELDS)
            found = afresh(arranged_by_desk, code)
        else:
            _write_in(user, form)
            grant_role(db(), user, Role.LIAISON, edition_id=g.edition.id, by=by, now=at)
            flash(_("%(name)s is attached to this delegation.", name=user.name))
            return redirect(address(found, "contacts"), 303)
    return answered(_contacts_page(found, liaison=form), status)


@pages.post(f"{DELEGATION}/liaison-officers/<user_id>/removal")
@may_enter(SIGNED_IN)
def liaison_removal(code: str, user_id: str) -> Response:
    """Detach the host's officer."""
    found = arranged_by_desk(code)
    user = end_liaison(db(), found, user_id, by=signed_in_viewer().actor, now=now())
    flash(_("%(name)s is no longer attached to this delegation.", name=user.name))
    return redirect(address(found, "contacts"), 303)


@pages.get(f"{DELEGATION}/papers")
@may_enter(SIGNED_IN)
def papers(code: str) -> str:
    """What has arrived: note verbale, credentials and others."""
    return _papers_page(seen_delegation(code))


def _papers_page(found: Delegation, form: PaperForm | None = None) -> str:
    arrived = documents_of(db(), found.id)
    kinds = {document.kind for document in arrived}
    return framed(
        found,
        "papers",
        documents=arrived,
        names=names_of(db(), {each.received_by for each in arrived}),
        missing=[kind for kind in PAPERS_DUE.get(found.party.kind, ()) if kind not in kinds],
        form=form or PaperForm(formdata=None).offer_kinds(),
        dated=dated,
        moment=moment,
    )


@pages.post(f"{DELEGATION}/papers")
@may_enter(SIGNED_IN)
def add_paper(code: str) -> Response:
    """Note a paper that has arrived."""
    found, form = arranged_by_desk(code), PaperForm().offer_kinds()
    status = 422
    if form.validate_on_submit():
        kind = DocumentKind(form.kind.data)
        try:
            receive_document(
                db(),
                found,
                kind,
                number=form.number.data or "",
                dated=form.dated.data,
                note=form.note.data or "",
                today=today(),
                by=signed_in_viewer().actor,
                now=now(),
            )
        except Invalid as fault:
            status = tell(form, fault, FIELDS)
        else:
            flash(_("The paper is noted."))
            return redirect(address(found, "papers"), 303)
    return answered(_papers_page(found, form), status)


@pages.post(f"{DELEGATION}/papers/<document_id>/removal")
@may_enter(SIGNED_IN)
def paper_removal(code: str, document_id: str) -> Response:
    """Take a paper off the list that was noted by mistake."""
    found = arranged_by_desk(code)
    remove_document(db(), found, document_id, by=signed_in_viewer().actor, now=now())
    flash(_("The paper is off the list."))
    return redirect(address(found, "papers"), 303)
