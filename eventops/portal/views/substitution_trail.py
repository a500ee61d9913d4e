"""The trail of substitutions: a delegation's, one with its checklist, and the desk's open tasks."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, holders_of, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.agenda.substitution import over, set_task, undo_substitution
from eventops.agenda.trail import Line, line_of, trail_of, trail_of_edition
from eventops.core.errors import NotAllowed, NotFound
from eventops.delegations.models import Delegation
from eventops.delegations.queries import SEES_ALL
from eventops.editions.queries import meetings_of
from eventops.portal.pages import address, close_delegation, page_as_of, pages, seen_delegation
from eventops.portal.standing_in import (
    SUBSTITUTION_DESK,
    elsewhere,
    may_substitute,
    may_tick,
    tables_ahead,
)
from eventops.portal.substitution_forms import name_of
from eventops.portal.views.frame import framed
from eventops.portal.views.substitution import TRAIL
from eventops.programme.models import Session
from eventops.programme.queries import session_by_code
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import zoned


@pages.get(TRAIL)
@may_enter(SIGNED_IN)
def substitutions(code: str) -> str:
    """A delegation's substitutions, and the sessions at which one can be entered."""
    delegation = seen_delegation(code)
    may = may_substitute(db(), delegation, signed_in_viewer())
    return framed(
        delegation,
        "substitutions",
        lines=trail_of(db(), delegation),
        tables=tables_ahead(db(), g.edition, delegation, now=now()) if may else [],
        meetings=meetings_of(db(), g.edition.id) if may else [],
        may_substitute=may,
        zoned=zoned,
    )


@pages.get(f"{TRAIL}/<substitution_id>")
@may_enter(SIGNED_IN)
def substitution(code: str, substitution_id: str) -> str:
    """One substitution: who asked and why, and what must follow."""
    delegation = seen_delegation(code)
    line, viewer = line_of(db(), delegation, substitution_id), signed_in_viewer()
    return render_template(
        "portal/substitution.html",
        party=delegation.party,
        line=line,
        elsewhere=_elsewhere(delegation, line),
        may_undo=_may_undo(delegation, line),
        tickable={
            task.task for task in line.tasks if may_tick(db(), delegation, task.owner, viewer)
        },
        zoned=zoned,
        as_of=page_as_of(),
    )


@pages.post(f"{TRAIL}/<substitution_id>/undoing")
@may_enter(SIGNED_IN)
def undoing(code: str, substitution_id: str) -> Response:
    """Give the place back."""
    delegation = close_delegation(code)
    line = line_of(db(), delegation, substitution_id)
    undo_substitution(db(), g.edition, line.substitution, by=signed_in_viewer().actor, now=now())
    flash(_("Undone: %(name)s no longer stands in.", name=name_of(line.entering)))
    return redirect(address(delegation, "substitutions"), 303)


@pages.post(f"{TRAIL}/<substitution_id>/tasks/<task>")
@may_enter(SIGNED_IN)
def substitution_task(code: str, substitution_id: str, task: str) -> Response:
    """Tick a task, or open it again."""
    delegation = seen_delegation(code)
    line = line_of(db(), delegation, substitution_id)
    owner = next((each.owner for each in line.tasks if each.task == task), None)
    if owner is None:
        raise NotFound("no_task")
    if not may_tick(db(), delegation, owner, signed_in_viewer()):
        raise NotAllowed("not_your_task")
    if request.form.get("done") not in ("yes", "no"):
        raise BadRequest
    done = request.form["done"] == "yes"
    set_task(db(), line.substitution, task, done=done, by=signed_in_viewer().actor, now=now())
    if request.form.get("from") == "desk":
        return redirect(url_for("portal.open_substitutions", edition=g.edition.slug), 303)
    here = address(delegation, "substitution", substitution_id=substitution_id)
    return redirect(f"{here}#tasks", 303)


@pages.get("/e/<edition>/desk/substitutions")
@may_enter(holders_of(*SEES_ALL))
def open_substitutions() -> str:
    """What substitutions left to do, and all of them; with ``session``, those of one session."""
    asked = request.args.get("session")
    session = session_by_code(db(), g.edition.id, asked) if asked else None
    lines = trail_of_edition(db(), g.edition.id, session_id=session.id if session else None)
    return render_template(
        "portal/open_substitutions.html",
        session=session,
        unfinished=[line for line in lines if line.open_tasks],
        finished=[line for line in lines if not line.open_tasks],
        may_tick=_desk_ticks(),
        zoned=zoned,
        as_of=page_as_of(),
    )


def _desk_ticks() -> set[str]:
    """Owners whose tasks this viewer may tick at the desk."""
    viewer, here = signed_in_viewer(), g.edition.id
    if viewer.holds(*SUBSTITUTION_DESK, edition_id=here):
        return {role.value for role in Role}
    return {role.value for role in Role if viewer.holds(role, edition_id=here)} - {Role.LIAISON}


def _elsewhere(delegation: Delegation, line: Line) -> list[Session]:
    if line.session is None or line.substitution.undone_at is not None:
        return []
    return elsewhere(db(), g.edition, delegation, line.entering.id, line.session)


def _may_undo(delegation: Delegation, line: Line) -> bool:
    if line.substitution.undone_at is not None:
        return False
    if line.session is not None and over(line.session, now()):
        return False
    return may_substitute(db(), delegation, signed_in_viewer())
