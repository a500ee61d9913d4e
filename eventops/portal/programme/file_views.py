"""The programme as files: to take along, to send back edited, what that would do, and yes."""

from collections.abc import Sequence

from flask import Response as FlaskResponse
from flask import g, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.portal.pages import flash_undo, pages
from eventops.portal.programme.answering import fault_said
from eventops.portal.programme.carried import packed as carried_by_page
from eventops.portal.programme.carried import unpacked
from eventops.portal.programme.desk import desk
from eventops.portal.programme.difference_words import Words, said_part
from eventops.portal.programme.fault_words import SaidFault, said_fault
from eventops.portal.programme.taking import ACT, Looked, drafted_plan, look_at, take_in
from eventops.portal.programme.workbook_file import as_csv, as_xlsx
from eventops.portal.spreadsheet.reading import MOST_BYTES
from eventops.programme.acting import take_back
from eventops.programme.drafting import hold_draft, last_step
from eventops.programme.drafts import draft_of
from eventops.programme.folder_reading import packed
from eventops.programme.outside import plan_with
from eventops.programme.past import require_ahead
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import language
from eventops.web.problems import status_of
from eventops.web.sentences import say
from eventops.web.spreadsheets import CSV, XLSX
from eventops.web.uploads import takes_files

FILES = "/e/<edition>/desk/programme/files"
EDITORS = holders_of(Role.EDITOR)
SHOWN = 300
"""Changes and faults that a page lists one by one."""
ZIP = "application/zip"


@pages.get(FILES)
@may_enter(EDITORS)
def programme_files() -> Response:
    """Files to take, and a form to send one back."""
    return _page()


@pages.get(f"{FILES}/programme.<ending>")
@may_enter(EDITORS)
def programme_file(ending: str) -> Response:
    """The working draft, all but its tray, as an archive of its text or as a workbook."""
    plan, draft = drafted_plan(db(), g.edition)
    if ending == "zip":
        body, kind = packed(plan_with(plan, draft.held)), ZIP
    elif ending == "xlsx":
        body, kind = as_xlsx(plan, draft.held), XLSX
    elif ending == "csv":
        body, kind = as_csv(plan, draft.held, language()), CSV
    else:
        raise NotFound("no_list")
    response = FlaskResponse(body, content_type=kind)
    name = f"{g.edition.slug}-programme.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.post(FILES)
@may_enter(EDITORS)
@takes_files
def send_programme_file() -> Response:
    """What a file would do; nothing is stored."""
    try:
        sent = request.files.get("file")
    except RequestEntityTooLarge:
        return _page([_too_large()], 413)
    if sent is None or not sent.filename:
        return _page([SaidFault("", say("file_missing_here"))], 422)
    content = sent.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        return _page([_too_large()], 413)
    try:
        looked = look_at(db(), g.edition, content)
    except Invalid as fault:
        return _page([SaidFault("", say(fault.code, fault.facts))], 422)
    if looked.found is None:
        return _page([said_fault(fault) for fault in looked.outside.faults], 422)
    return FlaskResponse(_dry_run(looked, sent.filename))


def _too_large() -> SaidFault:
    return SaidFault("", say("spreadsheet_too_large", {"most": MOST_BYTES // 1024 // 1024}))


@pages.post(f"{FILES}/taking")
@may_enter(EDITORS)
def take_programme_file() -> Response:
    """Take what the dry run showed into the draft: all of it, or nothing."""
    by = signed_in_viewer().actor
    try:
        carried = unpacked(request.form.get("sessions", ""))
        hold_draft(db(), g.edition)
        draft = draft_of(db(), g.edition)
        require_ahead(db(), g.edition, draft, carried.wishes, by=by, now=now())
        step = take_in(db(), g.edition, carried, by=by, now=now())
    except (Conflict, Invalid) as fault:
        return _page([SaidFault("", fault_said(desk(), fault))], status_of(fault))
    if step is None:
        return _page([SaidFault("", say("nothing_from_file"))], 409)
    taken = ngettext(
        "One session was taken into the working draft. Nothing is published yet.",
        "%(num)s sessions were taken into the working draft. Nothing is published yet.",
        len(step.after),
    )
    here = {"edition": g.edition.slug}
    flash_undo(str(taken), url_for("portal.undo_programme_file", **here))
    return redirect(url_for("portal.programme_files", **here), 303)


@pages.post(f"{FILES}/undoing")
@may_enter(EDITORS)
def undo_programme_file() -> Response:
    """Take the file back out of the draft, if that was one's own last act."""
    by = signed_in_viewer().actor
    step = last_step(db(), g.edition, by)
    if step is None or step.act != ACT:
        raise Conflict("draft_took_nothing_last")
    take_back(db(), g.edition, by=by, now=now())
    return redirect(url_for("portal.programme_files", edition=g.edition.slug), 303)


def _page(faults: Sequence[SaidFault] = (), status: int = 200) -> Response:
    _, draft = drafted_plan(db(), g.edition)
    page = render_template(
        "programme_desk/files.html",
        faults=faults[:SHOWN],
        fault_count=len(faults),
        held=len(draft.held),
        parked=len(draft.tray),
        most=MOST_BYTES // 1024 // 1024,
    )
    return FlaskResponse(page, status)


def _dry_run(looked: Looked, name: str) -> str:
    found, words = looked.found, Words(looked.plan)
    if found is None:
        raise Invalid("file_not_kept")
    sessions, before = looked.outside.sessions, looked.draft.by_code
    changed = [words.change(each, sessions[each.code]) for each in found.changed]
    return render_template(
        "programme_desk/file_check.html",
        name=name.replace("\\", "/").rpartition("/")[2][:100],
        changed=changed,
        added=[words.session(sessions[each.code]) for each in found.added],
        from_tray=[words.session(sessions[code]) for code in found.from_tray],
        missing=[words.session(each) for each in found.missing],
        others=[said_part(each) for each in found.others],
        count=len(found.codes),
        unchanged=len(sessions.keys() & before.keys() - set(found.codes)),
        carried=carried_by_page(looked.sessions, looked.draft),
        shown=SHOWN,
    )
