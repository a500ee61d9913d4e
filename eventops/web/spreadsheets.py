"""Tables for a spreadsheet program: XLSX and CSV that open as text, whatever somebody is named.

Any domain may write with it; it knows none. A spreadsheet runs what begins like a formula, so such
a text gets an apostrophe before it, as the programs themselves write it (security note X2).
"""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
FORMULA_SIGNS: Final = frozenset("=+-@\t\r\n＝＋－＠")
LONGEST: Final = 32_767
"""Characters that a cell of XLSX holds."""
NARROWEST, WIDEST = 6, 48
"""Widths of columns, in characters."""
UNPRINTED = frozenset({"Cc", "Cs", "Co", "Cn"})
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that show a text in another order than it has."""

Value = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one line of headings; ``title`` and ``note`` stand on every printed page."""

    title: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def safe(value: Value) -> Value:
    """A number as it is; a text without control characters that no program takes for a formula.

    >>> safe("=1+1"), safe("-5"), safe(-5), safe("Ann")
    ("'=1+1", "'-5", -5, 'Ann')
    """
    if isinstance(value, int):
        return value
    risky = value[:1] in FORMULA_SIGNS
    # What is printable as a whole holds nothing to take out, and most texts are.
    text = value if value.isprintable() else "".join(sign for sign in value if _shown(sign))
    risky = risky or text[:1] in FORMULA_SIGNS
    return (f"'{text}" if risky and text else text)[:LONGEST]


def _shown(sign: str) -> bool:
    return unicodedata.category(sign) not in UNPRINTED and sign not in TURNING


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, since Excel otherwise takes it for the machine's own letters."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for row in (table.headings, *table.rows):
        writer.writerow([safe(value) for value in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_xlsx(table: Table, *, made: datetime) -> bytes:
    """One sheet, ready to print: the headings stay in view and stand on every page."""
    file = io.BytesIO()
    book = Workbook(file, {"constant_memory": False, "in_memory": True})
    book.set_properties({"title": str(safe(table.title)), "created": made.replace(tzinfo=None)})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for number, row in enumerate((table.headings, *table.rows)):
        for column, value in enumerate(row):
            _write(sheet, number, column, safe(value), plain if number else bold)
    for column, heading in enumerate(table.headings):
        sheet.set_column(column, column, _width([heading, *(row[column] for row in table.rows)]))
    _print_set_up(sheet, table)
    book.close()
    return file.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, value, style)


def _width(values: Sequence[Value]) -> int:
    return min(max(NARROWEST, *(len(str(value)) + 2 for value in values)), WIDEST)


def _print_set_up(sheet: Worksheet, table: Table) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), max(len(table.headings) - 1, 0))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L&B{_marginal(table.title)}&R{_marginal(table.note)}")
    sheet.set_footer("&R&P / &N")


def _marginal(text: str) -> str:
    """Text for a margin, where & begins a command and 255 characters are the most."""
    return str(safe(text)).replace("&", "&&")[:110]
