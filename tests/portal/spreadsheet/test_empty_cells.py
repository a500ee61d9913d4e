"""What a file does not say: an empty cell, a column that is left out."""

from eventops.core.db import Db
from tests.portal.little import publish_little, register
from tests.portal.spreadsheet.lists import checked


def test_empty_cell_of_a_row_without_reference_takes_nothing_away(db: Db) -> None:
    """An empty template filled in by hand says what is new, not what is gone."""
    edition = publish_little(db)
    ann = register(db, edition, "AA", "Ann", "main", function="head")
    ann.delegate.position = "Minister"
    db.flush()
    head = ("Reference", "Full name", "Title or post", "Mail address", "MAIN-1")
    by_hand = ("", "Ann", "", "ann@mail.example", "")
    (line,) = checked(db, edition, [head, by_hand], "AA").lines
    assert (line.changed, line.draft.position, line.left) == (("email",), "Minister", ())
    downloaded = (ann.delegate_id, "Ann", "", "", "")
    (line,) = checked(db, edition, [head, downloaded], "AA").lines
    assert (line.changed, len(line.left)) == (("position", "meetings"), 1)
    leaving = ("", "Ann", "", "", "no")
    (line,) = checked(db, edition, [head, leaving], "AA").lines
    assert (line.changed, len(line.left)) == (("meetings",), 1)


def test_column_that_is_left_out_changes_nothing(db: Db) -> None:
    edition = publish_little(db)
    register(db, edition, "AA", "Ann", "main", function="head")
    looked = checked(db, edition, [("Full name",), ("Ann",)], "AA")
    assert (looked.faults, len(looked.lines), looked.unchanged) == ([], 1, 1)
