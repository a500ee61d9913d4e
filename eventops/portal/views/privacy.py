"""Privacy: the notice at the desk, who withdrew consent, and a delegate's own data."""

from flask import Response, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from eventops.accounts.access import SIGNED_IN, holders_of, may_enter, signed_in_viewer
from eventops.accounts.queries import names_of
from eventops.accounts.rules import Role
from eventops.accreditation.consent import (
    change_notice,
    consent_of,
    current_notice,
    notices_of,
    record_consent,
    withdraw_consent,
    withdrawals,
)
from eventops.accreditation.queries import photo_ids
from eventops.accreditation.rules import Channel
from eventops.agenda.own import own_delegate
from eventops.core.errors import Conflict, Invalid
from eventops.delegations.queries import focal_points_of
from eventops.delegations.travel_document import masked
from eventops.portal.forms import NoticeForm
from eventops.portal.kept import kept_of
from eventops.portal.pages import flash_undo, page_as_of, pages
from eventops.portal.views.happenings import said_of
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import language, zoned
from eventops.web.problems import status_of
from eventops.web.sentences import say

PRIVACY = "/e/<edition>/desk/privacy"
OWN = "/e/<edition>/my-data"


@pages.get(PRIVACY)
@may_enter(holders_of(Role.PROTOCOL, Role.ACCREDITATION))
def privacy_desk() -> str:
    """The notice as it stands, its versions, and the people who withdrew their consent."""
    newest = current_notice(db(), g.edition)
    return _desk_page(NoticeForm(None, seen=newest.version, **newest.text))


@pages.post(PRIVACY)
@may_enter(holders_of(Role.PROTOCOL))
def new_notice() -> str | AnyResponse:
    """Another text: a new version; what people agreed to before stays readable."""
    form, status = NoticeForm(), 422
    if form.validate_on_submit():
        try:
            kept = change_notice(
                db(),
                g.edition,
                {"en": form.en.data or "", "vi": form.vi.data or ""},
                seen=form.seen.data or 0,
                by=signed_in_viewer().actor,
                now=now(),
            )
        except Invalid as fault:
            form[fault.facts["field"]].errors = [say(fault.code, fault.facts)]
        except Conflict as fault:
            form.form_errors.append(say(fault.code, fault.facts))
            status = status_of(fault)
        else:
            flash(_("Version %(version)s of the notice holds from now on.", version=kept.version))
            return redirect(url_for("portal.privacy_desk", edition=g.edition.slug), 303)
    return Response(_desk_page(form), status, mimetype="text/html")


def _desk_page(form: NoticeForm) -> str:
    viewer, versions = signed_in_viewer(), notices_of(db(), g.edition.id)
    return render_template(
        "portal/privacy_desk.html",
        form=form if viewer.holds(Role.PROTOCOL, edition_id=g.edition.id) else None,
        officer=viewer.holds(Role.ACCREDITATION, edition_id=g.edition.id),
        versions=versions,
        names=names_of(db(), {each.made_by for each in versions}),
        newest=current_notice(db(), g.edition).version,
        withdrawn=withdrawals(db(), g.edition.id),
        zoned=zoned,
        as_of=page_as_of(),
    )


@pages.get(OWN)
@may_enter(SIGNED_IN)
def my_data() -> str:
    """What is kept about the reader, and under which notice."""
    delegate = own_delegate()
    person, kept = delegate.person, kept_of(db(), g.edition, delegate)
    return render_template(
        "portal/my_data.html",
        registration=kept.registration,
        decisions=said_of(kept.decisions),
        badges=kept.badges,
        readings=kept.readings,
        delegate=delegate,
        person=person,
        party=delegate.delegation.party,
        photo_id=photo_ids(db(), [person.id]).get(person.id),
        number=masked(person),
        consent=consent_of(db(), person.id, g.edition.id),
        notice=current_notice(db(), g.edition),
        focal_points=[user.name for user in focal_points_of(db(), delegate.delegation_id)],
        zoned=zoned,
    )


@pages.post(f"{OWN}/consent")
@may_enter(SIGNED_IN)
def agree() -> AnyResponse:
    """The person agrees themselves, under the newest notice."""
    person_id = own_delegate().person_id
    record_consent(
        db(),
        person_id,
        g.edition.id,
        Channel.FORM,
        language(),
        by=signed_in_viewer().actor,
        now=now(),
    )
    flash(_("Thank you: that you agree is noted."))
    return _back_to_own()


@pages.post(f"{OWN}/withdrawal")
@may_enter(SIGNED_IN)
def withdraw_agreement() -> AnyResponse:
    """The person does not agree any more; the desk gets in touch."""
    person_id = own_delegate().person_id
    withdraw_consent(db(), person_id, g.edition.id, by=signed_in_viewer().actor, now=now())
    flash_undo(
        _("Your consent is withdrawn. The accreditation desk will get in touch."),
        url_for("portal.agree", edition=g.edition.slug),
    )
    return _back_to_own()


def _back_to_own() -> AnyResponse:
    return redirect(url_for("portal.my_data", edition=g.edition.slug), 303)
