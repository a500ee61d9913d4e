"""The laws of the workbook: what is written is read again as it was, whatever the programme is."""

import datetime
import io
import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
import xlsxwriter
from flask import Flask
from hypothesis import HealthCheck, given, settings

from eventops.portal.programme.workbook_file import as_xlsx
from eventops.portal.spreadsheet.reading import read_rows
from eventops.programme.dayfile import loads
from eventops.programme.folder_reading import packed, read_folder, unpacked
from eventops.programme.outside import Outside, plan_with
from eventops.programme.plan import EditionPlan, Planned
from eventops.programme.workbook_reading import read_workbook
from tests.programme.plans import editions
from tests.programme.small import TEXTS

CHOOSE = random.Random(3).choice
CALM = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def by_code(sessions: Iterable[Planned]) -> dict[str, Planned]:
    return {session.code: (date, session) for date, session in sessions}


def trimmed(plan: EditionPlan) -> EditionPlan:
    """The same without spaces at the ends of texts, which only a known text can bring back."""
    return plan_with(
        plan,
        [
            (
                date,
                replace(
                    each,
                    title={tongue: text.strip() for tongue, text in each.title.items()},
                    source=each.source.strip(),
                    note=each.note and each.note.strip(),
                ),
            )
            for date, each in plan.dated_sessions()
        ],
    )


@settings(max_examples=50, suppress_health_check=CALM, deadline=None)
@given(editions())
def test_any_programme_comes_back_from_its_workbook(app: Flask, plan: EditionPlan) -> None:
    with app.test_request_context():
        book = as_xlsx(plan, list(plan.dated_sessions()))
    again = read_workbook(read_rows(book), plan, CHOOSE)
    if any(day.sessions for day in plan.days):
        assert again == Outside(by_code(plan.dated_sessions()))


@settings(max_examples=50, suppress_health_check=CALM, deadline=None)
@given(editions())
def test_any_programme_comes_back_into_an_edition_without_sessions(
    app: Flask, drawn: EditionPlan
) -> None:
    plan = replace(trimmed(drawn), conflicts=None)  # openings would name sessions not there
    empty = plan_with(plan, ())
    with app.test_request_context():
        book = as_xlsx(plan, list(plan.dated_sessions()))
    if any(day.sessions for day in plan.days):
        assert read_workbook(read_rows(book), empty, CHOOSE).sessions == by_code(
            plan.dated_sessions()
        )
    files = unpacked(packed(plan))
    assert isinstance(files, dict)
    if any(day.sessions for day in plan.days):
        assert read_folder(files, empty).sessions == by_code(plan.dated_sessions())


@pytest.mark.parametrize(
    "text", ["=1+1", "'=1+1", "-5 °C", "@home", "+1", "_x000D_", "0830", "1/2"]
)
def test_title_that_a_program_would_take_for_something_else_comes_back(
    app: Flask, text: str
) -> None:
    plan = loads(TEXTS)
    date, first = next(plan.dated_sessions())
    changed = plan_with(plan, [(date, replace(first, title={"en": text, "vi": text}))])
    with app.test_request_context():
        book = as_xlsx(changed, list(changed.dated_sessions()))
    again = read_workbook(read_rows(book), plan, CHOOSE)
    assert again.sessions["opening"][1].title == {"en": text, "vi": text}


def test_real_times_and_dates_of_a_spreadsheet_program_are_understood() -> None:
    """What a program makes of a cell whose format somebody changed."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        clock, day = (book.add_format({"num_format": form}) for form in ("hh:mm", "dd/mm/yyyy"))
        sheet.write_row(0, 0, ["Code", "Date", "Start", "End", "Doors open"])
        sheet.write_string(1, 0, "opening")
        sheet.write_datetime(1, 1, datetime.datetime(2026, 3, 6), day)
        sheet.write_datetime(1, 2, datetime.time(8, 45), clock)
        sheet.write_number(1, 3, 0.5)
        sheet.write_datetime(1, 4, datetime.datetime(1899, 12, 31, 8, 15), clock)
    outside = read_workbook(read_rows(target.getvalue()), loads(TEXTS), CHOOSE)
    assert outside.faults == ()
    date, opening = outside.sessions["opening"]
    assert (date, opening.start, opening.end, opening.doors) == (
        datetime.date(2026, 3, 6),
        datetime.time(8, 45),
        datetime.time(12),
        datetime.time(8, 15),
    )
