"""The organiser's first page and the list of delegations."""

import hashlib
from collections.abc import Callable, Mapping

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer, unattended
from eventops.accounts.rules import Role
from eventops.accreditation.queries import counts_by_state
from eventops.checkin.answers import Venue, reason_said
from eventops.checkin.models import Verdict
from eventops.core.multilingual import Multilingual
from eventops.delegations.queries import SEES_ALL
from eventops.editions.queries import gates_of
from eventops.portal.pages import page_as_of, pages
from eventops.portal.queries import delegation_lines
from eventops.portal.services import DESK_ROLES
from eventops.portal.today import LatestScan, cursor, latest_scans, sessions_on
from eventops.web.db import db
from eventops.web.now import now, today
from eventops.web.pages import language, zone, zoned

SEES_CLOSED = (*SEES_ALL, Role.SUPERVISOR)
"""Roles that may know of closed sessions they are not expected at, and who came to which door."""


@pages.get("/e/<edition>/desk/")
@may_enter(holders_of(*Role))
def start() -> str:
    """How far registration is, what runs today, what the doors do."""
    return render_template(
        "portal/start.html",
        today=today(),
        as_of=page_as_of(),
        live_url=url_for("portal.start_live", edition=g.edition.slug),
        live_tag=f'"{_live_tag()}"',
        **_live(),
    )


@pages.get("/e/<edition>/desk/live")
@unattended
@may_enter(holders_of(*Role))
def start_live() -> Response:
    """The part that refreshes itself; 304 before anything is counted when nothing happened."""
    answer = Response(mimetype="text/html")
    answer.set_etag(_live_tag())
    answer.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(_live_tag()):
        answer.status_code = 304
        return answer
    answer.set_data(render_template("portal/_start.html", **_live()))
    return answer


def _live_tag() -> str:
    """What the part depends on: the edition's cursor, and who reads it in which language."""
    viewer = signed_in_viewer()
    told = (cursor(db(), g.edition.id, now=now()), viewer.user_id, sorted(map(str, viewer.roles)))
    return hashlib.sha256(repr((*told, language())).encode()).hexdigest()[:32]


def _live() -> dict[str, object]:
    viewer, edition = signed_in_viewer(), g.edition
    sees = viewer.holds(*SEES_CLOSED, edition_id=edition.id)
    gates = {gate.code: gate.name for gate in gates_of(db(), edition.id)}
    return {
        "by_state": counts_by_state(db(), edition.id),
        "officer": viewer.holds(Role.ACCREDITATION, edition_id=edition.id),
        "sessions": sessions_on(db(), edition, today(), now=now(), closed=sees),
        "scans": latest_scans(db(), edition.id, gates, closed=sees),
        "names_shown": sees,
        "delegations": delegation_lines(db(), edition, viewer),
        "zoned": zoned,
        "scan_reason": _reason_sayer(gates),
    }


def _reason_sayer(gates: Mapping[str, Multilingual]) -> Callable[[LatestScan], str | None]:
    """Says why the door did not simply admit."""
    venue = Venue(zone(), gates)

    def why(scan: LatestScan) -> str | None:
        return None if scan.verdict is Verdict.ADMIT else reason_said(scan, venue, language())

    return why


@pages.get("/e/<edition>/desk/delegations")
@may_enter(holders_of(*SEES_ALL))
def delegations() -> str:
    """All delegations by kind."""
    lines = delegation_lines(db(), g.edition, signed_in_viewer())
    may_import = signed_in_viewer().holds(*DESK_ROLES, edition_id=g.edition.id)
    return render_template(
        "portal/delegations.html", delegations=lines, may_import=may_import, as_of=page_as_of()
    )
