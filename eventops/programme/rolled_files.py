"""What is told of a next edition in files: its venue, its hours kept free, which room is which."""

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

from eventops.programme.blocks import Block, Found, read_tables
from eventops.programme.dayfile import PlanRejected, made
from eventops.programme.faults import Fault
from eventops.programme.plan import LocalRule
from eventops.programme.rolled_rooms import Places
from eventops.programme.shapes import EDITION_FILE, FILES, RULE, VENUE_FILE, Shape

HEADINGS = ({"old", "new"}, {"from", "to"})


def read_places(path: Path) -> Places:
    """A venue.toml; raises PlanRejected."""
    venues, rooms, gates = _read(path, VENUE_FILE, FILES[VENUE_FILE])
    return Places(tuple(venues), tuple(rooms), tuple(gates))


def read_rules(path: Path) -> tuple[LocalRule, ...]:
    """The `[[rule]]` blocks of a file, which may be a whole edition.toml; raises PlanRejected."""
    return tuple(_read(path, EDITION_FILE, (RULE,))[0])


def _read(path: Path, name: str, shapes: tuple[Shape, ...]) -> list[list[Any]]:
    """The values of each shape. `name` is the file in whose order faults are put."""
    document, found = _document(path), Found()
    blocks: list[list[Block]] = [
        list(read_tables(name, shape, document.get(shape.title), found)) for shape in shapes
    ]
    if faults := found.in_order():
        said = (Fault(str(path), each.block, each.key, each.code, each.params) for each in faults)
        raise PlanRejected(tuple(said))
    return [[made(block) for block in those] for those in blocks]


def read_room_map(path: Path) -> dict[str, str]:
    """Old room → new room: `old = "new"` in TOML, there perhaps under [rooms], or two columns of a
    CSV file; raises PlanRejected."""
    pairs: list[tuple[str, Any]]
    if path.suffix.lower() == ".csv":
        pairs = _pairs(path)
    else:
        document = _document(path)
        table = document.get("rooms", document)
        pairs = list((table if isinstance(table, dict) else document).items())
    wrong = [old for old, new in pairs if not isinstance(new, str) or new == ""]
    if wrong:
        params = {"expected": "the code of a room", "found": "something else"}
        raise PlanRejected(tuple(Fault(str(path), "", old, "wrong_type", params) for old in wrong))
    return dict(pairs)


def _pairs(path: Path) -> list[tuple[str, Any]]:
    rows = list(csv.reader(io.StringIO(_text(path))))
    cells = [[cell.strip() for cell in row] for row in rows if any(map(str.strip, row))]
    if cells and {cell.lower() for cell in cells[0]} in HEADINGS:
        del cells[0]
    return [(row[0], row[1] if len(row) > 1 else "") for row in cells]


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as fault:
        params = {"reason": str(fault)}
        raise PlanRejected((Fault(str(path), "", "", "syntax", params),)) from fault


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        params = {"position": str(fault.start + 1)}
        raise PlanRejected((Fault(str(path), "", "", "not_utf8", params),)) from fault
