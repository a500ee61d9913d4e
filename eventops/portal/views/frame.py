"""What stands around every page of a delegation: who it is, its contacts, its tabs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from flask import g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import signed_in_viewer
from eventops.accreditation.models import Registration
from eventops.accreditation.rules import WAITING, Category, State
from eventops.accreditation.terms import Terms, terms_of
from eventops.delegations.models import Delegation
from eventops.delegations.queries import focal_points_of, liaisons_of
from eventops.editions.models import Edition
from eventops.portal.pages import address, page_as_of, seen_delegation
from eventops.portal.services import at_desk, may_add, may_change, require_desk
from eventops.web.db import db
from eventops.web.pages import LOCALES, NavItem, day, language, zoned

DELEGATION = "/e/<edition>/delegations/<code>"
TABS = (
    "delegation",
    "seats",
    "places",
    "contacts",
    "papers",
    "own_lists",
    "substitutions",
    "instruments",
    "history",
)


@dataclass(frozen=True, slots=True)
class Late:
    """Says of a late registration who decides; nothing of one that came in time."""

    terms: dict[Category, Terms]

    def __call__(self, registration: Registration | None) -> str:
        if registration is None or not registration.late:
            return ""
        if registration.state not in (*WAITING, State.NOMINATED, State.MORE_INFORMATION):
            return ""
        officer = self.terms[registration.category].officer
        if officer is None:
            return str(_("late; decided by the accreditation officers"))
        return str(_("late; decided by %(name)s", name=officer.name))


def late_sayer() -> Late:
    """For templates: who decides on a late registration."""
    return Late(terms_of(db(), g.edition.id))


def framed(
    found: Delegation, tab: str, *, page_of: str = "", changes: bool | None = None, **context: Any
) -> str:
    """A page of a delegation with everything around it; ``page_of`` names a page within a tab,
    ``changes`` is given when that was asked already."""
    viewer = signed_in_viewer()
    if changes is None:
        changes = may_change(db(), found, viewer)
    return render_template(
        "portal/delegation.html"
        if tab == "delegation"
        else f"portal/delegation_{page_of or tab}.html",
        delegation=found,
        party=found.party,
        roles=_roles(g.edition, found),
        tabs=_tabs(found, tab),
        focal_points=focal_points_of(db(), found.id),
        liaisons=liaisons_of(db(), found.id),
        at_desk=at_desk(found, viewer),
        may_change=changes,
        may_add=may_add(found, viewer),
        as_of=page_as_of(),
        **context,
    )


def arranged_by_desk(code: str) -> Delegation:
    """The delegation, if this viewer arranges it from the desk."""
    found = seen_delegation(code)
    require_desk(found, signed_in_viewer())
    return found


def moment(at: datetime) -> str:
    """``Fri 19 Dec 18:00`` on the venue's clock."""
    local = zoned(at)
    return f"{day(local)} {local:%H:%M}"


def dated(on: date) -> str:
    """``6 Dec 2025`` and ``6/12/2025``, as papers are dated."""
    tongue = language()
    pattern = "d/M/y" if tongue == "vi" else "d MMM y"
    return str(format_date(on, pattern, locale=LOCALES.get(tongue, "en_GB")))


def answered(page: str, status: int) -> Response:
    """A page with a status, for forms that were not taken."""
    return Response(page, status, mimetype="text/html")


def _roles(edition: Edition, found: Delegation) -> list[str]:
    held = {"host": edition.host, "chair": edition.chair, "next_chair": edition.next_chair}
    return [role for role, code in held.items() if code == found.party.code]


def _tabs(found: Delegation, current: str) -> list[NavItem]:
    words = {
        "delegation": _("List"),
        "seats": _("Seats"),
        "places": _("Places and dates"),
        "contacts": _("Heads and contacts"),
        "papers": _("Papers"),
        "own_lists": _("Lists"),
        "substitutions": _("Substitutions"),
        "instruments": _("Floaters and pins"),
        "history": _("History"),
    }
    return [NavItem(words[tab], address(found, tab), tab == current) for tab in TABS]
