"""A file that somebody sent → rows of text, whichever program wrote it.

CSV in UTF-8 or UTF-16 with comma, semicolon or tab; XLSX; ODS. Formulas are read as their values.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from eventops.core.errors import Invalid
from eventops.portal.spreadsheet.escaping import unguarded
from eventops.portal.spreadsheet.packed import MOST_COLUMNS, MOST_ROWS, require_harmless

MOST_BYTES = 6 * 1024 * 1024
DELIMITERS = ",;\t"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
OTHER_FORMATS = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8")
"""How files begin that are something else: old or locked Office files, pictures, documents."""

Row = tuple[str, ...]


def read_rows(content: bytes) -> list[Row]:
    """Every row of the first sheet, empty ones too, so that the numbers are those of the file.

    Raises Invalid: ``spreadsheet_empty``, ``…_not_known``, ``…_damaged``, ``…_encoding``,
    ``…_bloated``, ``…_too_large``, ``…_too_many_rows``, ``…_too_wide``.
    """
    if len(content) > MOST_BYTES:
        raise Invalid("spreadsheet_too_large", most=MOST_BYTES // 1024 // 1024)
    if not content.strip():
        raise Invalid("spreadsheet_empty")
    rows = _workbook(content) if content.startswith(b"PK") else _csv(content)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise Invalid("spreadsheet_empty")
    if len(rows) > MOST_ROWS + 1:
        raise Invalid("spreadsheet_too_many_rows", most=MOST_ROWS)
    if max(map(len, rows)) > MOST_COLUMNS:
        raise Invalid("spreadsheet_too_wide", most=MOST_COLUMNS)
    return rows


def _workbook(content: bytes) -> list[Row]:
    require_harmless(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grid = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError) as fault:
        raise Invalid("spreadsheet_damaged") from fault
    return [tuple(unguarded(_shown(cell)) for cell in row) for row in grid]


def _shown(cell: object) -> str:
    """A value as its writer saw it: whole numbers without a point, days as 2026-01-15."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if not (cell.hour or cell.minute or cell.second):
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell).strip()


def _csv(content: bytes) -> list[Row]:
    if content.startswith(OTHER_FORMATS):
        raise Invalid("spreadsheet_not_known")
    text = _decoded(content)
    told, text = _told_delimiter(text)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=told or _delimiter(text))
        return [_cleaned(row) for row in reader]
    except csv.Error as fault:
        raise Invalid("spreadsheet_damaged") from fault


def _decoded(content: bytes) -> str:
    try:
        if content.startswith(UTF_16):
            return content.decode("utf-16")
        if content[1::2].count(0) > len(content) // 8:
            return content.decode("utf-16-le")
        if content[::2].count(0) > len(content) // 8:
            return content.decode("utf-16-be")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _undecodable(content) from fault
    if "\0" in text:
        raise Invalid("spreadsheet_not_known")
    return text


def _undecodable(content: bytes) -> Invalid:
    """Text in some older encoding, or no text at all."""
    if b"\0" in content:
        return Invalid("spreadsheet_not_known")
    return Invalid("spreadsheet_encoding")


def _told_delimiter(text: str) -> tuple[str, str]:
    """Excel's own first line ``sep=;``, taken off."""
    first, _end, rest = text.partition("\n")
    told = first.strip().lower()
    if len(told) == 5 and told.startswith("sep=") and told[4] in DELIMITERS:
        return told[4], rest
    return ("\t", rest) if first.rstrip("\r") == "sep=\t" else ("", text)


def _delimiter(text: str) -> str:
    """The one that parts the first line into most cells."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))


def _cleaned(row: Iterable[str]) -> Row:
    return tuple(unguarded(cell).strip() for cell in row)
