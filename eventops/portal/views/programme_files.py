"""The programme on paper: the public one, and a day of one delegation or of all."""

from datetime import datetime

from flask import Response, g

from eventops.accounts.access import ANYONE, may_enter
from eventops.core.resources import FLAGS, FONTS
from eventops.portal.lists.files import nothing_thrown_away
from eventops.portal.lists.mastheads import masthead, second_language
from eventops.portal.pages import pages
from eventops.portal.sheets.programme_slots import programme_sheet, titles_in_both
from eventops.portal.sheets.slot_sheet import slot_sheets
from eventops.programme.public_rows import public_programme
from eventops.programme.queries import latest_version
from eventops.programme.views import programme_as_of
from eventops.web.answers import told_if_changed
from eventops.web.db import db
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
