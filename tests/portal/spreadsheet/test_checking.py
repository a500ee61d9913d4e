"""Every fault of a file is told at once, with row and column; with any of them nothing is taken."""

import re
from datetime import date

import pytest

from eventops.accreditation.rules import Category, State
from eventops.accreditation.services import withdraw
from eventops.core.db import Db
from eventops.core.errors import Conflict, Word
from eventops.delegations.arrangements import set_quota
from eventops.delegations.quota import Lines
from eventops.delegations.rules import DelegationState, QuotaScope
from eventops.portal.sentences import SENTENCES as OURS
from eventops.portal.spreadsheet.faults import Fault, found_again, kept
from eventops.sentences import TABLES
from tests.house.tree import PACKAGE
from tests.portal.little import AT, BY, delegation_of, publish_little, register
from tests.portal.spreadsheet.lists import HEAD, checked, faults, take

ALL = ("Delegation", *HEAD)


def test_two_thousand_people_with_forty_faults_give_exactly_those_forty(db: Db) -> None:
    edition = publish_little(db)
    delegation_of(db, "AA").quota = 2000
    rows = [list(ALL)]
    for number in range(2, 2002):
        mailbox = f"person{number}@mail.example"
        rows.append(["AA", f"Person {number}", "Delegate", mailbox, "x"])
    plants = {  # column → (cell, code), each planted in eight rows
        0: ("ZZ", "A (Delegation)", "unknown_delegation"),
        1: ("\u202eevil", "B (Full name)", "text_unprintable"),
        2: ("Media", "C (Function)", "function_not_theirs"),
        3: ("nobody at home", "D (Mail address)", "not_a_mailbox"),
        4: ("perhaps", "E (MAIN-1)", "not_yes_or_no"),
    }
    planted = []
    for place in range(40):
        row = 17 + place * 49
        column, (cell, where, code) = place % 5, plants[place % 5]
        rows[row - 1][column] = cell
        planted.append((row, where, code))
    looked = checked(db, edition, rows)
    assert [(each.row, each.column, each.code) for each in looked.faults] == planted
    assert len(looked.lines) == 1960


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        (("Name",), ("Ann",), [(1, "A (Name)", "unknown_column"), (1, "", "column_missing")]),
        (("Full name", "full_name"), ("A", "B"), [(1, "B (full_name)", "column_twice")]),
        (("Họ và tên", ""), ("Ann", "lost"), [(2, "B", "cell_without_heading")]),
        (("Full name",), ("",), [(None, "", "no_people_in_file")]),
        (("Full name", "Style"), ("", "Dr"), [(2, "A (Full name)", "name_missing")]),
        (("Full name", "Đoàn"), ("A", "BB"), [(2, "B (Đoàn)", "other_delegation")]),
        (("Full name", "Reference"), ("A", "x" * 20), [(2, "B (Reference)", "unknown_reference")]),
    ],
)
def test_fault_says_where_it_is(
    db: Db, head: tuple[str, ...], row: tuple[str, ...], told: list[object]
) -> None:
    assert faults(db, publish_little(db), [head, row], "AA") == told


def test_headings_and_words_are_understood_in_either_language(db: Db) -> None:
    edition = publish_little(db)
    rows = [
        ("ĐOÀN", "ho va ten *", "Vai trò", "main"),
        ("aa", "Ann", "trưởng đoàn", "Có"),
        ("BB", "Ben", "Head of delegation / Trưởng đoàn", "no"),
    ]
    looked = checked(db, edition, rows)
    said = [
        (line.delegation.party.code, line.draft.function, len(line.draft.meetings))
        for line in looked.lines
    ]
    assert (said, looked.faults) == ([("AA", "head", 1), ("BB", "head", 0)], [])


def test_foreign_reference_looks_like_one_that_is_not_there(db: Db) -> None:
    """A focal point of AA learns nothing of BB."""
    edition = publish_little(db)
    foreign = register(db, edition, "BB", "Ben").delegate_id
    rows = [("Reference", "Full name"), (foreign, "Ben"), ("0" * 20, "Ben B")]
    assert faults(db, edition, rows, "AA") == [
        (2, "A (Reference)", "unknown_reference"),
        (3, "A (Reference)", "unknown_reference"),
    ]


def test_organiser_cannot_move_people_by_a_file(db: Db) -> None:
    edition = publish_little(db)
    ben = register(db, edition, "BB", "Ben").delegate_id
    rows = [("Reference", "Delegation", "Full name"), (ben, "AA", "Ben")]
    assert faults(db, edition, rows) == [(2, "A (Reference)", "reference_elsewhere")]


def test_file_may_not_oversell_a_delegation(db: Db) -> None:
    edition = publish_little(db)
    for name in ("A1", "A2", "A3"):
        register(db, edition, "AA", name)
    rows = [("Delegation", "Full name")]
    rows += [("AA", name) for name in ("A1", "A4", "A5", "A6")] + [("BB", "B1")]
    looked = checked(db, edition, rows)
    facts = {"delegation": "AA", "quota": "5", "used": "3", "new": "3"}
    assert looked.faults == [Fault("quota_overflow", facts=facts)]


def lines_of(db: Db, lines: Lines) -> None:
    set_quota(db, delegation_of(db, "AA"), 5, lines, by=BY, now=AT)


def test_row_for_which_a_category_is_full_is_named(db: Db) -> None:
    edition = publish_little(db)
    register(db, edition, "AA", "Ann", function="interpreter")
    lines_of(db, {(QuotaScope.CATEGORY, "delegate"): 2, (QuotaScope.CATEGORY, "head"): 1})
    head = ("Delegation", "Full name", "Function")
    rows = [head, ("AA", "Ben", ""), ("AA", "Cat", "delegate"), ("AA", "Dan", "head")]
    facts = {"places": 2, "category": Word("category_delegate")}
    assert checked(db, edition, rows).faults == [Fault("category_full", 3, "C (Function)", facts)]


def test_people_may_change_places_in_any_order(db: Db) -> None:
    """The head of the list and a delegate exchange functions; a third head has no place."""
    edition = publish_little(db)
    register(db, edition, "AA", "Ann", "main", function="head")
    register(db, edition, "AA", "Ben")
    lines_of(db, {(QuotaScope.CATEGORY, "head"): 1, (QuotaScope.LEVEL, "minister"): 1})
    head = ("Full name", "Function", "MAIN-1", "WG-X")
    change = [head, ("Ben", "head", "x", ""), ("Ann", "delegate", "no", "x")]
    assert faults(db, edition, change, "AA") == []
    assert faults(db, edition, [*change, ("Cat", "head", "x", "x")], "AA") == [
        (4, "B (Function)", "category_full"),
        (4, "C (MAIN-1)", "level_full"),
    ]


def test_lines_that_were_lowered_stop_nobody_who_was_there(db: Db) -> None:
    edition = publish_little(db)
    register(db, edition, "AA", "Ann", "main", function="head")
    lines_of(db, {(QuotaScope.CATEGORY, "head"): 0, (QuotaScope.LEVEL, "minister"): 0})
    head = ("Full name", "Function", "Title or post", "MAIN-1")
    assert faults(db, edition, [head, ("Ann", "head", "Minister", "x")], "AA") == []
    assert faults(db, edition, [head, ("Ann", "head", "", ""), ("Ben", "", "", "x")], "AA") == [
        (3, "D (MAIN-1)", "level_full")
    ]


def test_category_that_an_officer_chose_is_the_one_that_counts(db: Db) -> None:
    edition = publish_little(db)
    ann = register(db, edition, "AA", "Ann")
    ann.category = Category.GUEST
    db.flush()
    lines_of(db, {(QuotaScope.CATEGORY, "guest"): 1, (QuotaScope.CATEGORY, "delegate"): 1})
    head = ("Full name", "Title or post")
    assert faults(db, edition, [head, ("Ann", "Director"), ("Ben", "")], "AA") == []


def test_files_and_forms_find_the_same_places_full(db: Db) -> None:
    """Each kind of line, by file and by form, one too many."""
    edition = publish_little(db)
    register(db, edition, "AA", "Ann", "main", function="head")
    for lines in (
        {(QuotaScope.CATEGORY, "head"): 1},
        {(QuotaScope.LEVEL, "minister"): 1},
        {(QuotaScope.LEVEL, "working"): 1},
        {(QuotaScope.CATEGORY, "delegate"): 0},
    ):
        lines_of(db, lines)
        head = ("Full name", "Function", "MAIN-1")
        looked = checked(db, edition, [head, ("Ben", "head", "x")], "AA")
        by_file = [each.code for each in looked.faults]
        with db.begin_nested() as nested:
            try:
                register(db, edition, "AA", "Ben", "main", function="head")
                by_form = []
            except Conflict as full:
                by_form = [full.code]
            nested.rollback()
        assert by_file == by_form


@pytest.mark.parametrize("cell", ["31/12/1975", "12/31/1975", "1975", "27759", "31.12.1975", "x"])
def test_birth_date_that_is_not_clear_is_refused_with_its_place(db: Db, cell: str) -> None:
    rows = [("Full name", "Birth date"), ("Ann", cell)]
    told = [(2, "B (Birth date)", "birth_date_not_a_date")]
    assert faults(db, publish_little(db), rows, "AA") == told


def test_birth_date_and_passport_name_are_judged_as_in_the_form(db: Db) -> None:
    rows = [
        ("Họ và tên", "Ngày sinh", "Họ tên trong hộ chiếu", "Yêu cầu ăn uống"),
        ("Ann", "2031-01-01", "", ""),
        ("Ben", "", "BEN-1", ""),
        ("Cat", "1975-12-31", "cat<<anna", "chay"),
    ]
    edition = publish_little(db)
    assert faults(db, edition, rows, "AA") == [
        (2, "B (Ngày sinh)", "birth_date_impossible"),
        (3, "C (Họ tên trong hộ chiếu)", "not_a_passport_name"),
    ]
    (cat,) = [line.draft for line in checked(db, edition, rows, "AA").lines]
    assert (cat.born_on, cat.mrz_name, cat.diet) == (date(1975, 12, 31), "CAT<<ANNA", "chay")


def test_list_that_is_complete_takes_new_names_from_the_desk_alone(db: Db) -> None:
    edition = publish_little(db)
    register(db, edition, "AA", "Ann")
    delegation_of(db, "AA").state = DelegationState.SUBMITTED
    db.flush()
    rows = [("Full name", "Title or post"), ("Ann", "Director"), ("Ben", "")]
    assert faults(db, edition, rows, "AA") == [(3, "A (Full name)", "list_submitted")]
    assert checked(db, edition, rows, "AA", officer=True).faults == []


def test_name_that_several_have_needs_the_reference(db: Db) -> None:
    edition = publish_little(db)
    one, other = (register(db, edition, "AA", "Nguyễn Văn A").delegate_id for _ in range(2))
    head = ("Reference", "Full name", "Title or post")
    unclear = [head, ("", "Van A Nguyen", "Director")]
    assert faults(db, edition, unclear, "AA") == [(2, "B (Full name)", "several_of_this_name")]
    clear = [head, (one, "Nguyễn Văn A", "Director"), (other, "Nguyễn Văn A", "")]
    assert [line.changed for line in checked(db, edition, clear, "AA").lines] == [("position",), ()]


def test_person_stands_in_a_file_once(db: Db) -> None:
    edition = publish_little(db)
    ann = register(db, edition, "AA", "Ann").delegate_id
    rows = [("Reference", "Full name"), ("", "Ann"), (ann, "Ann"), ("", "Ben"), ("", "BEN")]
    looked = checked(db, edition, rows, "AA")
    assert looked.faults == [
        Fault("row_twice", 3, "B (Full name)", {"first": "2"}),
        Fault("row_twice", 5, "B (Full name)", {"first": "4"}),
    ]


def test_approved_names_are_the_officers_to_correct(db: Db) -> None:
    edition = publish_little(db)
    ann = register(db, edition, "AA", "Ann")
    ann.state = State.APPROVED
    db.flush()
    head = ("Reference", "Full name", "Title or post")
    identity = ("Reference", "Full name", "Birth date", "Passport name", "Dietary need")
    for row, column in (
        ((ann.delegate_id, "Ann", "1975-12-31", "", ""), "C (Birth date)"),
        ((ann.delegate_id, "Ann", "", "ANN", ""), "D (Passport name)"),
    ):
        assert faults(db, edition, [identity, row], "AA") == [(2, column, "person_decided")]
    fed = (ann.delegate_id, "Ann", "", "", "vegetarian")
    assert faults(db, edition, [identity, fed], "AA") == []
    renamed, promoted = (ann.delegate_id, "Anna", ""), (ann.delegate_id, "Ann", "Director")
    assert faults(db, edition, [head, renamed], "AA") == [(2, "B (Full name)", "person_decided")]
    assert faults(db, edition, [head, promoted], "AA") == []
    assert checked(db, edition, [head, renamed], officer=True).faults == [
        Fault("column_missing", 1, "", {"column": "Delegation / Đoàn"})
    ]
    assert checked(db, edition, [head, renamed], "AA", officer=True).faults == []


def test_withdrawn_person_is_not_corrected_and_may_be_nominated_anew(db: Db) -> None:
    edition = publish_little(db)
    ann = register(db, edition, "AA", "Ann")
    withdraw(db, ann, by=BY, now=AT)
    head = ("Reference", "Full name", "Title or post")
    rows = [head, (ann.delegate_id, "Ann", "Director")]
    assert faults(db, edition, rows, "AA") == [(2, "B (Full name)", "person_left")]
    assert take(db, edition, [head, ("", "Ann", "")], "AA").new == 1


def test_faults_are_kept_as_they_are() -> None:
    full = Fault("category_full", 2, "", {"places": 1, "category": Word("category_head")})
    found = [Fault("row_twice", 3, "B (Full name)", {"first": "2"}), full]
    again = found_again(kept(found))
    assert again == found
    assert isinstance(again[1].facts["category"], Word)


def test_every_fault_has_its_sentence() -> None:
    """Those written as ``Fault("code"``, ``_fault("code"`` or raised by the draft's check."""
    said = {code for table in TABLES for code in table}
    text = "".join(
        path.read_text() for path in (PACKAGE / "portal").rglob("*.py") if path.stem != "sentences"
    )
    used = set(re.findall(r"""[Ff]ault\(\s*"([a-z_]+)\"""", text))
    assert len(used) > 15
    assert sorted(used - said) == []
    assert OURS.keys() <= said
