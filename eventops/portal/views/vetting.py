"""Vetting's own pages: whom to look at, and what to block."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.forms import EmptyForm
from eventops.accounts.queries import names_of
from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import photo_ids
from eventops.accreditation.rules import BLOCK_REASONS, Block
from eventops.accreditation.vetting import blocks_of, clear, reopen, set_blocks
from eventops.accreditation.vetting_list import (
    Part,
    first_to_vet,
    to_vet,
    to_vet_by_id,
    vetting_counts,
)
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.portal.forms import BlocksForm
from eventops.portal.pages import page_as_of, pages
from eventops.portal.views.accreditation import A_PAGE, page_number, pages_of
from eventops.portal.views.happenings import happened
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.now import now
from eventops.web.pages import zoned
from eventops.web.sentences import say

VETTED = "/e/<edition>/desk/vetting"
PERSON = f"{VETTED}/<registration_id>"
VETTING = holders_of(Role.VETTING)


@pages.get(VETTED)
@may_enter(VETTING)
def vetting() -> str:
    """People not yet cleared, blocked or cleared; those first whom the desk has checked."""
    asked = request.args.get("part", Part.OPEN.value)
    if asked not in tuple(Part):
        raise NotFound("no_registration")
    part, counts = Part(asked), vetting_counts(db(), g.edition.id)
    number = page_number(counts[part])
    lines = to_vet(db(), g.edition.id, part, most=A_PAGE, after=(number - 1) * A_PAGE)
    return render_template(
        "accreditation/vetting.html",
        part=part,
        counts=counts,
        people=lines,
        blocked=_blocked,
        page=pages_of("portal.vetting", number, len(lines), counts[part], part=part.value),
        as_of=page_as_of(),
    )


def _blocked(registration: Registration) -> str:
    """What is blocked, in words."""
    return ", ".join(say(f"block_{block.value}") for block in blocks_of(registration))


@pages.get(PERSON)
@may_enter(VETTING)
def vetting_person(registration_id: str) -> str:
    """What vetting may know of a person, and what it can do."""
    return _page(_found(registration_id))


def _found(registration_id: str) -> Registration:
    return to_vet_by_id(db(), g.edition.id, registration_id)


def _page(found: Registration, form: BlocksForm | None = None, trouble: str = "") -> str:
    following = first_to_vet(db(), g.edition.id, but=found.id)
    return render_template(
        "accreditation/vetting_person.html",
        registration=found,
        photo_id=photo_ids(db(), [found.delegate.person_id]).get(found.delegate.person_id),
        blocked=_blocked(found),
        reason=_reason_said(found.block_reason),
        form=form or BlocksForm(formdata=None, **_known(found)).offer_blocks(),
        token=EmptyForm(),
        trouble=trouble,
        history=happened(found),
        cleared_by=names_of(db(), {found.cleared_by}).get(found.cleared_by)
        if found.cleared_by
        else "",
        next_url=_address(following) if following else None,
        zoned=zoned,
        as_of=page_as_of(),
    )


def _known(found: Registration) -> dict[str, Any]:
    """The form as things stand: a reason that is no known one is the officer's own words."""
    known = found.block_reason in BLOCK_REASONS
    own = {"reason": "other", "words": found.block_reason} if found.block_reason else {}
    reason = {"reason": found.block_reason} if known else own
    return {"blocks": [block.value for block in blocks_of(found)], **reason}


def _reason_said(reason: str) -> str:
    return say(f"block_reason_{reason}") if reason in BLOCK_REASONS else reason


@pages.post(f"{PERSON}/blocks")
@may_enter(VETTING)
def blocks(registration_id: str) -> Response:
    """Block exactly what is ticked, from now on."""
    found, form = _found(registration_id), BlocksForm().offer_blocks()
    if form.validate_on_submit():
        chosen = frozenset(Block(each) for each in form.blocks.data or ())
        reason, words = form.reason.data or "", form.words.data or ""
        by = signed_in_viewer().actor
        try:
            set_blocks(db(), found, chosen, reason, words, by=by, now=now())
        except Invalid as fault:
            tell(form, fault)
        else:
            return _done(found, _blocks_told(found))
    db().rollback()
    return Response(_page(_found(registration_id), form), 422, mimetype="text/html")


def _blocks_told(found: Registration) -> str:
    name, what = found.delegate.person.full_name, _blocked(found)
    if not what:
        return str(_("Nothing is blocked for %(name)s any more.", name=name))
    return str(_("Blocked for %(name)s from now on: %(what)s.", name=name, what=what))


def _done(found: Registration, message: object, following: str | None = None) -> Response:
    flash(message)  # type: ignore[arg-type]  # a sentence, or one with its way back
    return redirect(_address(following or found.id), 303)


@pages.post(f"{PERSON}/clearance")
@may_enter(VETTING)
def clearance(registration_id: str) -> Response:
    """Nothing against this person; on to the next."""
    found = _found(registration_id)
    try:
        clear(db(), found, by=signed_in_viewer().actor, now=now())
    except Conflict as fault:
        page = _page(found, trouble=say(fault.code, fault.facts))
        return Response(page, 409, mimetype="text/html")
    again = url_for("portal.enquiry", edition=g.edition.slug, registration_id=found.id)
    told = _("%(name)s is cleared.", name=found.delegate.person.full_name)
    following = first_to_vet(db(), g.edition.id, but=found.id)
    return _done(found, {"text": told, "undo": again}, following)


@pages.post(f"{PERSON}/enquiry")
@may_enter(VETTING)
def enquiry(registration_id: str) -> Response:
    """Look at a cleared person again."""
    found = _found(registration_id)
    reopen(db(), found, by=signed_in_viewer().actor, now=now())
    name = found.delegate.person.full_name
    return _done(found, _("%(name)s is to be looked at again.", name=name))


def _address(registration_id: str) -> str:
    return url_for("portal.vetting_person", edition=g.edition.slug, registration_id=registration_id)
