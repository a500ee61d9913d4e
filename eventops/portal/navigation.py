"""Where a reader may go from here, and what the demo's clock says."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, g, has_request_context, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from eventops.accounts.access import viewer
from eventops.accounts.rules import Role, Viewer
from eventops.core.multilingual import said
from eventops.delegations.queries import SEES_ALL, delegates_with_mailbox, led_delegations
from eventops.editions.models import Edition
from eventops.editions.queries import current_edition, several_editions
from eventops.web.db import db
from eventops.web.now import now, shifted
from eventops.web.pages import NavItem, day, language

BADGES = (
    "portal.badge_card",
    "portal.badge_closing",
    "portal.badge_emergency",
    "portal.badge_pick_up",
    "portal.badge_receipt",
    "portal.walk_in",
    "portal.walk_in_waiting",
)
QUEUE = ("portal.queue", "portal.registration", "portal.decisions")
VETTING = ("portal.vetting", "portal.vetting_person")
LISTS = ("portal.lists", "portal.list_page")
OF_DELEGATION = ("portal.places", "portal.contacts", "portal.papers", "portal.history")
DESK_AT = "/e/<edition>/desk/"


@dataclass(frozen=True, slots=True)
class DemoClock:
    """What the shifted clock reads, and where."""

    text: str
    place: str


def init_navigation(app: Flask) -> None:
    """Give every page its ways and the demo's banner."""
    app.context_processor(_ways)


def _ways() -> dict[str, Any]:
    """Nothing when the database is away: the page that says so must still show."""
    if not has_request_context():
        return {}
    try:
        editions_url = url_for("home.choose_edition") if several_editions(db()) else None
        nav = _nav(g.get("edition"), viewer())
        return {"demo_clock": _demo_clock(), "editions_url": editions_url, **nav}
    except SQLAlchemyError:
        return {}


def _demo_clock() -> DemoClock | None:
    if not shifted():
        return None
    edition = g.get("edition") or current_edition(db(), now())
    if edition is None:
        return None
    local = now().astimezone(ZoneInfo(edition.zone))
    return DemoClock(f"{day(local.date())} {local:%H:%M}", said(edition.city, language()))


def _nav(edition: Edition | None, looking: Viewer | None) -> dict[str, list[NavItem]]:
    if edition is None:
        return {"nav": [], "desk_nav": []}
    nav = [_item(_("Programme"), "programme.today", edition, family="programme.")]
    desk: list[NavItem] = []
    if looking is not None:
        if delegates_with_mailbox(db(), edition.id, looking.email):
            nav.append(_item(_("My agenda"), "agenda.mine", edition, family="agenda."))
        nav += [
            _item(
                _("Delegation"),
                "portal.delegation",
                edition,
                also=OF_DELEGATION,
                code=delegation.party.code.lower(),
            )
            for delegation in led_delegations(db(), edition.id, looking.user_id)
        ]
        if looking.works_at(edition.id):
            nav.append(_item(_("Desk"), "portal.start", edition, under=DESK_AT))
            desk = _desk(edition, looking)
    return {"nav": nav, "desk_nav": desk}


def _desk(edition: Edition, looking: Viewer) -> list[NavItem]:
    """The pages of the desk that this role opens."""
    items = [_item(_("Start"), "portal.start", edition)]
    if looking.holds(*SEES_ALL, edition_id=edition.id):
        items.append(_item(_("Delegations"), "portal.delegations", edition))
        items.append(_item(_("Substitutions"), "portal.open_substitutions", edition))
        items.append(_item(_("Floaters and pins"), "portal.all_instruments", edition))
    if looking.holds(Role.ACCREDITATION, edition_id=edition.id):
        items.append(_item(_("Accreditation"), "portal.queue", edition, also=QUEUE))
        pair = ("portal.duplicates", "portal.duplicate")
        items.append(_item(_("Duplicates"), "portal.duplicates", edition, also=pair))
    if looking.holds(Role.BADGE_DESK, Role.ACCREDITATION, edition_id=edition.id):
        items.append(_item(_("Badges"), "portal.badge_desk", edition, also=BADGES))
    if looking.holds(Role.VETTING, edition_id=edition.id):
        items.append(_item(_("Vetting"), "portal.vetting", edition, also=VETTING))
    if looking.holds(Role.PROTOCOL, Role.ACCREDITATION, edition_id=edition.id):
        notice = ("portal.privacy_desk", "portal.new_notice")
        items.append(_item(_("Privacy"), "portal.privacy_desk", edition, also=notice))
        items.append(_item(_("Last days"), "portal.terms", edition))
        items.append(
            _item(_("Letters"), "portal.letters", edition, also=("portal.letter_wording",))
        )
    if looking.holds(*SEES_ALL, edition_id=edition.id):
        items.append(_item(_("Lists"), "portal.lists", edition, also=LISTS))
    return items


def _item(
    label: str,
    endpoint: str,
    edition: Edition,
    *,
    family: str = "",
    under: str = "",
    also: tuple[str, ...] = (),
    **values: Any,
) -> NavItem:
    """``current`` on the page itself and on those in ``also``, with the same values; on its whole
    ``family`` of endpoints and ``under`` an address."""
    here, rule = request.endpoint or "", request.url_rule.rule if request.url_rule else ""
    same = values.items() <= (request.view_args or {}).items()
    kin = bool(family and here.startswith(family)) or bool(under and rule.startswith(under))
    current = (same and here in (endpoint, *also)) or kin
    return NavItem(label, url_for(endpoint, edition=edition.slug, **values), current)
