"""Where a reader may go from here, and what the demo's clock says."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, g, has_request_context, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from eventops.accounts.access import viewer
from eventops.accounts.rules import Viewer
from eventops.core.multilingual import said
from eventops.delegations.queries import delegates_with_mailbox, led_delegations
from eventops.editions.models import Edition
from eventops.editions.queries import current_edition, several_editions
from eventops.portal.desk_navigation import desk_pages
from eventops.web.db import db
from eventops.web.now import now, shifted
from eventops.web.pages import NavItem, day, language

DESK_AT, DELEGATIONS_AT = "/e/<edition>/desk/", "/e/<edition>/delegations/"


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
        return {"nav": [], "desk_nav": [], "desk_beside": []}
    nav = [_item(_("Programme"), "programme.today", edition, family="programme.")]
    desk: list[NavItem] = []
    beside: list[NavItem] = []
    if looking is not None:
        if delegates_with_mailbox(db(), edition.id, looking.email):
            nav.append(_item(_("My agenda"), "agenda.mine", edition, family="agenda."))
        nav += [
            _item(
                _("Delegation"),
                "portal.delegation",
                edition,
                under=DELEGATIONS_AT,
                code=delegation.party.code.lower(),
            )
            for delegation in led_delegations(db(), edition.id, looking)
        ]
        if looking.works_at(edition.id):
            nav.append(_item(_("Desk"), "portal.start", edition, under=DESK_AT))
            desk, beside = desk_pages(edition, looking)
    return {"nav": nav, "desk_nav": desk, "desk_beside": beside}


def _item(
    label: str,
    endpoint: str,
    edition: Edition,
    *,
    family: str = "",
    under: str = "",
    **values: Any,
) -> NavItem:
    """``current`` on the page itself, on a ``family`` of endpoints and ``under`` an address."""
    here, rule = request.endpoint or "", request.url_rule.rule if request.url_rule else ""
    same = values.items() <= (request.view_args or {}).items()
    kin = (family and here.startswith(family)) or (under and rule.startswith(under))
    current = same and (here == endpoint or bool(kin))
    return NavItem(label, url_for(endpoint, edition=edition.slug, **values), current)
