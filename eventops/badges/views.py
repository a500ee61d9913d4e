"""One's own badge on the telephone, and badges to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, g, render_template, url_for

from eventops.accounts.access import SIGNED_IN, holders_of, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.accreditation.rules import OUT, State
from eventops.agenda.own import bearer_of, own_delegate
from eventops.badges.models import Badge
from eventops.badges.printing import print_floaters, print_sheet
from eventops.badges.qr import svg
from eventops.badges.queries import (
    Printable,
    blocked_prints,
    living_badge_of,
    printables,
    registration_and_badge,
)
from eventops.badges.services import code_of
from eventops.badges.sheet import Sheet
from eventops.core.errors import Conflict, NotFound
from eventops.delegations.queries import delegation_seen_by
from eventops.web.db import db
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.sentences import say

pages = Blueprint("badges", __name__)
PRINTS = holders_of(Role.ACCREDITATION, Role.BADGE_DESK)
"""Printing is the desk's: a sheet of somebody else's codes would open every door they may pass."""


@dataclass(frozen=True, slots=True)
class ShownBadge:
    """A badge as its bearer's page shows it."""

    serial: str
    qr_url: str
    state: str
    valid_to: date


@pages.get("/e/<edition>/badge")
@may_enter(SIGNED_IN)
def mine() -> str:
    """My badge, to be held to a scanner."""
    delegate, slug = own_delegate(), g.edition.slug
    badge = living_badge_of(db(), delegate.id)
    return render_template(
        "badges/mine.html",
        person=bearer_of(delegate),
        badge=_shown(badge) if badge else None,
        why_none=None if badge else say(_why_none(delegate.id)),
        pdf_url=url_for("badges.pdf", edition=slug) if badge else None,
        agenda_url=url_for("agenda.mine", edition=slug),
    )


@pages.get("/e/<edition>/badge/code.svg")
@may_enter(SIGNED_IN)
def code() -> Response:
    """My badge's code as a picture, black on white in every theme."""
    delegate = own_delegate()
    badge = living_badge_of(db(), delegate.id)
    if badge is None:
        raise NotFound("no_badge", person=delegate.person.full_name)
    text = code_of(db(), badge, edition=g.edition, secrets=_secrets())
    return Response(svg(text), content_type="image/svg+xml")


@pages.get("/e/<edition>/badge.pdf")
@may_enter(SIGNED_IN)
def pdf() -> Response:
    """My badge to print."""
    delegate = own_delegate()
    badge = living_badge_of(db(), delegate.id)
    if badge is None:
        raise NotFound("no_badge", person=delegate.person.full_name)
    return _sheet(printables(db(), g.edition.id, registration_id=badge.registration_id), "badge")


@pages.get("/e/<edition>/delegations/<code>/badges.pdf")
@may_enter(PRINTS)
def delegation_pdf(code: str) -> Response:
    """All badges of a delegation, by rank."""
    delegation = delegation_seen_by(db(), g.edition.id, code, signed_in_viewer())
    found = printables(db(), g.edition.id, delegation_id=delegation.id)
    if not found and blocked_prints(db(), g.edition.id, delegation_id=delegation.id):
        raise Conflict("print_blocked")
    return _sheet(found, f"badges-{delegation.party.code.lower()}")


@pages.get("/e/<edition>/delegations/<code>/floaters.pdf")
@may_enter(PRINTS)
def floaters_pdf(code: str) -> Response:
    """All floaters of a delegation that were not lost."""
    delegation = delegation_seen_by(db(), g.edition.id, code, signed_in_viewer())
    sheet = print_floaters(db(), g.edition, delegation, secrets=_secrets(), now=now())
    return _pdf(sheet, f"floaters-{delegation.party.code.lower()}")


@pages.get("/e/<edition>/desk/registrations/<registration_id>/badge.pdf")
@may_enter(PRINTS)
def registration_pdf(registration_id: str) -> Response:
    """One person's badge for the desk's printer."""
    if blocked_prints(db(), g.edition.id, registration_id=registration_id):
        raise Conflict("print_blocked")
    return _sheet(printables(db(), g.edition.id, registration_id=registration_id), "badge")


def _sheet(found: Sequence[Printable], name: str) -> Response:
    sheet = print_sheet(db(), g.edition, found, secrets=_secrets(), now=now())
    return _pdf(sheet, name)


def _pdf(sheet: Sheet, name: str) -> Response:
    response = Response(sheet.pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{g.edition.slug}-{name}.pdf"'
    return response


def _shown(badge: Badge) -> ShownBadge:
    return ShownBadge(
        serial=f"{badge.serial[:4]} {badge.serial[4:]}",
        qr_url=url_for("badges.code", edition=g.edition.slug),
        state=badge.state.value,
        valid_to=badge.last_day,
    )


def _why_none(delegate_id: str) -> str:
    """The code of the sentence that says why there is no badge to show."""
    state, had_one = registration_and_badge(db(), delegate_id)
    if state is None or state in (State.NOMINATED, *OUT):
        return "badge_not_accredited"
    if state is not State.APPROVED:
        return "badge_being_checked"
    return "badge_ended" if had_one else "badge_being_made"


def _secrets() -> tuple[bytes, ...]:
    return settings().secrets
