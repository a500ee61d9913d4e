"""The programme on paper: the public one, and a day of one delegation or of all."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import Response, g, request

from eventops.accounts.access import (
    ANYONE,
    SIGNED_IN,
    holders_of,
    may_enter,
    signed_in_viewer,
)
from eventops.core import journal
from eventops.core.errors import NotFound
from eventops.core.resources import FLAGS, FONTS
from eventops.delegations.models import Delegation
from eventops.delegations.queries import SEES_ALL, delegations_seen_by
from eventops.portal.lists.files import nothing_thrown_away
from eventops.portal.lists.mastheads import masthead, second_language
from eventops.portal.pages import page_as_of, pages, seen_delegation
from eventops.portal.sheets.delegation_days import delegation_days
from eventops.portal.sheets.delegation_slots import day_sheet
from eventops.portal.sheets.programme_slots import programme_sheet, titles_in_both
from eventops.portal.sheets.slot_sheet import slot_sheets
from eventops.portal.sheets.slots import SlotSheet
from eventops.programme.public_rows import public_programme
from eventops.programme.queries import latest_version
from eventops.programme.views import day_asked, programme_as_of
from eventops.web.answers import told_if_changed
from eventops.web.db import aside, db
from eventops.web.now import now
from eventops.web.pages import language

PDF = "application/pdf"


@pages.get("/e/<edition>/programme.pdf")
@may_enter(ANYONE)
def programme_pdf() -> Response:
    """The public programme on A4, in the reader's language and the edition's second."""
    g.personal = False
    version = latest_version(db(), g.edition.id)
    number, at = (version.number, version.published_at) if version else (None, now())
    parts = ["pdf", g.edition.id, number, at, language()]
    response = told_if_changed(parts, lambda: _programme(at))
    response.content_type = PDF
    name = f"{g.edition.slug}-programme-{language()}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _programme(made: datetime) -> bytes:
    titles = titles_in_both("programme_title", second_language(g.edition))
    head = masthead(titles, (), programme_as_of())
    sheet = programme_sheet(g.edition, public_programme(db(), g.edition), head)
    with nothing_thrown_away():
        return slot_sheets([sheet], fonts=FONTS, flags=FLAGS, made=made)


@pages.post("/e/<edition>/delegations/<code>/day-sheets")
@may_enter(SIGNED_IN)
def delegation_day_sheet(code: str) -> Response:
    """A delegation's day: what it attends, who sits where; a POST, as every list with names."""
    found = seen_delegation(code)
    return _day_sheets([found], found)


@pages.post("/e/<edition>/desk/day-sheets")
@may_enter(holders_of(*SEES_ALL))
def desk_day_sheets() -> Response:
    """The same of every delegation in one document, each from a new page on."""
    return _day_sheets(delegations_seen_by(db(), g.edition.id, signed_in_viewer()), None)


def _day_sheets(seen: Sequence[Delegation], only: Delegation | None) -> Response:
    edition_id, slug, moment = g.edition.id, g.edition.slug, now()
    on = day_asked(request.form.get("day", ""))
    sheets = _sheets(seen, on)
    whose = f"{only.party.code.lower()}-" if only else ""
    actor, subject = (
        signed_in_viewer().actor,
        f"delegation:{only.id}" if only else f"edition:{edition_id}",
    )
    db().rollback()  # nothing is written yet: drawing takes a second, and no door may wait for it
    with nothing_thrown_away():
        body = slot_sheets(sheets, fonts=FONTS, flags=FLAGS, made=moment)
    aside(
        lambda own: journal.record(
            own,
            "list taken",
            subject,
            by=actor,
            now=moment,
            edition_id=edition_id,
            list="day-sheets",
            rows=len(sheets),
            format="pdf",
            day=on.isoformat(),
        )
    )
    answer = Response(body, content_type=PDF)
    name = f"{slug}-{whose}day-{on.isoformat()}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _sheets(seen: Sequence[Delegation], on: date) -> list[SlotSheet]:
    """One for each delegation that the day concerns; when it concerns none, one that says so."""
    marks = [titles_in_both("list_confidential", second_language(g.edition))]
    as_of = page_as_of()
    found = delegation_days(db(), g.edition, seen, on)
    told = [each for each in found if each.sessions] or found[:1]
    if not told:
        raise NotFound("no_delegation")
    return [
        day_sheet(g.edition, each, on, lambda titles: masthead(titles, marks, as_of))
        for each in told
    ]
