"""Many badges of a delegation into one member's hands, on a receipt."""

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import may_enter, signed_in_viewer
from eventops.badges.custody import hand_over_together, mark_all_printed, take_back
from eventops.badges.desk_printing import print_receipt
from eventops.badges.lives import custody_of, receipts_of, waiting_badges
from eventops.badges.models import Badge
from eventops.badges.queries import approved_members
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.delegations.models import Delegate, Delegation
from eventops.portal.badge_desk import NOT_PRINTED, ReadyBadge, ready_badges
from eventops.portal.desk_forms import BY_LETTER, PickUpForm
from eventops.portal.pages import afresh, page_as_of, pages, seen_delegation
from eventops.portal.views.badge_desk import BADGE_STAFF, BADGES
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.now import now, today
from eventops.web.pages import zoned

OF_DELEGATION = f"{BADGES}/delegations/<code>"
RECEIPT = f"{BADGES}/receipts/<receipt_id>"


@pages.route(f"{OF_DELEGATION}/pick-up", methods=["GET", "POST"])
@may_enter(BADGE_STAFF)
def badge_pick_up(code: str) -> str | Response:
    """Choose badges and who takes them."""
    delegation, form, status = seen_delegation(code), PickUpForm(), 200
    ready = ready_badges(db(), delegation, today())
    names = {each.id: _full_name(each) for each in approved_members(db(), delegation.id)}
    _offer(form, ready, names)
    if form.validate_on_submit():
        try:
            receipt_id = _hand_over(form, delegation, ready, names)
        except (Invalid, Conflict) as fault:
            status = tell(form, fault, {"taker": "name"} if form.taker.data == BY_LETTER else None)
            delegation = afresh(seen_delegation, code)
            ready = ready_badges(db(), delegation, today())
        else:
            flash(_("The badges are handed over. Print the receipt and let it be signed."))
            return redirect(_receipt_url(receipt_id), 303)
    elif form.is_submitted():
        status = 422
    page = render_template(
        "badges/pick_up.html",
        delegation=delegation,
        party=delegation.party,
        form=form,
        ready=[each for each in ready if not each.why_not],
        unprinted=[each for each in ready if each.why_not == NOT_PRINTED],
        held=[each for each in ready if each.why_not not in ("", NOT_PRINTED)],
        receipts=receipts_of(db(), delegation.id),
        zoned=zoned,
        as_of=page_as_of(),
    )
    return Response(page, status, mimetype="text/html")


@pages.post(f"{OF_DELEGATION}/printing")
@may_enter(BADGE_STAFF)
def badge_delegation_printing(code: str) -> Response:
    """Mark a delegation's badges printed and open their sheet."""
    delegation = seen_delegation(code)
    badges = waiting_badges(db(), delegation.id)
    mark_all_printed(db(), delegation, badges, by=signed_in_viewer().actor, now=now())
    address = url_for("badges.delegation_pdf", edition=g.edition.slug, code=code)
    return redirect(address, 303)


def _full_name(delegate: Delegate) -> str:
    return f"{delegate.person.style} {delegate.person.full_name}".strip()


def _offer(form: PickUpForm, ready: list[ReadyBadge], names: dict[str, str]) -> None:
    form.badges.choices = [
        (each.badge.id, _full_name(each.badge.owner.delegate)) for each in ready if not each.why_not
    ]
    if not form.is_submitted():
        form.badges.data = [each.badge.id for each in ready if not each.why_not]
    form.taker.choices = [
        ("", ""),
        *names.items(),
        (BY_LETTER, _("Somebody else, with a letter of authorisation")),
    ]


def _hand_over(
    form: PickUpForm, delegation: Delegation, ready: list[ReadyBadge], names: dict[str, str]
) -> str:
    """The id of the receipt."""
    if form.taker.data == BY_LETTER and not form.letter.data:
        raise Invalid("letter_missing", field="letter")
    wanted = set(form.badges.data or ())
    badges: list[Badge] = [each.badge for each in ready if each.badge.id in wanted]
    receipt = hand_over_together(
        db(),
        delegation,
        badges,
        form.chosen(names),
        today=today(),
        by=signed_in_viewer().actor,
        now=now(),
    )
    return receipt.id


def _receipt_url(receipt_id: str) -> str:
    return url_for("portal.badge_receipt", edition=g.edition.slug, receipt_id=receipt_id)


@pages.get(RECEIPT)
@may_enter(BADGE_STAFF)
def badge_receipt(receipt_id: str) -> str:
    """What is on a receipt, and the way back of a single badge."""
    custody = custody_of(db(), g.edition.id, receipt_id)
    return render_template(
        "badges/receipt.html",
        custody=custody,
        party=custody.delegation.party,
        zoned=zoned,
        as_of=page_as_of(),
    )


@pages.get(f"{RECEIPT}.pdf")
@may_enter(BADGE_STAFF)
def badge_receipt_pdf(receipt_id: str) -> Response:
    """The receipt to be signed."""
    custody = custody_of(db(), g.edition.id, receipt_id)
    answer = Response(print_receipt(g.edition, custody, now=now()), mimetype="application/pdf")
    name = f"{g.edition.slug}-receipt-{custody.receipt.number}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@pages.post(f"{RECEIPT}/lines/<line_id>/taking-back")
@may_enter(BADGE_STAFF)
def badge_receipt_taking_back(receipt_id: str, line_id: str) -> Response:
    """One badge of the receipt came back, or never left the desk."""
    custody = custody_of(db(), g.edition.id, receipt_id)
    line = next((each for each in custody.lines if each.line.id == line_id), None)
    if line is None:
        raise NotFound("no_receipt")
    if line.line.undone_at is not None:
        raise Conflict("badge_moved_on", state=line.badge.state.value)
    take_back(db(), line.badge, by=signed_in_viewer().actor, now=now())
    name = line.delegate.person.full_name
    flash(_("The badge of %(name)s lies at the desk again.", name=name))
    return redirect(_receipt_url(receipt_id), 303)
