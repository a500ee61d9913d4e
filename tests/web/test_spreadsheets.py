"""Spreadsheets that open as text, read back by a program that did not write them."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from eventops.web.spreadsheets import Table, as_csv, as_xlsx, safe

MADE = datetime(2030, 3, 1, 2, 0, tzinfo=UTC)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "\x00=1+1",
    "\u202e=1+1",
)
TABLE = Table(
    "People & places",
    "as of today",
    ("No.", "Name"),
    (
        (1, "Nguyễn Thị Ánh"),
        (2, 'Ann "the\nrock", of A'),
        (3, "ສີ ຄຳ"),
        (4, "=HYPERLINK(0)"),
        (5, "https://a.example"),
        (6, "007"),
        (7, ""),
    ),
)
READ = [
    ["1", "Nguyễn Thị Ánh"],
    ["2", 'Ann "therock", of A'],
    ["3", "ສີ ຄຳ"],
    ["4", "'=HYPERLINK(0)"],
    ["5", "https://a.example"],
    ["6", "007"],
    ["7", ""],
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert str(safe(text)).startswith("'")


@pytest.mark.parametrize("value", ["Ann", "a=b", "O'Neil", "", -5, 0])
def test_other_values_stay_as_they_are(value: str | int) -> None:
    assert safe(value) == value


def test_csv_is_read_whole_and_says_that_it_is_utf_8() -> None:
    file = as_csv(TABLE)
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    assert file[:3] == b"\xef\xbb\xbf"
    assert rows == [["No.", "Name"], *READ]


def test_xlsx_is_read_whole_its_texts_as_texts() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(TABLE, made=MADE)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows == [["No.", "Name"], *([float(number), name] for number, name in READ)]


def test_xlsx_holds_no_formula_nor_link_and_is_ready_to_print() -> None:
    parts = zipfile.ZipFile(io.BytesIO(as_xlsx(TABLE, made=MADE)))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    book = parts.read("xl/workbook.xml").decode()
    assert ("<f>" in sheet, "hyperlink" in sheet) == (False, False)
    assert 'state="frozen"' in sheet
    assert "People &amp;&amp; places" in sheet
    assert "_xlnm.Print_Titles" in book


def test_same_table_gives_the_same_bytes() -> None:
    assert as_xlsx(TABLE, made=MADE) == as_xlsx(TABLE, made=MADE)


def test_table_without_rows_has_its_headings() -> None:
    bare = Table("Nobody", "", ("Name",), ())
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(bare, made=MADE)))
    assert book.get_sheet_by_index(0).to_python() == [["Name"]]
