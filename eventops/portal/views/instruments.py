"""Floaters and pins of a delegation with their ledger, and an edition's counts."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, holders_of, may_enter, signed_in_viewer
from eventops.badges.instruments import (
    give_back,
    hand_over,
    hand_over_all,
    make_instruments,
    report_lost,
)
from eventops.badges.ledger import (
    Held,
    counted,
    counts_by_delegation,
    instrument_of,
    instruments_of,
)
from eventops.badges.models import Instrument, InstrumentKind, InstrumentState
from eventops.core.errors import Invalid, NotAllowed
from eventops.delegations.models import Delegation
from eventops.delegations.queries import SEES_ALL, delegations_seen_by
from eventops.portal.instrument_forms import MakeForm
from eventops.portal.pages import address, close_delegation, page_as_of, pages, seen_delegation
from eventops.portal.standing_in import SUBSTITUTION_DESK, may_substitute, members_of
from eventops.portal.views.delegation import PRINTERS
from eventops.portal.views.frame import DELEGATION, framed
from eventops.web.db import db
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.pages import zoned
from eventops.web.problems import status_of
from eventops.web.sentences import say

LEDGER = f"{DELEGATION}/instruments"


@pages.route(LEDGER, methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def instruments(code: str) -> Response:
    """A delegation's floaters and pins; the desk numbers more of them."""
    delegation, form, status = seen_delegation(code), MakeForm().offer(), 200
    if request.method == "POST":
        _require_desk(delegation)
        status = 422
    if form.validate_on_submit():
        try:
            made = make_instruments(
                db(),
                g.edition,
                delegation,
                InstrumentKind(form.kind.data),
                form.opens.data,
                form.count.data or 0,
                secret=settings().secrets[0],
                by=signed_in_viewer().actor,
                now=now(),
            )
        except Invalid as fault:
            form[str(fault.facts["field"])].errors = [say(fault.code, fault.facts)]
            status = status_of(fault)
        else:
            told = ngettext(
                "%(num)s is ready at the desk.", "%(num)s are ready at the desk.", len(made)
            )
            flash(told)
            return _back(delegation)
    return Response(_page(delegation, form), status, mimetype="text/html")


@pages.post(f"{LEDGER}/holder")
@may_enter(SIGNED_IN)
def all_handed_over(code: str) -> Response:
    """Hand over everything of a kind that lies at the desk."""
    delegation = seen_delegation(code)
    _require_desk(delegation)
    rows = [
        each.instrument
        for each in instruments_of(db(), delegation.id)
        if each.instrument.kind.value == request.form.get("kind")
    ]
    holder, by = request.form.get("holder") or None, signed_in_viewer().actor
    count = hand_over_all(db(), rows, holder, by=by, now=now())
    flash(ngettext("%(num)s was handed over.", "%(num)s were handed over.", count))
    return _back(delegation)


@pages.post(f"{LEDGER}/<instrument_id>/holder")
@may_enter(SIGNED_IN)
def holder(code: str, instrument_id: str) -> Response:
    """Hand one over from the desk, or pass it on within the delegation."""
    delegation = close_delegation(code)
    row = instrument_of(db(), delegation.id, instrument_id)
    if row.state is not InstrumentState.ISSUED:
        _require_desk(delegation)
    whom, note = request.form.get("holder") or None, request.form.get("note", "")
    hand_over(db(), row, whom, note=note, by=signed_in_viewer().actor, now=now())
    flash(_("%(what)s changed hands.", what=_named(row)))
    return _back(delegation, row)


@pages.post(f"{LEDGER}/<instrument_id>/return")
@may_enter(SIGNED_IN)
def given_back(code: str, instrument_id: str) -> Response:
    """Back at the desk."""
    delegation = seen_delegation(code)
    _require_desk(delegation)
    row = instrument_of(db(), delegation.id, instrument_id)
    give_back(db(), row, by=signed_in_viewer().actor, now=now())
    flash(_("%(what)s is back.", what=_named(row)))
    return _back(delegation, row)


@pages.post(f"{LEDGER}/<instrument_id>/loss")
@may_enter(SIGNED_IN)
def lost(code: str, instrument_id: str) -> Response:
    """Lost: it opens nothing from now on."""
    delegation = close_delegation(code)
    row = instrument_of(db(), delegation.id, instrument_id)
    report_lost(db(), row, by=signed_in_viewer().actor, now=now())
    flash(_("%(what)s is reported lost and opens no door.", what=_named(row)))
    return _back(delegation, row)


@pages.get("/e/<edition>/desk/instruments")
@may_enter(holders_of(*SEES_ALL))
def all_instruments() -> str:
    """How many floaters and pins each delegation has, and where they are."""
    counts = counts_by_delegation(db(), g.edition.id)
    delegations = delegations_seen_by(db(), g.edition.id, signed_in_viewer())
    lines = [
        (delegation, kind, counts[delegation.id][kind])
        for delegation in delegations
        for kind in InstrumentKind
        if kind in counts.get(delegation.id, {})
    ]
    return render_template("portal/all_instruments.html", lines=lines, as_of=page_as_of())


def _page(delegation: Delegation, form: MakeForm) -> str:
    viewer, held = signed_in_viewer(), instruments_of(db(), delegation.id)
    may = may_substitute(db(), delegation, viewer)
    desk = viewer.holds(*SUBSTITUTION_DESK, edition_id=g.edition.id)
    return framed(
        delegation,
        "instruments",
        held=held,
        counts={kind: _counts(held, kind) for kind in InstrumentKind},
        form=form if desk else None,
        hands_out=desk,
        may_pass_on=may,
        may_print=viewer.holds(*PRINTERS, edition_id=g.edition.id),
        members=members_of(db(), delegation) if may else [],
        zoned=zoned,
    )


def _counts(held: list[Held], kind: InstrumentKind) -> object:
    rows = [each.instrument for each in held if each.instrument.kind is kind]
    return counted((row.state, row.holder_id is not None) for row in rows)


def _require_desk(delegation: Delegation) -> None:
    """Numbering, first handing over and taking back are the desk's."""
    if not signed_in_viewer().holds(*SUBSTITUTION_DESK, edition_id=delegation.edition_id):
        raise NotAllowed("handed_out_by_desk")


def _named(row: Instrument) -> str:
    return f"{say(row.kind.value)} {say('instrument_number', {'number': row.number})}"


def _back(delegation: Delegation, row: Instrument | None = None) -> Response:
    here = address(delegation, "instruments")
    return redirect(f"{here}#instrument-{row.id}" if row else here, 303)
