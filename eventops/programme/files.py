"""The public programme as files to take along: plain text, CSV, XLSX.

Its PDF needs the typefaces of badges, which stand above; eventops/portal/views/programme_files.py.
"""

from collections.abc import Callable

from flask import Response, g

from eventops.accounts.access import ANYONE, may_enter
from eventops.core.multilingual import said
from eventops.programme.public_rows import PublicProgramme, public_programme
from eventops.programme.queries import latest_version
from eventops.programme.revision import revision_of
from eventops.programme.telling import as_table, as_words
from eventops.programme.views import pages, programme_as_of
from eventops.web.answers import told_if_changed
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import AsOf, day, language
from eventops.web.sentences import say
from eventops.web.spreadsheets import CSV, XLSX, as_csv, as_xlsx

TEXT = "text/plain; charset=utf-8"


@pages.get("/e/<edition>/programme.txt")
@may_enter(ANYONE)
def as_text() -> Response:
    """The whole public programme to read anywhere, or to paste."""
    return _file("txt", TEXT, lambda: as_words(g.edition, _programme(), as_of_said()), shown=True)


@pages.get("/e/<edition>/programme.csv")
@may_enter(ANYONE)
def as_comma_separated() -> Response:
    """A line a session."""
    return _file("csv", CSV, lambda: as_csv(as_table(g.edition, _programme(), as_of_said())))


@pages.get("/e/<edition>/programme.xlsx")
@may_enter(ANYONE)
def as_spreadsheet() -> Response:
    """The same as a sheet that is ready to print."""

    def made() -> bytes:
        version = latest_version(db(), g.edition.id)
        at = version.published_at if version else now()
        return as_xlsx(as_table(g.edition, _programme(), as_of_said()), made=at)

    return _file("xlsx", XLSX, made)


def _programme() -> PublicProgramme:
    return public_programme(db(), g.edition)


def _file(
    ending: str, content_type: str, make: Callable[[], str | bytes], *, shown: bool = False
) -> Response:
    g.personal = False
    parts = [ending, language(), revision_of(db(), g.edition.id)]
    response = told_if_changed(parts, make)
    response.content_type = content_type
    how = "inline" if shown else "attachment"
    name = f"{g.edition.slug}-programme.{ending}"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    return response


def as_of_said(as_of: AsOf | None = None) -> str:
    """ "Programme v7, as of Wed 14 Jan 18:05 · Times in Hanoi (UTC+7)"."""
    told = as_of or programme_as_of()
    facts = {
        "version": told.version,
        "moment": f"{day(told.at)} {told.at:%H:%M}",
        "place": said(told.place, language()),
        "offset": told.offset,
    }
    when = say("programme_as_of_version" if told.version else "programme_as_of", facts)
    return f"{when} · {say('programme_times_in', facts)}"
