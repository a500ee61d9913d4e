"""`schedule check`: everything wrong in the text of an edition, in one run; nothing is written."""

from pathlib import Path

from eventops.programme.blocks import Blocks, Found, read_blocks
from eventops.programme.faults import NOTICES, Fault
from eventops.programme.folder import PlanFolder
from eventops.programme.references import check_references
from eventops.programme.timetable import check_timetable


def check(path: Path) -> tuple[Fault, ...]:
    """All faults of the edition in this folder, in the order of its text; empty if it is sound."""
    return examine(PlanFolder.read(path))[1]


def notices(path: Path) -> tuple[Fault, ...]:
    """What is to be known of the text in this folder, though it is no fault."""
    return tuple(one for one in _found(PlanFolder.read(path))[1] if one.code in NOTICES)


def examine(folder: PlanFolder) -> tuple[Blocks, tuple[Fault, ...]]:
    """The blocks of a folder and all its faults; the blocks are whole only if there are none."""
    blocks, found = _found(folder)
    return blocks, tuple(fault for fault in found if fault.code not in NOTICES)


def _found(folder: PlanFolder) -> tuple[Blocks, tuple[Fault, ...]]:
    found = Found()
    for fault in folder.faults:
        found.whole(fault.file, fault.code, **fault.params)
    blocks = read_blocks(folder.texts, folder.unread, found)
    check_references(blocks, found)
    check_timetable(blocks, found)
    return blocks, found.in_order()
