"""Text ⇄ plan: what is read, what is written, and the two laws between them."""

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from eventops.programme.audience import GroupRef, HeadPlus, Rule, parse
from eventops.programme.dayfile import PlanRejected, dump, load, loads
from eventops.programme.faults import Fault
from eventops.programme.plan import DayPlan, EditionPlan, LocalRule, SessionPlan, Weekday
from eventops.programme.rules import Access, Illustrative, Track
from tests.programme.plans import editions
from tests.programme.small import FRIDAY, MONDAY, TEXTS


def test_session_is_read_with_all_its_keys() -> None:
    assert loads(TEXTS).days[0].sessions[0] == SessionPlan(
        code="opening",
        meeting="council",
        track=Track.CEREMONY,
        title={"en": 'Opening of the "Lotus" Forum', "vi": "Khai mạc Diễn đàn Sen"},
        start=datetime.time(8, 30),
        end=datetime.time(10, 0),
        doors=datetime.time(7, 15),
        doors_close=datetime.time(8, 20),
        room="grand-hall",
        access=Access.BY_DELEGATION,
        audience=(
            Rule(GroupRef("ams"), seats=HeadPlus(1, 8)),
            Rule(GroupRef("partner"), seats=HeadPlus(1, 4)),
            parse("named(speakers)"),
        ),
        source="I",
        illustrative=(Illustrative.TIME, Illustrative.ROOM),
    )


PINNED = """\
date = 2026-03-02
title = {en = "Opening, ADGMIN-6", vi = "Khai mạc, ADGMIN-6"}

[[session]]
code = "opening"
meeting = "adgmin"
track = "ceremony"
title = {en = "Opening ceremony", vi = "Lễ khai mạc"}
start = "08:30"
end = "10:00"
doors = "07:15"
doors_close = "08:20"
room = "grand-hall"
access = "by delegation"
audience = ["guest:guest-of-honour", "ams 1+8"]
status = "confirmed"
re_entry = "once"
source = "S0 S1 S4"
illustrative = ["time", "room"]
note = "Co-chaired with China."
"""


def test_day_with_every_key_of_the_format_is_canonical() -> None:
    guests = '\n[[group]]\ncode = "guest"\nname = {en = "Guests", vi = "Khách mời"}\n'
    first_party = "\n[[party]]\n"
    texts = {
        "edition.toml": TEXTS["edition.toml"].replace('"council"', '"adgmin"'),
        "venue.toml": TEXTS["venue.toml"],
        "parties.toml": TEXTS["parties.toml"].replace(first_party, guests + first_party, 1),
        "programme/2026-03-02.toml": PINNED,
    }
    assert dump(loads(texts)) == texts


def test_local_rule_is_read_from_its_words() -> None:
    assert loads(TEXTS).rules[0] == LocalRule(
        weekday=Weekday.FRIDAY,
        start=datetime.time(11, 30),
        end=datetime.time(14, 15),
        name={
            "en": "Friday prayer and lunch",
            "ms": "Solat Jumaat",
            "vi": "Cầu nguyện thứ Sáu",
        },
    )


def test_canonical_texts_come_back_letter_for_letter() -> None:
    assert dump(loads(TEXTS)) == TEXTS


def test_canonical_folder_comes_back_letter_for_letter(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert dump(load(tmp_path)) == TEXTS


def test_loose_text_is_written_canonically() -> None:
    loose = (
        FRIDAY.replace("# a comment", "")
        .replace(
            'code = "lunch"\ntrack = "service"', 'track   = "service" # a comment\ncode="lunch"'
        )
        .replace('{en = "Lunch", vi = "Bữa trưa"}', '{vi = "Bữa trưa", en = "Lunch"}')
        .replace('["same(opening)"]', '[\n  "same( opening )",\n]')
        .replace("\n", "\r\n")
    )
    assert dump(loads(TEXTS | {"programme/2026-03-06.toml": loose})) == TEXTS


def test_sessions_out_of_order_are_written_in_the_order_of_time() -> None:
    head, opening, retreat = MONDAY.split("\n[[session]]\n")
    upside_down = f"{head}\n[[session]]\n{retreat}\n[[session]]\n{opening}"
    assert dump(loads(TEXTS | {"programme/2026-03-02.toml": upside_down})) == TEXTS


@pytest.mark.parametrize(
    ("letters", "written"),
    [
        (71, 'audience = ["named({})", "ams"]\n'),  # exactly 100 columns
        (72, 'audience = [\n    "named({})",\n    "ams",\n]\n'),
    ],
)
def test_list_takes_a_line_for_each_item_beyond_a_hundred_columns(
    letters: int, written: str
) -> None:
    tag = "a" * letters
    text = FRIDAY.replace('["same(opening)"]', f'["named({tag})", "ams"]')
    expected = FRIDAY.replace('audience = ["same(opening)"]\n', written.format(tag))
    texts = TEXTS | {"programme/2026-03-06.toml": text}
    assert dump(loads(texts))["programme/2026-03-06.toml"] == expected


def test_edition_without_sessions_parties_or_rooms_is_a_plan() -> None:
    bare = TEXTS["edition.toml"].replace('duty = ["HOST:interpreter|technician as duty"]\n', "")
    texts = {"edition.toml": bare, "venue.toml": "", "parties.toml": TEXTS["parties.toml"]}
    assert dump(loads(texts)) == texts


def test_text_with_faults_makes_no_plan_and_tells_all_of_them() -> None:
    with pytest.raises(PlanRejected) as caught:
        loads(TEXTS | {"venue.toml": "[", "programme/notes.toml": ""})
    assert caught.value.faults == (
        Fault(
            "venue.toml",
            "",
            "",
            "syntax",
            {"reason": "Invalid initial character for a key part (at end of document)"},
        ),
        Fault(
            "programme/notes.toml",
            "",
            "",
            "file_unexpected",
            {
                "expected": "files are edition.toml, venue.toml, parties.toml and "
                "programme/YYYY-MM-DD.toml"
            },
        ),
    )
    assert str(caught.value) == "\n".join(fault.sentence() for fault in caught.value.faults)


def test_days_and_sessions_stand_in_order_of_time_however_they_are_made() -> None:
    plan = loads(TEXTS)
    sessions = [
        DayPlan(date=day.date, title=day.title, sessions=day.sessions[::-1], note=day.note)
        for day in plan.days
    ]
    made = {name: getattr(plan, name) for name in EditionPlan.__dataclass_fields__}
    assert EditionPlan(**(made | {"days": tuple(sessions[::-1])})) == plan


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(editions())
def test_any_plan_comes_back_from_its_texts(plan: EditionPlan) -> None:
    texts = dump(plan)
    assert loads(texts) == plan
    assert dump(loads(texts)) == texts
