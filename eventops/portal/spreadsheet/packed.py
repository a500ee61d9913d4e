"""What an XLSX or ODS file may be before it is unpacked (security note U2).

A workbook is a zip of XML. Its sizes are told by the zip; where its outermost cells lie is read
from the XML without building anything, because a cell in the last row and column of a sheet makes
readers allocate everything before it.
"""

import io
import re
import zipfile
from xml.parsers import expat

from eventops.core.errors import Invalid

MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
SMALL = 1024 * 1024
"""Below this a member may be packed as well as it likes: templates have long runs of nothing."""
MOST_ROWS = 5000
MOST_COLUMNS = 200
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
CELL = re.compile(rb'\br="([A-Z]{1,4})([0-9]{1,9})"')
ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\br="([0-9]{1,9})"')


def require_harmless(content: bytes) -> None:
    """Raise Invalid unless this is a workbook of bearable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            _sizes(members)
            names = {member.filename for member in members}
            if "xl/workbook.xml" in names:
                for name in sorted(names):
                    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                        _xlsx_extent(packed.read(name))
            elif "content.xml" in names and _is_ods(packed):
                _ods_extent(packed.read("content.xml"))
            else:
                raise Invalid("spreadsheet_not_known")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, expat.ExpatError) as fault:
        raise Invalid("spreadsheet_damaged") from fault
    except (NotImplementedError, RuntimeError, KeyError, EOFError, OSError) as fault:
        raise Invalid("spreadsheet_damaged") from fault  # encrypted, or packed in a way unknown


def _sizes(members: list[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    bloated = any(
        member.file_size > SMALL and member.file_size > MOST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if total > MOST_UNPACKED or bloated:
        raise Invalid("spreadsheet_bloated", most=MOST_UNPACKED // 1024 // 1024)


def _is_ods(packed: zipfile.ZipFile) -> bool:
    return "mimetype" in packed.namelist() and packed.read("mimetype").strip() == ODS_TYPE


def _xlsx_extent(sheet: bytes) -> None:
    for letters, row in CELL.findall(sheet):
        _bounds(int(row), _number(letters))
    for row in ROW.findall(sheet):
        _bounds(int(row), 0)


def _number(letters: bytes) -> int:
    """``AB`` → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _bounds(row: int, column: int) -> None:
    if row > MOST_ROWS + 1:
        raise Invalid("spreadsheet_too_many_rows", most=MOST_ROWS)
    if column > MOST_COLUMNS:
        raise Invalid("spreadsheet_too_wide", most=MOST_COLUMNS)


class _Extent:
    """Counts rows and cells of an ODS sheet with their repetitions; only filled ones matter."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.repeated = 1
        self.cells = 0

    def open(self, name: str, told: dict[str, str]) -> None:
        """A tag begins."""
        match name.rpartition(":")[2]:
            case "table":
                self.row = 0
            case "table-row":
                self.repeated = int(told.get("table:number-rows-repeated", "1"))
                self.column = 0
                self.row += 1
            case "table-cell" | "covered-table-cell":
                times = int(told.get("table:number-columns-repeated", "1"))
                self.column += times
                if "office:value-type" in told:
                    _bounds(self.row + self.repeated - 1, self.column)
                    self.cells += self.repeated * times
                    if self.cells > MOST_ROWS * MOST_COLUMNS:
                        raise Invalid("spreadsheet_too_many_rows", most=MOST_ROWS)

    def close(self, name: str) -> None:
        """A tag ends; a row counts as often as it is repeated."""
        if name.rpartition(":")[2] == "table-row":
            self.row += self.repeated - 1


def _ods_extent(content: bytes) -> None:
    extent, parser = _Extent(), expat.ParserCreate()
    parser.StartElementHandler = extent.open
    parser.EndElementHandler = extent.close
    try:
        parser.Parse(content, True)
    except ValueError as fault:  # a repetition that is no number
        raise Invalid("spreadsheet_damaged") from fault
