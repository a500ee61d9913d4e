"""The page of conflicts: what is in the way of what, and what may stand nevertheless."""

from collections.abc import Callable

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.core.errors import Conflict
from eventops.portal.pages import flash_undo, page_as_of, pages
from eventops.portal.programme.conflict_forms import OverrideForm
from eventops.portal.programme.conflict_page import findings, programme_at_desk
from eventops.programme.conflicts.engine import every
from eventops.programme.overriding import override_conflict, revoke_override
from eventops.programme.rules import ConflictRule
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import zoned

CONFLICTS = "/e/<edition>/desk/programme/conflicts"
READERS = (Role.EDITOR, Role.PROTOCOL)


@pages.get(CONFLICTS)
@may_enter(holders_of(*READERS))
def conflicts() -> str:
    """Everything in conflict, by severity and day; with ``rule``, what breaks one rule."""
    return _page()


@pages.post(f"{CONFLICTS}/overrides")
@may_enter(holders_of(Role.EDITOR))
def conflict_override() -> Response:
    """Let a conflict stand, with the reason."""
    form = OverrideForm()
    if not form.validate():
        return Response(_page(form), 422, mimetype="text/html")
    asked = form.situation.data
    found = next(
        (each for each in every(programme_at_desk(db(), g.edition)) if each.situation == asked),
        None,
    )
    if found is None:
        raise Conflict("no_conflict")
    made = override_conflict(
        db(),
        g.edition,
        found,
        reason=form.reason.data or "",
        by=signed_in_viewer().actor,
        now=now(),
    )
    undo = url_for(
        "portal.conflict_revocation", edition=g.edition.slug, override_id=made.id, rule=_rule()
    )
    flash_undo(_("The conflict may stand."), undo)
    return redirect(_address(), 303)


@pages.post(f"{CONFLICTS}/overrides/<override_id>/revocation")
@may_enter(holders_of(Role.EDITOR))
def conflict_revocation(override_id: str) -> Response:
    """Let the conflict count again."""
    revoke_override(db(), g.edition, override_id, by=signed_in_viewer().actor, now=now())
    flash(_("The exception is revoked."))
    return redirect(_address(), 303)


def _page(sent: OverrideForm | None = None) -> str:
    rule = _rule()
    return render_template(
        "programme_desk/conflicts.html",
        found=findings(db(), g.edition, rule),
        rule=rule,
        sent=sent,
        form_for=_form_for(sent),
        may_override=signed_in_viewer().holds(Role.EDITOR, edition_id=g.edition.id),
        zoned=zoned,
        as_of=page_as_of(),
    )


def _form_for(sent: OverrideForm | None) -> Callable[[str], OverrideForm]:
    """Situation → its form: the one sent with what was typed, or an empty one."""

    def form(situation: str) -> OverrideForm:
        if sent is not None and sent.situation.data == situation:
            return sent.on_page(situation)
        return OverrideForm(formdata=None).on_page(situation)

    return form


def _rule() -> ConflictRule | None:
    asked = request.args.get("rule")
    if not asked:
        return None
    if asked not in tuple(ConflictRule):
        abort(404)
    return ConflictRule(asked)


def _address() -> str:
    return url_for("portal.conflicts", edition=g.edition.slug, rule=_rule())
