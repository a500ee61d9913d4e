"""People by spreadsheet: a file to send, what it would do, and what became of it."""

from collections.abc import Sequence
from pathlib import PurePath

from flask import Response as FlaskResponse
from flask import g, redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from eventops.accounts.access import (
    SIGNED_IN,
    may_enter,
    signed_in_viewer,
    unattended,
    viewer,
)
from eventops.accreditation.consent import current_notice
from eventops.accreditation.models import ImportFile
from eventops.accreditation.rules import ImportState
from eventops.core.errors import Invalid, NotFound
from eventops.delegations.models import Delegation
from eventops.editions.queries import meetings_of
from eventops.portal.consent_forms import NewPeopleForm
from eventops.portal.pages import own_delegation, pages, seen_delegation
from eventops.portal.services import may_add
from eventops.portal.spreadsheet.checking import check
from eventops.portal.spreadsheet.columns import PERSON
from eventops.portal.spreadsheet.faults import Fault, found_again
from eventops.portal.spreadsheet.files import (
    SMALL,
    confirm,
    delegation_of,
    discard,
    file_seen_by,
    finish,
    keep_file,
    look_through,
    may_import,
    result_of,
)
from eventops.portal.spreadsheet.outcome import Checked
from eventops.portal.spreadsheet.reading import MOST_BYTES, read_rows
from eventops.portal.spreadsheet.words import function_words, shown
from eventops.portal.views.frame import DELEGATION
from eventops.portal.views.people_files import DESK, ORGANISERS, known_of
from eventops.web.answers import told
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import language
from eventops.web.problems import answer
from eventops.web.sentences import say

FILE = "/e/<edition>/imports/<file_id>"
HEARD_OUT = 24 * 1024 * 1024
"""Up to here a file that is too large is received, so that the page itself can say so."""
SHOWN = 300
"""People, changes and faults that a page lists one by one."""
UPLOADS = ("portal.import_people", "portal.import_all")


@pages.route(f"{DELEGATION}/import", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def import_people(code: str) -> Response:
    """Send a file of a delegation's own people."""
    return _upload(own_delegation(code))


@pages.route(f"{DESK}/import", methods=["GET", "POST"])
@may_enter(ORGANISERS)
def import_all() -> Response:
    """Send a file of people of any delegation."""
    return _upload(None)


def _upload(delegation: Delegation | None) -> Response:
    if request.method == "GET":
        return _upload_page(delegation)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _upload_page(delegation, [Fault("file_missing")])
    content, known = sent.stream.read(MOST_BYTES + 1), known_of(delegation)
    try:
        rows = read_rows(content)
    except Invalid as fault:
        return _upload_page(delegation, [Fault(fault.code, facts=fault.facts)])
    looked = check(rows, known, function_words())
    if looked.faults:
        return _upload_page(delegation, looked.faults)
    count, name = len(rows) - 1, _file_name(sent.filename)
    by = signed_in_viewer().actor
    file = keep_file(db(), known.scope, name, content, count, by=by, now=now())
    return redirect(_address(file), 303)


def _file_name(given: str) -> str:
    """The last part of it, as far as it can be shown."""
    name = PurePath(given.replace("\\", "/")).name
    return "".join(sign for sign in name if sign.isprintable())[:100] or "-"


def _upload_page(
    delegation: Delegation | None, faults: Sequence[Fault] = (), status: int = 422
) -> Response:
    page = render_template(
        "portal/import.html",
        delegation=delegation,
        faults=list(faults)[:SHOWN],
        fault_count=len(faults),
        closed=delegation is not None and not may_add(delegation, signed_in_viewer()),
        most=MOST_BYTES // 1024 // 1024,
    )
    return FlaskResponse(page, status if faults else 200)


@pages.url_value_preprocessor
def _hear_out(endpoint: str | None, _values: object) -> None:
    """Before anything reads the form: a file somewhat too large gets its sentence on the page."""
    if endpoint in UPLOADS and request.method == "POST":
        request.max_content_length = HEARD_OUT


@pages.errorhandler(RequestEntityTooLarge)
def _far_too_large(_fault: RequestEntityTooLarge) -> Response:
    """More than is received at all; nobody was asked yet who sends it."""
    fault = Fault("spreadsheet_too_large", facts={"most": MOST_BYTES // 1024 // 1024})
    looking, code = viewer(), (request.view_args or {}).get("code")
    if request.endpoint in UPLOADS and looking is not None:
        try:
            delegation = seen_delegation(code) if code else None
            if may_import(db(), g.edition, delegation, looking):
                return _upload_page(delegation, [fault], 413)
        except NotFound as unseen:
            return answer(404, unseen.code, say(unseen.code))
    return answer(413, "http_413", say(fault.code, fault.facts))


@pages.get(FILE)
@may_enter(SIGNED_IN)
def import_file(file_id: str) -> str:
    """What a file would do, or what became of it."""
    file = _found(file_id)
    if file.state is ImportState.CHECKED:
        return _check_page(file, _looked(file), NewPeopleForm(formdata=None))
    return render_template("portal/import_file.html", **_shared(file), **_progress(file))


@pages.get(f"{FILE}/progress")
@unattended
@may_enter(SIGNED_IN)
def import_progress(file_id: str) -> Response:
    """The part of the page that refreshes itself."""
    file = _found(file_id)
    return told(render_template("portal/_import.html", **_shared(file), **_progress(file)))


def _looked(file: ImportFile) -> Checked:
    return look_through(db(), file, function_words(), now=now())[0]


def _check_page(file: ImportFile, looked: Checked, form: NewPeopleForm) -> str:
    """What the file would do, and the question about new people when there are any."""
    if not looked.new:
        del form.told
    return render_template(
        "portal/import_check.html",
        **_shared(file),
        **_compared(looked),
        form=form,
        notice=current_notice(db(), g.edition),
    )


def _found(file_id: str) -> ImportFile:
    return file_seen_by(db(), g.edition, file_id, signed_in_viewer())


def _shared(file: ImportFile) -> dict[str, object]:
    delegation = delegation_of(db(), file)
    return {"file": file, "delegation": delegation}


def _compared(looked: Checked) -> dict[str, object]:
    return {
        "new": looked.new[:SHOWN],
        "new_count": len(looked.new),
        "changed": looked.changed[:SHOWN],
        "changed_count": len(looked.changed),
        "unchanged": looked.unchanged,
        "faults": list(looked.faults)[:SHOWN],
        "fault_count": len(looked.faults),
        "fields": {column.code: column.heading for column in PERSON},
        "shown": shown,
        "meetings": {each.id: each.short_name for each in meetings_of(db(), g.edition.id)},
    }


def _progress(file: ImportFile) -> dict[str, object]:
    faults = found_again(file.fault)
    return {
        "result": result_of(db(), file),
        "faults": faults[:SHOWN],
        "fault_count": len(faults),
    }


@pages.post(f"{FILE}/confirmation")
@may_enter(SIGNED_IN)
def import_confirmation(file_id: str) -> Response:
    """Take the file in: a short one at once, a long one beside the pages.

    Only a file without new people is taken in without the declaration.
    """
    file, form = _found(file_id), NewPeopleForm()
    told = form.validate_on_submit()
    if not told and file.state is ImportState.CHECKED:
        looked = _looked(file)
        if looked.new:
            return Response(_check_page(file, looked, form), 422, mimetype="text/html")
    told_in, by = language() if told else None, signed_in_viewer().actor
    confirm(db(), file, told_in=told_in, by=by, now=now())
    if file.rows <= SMALL:
        finish(db(), file, function_words(), now=now())
    return redirect(_address(file), 303)


@pages.post(f"{FILE}/withdrawal")
@may_enter(SIGNED_IN)
def import_withdrawal(file_id: str) -> Response:
    """Throw a file away that was only checked."""
    file = _found(file_id)
    delegation = delegation_of(db(), file)
    discard(db(), file, by=signed_in_viewer().actor, now=now())
    if delegation is None:
        return redirect(url_for("portal.import_all", edition=g.edition.slug), 303)
    code = delegation.party.code.lower()
    return redirect(url_for("portal.import_people", edition=g.edition.slug, code=code), 303)


def _address(file: ImportFile) -> str:
    return url_for("portal.import_file", edition=g.edition.slug, file_id=file.id)
