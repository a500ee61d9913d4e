"""Lists and templates as files: CSV for any program, XLSX with drop-down lists and explanations."""

import csv
import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from eventops.portal.spreadsheet.columns import DELEGATION, FUNCTION, YES, Column
from eventops.portal.spreadsheet.escaping import guarded

SHEET, EXPLANATIONS, CHOICES = "People", "Read me - Hướng dẫn", "Choices"
FREE_ROWS = 500
"""Rows below the list that still offer the drop-down lists."""

Explained = Sequence[tuple[str, ...]]


def as_csv(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, delimiter: str) -> bytes:
    """UTF-8 with its mark, which spreadsheet programs need in order to see it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in columns])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    choices: Mapping[str, Sequence[str]],
    explained: Explained,
    sheet: str = SHEET,
) -> bytes:
    """A workbook: rows with drop-down lists (column code → what it offers), explanations.

    Every cell is written as a string, whatever it looks like.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    people = book.add_worksheet(sheet)
    looks = [
        book.add_format({"num_format": each.looks} | ({"text_wrap": True} if each.wrapped else {}))
        for each in columns
    ]
    _people(people, columns, rows, head, looks)
    _explanations(book.add_worksheet(EXPLANATIONS), explained, book, head)
    offered = book.add_worksheet(CHOICES)
    offered.hide()
    last = len(rows) + FREE_ROWS
    for number, (code, words) in enumerate(choices.items()):
        _offer(people, offered, columns, code, words, number, last)
    book.close()
    return target.getvalue()


def _people(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    head: Format,
    looks: Sequence[Format],
) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, looks[place])
        sheet.write_string(0, place, guarded(column.title), head)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(number, place, guarded(cell), looks[place])
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)


def _offer(
    people: Worksheet,
    offered: Worksheet,
    columns: Sequence[Column],
    code: str,
    words: Sequence[str],
    number: int,
    last: int,
) -> None:
    """A drop-down list; its words stand on the hidden sheet, since a list in a cell is short."""
    for row, word in enumerate(words):
        offered.write_string(row, number, guarded(word))
    letter = chr(ord("A") + number)
    source = f"={CHOICES}!${letter}$1:${letter}${len(words)}"
    for place, column in enumerate(columns):
        if column.code == code or (code == YES and column.meeting is not None):
            people.data_validation(
                1, place, last, place, {"validate": "list", "source": source, "error_type": "stop"}
            )


def _explanations(
    sheet: Worksheet, explained: Explained, book: xlsxwriter.Workbook, head: Format
) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 60)
    for number, row in enumerate(explained):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, guarded(cell), head if number == 0 else wrapped)
    sheet.freeze_panes(1, 0)


def choices_for(
    columns: Sequence[Column], functions: Sequence[str], delegations: Sequence[str]
) -> dict[str, Sequence[str]]:
    """Column → what its drop-down list offers."""
    codes = {column.code for column in columns}
    offered: dict[str, Sequence[str]] = {FUNCTION: functions, YES: (YES,)}
    return {**offered, DELEGATION: delegations} if DELEGATION in codes else offered
