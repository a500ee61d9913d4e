"""The template of the seat plan, filled with who is expected: CSV and XLSX."""

from collections.abc import Sequence
from datetime import date

from eventops.agenda.seat_plan import seats_given
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.editions.models import Edition
from eventops.portal.seats.contents import at_the_table
from eventops.portal.seats.overview import everybody
from eventops.portal.seats.sheet import COLUMNS, SESSION, rows_of
from eventops.portal.spreadsheet.packed import MOST_ROWS
from eventops.portal.spreadsheet.writing import as_csv, as_xlsx
from eventops.programme.models import Session
from eventops.web.pages import LANGUAGES
from eventops.web.sentences import say_in


def expected_rows(
    db: Db, edition: Edition, *, session: str | None, day: str | None
) -> tuple[list[Session], list[list[str]]]:
    """Sessions and their expected people; as many as a file may have. Raises NotFound ``no_session``."""
    found = everybody(db, edition, session=session, day=_day(day))
    if session is not None and not found:
        raise NotFound("no_session", session=session)
    given = seats_given(db, [each.id for each, _people in found])
    rows = [row for each, people in found for row in rows_of(each, at_the_table(people), given)]
    return [each for each, _people in found], rows[:MOST_ROWS]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def csv_file(rows: Sequence[Sequence[str]], language: str) -> bytes:
    """With the sign that the reader's spreadsheet program parts cells by."""
    return as_csv(COLUMNS, rows, delimiter=";" if language == "vi" else ",")


def xlsx_file(rows: Sequence[Sequence[str]], sessions: Sequence[str]) -> bytes:
    """With the sessions as a drop-down list, and a sheet that explains the columns."""
    return as_xlsx(COLUMNS, rows, choices={SESSION: sessions}, explained=_explanations())


def _explanations() -> list[tuple[str, ...]]:
    return [
        ("Column / Cột", *LANGUAGES.values()),
        *((column.title, *_in_all(f"column_{column.code}")) for column in COLUMNS),
        ("", *_in_all("sheet_seats_rows")),
    ]


def _in_all(code: str) -> tuple[str, ...]:
    return tuple(say_in(tongue, code) for tongue in LANGUAGES)
