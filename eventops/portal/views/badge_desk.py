"""The badge desk: finding a person, what is left to hand over, and one person's badge."""

from datetime import datetime, time, timedelta

from flask import g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.forms import EmptyForm
from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import photo_ids, registration_by_id
from eventops.accreditation.rules import State
from eventops.badges.emergency import stock_of
from eventops.badges.lives import READY, day_of_desk, lives_of
from eventops.badges.models import Badge, BadgeState
from eventops.badges.queries import LIVING, latest_badge
from eventops.badges.rules import MOVES
from eventops.portal.badge_desk import MOST_FOUND, badge_lines, badge_read, found_people
from eventops.portal.desk_forms import BindForm, FindForm, LossForm
from eventops.portal.pages import page_as_of, pages
from eventops.portal.walk_in import waiting_walk_ins
from eventops.web.db import db
from eventops.web.now import today
from eventops.web.pages import zone, zoned

BADGES = "/e/<edition>/desk/badges"
BADGE_ROLES = (Role.BADGE_DESK, Role.ACCREDITATION)
BADGE_STAFF = holders_of(*BADGE_ROLES)


@pages.route(BADGES, methods=["GET", "POST"])
@may_enter(BADGE_STAFF)
def badge_desk() -> str | Response:
    """Search, who waits, and what is left to hand over; a search travels in no address."""
    form = FindForm()
    if form.validate_on_submit():
        text = form.text.data or ""
        badge = badge_read(db(), g.edition, text)
        if badge is not None:
            return redirect(_where_of(badge), 303)
        return _desk_page(form, text)
    return _desk_page(form)


def _where_of(badge: Badge) -> str:
    """The person's card; a badge that is nobody's leads to where it is given to somebody."""
    if badge.registration_id is None:
        return url_for("portal.badge_emergency", edition=g.edition.slug)
    return card_url(badge.registration_id)


def card_url(registration_id: str) -> str:
    """The page of a person's badge."""
    return url_for("portal.badge_card", edition=g.edition.slug, registration_id=registration_id)


def _desk_page(form: FindForm, text: str | None = None) -> str:
    found = found_people(db(), g.edition.id, text) if text else []
    lines, total = badge_lines(db(), g.edition, signed_in_viewer())
    return render_template(
        "badges/desk.html",
        form=form,
        searched=text is not None,
        found=found[:MOST_FOUND],
        more=len(found) > MOST_FOUND,
        walk_ins=waiting_walk_ins(db(), g.edition.id),
        zoned=zoned,
        lines=lines,
        total=total,
        as_of=page_as_of(),
    )


@pages.get(f"{BADGES}/people/<registration_id>")
@may_enter(BADGE_STAFF)
def badge_card(registration_id: str) -> str:
    """One person's badge with what can be done, and the ledger of all they had."""
    return card_page(registration_by_id(db(), g.edition.id, registration_id))


def card_page(
    registration: Registration, loss: LossForm | None = None, bind: BindForm | None = None
) -> str:
    """The card, with what was wrong in one of its forms."""
    badge = latest_badge(db(), registration.id)
    person_id = registration.delegate.person_id
    return render_template(
        "badges/card.html",
        registration=registration,
        photo_id=photo_ids(db(), [person_id]).get(person_id),
        badge=badge,
        lives=lives_of(db(), registration.id),
        may=_may(registration, badge),
        why_not=_why_not(registration, badge),
        token_form=EmptyForm(),
        loss=loss or LossForm(formdata=None).offer_reasons(),
        bind=bind or BindForm(formdata=None),
        officer=signed_in_viewer().holds(Role.ACCREDITATION, edition_id=g.edition.id),
        today=today(),
        zoned=zoned,
        as_of=page_as_of(),
    )


def _may(registration: Registration, badge: Badge | None) -> dict[str, bool]:
    """What the desk can do with this badge now; the verbs ask again."""
    issuable = registration.state is State.APPROVED and not registration.issue_block
    state = badge.state if badge else None
    lives = badge is not None and badge.last_day >= today()
    return {
        "print": issuable and not registration.print_block and lives and state in READY,
        "hand_over": issuable and lives and state in READY,
        "take_back": state is BadgeState.COLLECTED,
        "lose": state in MOVES[BadgeState.LOST],
        "return": state in MOVES[BadgeState.RETURNED],
        "reprint": issuable and not registration.print_block,
        "bind": issuable,
    }


def _why_not(registration: Registration, badge: Badge | None) -> list[str]:
    """Codes of what stands in the way, for the top of the card."""
    found = [] if registration.state is State.APPROVED else ["not_approved_yet"]
    blocks = {
        "print_blocked": registration.print_block,
        "issue_blocked": registration.issue_block,
        "door_blocked_by_vetting": registration.door_block,
        "badge_over": badge is not None and badge.state in LIVING and badge.last_day < today(),
    }
    return [*found, *(code for code, stands in blocks.items() if stands)]


@pages.get(f"{BADGES}/closing")
@may_enter(BADGE_STAFF)
def badge_closing() -> str:
    """What each user did today, what is left, and the emergency badges to be destroyed."""
    begins = datetime.combine(today(), time.min, zone())
    lines, total = badge_lines(db(), g.edition, signed_in_viewer())
    ends = begins + timedelta(days=1)
    return render_template(
        "badges/closing.html",
        today=today(),
        desks=day_of_desk(db(), g.edition.id, begins=begins, ends=ends),
        deeds={
            "issued": _("Issued"),
            "printed": _("Printed"),
            "collected": _("Handed over"),
            "taken_back": _("Taken back"),
            "lost": _("Lost"),
            "returned": _("Returned"),
            "bound": _("Emergency badges given"),
            "emergency": _("Emergency badges made"),
        },
        lines=[line for line in lines if line.waiting],
        total=total,
        stocks=stock_of(db(), g.edition.id),
        as_of=page_as_of(),
    )
