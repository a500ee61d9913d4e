"""Whatever program wrote the file: its rows, or one sentence that says what it is instead."""

import io
import zipfile
from collections.abc import Mapping

import pytest
import xlsxwriter

from eventops.core.errors import Invalid
from eventops.portal.spreadsheet.packed import MOST_ROWS, MOST_UNPACKED
from eventops.portal.spreadsheet.reading import MOST_BYTES, read_rows

ROWS = [("Full name", "Title or post"), ("Nguyễn Thị Đào", "Vụ trưởng"), ("ສີ ຄຳ", "")]
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def text(delimiter: str) -> str:
    return "".join(f"{delimiter.join(row)}\r\n" for row in ROWS)


def refused(content: bytes) -> str:
    with pytest.raises(Invalid) as fault:
        read_rows(content)
    return fault.value.code


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(name, content, stored)
    return file.getvalue()


def ods(table: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="One">{table}</table:table>'
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return zipped({"mimetype": ODS, "content.xml": body, "META-INF/manifest.xml": manifest})


def ods_cell(words: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_is_read_as_spreadsheet_programs_write_it(delimiter: str, encoding: str) -> None:
    assert read_rows(text(delimiter).encode(encoding)) == ROWS


def test_first_line_that_names_the_delimiter_is_no_row() -> None:
    assert read_rows(f"sep=;\r\n{text(';')}".encode()) == ROWS


def test_quoted_cell_holds_delimiters_and_line_breaks() -> None:
    content = b'Full name,Title or post\n"Li, Wei","one\ntwo ""three"""\n'
    assert read_rows(content)[1] == ("Li, Wei", 'one\ntwo "three"')


def test_row_numbers_are_those_of_the_file() -> None:
    assert read_rows(b"Full name\n\nAnn\n\n\n") == [("Full name",), (), ("Ann",)]


def test_workbook_gives_values_as_their_writer_saw_them() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Full name", "Number", "Sum", "Yes"])
    sheet.write_string(2, 0, " Ann ")
    sheet.write_number(2, 1, 7)
    sheet.write_formula(2, 2, "=1+1", value=2)
    sheet.write_boolean(2, 3, True)
    book.close()
    assert read_rows(file.getvalue()) == [
        ("Full name", "Number", "Sum", "Yes"),
        ("", "", "", ""),
        ("Ann", "7", "2", "yes"),
    ]


def test_ods_is_read_with_its_long_empty_end() -> None:
    end = '<table:table-row table:number-rows-repeated="1048500"><table:table-cell/></table:table-row>'
    rows = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in ROWS[:2]
    )
    assert read_rows(ods(rows + end)) == ROWS[:2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "spreadsheet_empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "spreadsheet_empty"),
        (b"%PDF-1.7 something", "spreadsheet_not_known"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "spreadsheet_not_known"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "spreadsheet_not_known"),
        (zipped({"word/document.xml": "<w/>"}), "spreadsheet_not_known"),
        (b"PK\x03\x04 cut off", "spreadsheet_damaged"),
        (zipped({"xl/workbook.xml": "<not-a-workbook/>"}), "spreadsheet_damaged"),
        ("Full name\nNguyễn Đào\n".encode("cp1258", "replace"), "spreadsheet_encoding"),
        (b"Full name\n" + b"Ann\n" * (MOST_ROWS + 1), "spreadsheet_too_many_rows"),
        (b"a," * 201 + b"a\n", "spreadsheet_too_wide"),
        (b"x" * (MOST_BYTES + 1), "spreadsheet_too_large"),
    ],
)
def test_other_file_is_refused_for_what_it_is(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_workbook_that_unpacks_too_large_is_not_unpacked() -> None:
    bomb = zipped({"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": b"0" * MOST_UNPACKED})
    assert len(bomb) < 100_000
    assert refused(bomb) == "spreadsheet_bloated"


def test_well_packed_member_is_refused_by_its_ratio() -> None:
    bomb = zipped({"xl/workbook.xml": "<w/>", "xl/sharedStrings.xml": b"0" * (2 * 1024 * 1024)})
    assert refused(bomb) == "spreadsheet_bloated"


@pytest.mark.parametrize(
    ("cell", "code"),
    [("A1048576", "spreadsheet_too_many_rows"), ("XFD1", "spreadsheet_too_wide")],
)
def test_single_cell_far_out_allocates_nothing(cell: str, code: str) -> None:
    sheet = f'<worksheet><sheetData><row><c r="{cell}"/></row></sheetData></worksheet>'
    content = zipped({"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": sheet})
    assert refused(content) == code


@pytest.mark.parametrize(
    "table",
    [
        f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("x")}</table:table-row>',
        (
            '<table:table-row table:number-rows-repeated="1000000"/>'
            f"<table:table-row>{ods_cell('x')}</table:table-row>"
        ),
    ],
)
def test_ods_row_far_down_allocates_nothing(table: str) -> None:
    assert refused(ods(table)) == "spreadsheet_too_many_rows"


def test_ods_cell_far_out_allocates_nothing() -> None:
    row = f"<table:table-row>{ods_cell('x', 16000)}</table:table-row>"
    assert refused(ods(row)) == "spreadsheet_too_wide"
