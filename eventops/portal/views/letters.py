"""The letters' pages: wording with preview, invitations, reminders, what became of them."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.queries import names_of
from eventops.accounts.rules import Role
from eventops.accreditation.rewording import checked_wording, restore_wording, reword
from eventops.accreditation.wording import LETTERS, filled
from eventops.core.clock import real_now
from eventops.core.errors import Invalid
from eventops.mail.services import try_again
from eventops.portal.invitations import write_invitation
from eventops.portal.letter_forms import WordingForm
from eventops.portal.letter_queries import failed_letter, latest_letters, uninvited
from eventops.portal.letters import Office, office
from eventops.portal.pages import page_as_of, pages
from eventops.portal.reminders import write_reminders
from eventops.portal.samples import sample
from eventops.web.db import db
from eventops.web.installation import settings
from eventops.web.now import now, shifted
from eventops.web.pages import LANGUAGES, zoned
from eventops.web.sentences import say

LETTERS_AT = "/e/<edition>/desk/letters"
WRITERS = holders_of(Role.ACCREDITATION, Role.PROTOCOL)


def _office() -> Office:
    return office(db(), g.edition, settings().base_url)


@pages.get(LETTERS_AT)
@may_enter(WRITERS)
def letters() -> str:
    """Which letters there are, whom to invite, and what was written last."""
    return render_template(
        "portal/letters.html",
        letters=LETTERS,
        own=_office().texts,
        uninvited=uninvited(db(), g.edition.id),
        latest=latest_letters(db(), g.edition.id),
        all_ticked=request.args.get("all") == "yes",
        clock_shift=shifted(),
        zoned=zoned,
        as_of=page_as_of(),
    )


@pages.route(f"{LETTERS_AT}/<letter>/<tongue>", methods=["GET", "POST"])
@may_enter(WRITERS)
def letter_wording(letter: str, tongue: str) -> str | Response:
    """One letter in one language: its text beside what a reader would get."""
    if letter not in LETTERS or tongue not in LANGUAGES:
        abort(404)
    here, form, status = _office(), WordingForm(), 200
    if form.is_submitted():
        try:
            subject, body = checked_wording(letter, form.subject.data or "", form.body.data or "")
        except Invalid as fault:
            form[str(fault.facts["field"])].errors = [say(fault.code, fault.facts)]
            status = 422
        else:
            if "preview" not in request.form:
                if form.validate():
                    return _kept(letter, tongue, subject, body)
                status = 422
    else:
        form.subject.data, form.body.data = here.wording(letter, tongue)
    values, own = sample(here, tongue), here.texts.get((letter, tongue))
    page = render_template(
        "portal/letter_wording.html",
        letter=letter,
        tongue=tongue,
        about=LETTERS[letter],
        own=own,
        names=names_of(db(), {own.changed_by} if own else ()),
        form=form,
        shown_subject=filled(form.subject.data or "", values),
        shown_body=filled(form.body.data or "", values),
        zoned=zoned,
    )
    return Response(page, status, mimetype="text/html")


def _kept(letter: str, tongue: str, subject: str, body: str) -> Response:
    by = signed_in_viewer().actor
    reword(db(), g.edition.id, letter, tongue, subject, body, by=by, now=now())
    flash(_("The wording is kept; letters from now on say it."))
    return _back()


def _back() -> Response:
    return redirect(url_for("portal.letters", edition=g.edition.slug), 303)


@pages.post(f"{LETTERS_AT}/<letter>/<tongue>/restoration")
@may_enter(WRITERS)
def letter_restoration(letter: str, tongue: str) -> Response:
    """Back to the program's own wording."""
    if letter not in LETTERS or tongue not in LANGUAGES:
        abort(404)
    restore_wording(db(), g.edition.id, letter, tongue, by=signed_in_viewer().actor, now=now())
    flash(_("The letter has the program’s own wording again."))
    return _back()


@pages.post(f"{LETTERS_AT}/invitations")
@may_enter(WRITERS)
def invitations() -> Response:
    """Invite the focal points chosen; one that was invited meanwhile is left out."""
    chosen = set(request.form.getlist("focal_point"))
    here, count = _office(), 0
    for each in uninvited(db(), g.edition.id):
        if f"{each.delegation.id}.{each.user.id}" in chosen:
            write_invitation(
                here,
                each.delegation,
                each.user,
                secret=settings().secrets[0],
                by=signed_in_viewer().actor,
                now=now(),
            )
            count += 1
    flash(
        ngettext(
            "%(num)s invitation is on its way.", "%(num)s invitations are on their way.", count
        )
        if count
        else _("Nobody was chosen, or all of them were invited meanwhile.")
    )
    return _back()


@pages.post(f"{LETTERS_AT}/reminders")
@may_enter(WRITERS)
def reminders() -> Response:
    """Remind at once everybody who has something open before a deadline."""
    count = write_reminders(_office(), now=now(), all_open=True)
    flash(
        ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", count)
        if count
        else _("Nobody to remind: no deadline lies ahead, or nothing is open.")
    )
    return _back()


@pages.post(f"{LETTERS_AT}/<letter_id>/delivery")
@may_enter(WRITERS)
def delivery(letter_id: str) -> Response:
    """Try once more to deliver a letter that failed."""
    try_again(failed_letter(db(), g.edition.id, letter_id), now=real_now())
    flash(_("The letter is tried again."))
    return _back()
