"""The seat plan as files: a template to fill in, a file to send, plates to print."""

from collections.abc import Callable, Mapping, Sequence

from flask import Response as FlaskResponse
from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.agenda.rules import OwnSeat
from eventops.agenda.seat_plan import Key, seats_given, set_seats
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Invalid, NotFound
from eventops.core.multilingual import said
from eventops.core.resources import FLAGS, FONTS
from eventops.delegations.models import Delegate, Delegation
from eventops.portal.pages import pages
from eventops.portal.seats.contents import DelegationSeats, Sitting, at_the_table, members_by_id
from eventops.portal.seats.files import csv_file, expected_rows, xlsx_file
from eventops.portal.seats.kept_file import packed, unpacked
from eventops.portal.seats.overview import all_at
from eventops.portal.seats.plates import Plate, plates_sheet
from eventops.portal.seats.sheet import Checked, Plan, check
from eventops.portal.services import DESK_ROLES
from eventops.portal.spreadsheet.faults import Fault
from eventops.portal.spreadsheet.reading import MOST_BYTES, Row, read_rows
from eventops.programme.models import Session
from eventops.programme.queries import sessions_of
from eventops.web.db import aside, db
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.pages import language
from eventops.web.spreadsheets import CSV, XLSX
from eventops.web.uploads import takes_files

DESK = "/e/<edition>/desk"
OFFICE = holders_of(*DESK_ROLES)
TYPES = {"csv": CSV, "xlsx": XLSX}
SHOWN = 300
"""Changes and faults that the page lists one by one."""


@pages.post(f"{DESK}/seat-plan/template.<ending>")
@may_enter(OFFICE)
def seat_template(ending: str) -> Response:
    """The expected people of one session, or of a day's, ready to be given seats.

    A POST, since the journal notes who took names along.
    """
    if ending not in TYPES:
        raise NotFound("no_list")
    asked = request.form.get("session") or None
    sessions, rows = expected_rows(
        db(), g.edition, session=asked, day=request.form.get("day") or None
    )
    codes = [each.code for each in sessions]
    name = f"{g.edition.slug}-seats{f'-{asked}' if asked else ''}.{ending}"
    tongue, note = language(), _noter("seat template taken", sessions, rows=len(rows))
    db().rollback()  # nothing is written yet
    body = xlsx_file(rows, codes) if ending == "xlsx" else csv_file(rows, tongue)
    aside(note)
    return _download(body, TYPES[ending], name)


def _download(body: bytes, kind: str, name: str) -> Response:
    answer = FlaskResponse(body, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _noter(action: str, sessions: Sequence[Session], *, rows: int) -> Callable[[Db], object]:
    """Who takes which names along, read before the request's own transaction ends."""
    subject = f"session:{sessions[0].id}" if len(sessions) == 1 else f"edition:{g.edition.id}"
    by, at, edition_id = signed_in_viewer().actor, now(), g.edition.id

    def note(own: Db) -> object:
        return journal.record(own, action, subject, by=by, now=at, edition_id=edition_id, rows=rows)

    return note


@pages.route(f"{DESK}/seat-plan", methods=["GET", "POST"])
@may_enter(OFFICE)
@takes_files
def seat_file() -> Response:
    """Send a file of seats; what it would do is shown before anything is stored."""
    if request.method == "GET":
        return _page()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page([Fault("file_missing")])
    try:
        rows = read_rows(sent.stream.read(MOST_BYTES + 1))
    except Invalid as fault:
        return _page([Fault(fault.code, facts=fault.facts)])
    return _looked_through(rows)


def _looked_through(rows: list[Row]) -> Response:
    checked = check(rows, _plan())
    if checked.faults:
        return _page(checked.faults)
    return _page(checked=checked, rows=rows)


@pages.post(f"{DESK}/seat-plan/confirmation")
@may_enter(OFFICE)
def seat_file_confirmation() -> Response:
    """Take a checked file in: all of it, or nothing where something changed meanwhile."""
    secrets = settings().secrets
    try:
        rows = unpacked(secrets, g.edition.id, request.form.get("rows", ""))
    except Invalid as fault:
        return _page([Fault(fault.code)])
    checked = check(rows, _plan())
    if checked.faults:
        return _page(checked.faults)
    changed = set_seats(db(), g.edition, checked.seats(), by=signed_in_viewer().actor, now=now())
    words = _(
        "%(num)s seats are stored; the calendars of those concerned follow.", num=len(changed)
    )
    flash(words if changed else _("Nothing was different."))
    return redirect(url_for("portal.all_seats", edition=g.edition.slug), 303)


def _plan() -> Plan:
    sessions = sessions_of(db(), g.edition.id)
    return Plan(
        {each.code: each for each in sessions},
        members_by_id(db(), Delegation.edition_id == g.edition.id),
        seats_given(db(), [each.id for each in sessions]),
    )


def _page(
    faults: Sequence[Fault] = (), checked: Checked | None = None, rows: Sequence[Row] = ()
) -> Response:
    secret, changed = settings().secrets[0], checked.changed if checked else []
    page = render_template(
        "portal/seat_file.html",
        faults=list(faults)[:SHOWN],
        fault_count=len(faults),
        checked=checked,
        changed=changed[:SHOWN],
        changed_count=len(changed),
        rows=packed(secret, g.edition.id, rows) if changed else "",
        most=MOST_BYTES // 1024 // 1024,
    )
    return FlaskResponse(page, 422 if faults else 200)


@pages.post(f"{DESK}/seats/<session>/plates")
@may_enter(OFFICE)
def seat_plates(session: str) -> Response:
    """Plates for the table as a PDF: of everybody at the table, or of one delegation."""
    told, found = all_at(db(), g.edition, session, closed=True)
    wanted = [each for each in found if request.form.get("delegation") in (None, "", _code(each))]
    given = seats_given(db(), [told.session.id])
    plates = [_plate(each, told.session, given) for each in at_the_table(wanted)]
    title, at = said(told.session.title, language()), now()
    note = _noter("plates taken", [told.session], rows=len(plates))
    name = f"{g.edition.slug}-plates-{session}.pdf"
    db().rollback()  # nothing is written yet: drawing takes a second, and no door may wait for it
    body = plates_sheet(plates, title, fonts=FONTS, flags=FLAGS, made=at)
    aside(note)
    return _download(body, "application/pdf", name)


def _code(found: DelegationSeats) -> str:
    return found.delegation.party.code.lower()


def _plate(sitting: Sitting, session: Session, given: Mapping[Key, OwnSeat]) -> Plate:
    delegate: Delegate = sitting.delegate
    person, party = delegate.person, delegate.delegation.party
    own = given.get((delegate.id, session.id), OwnSeat())
    return Plate(
        party=said(party.name, "en"),
        flag=party.flag,
        name=own.plate or f"{person.style} {person.full_name}".strip(),
        own_script="" if own.plate else person.own_script,
        language=person.own_language,
        seat=sitting.entitlement.seat,
    )
