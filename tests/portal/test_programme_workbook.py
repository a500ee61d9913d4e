"""The laws of the workbook: what is written is read again as it was, whatever the programme is."""

import random
from collections.abc import Iterable
from dataclasses import replace

from flask import Flask
from hypothesis import HealthCheck, given, settings

from eventops.portal.programme.workbook_file import as_xlsx
from eventops.portal.spreadsheet.reading import read_rows
from eventops.programme.folder_reading import packed, read_folder, unpacked
from eventops.programme.outside import Outside, plan_with
from eventops.programme.plan import EditionPlan, Planned
from eventops.programme.workbook_reading import read_workbook
from tests.programme.plans import editions

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
    plan = trimmed(drawn)
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
