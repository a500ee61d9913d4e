"""The check tells everything that is wrong, in one run, and nothing else."""

from collections import Counter
from functools import reduce
from pathlib import Path

import pytest

from eventops.programme.check import check, examine, notices
from eventops.programme.faults import NOTICES, SENTENCES, Fault
from eventops.programme.folder import PlanFolder
from tests.programme.plants import ALONE, ELSEWHERE, IN_SESSIONS, PLANTS, Plant
from tests.programme.small import FRIDAY, TEXTS

FRIDAY_FILE = "programme/2026-03-06.toml"
CANCELLED = 'status = "cancelled"\nsource = "I"\nillustrative = []'
OF_THE_FOLDER = {
    "folder_missing",
    "folder_unreadable",
    "file_missing",
    "file_unreadable",
    "file_unexpected",
    "not_utf8",
}
"""Told in test_folder."""
OF_A_SENT_FILE = {
    "column_unknown",
    "column_twice",
    "column_needed",
    "headings_missing",
    "cell_empty",
    "date_form",
    "day_unknown",
    "row_twice",
    "edition_other",
    "sessions_none",
    "zip_damaged",
    "zip_bloated",
}
"""Told in test_workbook and test_outside."""


def faults(texts: dict[str, str]) -> tuple[Fault, ...]:
    return examine(PlanFolder.of(texts))[1]


def told(texts: dict[str, str]) -> list[str]:
    return [fault.sentence() for fault in faults(texts)]


def without_hints(sentence: str) -> str:
    """What is known and near changes with the other plants; what is wrong does not."""
    return sentence.split(". ")[0].split("; did you mean")[0]


def test_sound_text_has_no_fault() -> None:
    assert told(TEXTS) == []


@pytest.mark.parametrize("plant", (*PLANTS, *ALONE), ids=lambda plant: plant.sentence[:70])
def test_one_planted_fault_is_told_alone_and_in_words(plant: Plant) -> None:
    assert told(plant.into(TEXTS)) == [plant.sentence]


def test_all_planted_faults_are_told_in_one_run_and_no_other() -> None:
    texts = reduce(lambda texts, plant: plant.into(texts), PLANTS, TEXTS)
    assert len(PLANTS) == len(IN_SESSIONS) + len(ELSEWHERE)
    assert Counter(map(without_hints, told(texts))) == Counter(
        without_hints(plant.sentence) for plant in PLANTS
    )


def test_faults_are_told_in_the_order_of_the_text() -> None:
    texts = reduce(lambda texts, plant: plant.into(texts), ELSEWHERE, TEXTS)
    files = [fault.file for fault in faults(texts)]
    assert files == sorted(files, key=list(TEXTS).index)
    in_venue = [fault.block for fault in faults(texts) if fault.file == "venue.toml"]
    assert in_venue == [
        "venue centre",
        "venue centre",
        "venue centre",
        "room grand-hall",
        "room annex",
        "room annex",
        "gate e1",
        "gate z1",
        "gate g1",
    ]


def test_every_kind_of_fault_has_been_planted() -> None:
    planted = {fault.code for plant in (*PLANTS, *ALONE) for fault in faults(plant.into(TEXTS))}
    planted |= {fault.code for fault in faults(TEXTS | {"edition.toml": ""})}
    assert planted | OF_THE_FOLDER | OF_A_SENT_FILE == set(SENTENCES) - NOTICES


def test_syntax_errors_come_one_a_file_and_hide_only_what_they_must() -> None:
    friday = FRIDAY.replace('room = "annex"', 'room = "anywhere"').replace(
        'audience = ["everyone"]', 'audience = ["nobody(", "same(x7k3)", "guests"]'
    )
    broken = {
        "venue.toml": "[[room",
        "programme/2026-03-02.toml": 'a = "\nb = ',
        FRIDAY_FILE: friday,
    }
    assert told(TEXTS | broken) == [
        (
            "venue.toml: not valid TOML: Expected ']]' at the end of an array declaration "
            "(at end of document)"
        ),
        "programme/2026-03-02.toml: not valid TOML: Illegal character '\\n' (at line 1, column 6)",
        (
            'programme/2026-03-06.toml, session lunch, key audience: rule "nobody(", character 7: '
            '"(" cannot be read here; the order is who:function@list, seats, as, until, item'
        ),
        (
            'programme/2026-03-06.toml, session lunch, key audience: there is no group "guests". '
            "Groups: ams, partner"
        ),
    ]


def test_empty_edition_file_lacks_both_its_tables() -> None:
    bare = {"edition.toml": "", "venue.toml": "", "parties.toml": ""}
    assert told(bare) == [
        "edition.toml: the table [series] is missing",
        "edition.toml: the table [edition] is missing",
    ]


def test_table_of_the_wrong_make_is_told() -> None:
    texts = TEXTS | {"parties.toml": 'group = 1\n[party]\ncode = "VN"\n'}
    assert [sentence for sentence in told(texts) if sentence.startswith("parties.toml")] == [
        "parties.toml, key group: must be a table [[group]], not something else",
        "parties.toml, key party: must be a table [[party]], not something else",
    ]


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        ("13:30", "14:00", False),  # touches the end of lunch
        ("11:30", "11:45", False),  # touches its start
        ("11:45", "13:30", True),  # exactly its time
        ("12:00", "12:30", True),
        ("13:29", "13:40", True),
    ],
)
def test_touching_sessions_share_a_room_and_overlapping_ones_do_not(
    start: str, end: str, overlaps: bool
) -> None:
    second = f"""
[[session]]
code = "nap"
track = "service"
title = {{en = "Nap", vi = "Nghỉ trưa"}}
start = "{start}"
end = "{end}"
room = "annex"
access = "open"
audience = ["everyone"]
source = "I"
illustrative = []
"""
    told_codes = [fault.code for fault in faults(TEXTS | {FRIDAY_FILE: FRIDAY + second})]
    assert told_codes == (["room_taken"] if overlaps else [])


def test_cancelled_session_frees_its_room_and_the_kept_hours() -> None:
    moved = FRIDAY.replace('start = "14:15"\nend = "15:00"', 'start = "12:00"\nend = "13:00"')
    moved = moved.replace('room = "grand-hall"', 'room = "annex"')
    cancelled = moved.replace('source = "I"\nillustrative = []', CANCELLED)
    codes = [fault.code for fault in faults(TEXTS | {FRIDAY_FILE: moved})]
    assert codes == ["local_rule", "room_taken"]
    assert faults(TEXTS | {FRIDAY_FILE: cancelled}) == ()


def test_circle_of_audiences_is_told_once_with_its_way_round() -> None:
    friday = FRIDAY.replace('["everyone"]', '["same(closing)"]').replace(
        '["same(opening)"]', '["same(lunch)"]'
    )
    assert told(TEXTS | {FRIDAY_FILE: friday}) == [
        (
            "programme/2026-03-06.toml, session lunch, key audience: the audience goes round in a "
            "circle: lunch → closing → lunch"
        )
    ]


def test_tentative_session_may_touch_hours_kept_free_and_is_noticed(tmp_path: Path) -> None:
    early = FRIDAY.replace('start = "14:15"', 'start = "14:00"')
    tentative = early.replace(
        'audience = ["same(opening)"]', 'audience = ["same(opening)"]\nstatus = "tentative"'
    )
    for name, text in (TEXTS | {"programme/2026-03-06.toml": tentative}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert check(tmp_path) == ()
    assert [notice.sentence() for notice in notices(tmp_path)] == [
        (
            "programme/2026-03-06.toml, session closing, key start: touches 11:30 to 14:15, kept free "
            'on Friday for "Friday prayer and lunch", and is only tentative: move it, or confirm '
            "another time"
        )
    ]
