"""The programme as a workbook and as an archive, edited outside: nothing lost, every fault at once."""

import datetime
import random
from dataclasses import replace

import pytest

from eventops.programme.cells import clock_meant, day_meant
from eventops.programme.dayfile import dump, loads
from eventops.programme.faults import SHEET, Fault
from eventops.programme.folder_reading import packed, read_folder, unpacked
from eventops.programme.outside import Outside, differences
from eventops.programme.plan import EditionPlan
from eventops.programme.workbook import columns_for, rows_of
from eventops.programme.workbook_reading import read_workbook
from tests.programme.small import FRIDAY, MONDAY, TEXTS

CHOOSE = random.Random(3).choice
PLAN = loads(TEXTS)


SHEET_FAULTS = [
    'row 2, column C (Start / Bắt đầu): must be a time from "00:00" to "23:59", not "noon"',
    'row 2, column G (Room / Phòng): there is no room "attic". Rooms: grand-hall, annex',
    (
        'row 3, column M (Audience / Thành phần dự): rule "ams 5+1", character 5: "5+1" should '
        "begin with 0 or 1 for the head of delegation"
    ),
    "row 3, column J (Title (English) / Tên phiên (tiếng Anh)): the cell is empty",
    ('row 4, column B (Date / Ngày): must be a date such as 2026-01-15, not "02/03/2026"'),
    (
        'row 4, column I (Track / Nhóm phiên): "sevrice" is none of the choices. Choices: '
        "ministers, officials, wg, partner, bilateral, ceremony, side, social, service; did you "
        "mean service?"
    ),
    (
        "row 5, column B (Date / Ngày): the programme has no day 2026-03-04. Days: 2026-03-02, "
        "2026-03-06; did you mean 2026-03-06?"
    ),
    "row 5, column D (End / Kết thúc): 14:15 is not after 14:15 (start)",
    'row 6, column A (Code / Mã): the session "opening" stands already in row 2',
    "row 7, column I (Track / Nhóm phiên): the cell is empty",
    "row 7, column C (Start / Bắt đầu): the cell is empty",
    "row 7, column D (End / Kết thúc): the cell is empty",
    "row 7, column G (Room / Phòng): the cell is empty",
    "row 7, column L (Access / Quyền vào): the cell is empty",
    "row 7, column M (Audience / Thành phần dự): the cell is empty",
    "row 7, column P (Source / Nguồn): the cell is empty",
    "row 7, column J (Title (English) / Tên phiên (tiếng Anh)): the cell is empty",
]


def sheet(plan: EditionPlan = PLAN) -> list[list[str]]:
    columns = columns_for(plan.languages, plan.dated_sessions())
    return [[column.title for column in columns], *rows_of(plan.dated_sessions(), columns)]


def with_cells(*cells: tuple[int, str, str]) -> list[list[str]]:
    """The sheet of the small edition with cells changed: (row as the program counts, key, text)."""
    rows = sheet()
    keys = [column.key for column in columns_for(PLAN.languages, PLAN.dated_sessions())]
    for row, key, text in cells:
        while len(rows) < row:
            rows.append([""] * len(keys))
        rows[row - 1][keys.index(key)] = text
    return rows


def read(*cells: tuple[int, str, str]) -> Outside:
    return read_workbook(with_cells(*cells), PLAN, CHOOSE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("08:30", "08:30"),
        ("8:30", "08:30"),
        ("08:30:00", "08:30"),
        ("8.30", "08:30"),
        ("8h30", "08:30"),
        ("8h", "08:00"),
        ("8 giờ 30", "8 giờ 30"),
        ("8:30 AM", "08:30"),
        ("12:15 am", "00:15"),
        ("1:05 p.m.", "13:05"),
        ("13:05 PM", "13:05 PM"),
        ("1899-12-30 08:30:00", "08:30"),
        ("1904-01-01T23:45:00", "23:45"),
        ("0.25", "06:00"),
        ("0.3541666666666667", "08:30"),
        ("0", "00:00"),
        ("0.9999999", "0.9999999"),
        ("25:00", "25:00"),
        ("noon", "noon"),
    ],
)
def test_time_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert clock_meant(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-03-02", datetime.date(2026, 3, 2)),
        ("2026-03-02 00:00:00", datetime.date(2026, 3, 2)),
        ("02/03/2026", None),
        ("2026-02-30", None),
        ("46083", None),
    ],
)
def test_date_is_read_and_never_guessed(typed: str, meant: datetime.date | None) -> None:
    assert day_meant(typed) == meant


def test_session_moves_and_says_what_changed() -> None:
    outside = read((2, "date", "2026-03-06"), (2, "start", "8.00"), (2, "room", "ANNEX"))
    found = differences(PLAN, outside)
    (change,) = found.changed
    assert [(each.field, each.before, each.after) for each in change.fields] == [
        ("date", datetime.date(2026, 3, 2), datetime.date(2026, 3, 6)),
        ("start", datetime.time(8, 30), datetime.time(8)),
        ("room", "grand-hall", "annex"),
    ]
    assert (found.added, found.missing, found.codes) == ((), (), ("opening",))


def test_room_and_meeting_are_known_by_name_too() -> None:
    outside = read((2, "room", "nhà phụ"), (2, "meeting", "WG-AI"))
    (_, opening) = outside.sessions["opening"]
    assert (opening.room, opening.meeting) == ("annex", "wg-ai")


def test_row_without_a_code_is_a_new_session() -> None:
    new = {
        "date": "2026-03-06",
        "start": "16:00",
        "end": "17:00",
        "room": "annex",
        "track": "Side",
        "title.en": "Coffee",
        "access": "Open",
        "audience": "everyone",
        "source": "T",
    }
    outside = read(*((6, key, text) for key, text in new.items()))
    (added,) = differences(PLAN, outside).added
    assert added.name == {"en": "Coffee"}
    assert len(added.code) == 4


def test_session_that_the_file_leaves_out_stays_and_is_said() -> None:
    rows = sheet()
    del rows[2]
    found = differences(PLAN, read_workbook(rows, PLAN, CHOOSE))
    assert [session.code for _, session in found.missing] == ["x7k2"]
    assert found.codes == ()


def test_file_with_some_columns_changes_only_those() -> None:
    rows = [["Mã", "Bắt đầu"], ["opening", "08:45"]]
    outside = read_workbook(rows, PLAN, CHOOSE)
    _, known = next(PLAN.dated_sessions())
    assert outside.sessions == {
        "opening": (datetime.date(2026, 3, 2), replace(known, start=datetime.time(8, 45)))
    }


def test_parked_session_in_the_file_comes_out_of_the_tray() -> None:
    found = differences(PLAN, read(), parked=("opening",))
    assert (found.from_tray, found.codes) == (("opening",), ("opening",))
    absent = read_workbook([["code"], ["x7k2"]], PLAN, CHOOSE)
    left = differences(PLAN, absent, parked=("opening",)).missing
    assert "opening" not in [session.code for _, session in left]


def test_every_fault_of_the_sheet_is_told_at_its_cell() -> None:
    outside = read(
        (2, "start", "noon"),
        (2, "room", "attic"),
        (3, "title.en", ""),
        (3, "title.vi", ""),
        (3, "audience", "ams 1+1\nams 5+1"),
        (4, "date", "02/03/2026"),
        (4, "track", "sevrice"),
        (5, "date", "2026-03-04"),
        (5, "end", "14:15"),
        (6, "code", "opening"),
        (7, "code", "fresh"),
        (7, "date", "2026-03-06"),
    )
    assert outside.sessions == {}
    assert [fault.sentence() for fault in outside.faults] == SHEET_FAULTS


def test_headings_that_nobody_knows_are_faults() -> None:
    rows = [["Begin", "Start", "start"], ["", "", ""]]
    assert [fault.sentence()[:44] for fault in read_workbook(rows, PLAN, CHOOSE).faults] == [
        "row 1, column A (Begin): there is no column ",
        'row 1, column C (start): the column "start" ',
        "row 1: the first row must name the columns; ",
    ]
    assert read_workbook([["code"]], PLAN, CHOOSE).faults == (
        Fault(SHEET, "", "", "sessions_none"),
    )


def test_two_sessions_in_one_room_are_left_to_the_desk() -> None:
    outside = read((3, "start", "09:00"), (3, "title.vi", ""))
    assert (outside.faults, outside.sessions["x7k2"][1].start) == ((), datetime.time(9))


def files(**changed: str) -> dict[str, bytes]:
    return {name: text.encode() for name, text in (TEXTS | changed).items()}


def test_one_day_alone_may_be_sent() -> None:
    day = FRIDAY.replace('start = "14:15"', 'start = "14:30"').encode()
    found = differences(PLAN, read_folder({"programme/2026-03-06.toml": day}, PLAN))
    assert [(each.code, each.fields[0].field) for each in found.changed] == [("closing", "start")]
    assert [session.code for _, session in found.missing] == ["opening", "x7k2"]


def test_what_the_draft_does_not_hold_is_told_and_not_taken() -> None:
    venue = TEXTS["venue.toml"].replace("seats = 500", "seats = 450")
    monday = MONDAY.replace('vi = "Khai mạc"}', 'vi = "Khai mạc Diễn đàn"}', 1)
    sent = files(**{"venue.toml": venue, "programme/2026-03-02.toml": monday})
    found = differences(PLAN, read_folder(sent, PLAN))
    assert [(each.subject, each.code) for each in found.others] == [
        ("room", "grand-hall"),
        ("day", "2026-03-02"),
    ]
    assert found.codes == ()


def test_every_fault_of_the_folder_is_told_at_once() -> None:
    sent = files(
        **{
            "edition.toml": TEXTS["edition.toml"].replace("forum-2026", "forum-2027"),
            "programme/2026-03-02.toml": MONDAY.replace('"grand-hall"', '"attic"'),
            "programme/2026-03-06.toml": "date = [",
            "programme/2026-03-05.toml": 'date = 2026-03-05\ntitle = {en = "X", vi = "Y"}\n',
        }
    )
    assert [fault.code for fault in read_folder(sent, PLAN).faults] == [
        "edition_other",
        "room_unknown",
        "room_unknown",
        "day_unknown",
        "syntax",
    ]


def test_what_is_no_archive_or_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unpacked(b"PK\x03\x04") == Fault("", "", "", "zip_damaged")
    monkeypatch.setattr("eventops.programme.folder_reading.MOST_FILES", 3)
    refused = unpacked(packed(PLAN))
    assert isinstance(refused, Fault)
    assert refused.code == "zip_bloated"
    assert read_folder({}, PLAN).faults == (Fault("", "", "", "sessions_none"),)


def test_archive_is_the_folder_and_its_bytes_are_always_the_same() -> None:
    content = unpacked(packed(PLAN))
    assert content == files()
    assert packed(PLAN) == packed(loads(dump(PLAN)))


def test_new_session_in_a_file_of_few_columns_lacks_them_by_name() -> None:
    outside = read_workbook([["Code", "Start"], ["", "9:00"]], PLAN, CHOOSE)
    assert [fault.sentence() for fault in outside.faults] == [
        f'row 2: a new session needs a "{title}", and the file has no such column'
        for title in (
            "Date / Ngày",
            "Track / Nhóm phiên",
            "End / Kết thúc",
            "Room / Phòng",
            "Access / Quyền vào",
            "Audience / Thành phần dự",
            "Source / Nguồn",
            "Title (English) / Tên phiên (tiếng Anh)",
        )
    ]
