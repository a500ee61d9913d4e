"""What the portal's pages share: their blueprint, and what is looked at as this viewer may."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, url_for

from eventops.accounts.access import signed_in_viewer
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Delegation
from eventops.delegations.queries import delegate_by_id, delegation_seen_by
from eventops.portal.services import require_change
from eventops.portal.standing_in import require_substitute
from eventops.programme.queries import latest_version
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import AsOf, as_of

pages = Blueprint("portal", __name__)


def flash_undo(sentence: str, undo_url: str) -> None:
    """Say on the next page what was done, with the way back beside it."""
    flash({"text": sentence, "undo": undo_url})  # type: ignore[arg-type]  # kept as JSON


def page_as_of() -> AsOf:
    """Which programme the page shows, and the time of the data on it: now."""
    version = latest_version(db(), g.edition.id)
    return as_of(version.number if version else None, now(), g.edition.city)


def seen_delegation(code: str) -> Delegation:
    """The delegation, if this viewer may see it; else NotFound."""
    return delegation_seen_by(db(), g.edition.id, code, signed_in_viewer())


def afresh(look: Callable[[str], Delegation], code: str) -> Delegation:
    """Looked at again, without the half of a change that was refused."""
    db().rollback()
    return look(code)


def own_delegation(code: str) -> Delegation:
    """The delegation, if this viewer may change its list."""
    delegation = seen_delegation(code)
    require_change(db(), delegation, signed_in_viewer())
    return delegation


def member_of(delegation: Delegation, delegate_id: str) -> Delegate:
    """A person of the delegation; one of another delegation is NotFound like one of none."""
    found = delegate_by_id(db(), delegate_id)
    if found.delegation_id != delegation.id:
        raise NotFound("no_delegate")
    return found


def close_delegation(code: str) -> Delegation:
    """The delegation, if this viewer may enter substitutions for it."""
    delegation = seen_delegation(code)
    require_substitute(db(), delegation, signed_in_viewer())
    return delegation


def address(found: Delegation, endpoint: str, **values: Any) -> str:
    """The address of one of a delegation's pages."""
    return url_for(
        f"portal.{endpoint}", edition=g.edition.slug, code=found.party.code.lower(), **values
    )
