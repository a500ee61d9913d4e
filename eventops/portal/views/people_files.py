"""Spreadsheets of people to take along: empty ones to fill in, and lists of who is there."""

from flask import Response as FlaskResponse
from flask import g
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, holders_of, may_enter, signed_in_viewer
from eventops.core import journal
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegation
from eventops.portal.pages import own_delegation, pages
from eventops.portal.services import DESK_ROLES
from eventops.portal.spreadsheet.files import scope_for
from eventops.portal.spreadsheet.known import Known, what_is_known
from eventops.portal.spreadsheet.lists import csv_file, xlsx_file
from eventops.portal.spreadsheet.words import function_words
from eventops.portal.views.frame import DELEGATION
from eventops.web.db import aside, db
from eventops.web.now import now
from eventops.web.pages import language

DESK = "/e/<edition>/desk"
ORGANISERS = holders_of(*DESK_ROLES)
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pages.get(f"{DELEGATION}/template.<ending>")
@may_enter(SIGNED_IN)
def delegation_template(code: str, ending: str) -> Response:
    """The columns of this delegation's people, with nobody in them."""
    return _download(own_delegation(code), ending, filled=False)


@pages.post(f"{DELEGATION}/list.<ending>")
@may_enter(SIGNED_IN)
def delegation_list(code: str, ending: str) -> Response:
    """The delegation's people as they are now; sent back unchanged, it changes nothing.

    A POST, because the journal notes who took birth dates and mail addresses along.
    """
    return _download(own_delegation(code), ending, filled=True)


@pages.get(f"{DESK}/template.<ending>")
@may_enter(ORGANISERS)
def desk_template(ending: str) -> Response:
    """The columns for all delegations, with nobody in them."""
    return _download(None, ending, filled=False)


@pages.post(f"{DESK}/list.<ending>")
@may_enter(ORGANISERS)
def desk_list(ending: str) -> Response:
    """Everybody in the edition as they are now; a POST as above."""
    return _download(None, ending, filled=True)


def _download(delegation: Delegation | None, ending: str, *, filled: bool) -> Response:
    if ending not in TYPES:
        raise NotFound("no_import")
    known, words = known_of(delegation), function_words()
    if filled:
        _note_taken(delegation, ending, len(known.people))
    if ending == "csv":
        body = csv_file(known, words, filled=filled, language=language())
    else:
        body = xlsx_file(known, words, filled=filled)
    whose = delegation.party.code.lower() if delegation else "all"
    name = f"{g.edition.slug}-{whose}-{'list' if filled else 'template'}.{ending}"
    response = FlaskResponse(body, content_type=TYPES[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _note_taken(delegation: Delegation | None, ending: str, rows: int) -> None:
    """In the journal, at once: all is read, and no door may wait while the file is drawn."""
    subject = f"delegation:{delegation.id}" if delegation else f"edition:{g.edition.id}"
    by, edition_id, moment = signed_in_viewer().actor, g.edition.id, now()
    db().close()  # what was read stays as it is
    aside(
        lambda own: journal.record(
            own,
            "list taken",
            subject,
            by=by,
            now=moment,
            edition_id=edition_id,
            list="people",
            rows=rows,
            format=ending,
        )
    )


def known_of(delegation: Delegation | None) -> Known:
    """What this viewer's file of a delegation, or of all, is about."""
    return what_is_known(db(), scope_for(g.edition, delegation, signed_in_viewer(), now=now()))
