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
from eventops.editions.queries import current_edition
from eventops.web.db import db
from eventops.web.now import now, shifted, today
from eventops.web.pages import NavItem, day, language

DESK = ("portal.start", "portal.delegations", "portal.queue", "portal.registration")


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
        return {"demo_clock": _demo_clock(), **_nav(g.get("edition"), viewer())}
    except SQLAlchemyError:
        return {}


def _demo_clock() -> DemoClock | None:
    if not shifted():
        return None
    edition = g.get("edition") or current_edition(db(), today())
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
            _item(_("Delegation"), "portal.delegation", edition, code=delegation.party.code.lower())
            for delegation in led_delegations(db(), edition.id, looking.user_id)
        ]
        if looking.works_at(edition.id):
            nav.append(_item(_("Desk"), "portal.start", edition, also=DESK))
            desk = _desk(edition, looking)
    return {"nav": nav, "desk_nav": desk}


def _desk(edition: Edition, looking: Viewer) -> list[NavItem]:
    """The pages of the desk that this role opens."""
    items = [_item(_("Start"), "portal.start", edition)]
    if looking.holds(*SEES_ALL, edition_id=edition.id):
        items.append(_item(_("Delegations"), "portal.delegations", edition))
    if looking.holds(Role.ACCREDITATION, edition_id=edition.id):
        queue = ("portal.queue", "portal.registration")
        items.append(_item(_("Accreditation"), "portal.queue", edition, also=queue))
    if looking.holds(Role.ACCREDITATION, Role.PROTOCOL, edition_id=edition.id):
        items.append(
            _item(_("Letters"), "portal.letters", edition, also=("portal.letter_wording",))
        )
    return items


def _item(
    label: str,
    endpoint: str,
    edition: Edition,
    *,
    family: str = "",
    also: tuple[str, ...] = (),
    **values: Any,
) -> NavItem:
    """``current`` on the page itself, on those in ``also`` and on its whole ``family``."""
    here = request.endpoint or ""
    same = here == endpoint and values.items() <= (request.view_args or {}).items()
    current = same or here in also or bool(family and here.startswith(family))
    return NavItem(label, url_for(endpoint, edition=edition.slug, **values), current)
