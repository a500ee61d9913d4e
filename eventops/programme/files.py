"""The public programme as files to take along: plain text, CSV, XLSX.

Its PDF needs the typefaces of badges, which stand above; eventops/portal/views/programme_files.py.
"""

from collections.abc import Callable

from flask import Response, g

from eventops.accounts.access import ANYONE, may_enter
from eventops.programme.public_rows import PublicProgramme, public_programme
from eventops.programme.queries import latest_version
from eventops.programme.revision import revision_of
from eventops.programme.telling import as_of_said, as_table, as_words
from eventops.programme.views import pages, programme_as_of
from eventops.web.answers import told_if_changed
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import language
from eventops.web.spreadsheets import CSV, XLSX, as_csv, as_xlsx

TEXT = "text/plain; charset=utf-8"


@pages.get("/e/<edition>/programme.txt")
@may_enter(ANYONE)
def as_text() -> Response:
    """The whole public programme to read anywhere, or to paste."""
    return _file(
        "txt",
        TEXT,
        lambda: as_words(g.edition, _programme(), as_of_said(programme_as_of())),
        shown=True,
    )


@pages.get("/e/<edition>/programme.csv")
@may_enter(ANYONE)
def as_comma_separated() -> Response:
    """A line a session."""
    return _file(
        "csv", CSV, lambda: as_csv(as_table(g.edition, _programme(), as_of_said(programme_as_of())))
    )


@pages.get("/e/<edition>/programme.xlsx")
@may_enter(ANYONE)
def as_spreadsheet() -> Response:
    """The same as a sheet that is ready to print."""

    def made() -> bytes:
        version = latest_version(db(), g.edition.id)
        at = version.published_at if version else now()
        return as_xlsx(as_table(g.edition, _programme(), as_of_said(programme_as_of())), made=at)

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
